"""VK's JSON: parsing it, the shape of answers, and refusals.

An answer of another shape counts as no answer.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec.json import Decoder

from bot.vk.faults import UNANSWERED

_decode = Decoder().decode

DEEPEST = 200
"""The most levels of nesting that are stored. VK nests forwarded messages 45 deep (VK.md, 1.2), two
levels each; Python's parser gives up at about a thousand."""


def read_json(body: bytes | str) -> Any:
    """Parse JSON that somebody else wrote.

    Raises `ValueError` for anything invalid, also for nesting too deep for Python.
    """
    try:
        try:
            return _decode(body)
        except ValueError:
            # it takes half the time, but refuses unpaired surrogates, which VK's messages may have
            return json.loads(body)
    except RecursionError:
        raise ValueError("JSON that is nested too deep") from None


def is_deep(value: Any) -> bool:
    """Whether a value is nested deeper than `DEEPEST`: it could be parsed here, and perhaps not
    again."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    match value:
        case dict():
            return [*value.values()]
        case list():
            return value
        case _:
            return []


class VkRefused(Exception):  # noqa: N818 -- what VK did, not whose error it is
    """A call failed: VK refused with `code`, or did not answer (`UNANSWERED`).

    `text` is VK's own, never the request: that holds the token and people's words.
    """

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"error {code}: {text}")
        self.code = code
        self.text = text


@contextmanager
def understood() -> Iterator[None]:
    """Raise `VkRefused` with `UNANSWERED` if reading an answer fails by its shape.

    For parsing only: the block awaits nothing.
    """
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError, OSError) as strange:
        raise not_an_answer(strange) from None


def not_an_answer(strange: Exception | None = None) -> VkRefused:
    """Return the refusal that an answer of another shape counts as: the call is repeated."""
    why = "" if strange is None else f" ({type(strange).__name__})"
    return VkRefused(UNANSWERED, f"not an answer{why}")


def is_nonzero(value: Any) -> bool:
    """Whether an answer is a nonzero number: VK's sign that something was done."""
    return type(value) is int and value != 0


def done(answer: Any) -> None:
    """Check that VK confirms success. Raises `VkRefused` with `UNANSWERED` otherwise."""
    if not is_nonzero(answer):
        raise not_an_answer()
