"""Words that are torn apart over a message: single letters in a row, or two or three fragments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rules.detectors.detection import Label, Sign
from rules.detectors.obscenity.folding import fold
from rules.detectors.obscenity.forms import FORMS
from rules.detectors.obscenity.words import judge

_IN_A_ROW = re.compile(r"(?<!\w)\w(?P<gap>[^\w]{1,4})\w(?:(?P=gap)\w){1,30}(?!\w)")
"""Single characters with one and the same gap between them."""

_MOST = 20
"""Rows, and torn words, that are looked at in one message."""

_COMMON = frozenset(
    re.findall(
        "[а-я]+",
        """на по за до да и а у я ка та те ту не ни но ну то ты вы мы он о об от с со к
        ко в во из же ли бы был ой ах ох ух эх ей ее ем им их ум ук ил ит ет ут ать
        ить ал али ло ла ешь ишь ый ий ая ое ые ки ку кой ам ом ин ара ер оры ор ок
        сук суд мух ха хи би ста еж ец юк уй про них раз под при б р г м д рас спи го
        га пр др""",
    )
)
"""Fragments that are words, initials, or usual ends of words: alone they tell nothing."""

_UNUSUAL = frozenset({"уй", "ец", "юк"})


def _heads() -> frozenset[str]:
    heads = {form[:place] for form in FORMS for place in range(1, len(form))}
    return frozenset(heads - _COMMON)


HEADS = _heads()
"""What torn words begin with, where that is no word."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A torn word in a text."""

    start: int
    end: int
    label: Label
    certainty: float
    sign: Sign = Sign.SPREAD


def letters_in_a_row(text: str) -> Iterator[Spread]:
    """Give the obscene words that stand letter by letter."""
    for match in islice(_IN_A_ROW.finditer(text), _MOST):
        letters = "".join(sign for sign in fold(match[0]).text if sign.isalnum())
        if len(letters) >= 3:
            found = judge(letters)
            if found is not None and found.label is Label.OBSCENE:
                yield Spread(match.start(), match.end(), found.label, 0.9)


def fragments(tokens: list[tuple[str, int, int]]) -> Iterator[Spread]:
    """Give the obscene words that are torn over two or three neighbouring words.

    A token is a folded word with its place. Ordinary words are never joined: one of the fragments
    has to be none.
    """
    for place, (token, start, _) in enumerate(tokens):
        follows = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        if token not in HEADS and follows not in HEADS and follows not in _UNUSUAL:
            continue
        for count in (2, 3):
            part = tokens[place : place + count]
            joined = "".join(word for word, _, _ in part)
            if len(part) == count and joined in FORMS and any(len(word) > 1 for word, _, _ in part):
                yield Spread(start, part[-1][2], Label.OBSCENE, 0.85)
                break
