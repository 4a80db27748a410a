"""Checks single values of VK's JSON: conversations, numbers, moments, texts.

In VK the number of a conversation tells whether it is a chat (VK.md, 4): a chat's id is
2 000 000 000 plus its number within the community. VK lets that number reach 100 000 000, and
people registered since 2025 have ids from 200 000 000 000 on, so ids above those of chats are
people's again. No other code compares such ids.
"""

from datetime import UTC, datetime
from typing import Any, TypeGuard

from rules.ids import ChatId, MemberId, MessageId

_BEFORE_CHATS = 2_000_000_000

_LAST_CHAT = 2_100_000_000


def is_chat(peer: int) -> bool:
    """Whether a conversation's id is a chat's, not a person's or a community's."""
    return _BEFORE_CHATS < peer <= _LAST_CHAT


def number_of(chat: ChatId) -> int:
    """Return the number by which VK's older methods know a chat (`chat_id`)."""
    return chat - _BEFORE_CHATS


def chat_of(number: int) -> ChatId:
    """Return the chat that VK's older methods know by that number (`chat_id`)."""
    return ChatId(_BEFORE_CHATS + number)


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
