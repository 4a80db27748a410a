"""Checks single values of VK's JSON: numbers, moments, texts."""

from datetime import UTC, datetime
from typing import Any, TypeGuard

from rules.ids import MemberId, MessageId

GREATEST = 2**53
"""All numbers of VK's are smaller; our databases take hardly greater ones."""


def is_number(value: Any) -> TypeGuard[int]:
    """Whether a value is an integer that VK may send and a database takes."""
    return type(value) is int and -GREATEST < value < GREATEST


def are_numbers(one: Any, other: Any) -> bool:
    """Whether both values are such integers."""
    return (
        type(one) is int
        and -GREATEST < one < GREATEST
        and type(other) is int
        and -GREATEST < other < GREATEST
    )


def as_int(value: Any) -> int | None:
    """Return an integer unchanged; None for anything else."""
    return value if is_number(value) else None


def message_id(value: Any) -> MessageId | None:
    """Return the id of a message; None for anything but an integer."""
    return MessageId(value) if is_number(value) else None


def member_id(value: Any) -> MemberId | None:
    """Return the id of a person or a community; None for anything but an integer."""
    return MemberId(value) if is_number(value) else None


def plain_text(value: Any) -> str:
    """Turn a value into a text that can be stored and sent; None becomes the empty text."""
    # JSON can carry unpaired surrogates and NUL, which can neither be stored nor sent
    return str(value or "").encode("utf-8", "replace").decode().replace("\0", "")


def moment(value: Any) -> datetime:
    """Convert a Unix timestamp to an aware UTC datetime; anything invalid becomes the epoch."""
    try:
        return datetime.fromtimestamp(as_int(value) or 0, tz=UTC)
    except (OverflowError, OSError, ValueError):  # outside the calendar
        return datetime.fromtimestamp(0, tz=UTC)
