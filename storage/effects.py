"""Effects in the messenger, as values that the outbox stores and the courier delivers.

Nothing here knows a messenger. A *peer* is a group chat or one person's private conversation. A
*ref* names a message of the bot within its peer before the messenger has assigned an id, so that it
can be edited or deleted later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rules.ids import ChatId, FileId, MemberId, MessageId

Peer = ChatId | MemberId
"""The destination of a message: a chat, or a person's private conversation with the bot."""


class Colour(StrEnum):
    """The colour of a button."""

    PLAIN = "secondary"
    MAIN = "primary"
    GOOD = "positive"
    BAD = "negative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button that sends `payload` when pressed; a messenger may cut its `label`.

    One with a `link` opens that instead, and has no colour of its own.
    """

    label: str
    payload: Mapping[str, str | int]
    colour: Colour = Colour.PLAIN
    link: str = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons under a message; `Capabilities` say how many of them a messenger takes."""


Menu = tuple[tuple[str, ...], ...]
"""Rows of labels that stay under the field of a private conversation; a tap sends its label."""


class Lane(StrEnum):
    """The effects for a peer that are delivered in order; other lanes do not wait for them."""

    MODERATION = "deeds"
    ANSWERS = "answers"
    WORDS = "words"
    FILES = "files"


class EffectBase:
    """An effect; `stored_as` names its kind in the outbox and never changes."""

    __slots__ = ()

    stored_as: ClassVar[str]
    lane: ClassVar[Lane]


@dataclass(frozen=True, slots=True, kw_only=True)
class Send(EffectBase):
    """Send a message; `notify` makes its mentions ring, `files` are attached.

    `private`: the peer is a person, not a chat. `not_before` (UTC) delays it, for example to the
    end of quiet hours. `menu` replaces the conversation's menu; None leaves it. A messenger may
    take no menu beside a `keyboard`.
    """

    stored_as = "send"
    lane = Lane.WORDS

    to: Peer
    private: bool
    text: str
    keyboard: Keyboard = ()
    reply_to: MessageId | None = None
    ref: str | None = None
    notify: bool = False
    files: tuple[FileId, ...] = ()
    not_before: datetime | None = None
    menu: Menu | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(EffectBase):
    """Replace the text and keyboard of a message of the bot.

    `not_before` (UTC) delays it. A later Edit of the same ref replaces one that is still waiting.
    """

    stored_as = "edit"
    lane = Lane.WORDS

    to: Peer
    ref: str
    text: str
    keyboard: Keyboard = ()
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsend(EffectBase):
    """Delete a message of the bot; `not_before` (UTC) delays it."""

    stored_as = "unsend"
    lane = Lane.WORDS

    to: Peer
    ref: str
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMessages(EffectBase):
    """Delete messages of members for everybody in one call: 100 at most."""

    stored_as = "erase"
    lane = Lane.MODERATION

    chat: ChatId
    messages: tuple[MessageId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrict(EffectBase):
    """Make a member read-only until `until` (UTC); None: until `Unrestrict`."""

    stored_as = "restrict"
    lane = Lane.MODERATION

    chat: ChatId
    member: MemberId
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrestrict(EffectBase):
    """Allow a member to write again."""

    stored_as = "unrestrict"
    lane = Lane.MODERATION

    chat: ChatId
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWriting(EffectBase):
    """Allow only the chat's administrators to write."""

    stored_as = "close_writing"
    lane = Lane.MODERATION

    chat: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWriting(EffectBase):
    """Allow everybody in the chat to write again."""

    stored_as = "open_writing"
    lane = Lane.MODERATION

    chat: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPicture(EffectBase):
    """Download a picture of a message from `address`, for the people who judge an appeal (п. 6.1).

    `place` counts the pictures of the message, from 0.
    """

    stored_as = "keep_picture"
    lane = Lane.FILES

    chat: ChatId
    message: MessageId
    place: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(EffectBase):
    """Send a person a text and below it the chat's link, as it is at delivery."""

    stored_as = "invite"
    lane = Lane.WORDS

    to: MemberId
    chat: ChatId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(EffectBase):
    """Remove a member from a chat."""

    stored_as = "remove"
    lane = Lane.MODERATION

    chat: ChatId
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(EffectBase):
    """Answer the press of a button with a pop-up that only its presser sees; "" shows none."""

    stored_as = "answer"
    lane = Lane.ANSWERS

    to: Peer
    member: MemberId
    press: str
    text: str


Effect = (
    Send
    | Edit
    | Unsend
    | DeleteMessages
    | Restrict
    | Unrestrict
    | CloseWriting
    | OpenWriting
    | Remove
    | Invite
    | Answer
    | KeepPicture
)


def whom(effect: Effect) -> MemberId | None:
    """Return the one person whom an effect concerns, or None."""
    match effect:
        case Restrict(member=member) | Unrestrict(member=member) | Remove(member=member):
            return member
        case Send(to=peer, private=private):
            return MemberId(peer) if private else None
        case Invite(to=member):
            return member
        case DeleteMessages() | CloseWriting() | OpenWriting() | Edit() | Unsend() | Answer():
            return None
        case KeepPicture():
            return None
