"""Questions to VK while the administrator waits."""

from collections.abc import Awaitable, Iterable

from bot.checking.findings import Finding, fault
from bot.vk.client import Manner, TokenRejected, VkRefused
from locales.texts import Texts

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
