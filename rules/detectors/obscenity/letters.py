"""Judging a run of letters and digits in any mixture of alphabets."""

import re
from dataclasses import replace
from functools import cache

from rules.detectors.detection import Sign
from rules.detectors.obscenity import forms, latin, patterns, russian
from rules.detectors.obscenity.innocent import is_innocent
from rules.detectors.obscenity.lookalikes import BY_EAR, BY_EYE, SEEN
from rules.detectors.obscenity.spelling import respell
from rules.detectors.obscenity.verdict import CERTAINTY, Verdict
from rules.detectors.registry import Label

_RUSSIAN = re.compile("[а-я]+")
_LATIN = re.compile("[a-z]")
_TWINS = re.compile("(?!p)[а-яaceopxy]+")
"""Russian letters and their Latin twins: by look only one reading is possible."""
_SEEN = re.compile(
    "пизд|^(?:на|по|ни|о)?ху(?:[йе]|и$)|бля[дт]|пид[оа]р(?:ас|$)|^мудак|^(?:за|вы|по)?еба(?:ть|л|н)"
)
_TWO_FACED = re.compile("[hb]")
"""Inside a word, a capital H rather means «н» than «х», a capital B rather «в» than «б»."""
_REPEATED = re.compile(r"([^\W\d])\1+")
_DIGRAPHS = (
    ("sh", "ш"),
    ("ch", "ч"),
    ("kh", "х"),
    ("zh", "ж"),
    ("ya", "я"),
    ("yu", "ю"),
    ("ts", "ц"),
)
_LONG = 32
_LONGEST_LATIN = 40
"""Latin words are matched as a whole; a longer one is not obscene."""


def judge(run: str) -> Verdict | None:
    """Judge a run of lower-case folded letters, digits and signs; None if nothing is found."""
    if len(run) < 2:
        return None
    russian_letters = _RUSSIAN.search(run)
    if russian_letters is None:
        return _latin(run) if _LATIN.search(run) else None
    if russian_letters.span() == (0, len(run)):
        return russian.judge(run)
    return _mixed(run)


def judge_russian(run: str) -> Verdict | None:
    """Judge a run if it has only Russian letters."""
    return russian.judge(run) if len(run) > 1 and _RUSSIAN.fullmatch(run) else None


def by_eye(run: str) -> str:
    """Return a run in Russian letters by the look of its characters."""
    return run.translate(BY_EYE)


def by_ear(run: str) -> str:
    """Return a run in Russian letters by the sound of its characters."""
    return run.translate(BY_EAR)


def _latin(run: str) -> Verdict | None:
    if not 2 < len(run) <= _LONGEST_LATIN:
        return None
    for word in dict.fromkeys((run, _REPEATED.sub(r"\1", run))):
        if latin.is_english(word):
            plain = word == run and word.isalpha()
            return _whole(run, Sign.PLAIN if plain else Sign.LOOK_ALIKE)
        if latin.is_russian(word):
            return _whole(run, Sign.TRANSLITERATED)
        seen = by_eye(word)
        if seen in forms.forms() or (_SEEN.search(seen) and not word.isdigit()):
            return _whole(run, Sign.LOOK_ALIKE)
    return None


@cache
def _hint_by_eye() -> re.Pattern[str]:
    return re.compile(respell(russian.HINT, SEEN))


def _mixed(run: str) -> Verdict | None:
    if not _hint_by_eye().search(run):
        return None
    if _TWINS.fullmatch(run):
        return _as(Sign.LOOK_ALIKE, russian.judge(by_eye(run)))
    single = _REPEATED.sub(r"\1", run)
    for word in (run,) if single == run else (run, single):
        for found in patterns.loose_by_eye().finditer(word):
            part = found[0]
            if not (_RUSSIAN.search(part) or latin.is_russian(part)) or (
                part[-1].isdigit() and len(part) < 4
            ):
                continue
            if len(part) < 4 and part.endswith("hи"):
                continue
            if (
                _TWO_FACED.search(part)
                and found.start()
                and patterns.is_glued(word.translate(BY_EYE), found.start())
            ):
                continue
            if any(is_innocent(word.translate(way), *found.span()) for way in (BY_EYE, BY_EAR)):
                continue
            if word != run or len(run) <= _LONG:
                return _whole(run, Sign.LOOK_ALIKE)
            return Verdict(
                start=found.start(),
                end=found.end(),
                sign=Sign.LOOK_ALIKE,
                certainty=CERTAINTY[Sign.LOOK_ALIKE],
            )
    for way in (BY_EYE,) if "hy" in run else (BY_EYE, BY_EAR):
        word = _digraphs(run).translate(way) if way is BY_EAR else run.translate(way)
        if len(word) <= _LONG and _RUSSIAN.fullmatch(word):
            verdict = _as(Sign.LOOK_ALIKE, russian.judge(word))
            if verdict is not None:
                return replace(verdict, end=len(run))
    return None


def _as(sign: Sign, verdict: Verdict | None) -> Verdict | None:
    if verdict is None or verdict.label is not Label.OBSCENE:
        return verdict
    sure = min(verdict.certainty, CERTAINTY[sign])
    return replace(
        verdict, sign=sign if verdict.sign is Sign.PLAIN else verdict.sign, certainty=sure
    )


def _digraphs(run: str) -> str:
    for pair, letter in _DIGRAPHS:
        run = run.replace(pair, letter)
    return run


def _whole(run: str, sign: Sign) -> Verdict:
    return Verdict(start=0, end=len(run), sign=sign, certainty=CERTAINTY[sign])
