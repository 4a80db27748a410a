"""Splitting a message into words, with the gaps between them."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rules.detectors.detection import Sign
from rules.detectors.insult.lexicon import RUSSIAN, Weight, maskable, plain, readings, weights
from rules.detectors.insult.phrases import triggers


class Gap(IntEnum):
    """The gap between a word and the one before."""

    NONE = 0
    """A space, a hyphen, quotes."""
    PAUSE = 1
    """A comma or a colon."""
    STOP = 2
    """The end of a sentence: a full stop, a smiley, an emoji, a new line."""


class Word(NamedTuple):
    """A word of a message with its offsets; `key` is its folded form.

    A tuple, because a hostile message has two thousand, and a dataclass takes four times as long to
    make.
    """

    key: str
    start: int
    end: int
    gap: Gap = Gap.STOP
    weight: Weight | None = None
    sign: Sign = Sign.PLAIN


_LONGEST = 40
"""Longest chunk, in letters, that is read without its disguise; no listed word is longer."""

_CHUNK = re.compile(r"\S+")
_PART = re.compile(r"\w+")
_CORE = re.compile(r"[\w@$](?:\S*[\w@$])?")
_STOPS = re.compile(r"[.!?…;()\n\r\u2190-\U0010ffff]")
_MASKED = re.compile(r"[а-яё]+(?:[*#@_.\-]{1,2}[а-яё]+){1,2}")
_FOREIGN = re.compile(r"[a-z0-9@$!]|[^ -~а-яё]")
"""May stand for a Russian letter by look or sound; folding it is slow."""
_MASKS = frozenset("*#@_.-")
_LEAST_SPREAD = 4
_SYLLABLE = 2
"""Letters in each piece of a spread-out word: «д.е.б.и.л», «де-би-л»."""

_LONE = frozenset("гдезйлмнпртфхцчшщъыьэю")
"""Letters that are no words: a single one may belong to a spread-out word."""


def is_of_interest(chunk: str) -> bool:
    """Whether a lower-case chunk without spaces has anything worth reading."""
    known, phrases = weights(), triggers()
    return any(key in known or key in phrases or key in _LONE for key, _, _, _ in _parts(chunk))


def read(lowered: str) -> list[Word]:
    """Return the words of a lower-case text in order, in linear time."""
    words: list[Word] = []
    known = weights()
    reached = 0
    lone = 0
    for chunk in _CHUNK.finditer(lowered):
        at = chunk.start()
        for key, start, end, sign in _parts(chunk[0]):
            lone += end - start == 1
            gap = _gap(lowered[reached : at + start]) if words else Gap.STOP
            words.append(Word(key, at + start, at + end, gap, known.get(key), sign))
            reached = at + end
    return list(_joined(words)) if lone >= _LEAST_SPREAD else words


def _gap(between: str) -> Gap:
    if between == " ":
        return Gap.NONE
    if _STOPS.search(between):
        return Gap.STOP
    return Gap.PAUSE if "," in between or ":" in between else Gap.NONE


def _parts(chunk: str) -> list[tuple[str, int, int, Sign]]:
    # the words of a chunk: reading, start, end, sign
    if RUSSIAN.fullmatch(chunk):
        key, sign = plain(chunk)
        return [(key, 0, len(chunk), sign)]
    core = _CORE.search(chunk)
    if core is None or "://" in chunk:
        return []
    parts = list(_PART.finditer(chunk))
    if len(core[0]) <= _LONGEST and (whole := _whole(core[0], [part[0] for part in parts])):
        return [(whole[0], core.start(), core.end(), whole[1])]
    return [_part(part) for part in parts]


def _part(part: re.Match[str]) -> tuple[str, int, int, Sign]:
    start, end = part.span()
    if end - start > _LONGEST:
        return part[0], start, end, Sign.PLAIN
    key, sign = _likeliest(part[0])
    return key, start, end, sign


@lru_cache(maxsize=4096)
def _likeliest(part: str) -> tuple[str, Sign]:
    known = weights()
    read_as = list(readings(part)) or [(part, Sign.PLAIN)]
    return next((each for each in read_as if each[0] in known), read_as[0])


def _whole(core: str, parts: list[str]) -> tuple[str, Sign] | None:
    # a listed word that fills the whole chunk, in any disguise
    if parts == [core] and "_" not in core:
        return None
    known = weights()
    if _FOREIGN.search(core):
        for key, sign in readings(core):
            if key in known:
                return key, sign
    if max(map(len, parts), default=0) <= _SYLLABLE:
        for key, _ in readings("".join(parts)):
            if key in known:
                return key, Sign.SPREAD
    if _MASKED.fullmatch(core):
        for form in maskable().get((core[0], len(core)), ()):
            if all(map(_stands_for, core, form)):
                return form, Sign.MASKED
    return None


def _stands_for(sign: str, letter: str) -> bool:
    return sign == letter or sign in _MASKS


def _joined(words: list[Word]) -> Iterator[Word]:
    # «д у р а к»: single letters in a row become the listed word that they spell, if any
    run: list[Word] = []
    for word in words:
        if word.end - word.start == 1 and (not run or len(run) < _LONGEST):
            run.append(word)
            continue
        yield from _spelt(run)
        run = []
        yield word
    yield from _spelt(run)


def _spelt(run: list[Word]) -> Iterator[Word]:
    if len(run) < _LEAST_SPREAD:
        yield from run
        return
    known = weights()
    for skip, drop in ((0, 0), (1, 0), (0, 1)):
        letters = run[skip : len(run) - drop]
        key = "".join(word.key for word in letters)
        if key in known and _evenly(letters) and not _LONE.isdisjoint(key):
            yield from run[:skip]
            first, last = letters[0], letters[-1]
            yield Word(key, first.start, last.end, first.gap, known[key], Sign.SPREAD)
            yield from run[len(run) - drop :]
            return
    yield from run


def _evenly(letters: list[Word]) -> bool:
    return len({after.start - before.end for before, after in pairwise(letters)}) == 1
