"""What is to be done in the messenger, as values that the outbox keeps and the courier carries.

Nothing here knows VK. A *peer* is a group chat or one person's private conversation. A
*ref* names a message of the bot's own within its peer before the messenger has given it
an id, so that it can be edited or taken away later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.ids import ChatId, FileId, MemberId, MessageId

Peer = ChatId | MemberId
"""Where a message goes: a chat, or a person's private conversation with the bot."""


class Colour(StrEnum):
    """What a button looks like."""

    PLAIN = "secondary"
    MAIN = "primary"
    GOOD = "positive"
    BAD = "negative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button that asks for `payload` to be handled; `label` has 40 characters at most."""

    label: str
    payload: Mapping[str, str | int]
    colour: Colour = Colour.PLAIN


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons under a message: 6 rows, 5 in a row, 10 in all at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Send a message; `notify` lets the mentions in it ring, `files` go along with it.

    `private`: it goes to a person's private conversation, not to a chat. `not_before` (UTC) puts
    it off, as to the end of quiet hours.
    """

    to: Peer
    private: bool
    text: str
    keyboard: Keyboard = ()
    reply_to: MessageId | None = None
    ref: str | None = None
    notify: bool = False
    files: tuple[FileId, ...] = ()
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Give the bot's own message a new text and keyboard.

    `not_before` (UTC) puts it off; a later Edit of the same ref takes the place of one
    that is still to be done.
    """

    to: Peer
    ref: str
    text: str
    keyboard: Keyboard = ()
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsend:
    """Take away the bot's own message; `not_before` (UTC) puts it off."""

    to: Peer
    ref: str
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase:
    """Remove messages of somebody's for all, in one call: 100 at most."""

    chat: ChatId
    messages: tuple[MessageId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrict:
    """Let a member only read until that moment (UTC); None: until they are let write."""

    chat: ChatId
    member: MemberId
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrestrict:
    """Let a member write again."""

    chat: ChatId
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWriting:
    """Let nobody but the chat's administrators write."""

    chat: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWriting:
    """Let everybody in the chat write again."""

    chat: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """Send a person the words and, below them, the chat's link, as it is at that moment."""

    to: MemberId
    chat: ChatId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Take a member out of a chat."""

    chat: ChatId
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Answer the press of a button with a pop-up that only the presser sees; "" shows none."""

    to: Peer
    member: MemberId
    press: str
    text: str


Effect = (
    Send
    | Edit
    | Unsend
    | Erase
    | Restrict
    | Unrestrict
    | CloseWriting
    | OpenWriting
    | Remove
    | Invite
    | Answer
)
