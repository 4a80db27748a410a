"""Phrases that are obscene only as several words: «на куй», «хрен знает», «бляха-муха»."""

import re
from enum import Enum

from rules.detectors.detection import Sign
from rules.detectors.obscenity.verdict import CERTAINTY, Verdict
from rules.detectors.registry import Label


class Cue(Enum):
    """Marks a word that makes searching for phrases worthwhile."""

    CUE = "cue"


_CUE_WORDS = """
хрен хер муха моталки бабай пипец писец колотить куй куя кую ю юу хрена хера ухо вошь театр сын
"""
_CUES = frozenset(_CUE_WORDS.split())
_OBSCENE = re.compile(
    r"(?<!\w)(?:на|ни|не|по|до|за|от)\s(?:ку[йяю])(?!\w)|(?<!\w)сукин\sсын(?!\w)"
    r"|(?<!\w)фак\sюу?(?!\w)"
)
_EUPHEMISMS = re.compile(
    r"(?<!\w)(?:бляха[-\s]+муха"
    r"|(?:иди|идите|пош[её]л|пошла|пошли|вали|валите|послать|послал\w?)\s(?:ты\s|вы\s|все\s)?на\s?(?:хрен|хер)"
    r"|х(?:рен|ер)\s(?:его\s|е[её]\s|их\s|тебя\s|вас\s)?знает|[её]карный\sбабай|[её]лки[-\s]моталки"
    r"|полный\s(?:пипец|писец)|едрить[-\s]колотить|едр[её]на\sвошь|[её]перный\sтеатр)(?!\w)"
)


def is_cue(word: str) -> bool:
    """Whether a lower-case word without «ё» is part of an obscene phrase."""
    return word in _CUES


def find(text: str) -> list[Verdict]:
    """Return the phrases in a lower-case text."""
    found = [
        Verdict(
            start=phrase.start(),
            end=phrase.end(),
            sign=Sign.PHONETIC,
            certainty=CERTAINTY[Sign.PHONETIC],
        )
        for phrase in _OBSCENE.finditer(text)
    ]
    found += [
        Verdict(
            start=phrase.start(),
            end=phrase.end(),
            sign=Sign.PLAIN,
            certainty=0.5,
            label=Label.EUPHEMISM,
        )
        for phrase in _EUPHEMISMS.finditer(text)
    ]
    return found
