"""Obscene language, in the forms that teenagers really write (правило «Без мата и грубости»).

A text is cut at white space and each word judged by itself, with a memo: a chat's words repeat.
Only what a word cannot tell alone, letters set apart and torn words, is looked for in the whole.
"""

import re
from functools import lru_cache
from itertools import islice

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Detector
from rules.detectors.obscenity.folding import fold
from rules.detectors.obscenity.roots import skeleton
from rules.detectors.obscenity.spread import HEADS, Spread, fragments, letters_in_a_row
from rules.detectors.obscenity.words import Verdict, is_ordinary, judge, judge_briefly

_WORD = re.compile(r"\S+")
_EDGES = ".,!?;:()«»\"'…-–—"
_LOOKS_LIKE = re.compile(r"ху[йяеюи]|еб|бля|муд|манд|сук|пид|залуп|хер|пизд")

_THOROUGHLY = 40
"""Words of one message that are judged with all effort; no honest message has as many odd ones."""

_SINGLES = 3
"""Single characters from which a text may spell a word letter by letter."""

_CLEAR, _SINGLE, _TORN, _HIT = 0, 1, 1000, 1000


def detect(text: str) -> tuple[Detection, ...]:
    """Give every obscene word of a text with its place; nothing for nearly every text."""
    words = text.split()
    if len(words) > _THOROUGHLY:
        return _judge(text)
    weight = 0
    for word in words:
        weight += _weight(word)
    return () if weight < _SINGLES else _judge(text)


def explain(text: str) -> Answer:
    """Give the same, and the words that only look obscene."""
    found = _judge(text)
    cleared = tuple(
        Cleared(
            detector=Detector.OBSCENITY,
            why=Clearance.INNOCENT_WORD,
            found=match[0],
            start=match.start(),
            end=match.end(),
        )
        for match in _WORD.finditer(text)
        if _LOOKS_LIKE.search(skeleton(match[0].lower()))
        and not any(one.start < match.end() and match.start() < one.end for one in found)
    )
    return Answer(detections=found, cleared=cleared)


@lru_cache(maxsize=60_000)
def _weight(word: str) -> int:
    """Say how much a word asks for a closer look at its message."""
    plain = word[0].isalpha() and word[-1].isalpha()
    bare = (word if plain else word.strip(_EDGES)).lower()
    if len(bare) == 1:
        # «е» and «х» are no words, «а» and «я» are
        return _TORN if bare in HEADS else _SINGLE
    if is_ordinary(bare):
        return _TORN if bare in HEADS else _CLEAR
    if judge(word) is not None:
        return _HIT
    return _TORN if _folded(bare) in HEADS else _CLEAR


def _folded(word: str) -> str:
    lower = word.lower()
    return lower.replace("ё", "е") if len(lower) > 12 or lower.isalpha() else fold(word).text


def _judge(text: str) -> tuple[Detection, ...]:
    found: list[Detection] = []
    tokens: list[tuple[str, int, int]] = []
    for number, match in enumerate(_WORD.finditer(text)):
        word = match[0]
        verdict = judge(word) if number < _THOROUGHLY else judge_briefly(word)
        if verdict is not None:
            found.append(_detection(text, verdict, match.start()))
        if number < _THOROUGHLY:
            tokens.append((_meant(word), match.start(), match.end()))
    taken = len(found)
    for spread in islice((*letters_in_a_row(text), *fragments(tokens)), _THOROUGHLY):
        if not any(each.start < spread.end and spread.start < each.end for each in found[:taken]):
            found.append(_spread(text, spread))
    return tuple(sorted(found, key=lambda each: each.start))


@lru_cache(maxsize=10_000)
def _meant(word: str) -> str:
    """Give a word as a fragment: folded, its look-alike letters Cyrillic."""
    folded = _folded(word.strip(_EDGES))
    return folded.translate(_LIKE) if not folded.isascii() else folded


_LIKE = str.maketrans("aceopxykmtbh", "асеорхукмтвн")


def _detection(text: str, verdict: Verdict, at: int) -> Detection:
    start, end = at + verdict.start, at + verdict.end
    return Detection(
        detector=Detector.OBSCENITY,
        label=verdict.label,
        certainty=verdict.certainty,
        sign=verdict.sign,
        found=text[start:end],
        start=start,
        end=end,
    )


def _spread(text: str, spread: Spread) -> Detection:
    return Detection(
        detector=Detector.OBSCENITY,
        label=spread.label,
        certainty=spread.certainty,
        sign=spread.sign,
        found=text[spread.start : spread.end],
        start=spread.start,
        end=spread.end,
    )
