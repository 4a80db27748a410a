"""The shape of VK's answers: one that cannot be understood says nothing of what was done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.vk.faults import UNANSWERED
from bot.vk.refusals import VkRefused


@contextmanager
def understood() -> Iterator[None]:
    """Raise `VkRefused` with `UNANSWERED` where the block stumbles over an answer's shape.

    For reading alone: nothing is awaited inside.
    """
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError, OSError) as strange:
        raise not_an_answer(strange) from None


def not_an_answer(strange: Exception | None = None) -> VkRefused:
    """Give what an answer of another shape amounts to: none, so that it is asked again."""
    why = "" if strange is None else f" ({type(strange).__name__})"
    return VkRefused(UNANSWERED, f"not an answer{why}")


def is_number(value: Any) -> bool:
    """Say whether an answer is a number other than 0: VK's word that something was done."""
    return type(value) is int and value != 0


def done(answer: Any) -> None:
    """Make sure that VK says of a deed that it was done. Raises `VkRefused` with `UNANSWERED`."""
    if not is_number(answer):
        raise not_an_answer()
