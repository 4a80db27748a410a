"""The compiled patterns, each made on first use."""

import re
from functools import cache

from rules.detectors.obscenity.lookalikes import SEEN
from rules.detectors.obscenity.roots import (
    ANYWHERE,
    BEFORE,
    EB,
    ENDING,
    GLUED_BEFORE,
    SOFT_EB,
    WHOLE,
)
from rules.detectors.obscenity.spelling import respell

_EB = f"(?:{BEFORE}{{0,3}}[ъьй]?{EB})"
_SOFT = f"(?:{BEFORE}{{0,2}}[ъьй]?{SOFT_EB})"
_ANY = "(?:" + "|".join(ANYWHERE) + ")"
_WHOLE = "(?:" + "|".join(WHOLE) + ")"

_LOOSE = f"{_ANY}|^(?:{GLUED_BEFORE}{{0,2}}(?:{_EB}|{_WHOLE}$)|{_SOFT})"
_STRICT = f"(?:{_WHOLE}|(?:{BEFORE}{{0,2}}{_ANY}|{_EB}){ENDING}{{0,3}})"


@cache
def loose() -> re.Pattern[str]:
    """Match at the start of a Russian word, or anywhere if the root is distinctive enough."""
    return re.compile(_LOOSE)


@cache
def loose_by_eye() -> re.Pattern[str]:
    """Match the same in a word of mixed characters that look like Russian letters."""
    return re.compile(respell(_LOOSE, SEEN))


@cache
def strict() -> re.Pattern[str]:
    """Match a whole Russian word that is obscene (`fullmatch`)."""
    return re.compile(_STRICT)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"{BEFORE}{{0,3}}[ъьй]?")


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(f"{GLUED_BEFORE}{{1,2}}(?:{_EB}|{_WHOLE}$|{_ANY})")


def is_glued(word: str, start: int) -> bool:
    """Whether other words precede the obscene part within this Russian word."""
    if start:
        return _before().fullmatch(word, 0, start) is None
    return _glued().match(word) is not None and strict().fullmatch(word) is None
