"""The sandbox's clock, people, conversations and messages, and the shapes in which VK sends them
(VK.md, 2.2).
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NewType

from bot.sandbox.attachments import Attachment, File

_FARTHEST = 10 * 366 * 86400
"""The most seconds of one step."""


class SandboxClock:
    """The time in the sandbox, for everybody in it, the bot included."""

    def __init__(self) -> None:
        self.offset = 0.0
        """Seconds by which it is ahead of the machine's clock."""
        self._turned = asyncio.Event()
        self._followed: float | None = None
        """The offset that the bot has; None if it does not follow this clock."""

    def now(self) -> datetime:
        """Return the current moment (aware, UTC)."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def now_ms(self) -> int:
        """Return the current moment in milliseconds since 1970."""
        return int(self.now().timestamp() * 1000)

    def advance(self, seconds: float) -> None:
        """Advance it. Raises `ValueError` for a step back, or of more than ten years."""
        if not 0 <= seconds <= _FARTHEST:
            raise ValueError("a clock is turned forward, by ten years at most")
        self.offset += seconds
        self._wake()

    async def turned(self, offset: float, wait: float) -> None:
        """Wait until the offset differs from `offset`, `wait` seconds at most."""
        await self._until_turned(lambda: self.offset != offset, wait)

    def note_followed(self, offset: float) -> None:
        """Note that the bot has this offset now."""
        self._followed = offset
        self._wake()

    async def followed(self, wait: float) -> None:
        """Wait until a bot that follows this clock has its time, `wait` seconds at most.

        Otherwise the bot might judge what was done after a turn by the time before it.
        """
        await self._until_turned(lambda: self._followed in {None, self.offset}, wait)
        if self._followed != self.offset:
            self._followed = None

    def _wake(self) -> None:
        self._turned.set()
        self._turned = asyncio.Event()

    async def _until_turned(self, holds: Callable[[], bool], wait: float) -> None:
        try:
            async with asyncio.timeout(wait):
                while not holds():
                    await self._turned.wait()
        except TimeoutError:
            return


class NotPossibleError(Exception):
    """A person in the sandbox cannot do that; the text is a sentence for them (Russian)."""


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
    keyboard: Keyboard = ()
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


CLIENT_INFO = {
    "button_actions": ["text", "open_link", "callback"],
    "keyboard": True,
    "inline_keyboard": True,
    "carousel": True,
    "lang_id": 0,
}


def vk_message(message: Message, url: str, longest: int | None = None) -> dict[str, Any]:
    """Return a message as VK's object, its text cropped to `longest` characters (None: whole).

    `url` is the address of the sandbox, where its files are.
    """
    shape = {
        **_any_message(message, url),
        "version": 10_000_000 + message.conversation_message_id,
        "out": int(message.from_id < 0),
        "fwd_messages": [_forwarded(each, url) for each in message.forwarded],
        "important": False,
        "is_hidden": False,
        "text": message.text[:longest],
        "peer_id": message.peer,
        "random_id": message.random_id,
    }
    if longest is not None and len(message.text) > longest:
        shape["is_cropped"] = True
    if message.reply is not None:
        shape["reply_message"] = _foreign(message.reply, url)
    if message.action is not None:
        shape["action"] = message.action
    if message.ref:
        shape["ref"] = message.ref
    if message.payload is not None:
        shape["payload"] = message.payload
    if message.keyboard:
        shape["keyboard"] = {
            "one_time": False,
            "inline": message.inline,
            "buttons": [[_vk_button(button) for button in row] for row in message.keyboard],
        }
    return shape


def _any_message(message: Message, url: str) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "date": int(message.date.timestamp()),
        "from_id": message.from_id,
        "id": message.message_id,
        "conversation_message_id": message.conversation_message_id,
        "text": message.text,
        "attachments": [
            {"type": each.kind, each.kind: each.as_vk(url)} for each in message.attachments
        ],
    }
    if message.updated is not None:
        shape["update_time"] = int(message.updated.timestamp())
    return shape


def _foreign(message: Message, url: str) -> dict[str, Any]:
    """Return a message replied to, with fewer fields."""
    return {**_forwarded(message, url), "peer_id": message.peer}


def _forwarded(message: Message, url: str) -> dict[str, Any]:
    """Return a message forwarded: VK promises its author, date and number, but not its chat."""
    shape = _any_message(message, url)
    if message.forwarded:
        shape["fwd_messages"] = [_forwarded(each, url) for each in message.forwarded]
    return shape


def _vk_button(button: Button) -> dict[str, Any]:
    action: dict[str, Any] = {"type": button.kind, "label": button.label}
    if button.link is not None:
        action["link"] = button.link
    if button.payload is not None:
        action["payload"] = json.dumps(button.payload, ensure_ascii=False)
    shape: dict[str, Any] = {"action": action}
    if button.color is not None:
        shape["color"] = button.color
    return shape


def message_new(message: Message, url: str, longest: int | None = None) -> dict[str, Any]:
    """Return the object of a `message_new` event; the rest as in `vk_message`."""
    return {"message": vk_message(message, url, longest), "client_info": CLIENT_INFO}
