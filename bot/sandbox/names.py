"""Names in VK's six cases, by rule: enough for the college and the tests, not for every name.

VK answers with declined names itself (VK.md, 1.2 `users.get`), so the emulator has to.
"""

import re
from collections.abc import Mapping
from enum import IntEnum
from typing import Final

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
