"""A text without disguises, with the original offset of each character."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

_ODD = re.compile(
    "[\u00aa\u00ad\u00b2\u00b3\u00b9\u00ba\u0300-\u036f\u0660-\u0669\u06f0-\u06f9\u115f\u1160"
    "\u180e\u200b-\u200f\u2024\u202a-\u202e\u2060-\u2064\u2070-\u209f\u20d0-\u20f0\u2160-\u217f\u2460-\u24ff"
    "\u2776-\u2793\u3002\u3164\ufe00-\ufe0f\ufe52\ufeff\uff01-\uffa0"
    "\U0001d400-\U0001d7ff\U0001f100-\U0001f189\U000e0000-\U000e01ef]"
)
"""Marks over or between letters, and letters and digits of decorative alphabets."""

_UNSEEN = frozenset({"Mn", "Me", "Cf"})
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_SHORT_I = {"и\u0306": "й", "е\u0308": "ё"}
_FULL_STOPS = frozenset("。․﹒")
_DINGBATS = 0x2776
"""The first of thirty circled digits without a decomposition in Unicode."""
_SQUARED = 0x1F130
"""The first of three alphabets in circles and squares, 32 code points apart."""


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` is `source` in lower case, with «е» for «ё», and without decorative fonts and
    invisible marks. `places` has the offset in the source of each character (code points) and ends
    with the source's length; None if they are equal.
    """

    text: str
    source: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of the text from `start` up to `end`.

        Invisible marks after its last character belong to it.
        """
        if self.places is None:
            return start, end
        last = self.places[end - 1] if end > start else -1
        return self.places[start], max(self.places[end], last + 1)


def is_odd(text: str) -> bool:
    """Whether a text has disguised or invisible characters."""
    return _ODD.search(text) is not None


def made_plain(source: str) -> Plain:
    """Make a text plain; nearly every text takes the fast path."""
    lower = source.lower()
    if len(lower) == len(source) and _ODD.search(source) is None:
        return Plain(lower.replace("ё", "е"), source)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(source):
        if sign.isascii():
            plain = sign.lower()
        elif signs and (composed := _SHORT_I.get(signs[-1] + sign)) is not None:
            signs[-1] = composed
            continue
        else:
            plain = _plain(sign)
        signs.extend(plain)
        places.extend(place for _ in plain)
    places.append(len(source))
    return Plain("".join(signs).replace("ё", "е"), source, tuple(places))


def lowered(text: str) -> str:
    """Return a text in lower case with every character at its offset."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


@lru_cache(maxsize=1024)
def _plain(sign: str) -> str:
    if sign in _FILLERS or unicodedata.category(sign) in _UNSEEN:
        return ""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    code = ord(sign)
    if _DINGBATS <= code < _DINGBATS + 30:
        return str((code - _DINGBATS) % 10 + 1)
    if _SQUARED <= code < _SQUARED + 96 and (letter := (code - _SQUARED) % 32) < 26:
        return chr(ord("a") + letter)
    if sign in _FULL_STOPS:
        return "."
    # NFKC would spell this one out, and no pattern would match it
    plain = sign if sign == "№" else unicodedata.normalize("NFKC", sign).lower()
    return "".join(each for each in plain if unicodedata.category(each) not in _UNSEEN)


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


def apart(found: Iterable[_P], length: int) -> Iterator[_P]:
    """Leave out what overlaps something found earlier in a text of that length."""
    taken = bytearray(length)
    for one in found:
        if taken.find(1, one.start, one.end) < 0:
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            yield one
