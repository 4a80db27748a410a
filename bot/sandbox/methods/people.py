"""VK's methods for people: names in all cases, owners of screen names."""

from enum import IntEnum
from typing import Annotated, Any, Final

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from bot.sandbox.conversations import Person
from bot.sandbox.parameters import VkError, words
from bot.sandbox.world import World

_CASES: Final = {
    "gen": Case.GENITIVE,
    "dat": Case.DATIVE,
    "acc": Case.ACCUSATIVE,
    "ins": Case.INSTRUMENTAL,
    "abl": Case.PREPOSITIONAL,
}

CASES: Final = ("nom", *_CASES)
"""VK's names of the cases, in VK's order; `abl` is the one after «о»."""


class Sex(IntEnum):
    """VK's numbers for a person's sex."""

    UNKNOWN = 0
    FEMALE = 1
    MALE = 2


_GENDERS: Final = {Sex.FEMALE: Gender.FEMALE, Sex.MALE: Gender.MALE}
_PARTS: Final = {"first_name": NamePart.FIRSTNAME, "last_name": NamePart.LASTNAME}
_DECLINER: Final = PetrovichDeclinationMaker()
_DETECTOR: Final = PetrovichGenderDetector()


def declined(first: str, last: str, sex: int = Sex.UNKNOWN) -> dict[str, str]:
    """Return both names in all cases, under VK's field names.

    `sex` is VK's number: 1 a woman, 2 a man, 0 unknown (then the names decide). The keys are
    `first_name_nom`, `first_name_gen`, … `last_name_abl`. A name that no rule covers (a Latin one,
    a woman's in a consonant) stays as it is in all cases.
    """
    gender = _GENDERS.get(Sex(sex)) or _DETECTOR.detect(firstname=first, lastname=last)
    return {
        f"{part}_{case}": name
        if case == "nom" or not name
        else _DECLINER.make(_PARTS[part], gender, _CASES[case], name)
        for part, name in (("first_name", first), ("last_name", last))
        for case in CASES
    }


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
