"""What the searches for personal data give: a place, and what stands there or why it is nothing."""

import re
from dataclasses import dataclass

from rules.detectors.detection import Clearance, Label, Sign

BESIDE = 40
"""Characters before a number in which the word that says what it is may stand."""
AFTER = 20
"""Characters after it in which that word may stand."""

_NOT_DIGITS = re.compile(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class Find:
    """A place of a plain text, from `start` up to `end`.

    Either something personal, of which `label`, `certainty` (from 0 to 1) and `sign` tell, or
    something that only looks so: then `why` says why it is not.
    """

    start: int
    end: int
    label: Label | None = None
    certainty: float = 0.0
    sign: Sign = Sign.FORMAT
    why: Clearance | None = None


def personal(match: re.Match[str], label: Label, certainty: float, sign: Sign) -> Find:
    """Give what a match found as personal data."""
    return Find(match.start(), match.end(), label, certainty, sign)


def innocent(match: re.Match[str], why: Clearance) -> Find:
    """Give what a match found as something that only looks personal."""
    return Find(match.start(), match.end(), why=why)


def digits_of(text: str) -> str:
    """Give the digits of a plain text, without anything between."""
    return _NOT_DIGITS.sub("", text)


def before(plain: str, at: int, most: int = BESIDE) -> str:
    """Give the characters before a place, `most` of them at most."""
    return plain[max(0, at - most) : at]


def around(plain: str, match: re.Match[str]) -> str:
    """Give the characters about a match in which a word may say what it is."""
    return plain[max(0, match.start() - BESIDE) : match.end() + AFTER]


def on_its_line(plain: str, at: int, most: int = BESIDE) -> str:
    """Give the characters before a place on the same line, `most` of them at most."""
    return before(plain, at, most).rpartition("\n")[2]
