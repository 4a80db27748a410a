"""Findings of a check, in the administrator's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a check ended. With `WARNING` the bot can run."""

    WELL = "✓"
    WARNING = "!"
    FAULT = "✗"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report."""

    mark: Mark
    text: str


def well(text: str) -> Finding:
    """Return a finding that needs nothing."""
    return Finding(mark=Mark.WELL, text=text)


def warning(text: str) -> Finding:
    """Return a finding to mend, with which the bot can run."""
    return Finding(mark=Mark.WARNING, text=text)


def fault(text: str) -> Finding:
    """Return a finding with which the bot cannot run."""
    return Finding(mark=Mark.FAULT, text=text)


def listed(words: Iterable[str]) -> str:
    """Join words by commas."""
    return ", ".join(words)
