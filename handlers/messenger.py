"""What handlers ask of the messenger, in words that fit any messenger.

Everything that changes the messenger goes through the outbox. The exceptions are
`Messenger.delete`, because a blocked person's message must be gone within a second and
removing it twice does no harm, and `Messenger.say_at_once`, because a database that cannot
be written has no outbox.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import Protocol

from rules.detectors.message import Message
from rules.ids import ChatId, MemberId, MessageId
from storage.effects import Answer, Send
from storage.records import Person


class Fault(StrEnum):
    """Why the messenger did not do what was asked, after all retries.

    `NO_RIGHTS`: the bot is not an administrator of the chat. `GONE`: it is not in the chat,
    or the chat is no more. `NOT_ALLOWED`: the person takes no private messages from it.
    `PROTECTED`: the target is an administrator of the chat. `TOO_LATE`: the message is too
    old to be removed or edited. `INCAPABLE`: this messenger, or this chat, does not offer
    that act. `REFUSED`: anything else.
    """

    NO_RIGHTS = "no_rights"
    GONE = "gone"
    NOT_ALLOWED = "not_allowed"
    PROTECTED = "protected"
    TOO_LATE = "too_late"
    INCAPABLE = "incapable"
    REFUSED = "refused"


class Trouble(StrEnum):
    """What the administrators have to mend with the messenger itself.

    `CAPTCHA`: it wants proof that a person is there. `BOTS_OFF`: the community's features for bots
    are switched off. `SPAM`: it takes the community's messages for spam. `RIGHTS`: the bot's key
    does not allow what is asked. `MUTED`: the bot itself may not write in a chat. `STRANGER`: it
    does not know the person that something concerns in a chat. `CLOCK`: the bot's own clock and the
    messenger's differ so much that no term could be kept.
    """

    CAPTCHA = "captcha"
    BOTS_OFF = "bots_off"
    SPAM = "spam"
    RIGHTS = "rights"
    MUTED = "muted"
    STRANGER = "stranger"
    CLOCK = "clock"


class MessengerError(Exception):
    """The messenger refused; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One member of a chat as the messenger tells it. `restricted`: may only read."""

    member: MemberId
    is_moderator: bool
    joined_at: datetime
    restricted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who is in a chat now, and the names of the people among them."""

    title: str
    entries: tuple[RosterEntry, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a message says at present; `at` is when it was written, `edited_at` when it was edited
    last (UTC), if it was."""

    message: MessageId
    at: datetime
    edited_at: datetime | None
    said: Message
    answered: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a messenger can do, as far as the conversation depends on it.

    `label`: characters on a button; a longer label is cut. `rows` and `buttons`: what a keyboard
    under a message holds. `deleted_at_once`: messages of a chat that one call deletes.
    `tells_edits`: it tells the bot that a message in a chat was edited.

    What it may refuse in one chat and allow in another, such as restricting a member, is no
    capability: it is tried, and `Fault.INCAPABLE` says that it cannot be done there.
    """

    label: int
    rows: int
    buttons: int
    deleted_at_once: int
    tells_edits: bool


class Haste(Enum):
    """How soon an answer is needed.

    `AWAITED`: somebody waits for it. `ROUTINE`: everything that somebody waits for goes first.
    `LEISURE`: as `ROUTINE`, and only so many in a second: strangers may ask for more than there is.
    """

    AWAITED = auto()
    ROUTINE = auto()
    LEISURE = auto()


class Messenger(Protocol):
    """The messenger, for reading, and for what cannot wait for the outbox."""

    @property
    def capabilities(self) -> Capabilities:
        """What this messenger can do."""

    def is_chat(self, peer: int) -> bool:
        """Say whether a conversation of that number is a chat; False for a private one, and for
        a number that is no conversation's."""

    async def roster(self, chat: ChatId, haste: Haste = Haste.AWAITED) -> Roster:
        """Give who is in the chat, as soon as `haste` says.

        Raises `MessengerError` with `NO_RIGHTS` where the bot may not know, `GONE` where
        it is not in the chat.
        """

    async def people(self, ids: Iterable[MemberId]) -> tuple[Person, ...]:
        """Give the names of people; whom the messenger does not know is left out."""

    async def resolve(self, screen_name: str) -> MemberId | None:
        """Give whose screen name it is (a community's is negative), or None."""

    async def invite_link(self, chat: ChatId) -> str:
        """Give the link by which anybody can join the chat. Raises `MessengerError`."""

    async def answered_by(self, chat: ChatId, message: MessageId) -> MemberId | None:
        """Give whose message that message answers, or None. Raises `MessengerError`."""

    async def written(self, chat: ChatId, messages: Sequence[MessageId]) -> tuple[Written, ...]:
        """Give what those messages say now, 100 at most; what is gone is left out.

        Raises `MessengerError`.
        """

    async def time(self) -> datetime:
        """Give the messenger's present moment (UTC), in whole seconds. Raises `MessengerError`."""

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        """Remove somebody's message for all, at once. Raises `MessengerError`."""

    async def say_at_once(self, effect: Send | Answer, *, once: str = "") -> None:
        """Say something past the outbox, without files. Raises `MessengerError`.

        `once` names what is said: whoever says it under the same name within the hour, this
        process or another, the messenger shows it once.
        """
