"""What a check found, in the administrator's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a check ended. `WARNING` lets the bot run."""

    WELL = "✓"
    WARNING = "!"
    FAULT = "✗"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report."""

    mark: Mark
    text: str


def well(text: str) -> Finding:
    """Give a finding that nothing is to be done about."""
    return Finding(mark=Mark.WELL, text=text)


def warning(text: str) -> Finding:
    """Give a finding with which the bot runs, and something is to be done."""
    return Finding(mark=Mark.WARNING, text=text)


def fault(text: str) -> Finding:
    """Give a finding with which the bot does not run."""
    return Finding(mark=Mark.FAULT, text=text)


def listed(words: Iterable[str]) -> str:
    """Give words with commas between them."""
    return ", ".join(words)
