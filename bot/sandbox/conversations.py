"""Conversations: their members and messages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NewType

from bot.sandbox.attachments import Attachment, File
from bot.sandbox.clock import SandboxClock

PersonId = NewType("PersonId", int)
"""A person of the sandbox (positive), or the bot's community (negative)."""

FIRST_CHAT = 2_000_000_000
"""A chat's peer id is this plus the chat's number (VK.md, 4)."""

_LAST_CHAT = 2_100_000_000


def is_chat(peer: int) -> bool:
    """Whether a peer id is a chat's; people's ids lie below and above.

    The emulator decides for itself, as VK does, so that a mistake of the bot's shows here.
    """
    return FIRST_CHAT < peer <= _LAST_CHAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person in the sandbox. `sex` is VK's number: 1 a woman, 2 a man, 0 not told."""

    id: PersonId
    first_name: str
    last_name: str
    screen_name: str
    role: str
    sex: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button of a keyboard, as VK accepted it."""

    label: str
    kind: str
    payload: Any
    color: str | None = None
    link: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(slots=True, kw_only=True)
class Message:
    """A message; `action` is set for a service message. `reply` is the message that it replies
    to."""

    peer: int
    conversation_message_id: int
    message_id: int
    from_id: int
    date: datetime
    text: str
    reply: "Message | None" = None
    keyboard: Keyboard | None = None
    inline: bool = False
    action: dict[str, Any] | None = None
    payload: str | None = None
    random_id: int = 0
    """The sender's `random_id`; 0 for people's messages."""
    attachments: tuple[Attachment, ...] = ()
    ref: str = ""
    """The `ref` of the link by which its author came to the private conversation."""
    forwarded: "tuple[Message, ...]" = ()
    """The messages forwarded with it, as they were then."""
    removed: bool = False
    updated: datetime | None = None
    """When it was last edited."""

    @property
    def edited(self) -> bool:
        """Whether it was edited."""
        return self.updated is not None

    @property
    def files(self) -> tuple[File, ...]:
        """Its pictures and documents."""
        return tuple(each for each in self.attachments if isinstance(each, File))


@dataclass(slots=True, kw_only=True)
class Member:
    """A member of a chat. `restricted_until` is None if they may write."""

    id: int
    joined_at: datetime
    invited_by: int
    clock: SandboxClock
    is_admin: bool = False
    is_owner: bool = False
    restricted_until: datetime | None = None

    @property
    def restricted(self) -> bool:
        """Whether they may only read at present."""
        return self.restricted_until is not None and self.clock.now() < self.restricted_until

    @property
    def moderates(self) -> bool:
        """Whether they are an administrator of the chat, or its owner."""
        return self.is_admin or self.is_owner


@dataclass(slots=True, kw_only=True)
class Conversation:
    """A chat, or a person's private conversation with the bot (`peer` is the person then)."""

    peer: int
    title: str
    members: dict[int, Member] = field(default_factory=dict)
    former: dict[int, int] = field(default_factory=dict)
    """Former members, each with the last message that they saw."""
    messages: list[Message] = field(default_factory=list)
    delivered: set[int] = field(default_factory=set)
    """Messages that were delivered to the bot (VK.md, 6.2): only those can be replied to."""
    random_ids: dict[int, tuple[Message, datetime]] = field(default_factory=dict)
    closed: bool = False
    """Whether only its administrators may write at present."""
    link: str = ""
    """The end of its invitation link, once somebody asked for one."""
    read: dict[int, int] = field(default_factory=dict)
    """The newest message that each person has read."""

    @property
    def is_chat(self) -> bool:
        """Whether it is a group chat."""
        return is_chat(self.peer)

    def message(self, number: int) -> Message | None:
        """Return the message of that number; None if it was deleted."""
        if not 1 <= number <= len(self.messages):
            return None
        message = self.messages[number - 1]
        return None if message.removed else message

    def shown(self) -> list[Message]:
        """Return the messages that were not deleted, oldest first."""
        return [message for message in self.messages if not message.removed]
