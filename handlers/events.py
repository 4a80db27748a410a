"""What happens in a messenger, as its adapter tells it: one update is read once, as one event.

Each event has an id (`event`), the same however often the messenger tells of it, a place, and an
author; `is_bot` says that the author is no person. Nothing here knows a messenger.

Events are msgspec's structs: one is made of every message of every chat, and a frozen dataclass of
eight fields takes ten times as long to make (1.1 µs beside 0.1).
"""

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from rules.detectors.message import Attachment, Message
from rules.ids import ChatId, MemberId, MessageId
from storage.effects import Peer


@dataclass(frozen=True, slots=True)
class InChat:
    """In a group chat."""

    peer: ChatId


@dataclass(frozen=True, slots=True)
class InPrivate:
    """In the private conversation of a person with the bot."""

    peer: MemberId


Where = InChat | InPrivate


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened, by whose doing."""

    event: str
    place: Where
    author: MemberId
    is_bot: bool = False

    @property
    def peer(self) -> Peer:
        """The conversation in which an answer is given."""
        return self.place.peer

    @property
    def private(self) -> bool:
        """Whether it happened in a private conversation with the bot."""
        return isinstance(self.place, InPrivate)

    @property
    def chat(self) -> ChatId:
        """The chat in which it happened; of a private conversation, the number of its records."""
        return ChatId(self.place.peer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The message that another one answers; what the messenger leaves out is None or empty."""

    message: MessageId | None
    author: MemberId | None
    text: str = ""
    at: datetime | None = None
    """When it was written (UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """A message that somebody forwarded; the author is None where the messenger hides it."""

    author: MemberId | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """What a message brings beside its own words.

    `came_by` is what the link held by which its author came to the private conversation.
    `is_cropped`: the messenger handed over only a part of the message.
    """

    quoted: Quoted | None = None
    attachments: tuple[Attachment, ...] = ()
    forwards: tuple[Forward, ...] = ()
    came_by: str = ""
    is_cropped: bool = False


NOTHING_ENCLOSED = Enclosed()
"""What nearly every message brings; shared, so that an ordinary message costs no object for it."""


class Said(Event, frozen=True, kw_only=True):
    """A message. `at` (UTC) is when its author gave it these words."""

    message: MessageId
    text: str
    at: datetime
    enclosed: Enclosed = NOTHING_ENCLOSED

    @property
    def answers(self) -> MessageId | None:
        """The message that it answers, if any."""
        return None if self.enclosed.quoted is None else self.enclosed.quoted.message

    @property
    def answered(self) -> MemberId | None:
        """Who wrote the message that it answers, if that is known."""
        return None if self.enclosed.quoted is None else self.enclosed.quoted.author

    @property
    def answered_text(self) -> str:
        """What the message that it answers says."""
        return "" if self.enclosed.quoted is None else self.enclosed.quoted.text

    @property
    def answered_at(self) -> datetime | None:
        """When the message that it answers was written (UTC)."""
        return None if self.enclosed.quoted is None else self.enclosed.quoted.at

    def judged(self, *, to_staff: bool = False, is_order: bool = False) -> Message:
        """Give the message as detectors see it: forwarded words count as the forwarder's own."""
        if self.enclosed is NOTHING_ENCLOSED:
            return Message(
                text=self.text,
                author=self.author,
                at=int(self.at.timestamp()),
                to_staff=to_staff,
                is_order=is_order,
            )
        forwards = self.enclosed.forwards
        texts = (self.text, *(each.text for each in forwards))
        return Message(
            text="\n".join(text for text in texts if text),
            author=self.author,
            at=int(self.at.timestamp()),
            attachments=self.enclosed.attachments,
            forwarded=tuple(each.author for each in forwards if each.author is not None),
            to_staff=to_staff,
            is_order=is_order,
        )


class Wrote(Said, frozen=True, kw_only=True):
    """A new message."""


class Edited(Said, frozen=True, kw_only=True):
    """A message that its author changed."""


class Joined(Event, frozen=True, kw_only=True):
    """A person joined a chat, by themselves or brought in by the author.

    `message` is the chat's message that tells of it, where there is one; `at` is UTC.
    """

    member: MemberId
    at: datetime
    message: MessageId | None = None


class Left(Event, frozen=True, kw_only=True):
    """A person left a chat; `removed`: somebody else, the author, took them out. `at` is UTC."""

    member: MemberId
    at: datetime
    removed: bool
    message: MessageId | None = None


class BotJoined(Event, frozen=True, kw_only=True):
    """The bot itself was added to a chat."""

    message: MessageId | None = None


class BotLeft(Event, frozen=True, kw_only=True):
    """The bot itself was removed from a chat."""

    message: MessageId | None = None


class Unheeded(Event, frozen=True, kw_only=True):
    """A message of a chat that tells of something the bot does nothing about: a pin, a call."""

    message: MessageId | None = None


class Pressed(Event, frozen=True, kw_only=True):
    """A button was pressed. `press` is the id to answer, soon; `payload` is what came with it: the
    presser's own word, JSON as the bot wrote it or anything else.
    """

    press: str
    message: MessageId | None
    payload: str


class Started(Event, frozen=True, kw_only=True):
    """A person lets the bot write to them; `payload` is what the link held that they opened."""

    payload: str = ""


class Stopped(Event, frozen=True, kw_only=True):
    """A person forbids the bot to write to them."""
