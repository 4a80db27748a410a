"""Findings of personal data: where, and what it is or why it is harmless."""

import re
from dataclasses import dataclass

from rules.detectors.detection import Clearance, Sign
from rules.detectors.registry import Label

BESIDE = 40
"""Characters before a number in which the word that names it may stand."""
AFTER = 20
"""Characters after a number in which that word may stand."""

_NOT_DIGITS = re.compile(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class Find:
    """A place in a plain text, from `start` up to `end`.

    It is either personal, described by `label`, `certainty` (from 0 to 1) and `sign`, or only looks
    so; then `why` says why it is harmless.
    """

    start: int
    end: int
    label: Label | None = None
    certainty: float = 0.0
    sign: Sign = Sign.FORMAT
    why: Clearance | None = None


def personal(match: re.Match[str], label: Label, certainty: float, sign: Sign) -> Find:
    """Return a match as personal data."""
    return Find(match.start(), match.end(), label, certainty, sign)


def innocent(match: re.Match[str], why: Clearance) -> Find:
    """Return a match as something that only looks personal."""
    return Find(match.start(), match.end(), why=why)


def digits_of(text: str) -> str:
    """Return the digits of a plain text without separators."""
    return _NOT_DIGITS.sub("", text)


def before(plain: str, at: int, most: int = BESIDE) -> str:
    """Return up to `most` characters before an offset."""
    return plain[max(0, at - most) : at]


def around(plain: str, match: re.Match[str]) -> str:
    """Return the characters around a match in which a word may name it."""
    return plain[max(0, match.start() - BESIDE) : match.end() + AFTER]


def on_its_line(plain: str, at: int, most: int = BESIDE) -> str:
    """Return up to `most` characters before an offset on the same line."""
    return before(plain, at, most).rpartition("\n")[2]
