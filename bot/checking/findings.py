"""Findings of a check, in the administrator's language; also of questions to VK."""

from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.vk.client import Manner, TokenRejected, VkRefused
from locales.texts import Texts


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


SHORTLY = Manner(patience=5.0)
"""A question to VK is repeated for so many seconds."""


async def asked(
    question: Awaitable[Iterable[Finding]], subject: str, texts: Texts
) -> tuple[Finding, ...]:
    """Return the findings of a question, or that VK refused it; `subject` names its subject."""
    _ = texts.gettext
    try:
        return tuple(await question)
    except (VkRefused, TokenRejected) as refused:
        words = _("{subject}: VK refused ({why}). Check that the token has all its rights.")
        return (fault(words.format(subject=subject, why=refused)),)
