"""Asking VK while somebody waits for the answer."""

from collections.abc import Awaitable, Iterable

from bot.checking.findings import Finding, fault
from bot.vk.client import Manner, TokenRejected, VkRefused
from locales.texts import Texts

SHORTLY = Manner(patience=5.0)
"""Seconds for which a question to VK is repeated."""


async def asked(
    question: Awaitable[Iterable[Finding]], subject: str, texts: Texts
) -> tuple[Finding, ...]:
    """Give what a question found, or that VK refused it; `subject` says what it was about."""
    _ = texts.gettext
    try:
        return tuple(await question)
    except (VkRefused, TokenRejected) as refused:
        words = _("{subject}: VK refused ({why}). Check that the token has all its rights.")
        return (fault(words.format(subject=subject, why=refused)),)
