"""VK's methods for people: names in all cases, owners of screen names."""

import re
from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Any, Final

from bot.sandbox.conversations import Person
from bot.sandbox.parameters import VkError, words
from bot.sandbox.world import World

CASES: Final = ("nom", "gen", "dat", "acc", "ins", "abl")
"""VK's names of the cases, in VK's order; `abl` is the one after «о»."""


class Sex(IntEnum):
    """VK's numbers for a person's sex."""

    UNKNOWN = 0
    FEMALE = 1
    MALE = 2


_Endings = tuple[str, str, str, str, str]
"""Genitive, dative, accusative, instrumental, prepositional."""

_Rule = tuple[str, int, _Endings]
"""The ending of a name (a pattern), how many letters to cut, and the endings to add."""

_HARD: Final = ("а", "у", "а", "ом", "е")
_HISSING: Final = ("а", "у", "а", "ем", "е")
_SOFT: Final = ("я", "ю", "я", "ем", "е")
_IN_IY: Final = ("я", "ю", "я", "ем", "и")
_IN_A: Final = ("ы", "е", "у", "ой", "е")
_IN_KA: Final = ("и", "е", "у", "ой", "е")
_IN_SHA: Final = ("и", "е", "у", "ей", "е")
_IN_CA: Final = ("ы", "е", "у", "ей", "е")
_IN_YA: Final = ("и", "е", "ю", "ей", "е")
_IN_IYA: Final = ("и", "и", "ю", "ей", "и")
_POSSESSIVE_HE: Final = ("а", "у", "а", "ым", "е")
_POSSESSIVE_SHE: Final = ("ой", "ой", "у", "ой", "ой")
_ADJECTIVE_HARD: Final = ("ого", "ому", "ого", "ым", "ом")
_ADJECTIVE_KY: Final = ("ого", "ому", "ого", "им", "ом")
_ADJECTIVE_SOFT: Final = ("его", "ему", "его", "им", "ем")
_ADJECTIVE_HER: Final = ("ой", "ой", "ую", "ой", "ой")
_ADJECTIVE_HER_HISSING: Final = ("ей", "ей", "ую", "ей", "ей")
_ADJECTIVE_HER_SOFT: Final = ("ей", "ей", "юю", "ей", "ей")

_OF_EITHER: Final[tuple[_Rule, ...]] = (
    (r"ия", 1, _IN_IYA),
    (r"я", 1, _IN_YA),
    (r"[гкх]а", 1, _IN_KA),
    (r"[жчшщ]а", 1, _IN_SHA),
    (r"ца", 1, _IN_CA),
    (r"[бвдзлмнпрстф]а", 1, _IN_A),
)
"""Nouns in -а and -я, men's and women's alike."""

_OF_MEN: Final[tuple[_Rule, ...]] = (
    *_OF_EITHER,
    (r"ий", 1, _IN_IY),
    (r"[йь]", 1, _SOFT),
    (r"[жцчшщ]", 0, _HISSING),
    (r"[бвгдзклмнпрстфх]", 0, _HARD),
)

_FIRST_OF_WOMEN: Final[tuple[_Rule, ...]] = (
    *_OF_EITHER,
    (r"ь", 1, ("и", "и", "ь", "ью", "и")),
)

_LAST_OF_MEN: Final[tuple[_Rule, ...]] = (
    (r"[ое]го|[иы]х", 0, ("", "", "", "", "")),
    (r"[оеё]в|[иы]н", 0, _POSSESSIVE_HE),
    (r"[гкх](?:ий|ой)", 2, _ADJECTIVE_KY),
    (r"[жнчшщ]ий", 2, _ADJECTIVE_SOFT),
    (r"[жчшщ]ой", 2, _ADJECTIVE_KY),
    (r"ый|\w\wой", 2, _ADJECTIVE_HARD),
    *_OF_MEN,
)

_LAST_OF_WOMEN: Final[tuple[_Rule, ...]] = (
    (r"[оеё]ва|[иы]на", 1, _POSSESSIVE_SHE),
    (r"[жчшщ]ая", 2, _ADJECTIVE_HER_HISSING),
    (r"ая", 2, _ADJECTIVE_HER),
    (r"яя", 2, _ADJECTIVE_HER_SOFT),
    *_OF_EITHER,
)

_IRREGULAR: Final[Mapping[str, tuple[str, _Endings]]] = {
    "Илья": ("Иль", ("и", "е", "ю", "ёй", "е")),
    "Лев": ("Льв", _HARD),
    "Павел": ("Павл", _HARD),
    "Пётр": ("Петр", _HARD),
}

_MEN_IN_A: Final = frozenset({"Данила", "Илья", "Кузьма", "Лука", "Никита", "Савва", "Фома"})
_WOMANLY_LAST: Final = re.compile(r"(?:[оеё]ва|[иы]на|ая|яя)\Z")
_MANLY_LAST: Final = re.compile(r"(?:[оеё]в|[иы]н|[иыо]й)\Z")
_WOMANLY_FIRST: Final = re.compile(r"(?:[ая]|овь|ель)\Z")


def declined(first: str, last: str, sex: int = Sex.UNKNOWN) -> dict[str, str]:
    """Return both names in all cases, under VK's field names.

    `sex` is VK's number: 1 a woman, 2 a man, 0 unknown (then the endings decide). The keys are
    `first_name_nom`, `first_name_gen`, … `last_name_abl`. A name that no rule covers (a Latin one,
    a woman's in a consonant) stays as it is in all cases.
    """
    woman = sex == Sex.FEMALE or (sex == Sex.UNKNOWN and _is_woman(first, last))
    parts = {
        "first_name": _forms(first, _FIRST_OF_WOMEN if woman else _OF_MEN),
        "last_name": _forms(last, _LAST_OF_WOMEN if woman else _LAST_OF_MEN),
    }
    return {
        f"{part}_{case}": form
        for part, forms in parts.items()
        for case, form in zip(CASES, forms, strict=True)
    }


def _is_woman(first: str, last: str) -> bool:
    if _WOMANLY_LAST.search(last):
        return True
    if _MANLY_LAST.search(last) or first in _MEN_IN_A:
        return False
    return _WOMANLY_FIRST.search(first) is not None


def _forms(name: str, rules: tuple[_Rule, ...]) -> tuple[str, ...]:
    """Decline one name; of a double name, each half."""
    halves = [_half(half, rules) for half in name.split("-")]
    return tuple("-".join(forms) for forms in zip(*halves, strict=True))


def _half(name: str, rules: tuple[_Rule, ...]) -> tuple[str, ...]:
    if irregular := _IRREGULAR.get(name):
        stem, endings = irregular
        return (name, *(stem + ending for ending in endings))
    for pattern, cut, endings in rules:
        if re.search(rf"(?:{pattern})\Z", name):
            stem = name[: len(name) - cut]
            return (name, *(stem + ending for ending in endings))
    return (name,) * len(CASES)


_NAME_FIELDS = frozenset(
    f"{part}_name_{case}" for part in ("first", "last") for case in ("nom", *CASES)
)

_KNOWN = _NAME_FIELDS | {"screen_name", "sex", "photo_50", "photo_100"}


def _read_fields(name: str, value: str) -> frozenset[str]:
    words(2000)(name, value)
    fields = frozenset(field.strip() for field in value.split(",")) - {""}
    if unknown := fields - _KNOWN:
        raise VkError(100, f"{name}: {min(unknown)} is unknown")
    return fields


Fields = Annotated[frozenset[str], _read_fields]
"""Fields of a user, separated by commas."""


def vk_group(world: World) -> dict[str, Any]:
    """Return the community as VK's object."""
    return {
        "id": world.group_id,
        "name": world.name,
        "screen_name": world.screen_name,
        "is_closed": 0,
        "type": "group",
    }


def vk_user(person: Person, fields: frozenset[str], case: str = "nom") -> dict[str, Any]:
    """Return a person as VK's object, the plain names in the grammatical case `case`."""
    names = None
    if case != "nom" or fields & _NAME_FIELDS:
        names = declined(person.first_name, person.last_name, person.sex)
    user: dict[str, Any] = {
        "id": person.id,
        "first_name": names[f"first_name_{case}"] if names else person.first_name,
        "last_name": names[f"last_name_{case}"] if names else person.last_name,
        "can_access_closed": True,
        "is_closed": False,
    }
    if names:
        user.update({field: names[field] for field in sorted(fields & _NAME_FIELDS)})
    if "screen_name" in fields:
        user["screen_name"] = person.screen_name
    if "sex" in fields:
        user["sex"] = person.sex
    return user


def _get(
    world: World,
    user_ids: Annotated[str, words(20_000)],
    fields: Fields = frozenset(),
    name_case: Annotated[str, words(one_of=frozenset(CASES))] = "nom",
) -> list[dict[str, Any]]:
    asked = [part.strip() for part in user_ids.split(",") if part.strip()]
    if not 1 <= len(asked) <= 1000:
        raise VkError(100, "user_ids should have 1 to 1000 items")
    found = (_person(world, name) for name in asked)
    return [vk_user(person, fields, name_case) for person in found if person is not None]


def _person(world: World, name: str) -> Person | None:
    number = name.removeprefix("id")
    if number.isdecimal():
        return world.people.get(int(number))
    wanted = name.lower()
    people = world.people.values()
    return next((person for person in people if person.screen_name.lower() == wanted), None)


def _resolve(world: World, screen_name: Annotated[str, words(255)]) -> dict[str, Any] | list[Any]:
    if screen_name in {*world.screen_names, f"public{world.group_id}"}:
        return {"type": "group", "object_id": world.group_id, "group_id": world.group_id}
    person = _person(world, screen_name)
    return [] if person is None else {"type": "user", "object_id": person.id}


METHODS = {
    "users.get": _get,
    "utils.resolveScreenName": _resolve,
}
