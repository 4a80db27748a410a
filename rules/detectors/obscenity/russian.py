"""Judging a word in Russian letters."""

import re

from rules.detectors.detection import Sign
from rules.detectors.obscenity import euphemisms, forms, patterns
from rules.detectors.obscenity.innocent import is_innocent
from rules.detectors.obscenity.verdict import CERTAINTY, Verdict
from rules.detectors.registry import Label

HINT = (
    r"[еийэ]+б|[еи]+п+[ауне]|х+[уйьэо]|п+[иеыэд]*[здсртц]|б+[иьде]*[ля]|с[ую]+[кч]|сц+у|м+у+д|п+е+д|ма+н+д|шл"
    r"|г+[ао]+н+д|за+л|д+о*л+[боа]|др|м+л+я|е+л+д|й+у|о+у+й|хе+р|хре|инде|зв[ие]зд|[ея]др|екар"
)
"""Every obscene word has one of these; others need no closer look."""
_HINT = re.compile(HINT)
_REPEATED = re.compile(r"(.)\1+")
_DRAWN_OUT = re.compile(r"(.)\1\1")
"""No word has three equal letters in a row: one that does is read without repetitions."""
_LONG = 32
"""Longer than any real word; only the obscene part counts as found."""


def judge(word: str) -> Verdict | None:
    """Judge a lower-case Russian word without «ё»; None if nothing is found."""
    if len(word) > _LONG:
        return _long(word)
    if word in forms.disguised():
        return _whole(word, Sign.REVERSED if word in forms.backwards() else Sign.PHONETIC)
    if not _HINT.search(word):
        return None
    found = None if _DRAWN_OUT.search(word) else _rooted(word)
    if found is not None:
        return _whole(word, Sign.GLUED if patterns.is_glued(word, found[0]) else Sign.PLAIN)
    single = _REPEATED.sub(r"\1", word)
    if single != word and (found := _rooted(single)) is not None:
        return _whole(word, Sign.STRETCHED)
    if euphemisms.is_euphemism(single):
        return Verdict(
            start=0, end=len(word), sign=Sign.PLAIN, certainty=0.5, label=Label.EUPHEMISM
        )
    return None


def looks_like(word: str) -> tuple[int, int] | None:
    """Return where an allowed word looks obscene, or None."""
    found = patterns.loose().search(word)
    return found.span() if found else None


def _rooted(word: str) -> tuple[int, int] | None:
    for found in patterns.loose().finditer(word):
        if not is_innocent(word, *found.span()):
            return found.span()
    return None


def _whole(word: str, sign: Sign) -> Verdict:
    return Verdict(start=0, end=len(word), sign=sign, certainty=CERTAINTY[sign])


def _long(word: str) -> Verdict | None:
    single = _REPEATED.sub(r"\1", word)
    found = _rooted(single)
    if found is None:
        return None
    start, end = _stretch(word, found)
    sign = Sign.GLUED if end - start == found[1] - found[0] else Sign.STRETCHED
    return Verdict(start=start, end=end, sign=sign, certainty=CERTAINTY[sign])


def _stretch(word: str, found: tuple[int, int]) -> tuple[int, int]:
    """Map offsets in a word without repetitions to offsets in the word with them."""
    begins = [run.start() for run in re.finditer(r"(.)\1*", word)] + [len(word)]
    return begins[found[0]], begins[found[1]]
