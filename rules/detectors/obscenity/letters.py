"""Judging a run of letters and digits: in Russian letters, Latin ones, or any mixture."""

import re
from dataclasses import replace

from rules.detectors.detection import Sign
from rules.detectors.lazy import Pattern
from rules.detectors.obscenity import forms, latin, roots
from rules.detectors.obscenity.folding import BY_EAR, BY_EYE, CERTAINTY, Verdict
from rules.detectors.registry import Label

_HINT = (
    r"[еийэ]+б|[еи]+п+[ауне]|х+[уйьэо]|п+[иеыэд]*[здсртц]|б+[иьде]*[ля]|с[ую]+[кч]|сц+у|м+у+д|п+е+д|ма+н+д|шл"
    r"|г+[ао]+н+д|за+л|д+о*л+[боа]|др|м+л+я|е+л+д|й+у|о+у+й|хе+р|хре|инде|зв[ие]зд|[ея]др|екар"
)
"""Every obscene word has one of these; others need no closer look."""
_HINT_IN_RUSSIAN = re.compile(_HINT)
_HINT_BY_EYE = Pattern(roots.by_eye(_HINT))
_REPEATED = re.compile(r"(.)\1+")
_DRAWN_OUT = re.compile(r"(.)\1\1")
"""No word has three equal letters in a row: one that does is read without repetitions."""
_LONG = 32
"""Longer than any real word; only the obscene part counts as found."""

_RUSSIAN = re.compile("[а-я]+")
_LATIN = re.compile("[a-z]")
_TWINS = re.compile("(?!p)[а-яaceopxy]+")
"""Russian letters and their Latin twins: by look only one reading is possible."""
_SEEN_AS = re.compile(
    "пизд|^(?:на|по|ни|о)?ху(?:[йе]|и$)|бля[дт]|пид[оа]р(?:ас|$)|^мудак|^(?:за|вы|по)?еба(?:ть|л|н)"
)
_TWO_FACED = re.compile("[hb]")
"""Inside a word, a capital H rather means «н» than «х», a capital B rather «в» than «б»."""
_REPEATED_LETTER = re.compile(r"([^\W\d])\1+")
_DIGRAPHS = (
    ("sh", "ш"),
    ("ch", "ч"),
    ("kh", "х"),
    ("zh", "ж"),
    ("ya", "я"),
    ("yu", "ю"),
    ("ts", "ц"),
)
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
        return judge_russian(run)
    return _mixed(run)


def judge_russian(word: str) -> Verdict | None:
    """Judge a lower-case Russian word without «ё»; None if nothing is found."""
    if len(word) > _LONG:
        return _long(word)
    if word in forms.disguised():
        return _whole(word, Sign.REVERSED if word in forms.backwards() else Sign.PHONETIC)
    if not _HINT_IN_RUSSIAN.search(word):
        return None
    found = None if _DRAWN_OUT.search(word) else _rooted(word)
    if found is not None:
        return _whole(word, Sign.GLUED if roots.is_glued(word, found[0]) else Sign.PLAIN)
    single = _REPEATED.sub(r"\1", word)
    if single != word and (found := _rooted(single)) is not None:
        return _whole(word, Sign.STRETCHED)
    if roots.is_euphemism(single):
        return Verdict.euphemism(0, len(word))
    return None


def _rooted(word: str) -> tuple[int, int] | None:
    for found in roots.LOOSE.finditer(word):
        if not roots.is_innocent(word, *found.span()):
            return found.span()
    return None


def _long(word: str) -> Verdict | None:
    single = _REPEATED.sub(r"\1", word)
    found = _rooted(single)
    if found is None:
        return None
    start, end = _stretch(word, found)
    sign = Sign.GLUED if end - start == found[1] - found[0] else Sign.STRETCHED
    return Verdict.obscene(start, end, sign)


def _stretch(word: str, found: tuple[int, int]) -> tuple[int, int]:
    """Map offsets in a word without repetitions to offsets in the word with them."""
    begins = [run.start() for run in re.finditer(r"(.)\1*", word)] + [len(word)]
    return begins[found[0]], begins[found[1]]


def _latin(run: str) -> Verdict | None:
    if not 2 < len(run) <= _LONGEST_LATIN:
        return None
    for word in dict.fromkeys((run, _REPEATED_LETTER.sub(r"\1", run))):
        if latin.is_english(word):
            plain = word == run and word.isalpha()
            return _whole(run, Sign.PLAIN if plain else Sign.LOOK_ALIKE)
        if latin.is_russian(word):
            return _whole(run, Sign.TRANSLITERATED)
        seen = word.translate(BY_EYE)
        if seen in forms.forms() or (_SEEN_AS.search(seen) and not word.isdigit()):
            return _whole(run, Sign.LOOK_ALIKE)
    return None


def _mixed(run: str) -> Verdict | None:
    if not _HINT_BY_EYE.search(run):
        return None
    if _TWINS.fullmatch(run):
        return _as(Sign.LOOK_ALIKE, judge_russian(run.translate(BY_EYE)))
    single = _REPEATED_LETTER.sub(r"\1", run)
    for word in (run,) if single == run else (run, single):
        for found in roots.LOOSE_BY_EYE.finditer(word):
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
                and roots.is_glued(word.translate(BY_EYE), found.start())
            ):
                continue
            if any(
                roots.is_innocent(word.translate(way), *found.span()) for way in (BY_EYE, BY_EAR)
            ):
                continue
            if word != run or len(run) <= _LONG:
                return _whole(run, Sign.LOOK_ALIKE)
            return Verdict.obscene(*found.span(), Sign.LOOK_ALIKE)
    for way in (BY_EYE,) if "hy" in run else (BY_EYE, BY_EAR):
        word = _digraphs(run).translate(way) if way is BY_EAR else run.translate(way)
        if len(word) <= _LONG and _RUSSIAN.fullmatch(word):
            verdict = _as(Sign.LOOK_ALIKE, judge_russian(word))
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
    return Verdict.obscene(0, len(run), sign)
