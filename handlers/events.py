"""Events of a messenger, as its adapter delivers them: one update becomes one event.

Each event has an id (`event`), the same for every delivery of it, a place and an author; `is_bot`:
the author is no person. Nothing here knows a particular messenger.

Events are msgspec structs, because one is made for every message of every chat: a frozen dataclass
of eight fields takes ten times as long (1.1 µs against 0.1).
"""

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from rules.detectors.message import Attachment, Message, Original, Picture
from rules.ids import ChatId, MemberId, MessageId
from storage.effects import Peer


class InChat(Struct, frozen=True, tag="chat"):
    """In a group chat."""

    peer: ChatId


class InPrivate(Struct, frozen=True, tag="private"):
    """In the private conversation of a person with the bot."""

    peer: MemberId


Where = InChat | InPrivate


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened in a messenger, with its author."""

    event: str
    place: Where
    author: MemberId
    is_bot: bool = False

    @property
    def peer(self) -> Peer:
        """The conversation that gets the answer."""
        return self.place.peer

    @property
    def private(self) -> bool:
        """Whether it happened in a private conversation with the bot."""
        return isinstance(self.place, InPrivate)

    @property
    def chat(self) -> ChatId:
        """The chat in which it happened; for a private conversation, the chat id of its records."""
        return ChatId(self.place.peer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The message that another one answers; None or empty where the messenger omits a part."""

    message: MessageId | None
    author: MemberId | None
    text: str = ""
    at: datetime | None = None
    """When it was written (UTC)."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """A forwarded message: its author, number in its chat, and time (UTC); None if not told.

    A messenger need not tell from which chat it is.
    """

    author: MemberId | None
    text: str
    message: MessageId | None = None
    at: datetime | None = None
    pictures: tuple[Picture, ...] = ()

    @property
    def original(self) -> Original:
        """Its text and pictures."""
        return Original(text=self.text, pictures=self.pictures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """What a message has beside its own text.

    `came_by` is the parameter of the link by which its author opened the private conversation.
    `is_cropped`: the messenger delivered only a part of the message.
    """

    quoted: Quoted | None = None
    attachments: tuple[Attachment, ...] = ()
    forwards: tuple[Forward, ...] = ()
    came_by: str = ""
    is_cropped: bool = False


NOTHING_ENCLOSED = Enclosed()
"""Shared by nearly all messages, so that an ordinary message does not allocate one."""


class Said(Event, frozen=True, kw_only=True):
    """A message; `at` (UTC) is when its author wrote this text."""

    message: MessageId
    text: str
    at: datetime
    enclosed: Enclosed = NOTHING_ENCLOSED

    @property
    def answers(self) -> MessageId | None:
        """The id of the message that it answers, if any."""
        return None if self.enclosed.quoted is None else self.enclosed.quoted.message

    @property
    def answered(self) -> MemberId | None:
        """The author of the message that it answers, if known."""
        return None if self.enclosed.quoted is None else self.enclosed.quoted.author

    @property
    def answered_text(self) -> str:
        """The text of the message that it answers."""
        return "" if self.enclosed.quoted is None else self.enclosed.quoted.text

    @property
    def answered_original(self) -> Original:
        """The text and the pictures of the message that it answers."""
        quoted = self.enclosed.quoted
        if quoted is None:
            return Original()
        return Original(text=quoted.text, pictures=quoted.pictures)

    @property
    def answered_at(self) -> datetime | None:
        """When the message that it answers was written (UTC)."""
        return None if self.enclosed.quoted is None else self.enclosed.quoted.at

    def judged(self, *, to_staff: bool = False, is_order: bool = False) -> Message:
        """Return the message for the detectors; forwarded text counts as the forwarder's own."""
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
    """A new message.

    `privately`: a command given in private about the chat that is its place, so that `message` is
    no message there. `guessed`: whom it answers was guessed from a message of the bot's.
    """

    privately: bool = False
    guessed: bool = False

    @property
    def reply_to(self) -> MessageId | None:
        """The message in its place that an announcement answers."""
        return None if self.privately else self.message


class Edited(Said, frozen=True, kw_only=True):
    """A message edited by its author."""


class Joined(Event, frozen=True, kw_only=True):
    """A person joined a chat, alone or added by the author.

    `message` is the chat's service message about it, if any; `at` is UTC.
    """

    member: MemberId
    at: datetime
    message: MessageId | None = None


class Left(Event, frozen=True, kw_only=True):
    """A person left a chat; `removed`: the author, another person, removed them. `at` is UTC."""

    member: MemberId
    at: datetime
    removed: bool
    message: MessageId | None = None


class BotJoined(Event, frozen=True, kw_only=True):
    """The bot was added to a chat."""

    message: MessageId | None = None


class BotLeft(Event, frozen=True, kw_only=True):
    """The bot was removed from a chat."""

    message: MessageId | None = None


class Unheeded(Event, frozen=True, kw_only=True):
    """A service message that the bot ignores: a pin, a call."""

    message: MessageId | None = None


class Pressed(Event, frozen=True, kw_only=True):
    """A button was pressed; `press` is the id to answer, soon.

    `payload` comes from the presser's client and is not trusted: JSON as the bot wrote it, or
    anything else.
    """

    press: str
    message: MessageId | None
    payload: str
    about: ChatId | None = None
    """The chat that a button of a group chat is about, where it hangs in private."""

    @property
    def chat(self) -> ChatId:
        """The chat that the press is about: where the button hangs, unless it names another."""
        return ChatId(self.place.peer) if self.about is None else self.about


class Started(Event, frozen=True, kw_only=True):
    """A person allowed the bot's private messages; `payload` is the parameter of the link they
    opened.
    """

    payload: str = ""


class Stopped(Event, frozen=True, kw_only=True):
    """A person forbade the bot's private messages."""
