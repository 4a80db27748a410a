"""Single values of VK's JSON, none of them believed: numbers, moments, texts."""

from datetime import UTC, datetime
from typing import Any, TypeGuard

from rules.ids import MemberId, MessageId

GREATEST = 2**53
"""Every number of VK's is smaller; no database of ours takes a much greater one."""


def is_number(value: Any) -> TypeGuard[int]:
    """Say whether a value is an integer that VK may send and a database takes."""
    return type(value) is int and -GREATEST < value < GREATEST


def are_numbers(one: Any, other: Any) -> bool:
    """Say whether both values are such numbers."""
    return (
        type(one) is int
        and -GREATEST < one < GREATEST
        and type(other) is int
        and -GREATEST < other < GREATEST
    )


def as_int(value: Any) -> int | None:
    """Give a number as it is; None for anything else."""
    return value if is_number(value) else None


def message_id(value: Any) -> MessageId | None:
    """Give the id of a message; None for what is no number."""
    return MessageId(value) if is_number(value) else None


def member_id(value: Any) -> MemberId | None:
    """Give the id of a person or a community; None for what is no number."""
    return MemberId(value) if is_number(value) else None


def plain_text(value: Any) -> str:
    """Turn a value into a text that can be stored and sent; None becomes the empty text."""
    # half of a character, and NUL, which JSON can carry, can be neither
    return str(value or "").encode("utf-8", "replace").decode().replace("\0", "")


def moment(value: Any) -> datetime:
    """Convert a Unix timestamp to an aware UTC datetime; anything invalid becomes the epoch."""
    try:
        return datetime.fromtimestamp(as_int(value) or 0, tz=UTC)
    except (OverflowError, OSError, ValueError):  # no calendar has it
        return datetime.fromtimestamp(0, tz=UTC)
