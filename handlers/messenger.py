"""What handlers ask of a messenger, in terms that fit any messenger.

Everything that changes the messenger goes through the outbox, with two exceptions:
`Messenger.delete`, because a blocked person's message must go within a second and a second removal
does no harm, and `Messenger.say_at_once`, because a database that cannot be written has no outbox.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum, auto
from re import Pattern
from typing import Protocol

from rules.detectors.message import Message
from rules.ids import ChatId, MemberId, MessageId
from storage.effects import Answer, Send
from storage.records import Person


class Fault(StrEnum):
    """Why the messenger did not do what was asked, after all retries.

    `NO_RIGHTS`: the bot is not an administrator of the chat. `GONE`: the bot is not in the chat, or
    the chat does not exist any more. `NOT_ALLOWED`: the person does not allow private messages.
    `PROTECTED`: the target is an administrator of the chat. `TOO_LATE`: the message is too old to
    be removed or edited. `INCAPABLE`: this messenger, or this chat, does not offer the act.
    `REFUSED`: anything else.
    """

    NO_RIGHTS = "no_rights"
    GONE = "gone"
    NOT_ALLOWED = "not_allowed"
    PROTECTED = "protected"
    TOO_LATE = "too_late"
    INCAPABLE = "incapable"
    REFUSED = "refused"


class Trouble(StrEnum):
    """What the administrators have to repair with the messenger itself.

    `CAPTCHA`: it asks for a captcha. `BOTS_OFF`: the community's features for bots are off. `SPAM`:
    it takes the community's messages for spam. `RIGHTS`: the bot's key does not allow the request.
    `MUTED`: the bot may not write in a chat. `STRANGER`: it does not know the target of an act in a
    chat. `CLOCK`: the clocks of the bot and of the messenger differ too much to keep any term.
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
    """One member of a chat as the messenger lists it; `restricted`: may only read."""

    member: MemberId
    is_moderator: bool
    joined_at: datetime
    restricted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The members of a chat now, and the names of the people among them."""

    title: str
    entries: tuple[RosterEntry, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a message says now; written `at`, last edited at `edited_at` (UTC)."""

    message: MessageId
    at: datetime
    edited_at: datetime | None
    said: Message
    answered: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNames:
    """How people name a person's page, as patterns.

    `address` matches the address of a page, its first group is the page's screen name. `numbered`
    matches a screen name that contains an id, as two groups: the kind and the number of a mention.
    """

    address: Pattern[str]
    numbered: Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a messenger can do, as far as the conversation depends on it.

    `name`: what sentences call it; `full_names`: the longer name that some of them use, by
    language. `pages`: how people name a page. `label`: characters on a button; longer labels are
    cut. `rows` and `buttons`: limits of a keyboard under a message. `deleted_at_once`: messages of
    a chat that one call deletes. `tells_edits`: it reports edits of messages in a chat.
    `declines_names`: it tells people's names in all cases. `tells_sex`: and their sex. `menus`: a
    private conversation can have a permanent menu under its field. `reads_around`: it tells what
    was written around a message. `attachments`: the most of one message.

    `recovery`: where people get back a page that was broken into; "" where that is not known.

    An act that it allows in one chat and refuses in another, like restricting a member, is no
    capability: it is tried, and fails with `Fault.INCAPABLE`.
    """

    name: str
    pages: PageNames
    label: int
    rows: int
    buttons: int
    deleted_at_once: int
    tells_edits: bool
    declines_names: bool
    tells_sex: bool = False
    menus: bool = False
    reads_around: bool = False
    recovery: str = ""
    attachments: int = 10
    full_names: Mapping[str, str] = field(default_factory=dict)


class Haste(Enum):
    """How soon an answer is needed.

    `AWAITED`: somebody waits for it. `ROUTINE`: after everything awaited. `LEISURE`: as `ROUTINE`,
    with a limit per second, because strangers may ask for more than there is.
    """

    AWAITED = auto()
    ROUTINE = auto()
    LEISURE = auto()


class Messenger(Protocol):
    """The messenger: reading, and the writes that cannot wait for the outbox."""

    @property
    def capabilities(self) -> Capabilities:
        """What this messenger can do."""

    def is_chat(self, peer: int) -> bool:
        """Return whether the id is a chat's; False for a private conversation or an invalid id."""

    async def roster(self, chat: ChatId, haste: Haste = Haste.AWAITED) -> Roster:
        """Return the chat's current members, as soon as `haste` says.

        Raises `MessengerError`: `NO_RIGHTS` if the bot may not know, `GONE` if it is not in the
        chat.
        """

    async def people(self, ids: Iterable[MemberId]) -> tuple[Person, ...]:
        """Return the names of people; ids that the messenger does not know are left out."""

    async def resolve(self, screen_name: str) -> MemberId | None:
        """Return the id behind a screen name (a community's is negative), or None."""

    async def invite_link(self, chat: ChatId) -> str:
        """Return the link by which anybody can join the chat. Raises `MessengerError`."""

    async def answered_by(self, chat: ChatId, message: MessageId) -> MemberId | None:
        """Return the author of the message that `message` answers, or None. Raises
        `MessengerError`.
        """

    async def written(self, chat: ChatId, messages: Sequence[MessageId]) -> tuple[Written, ...]:
        """Return the current text of at most 100 messages; deleted ones are left out.

        Raises `MessengerError`.
        """

    async def around(self, chat: ChatId, message: MessageId, at: datetime) -> tuple[Written, ...]:
        """Return what was written shortly before and after a message of `at` (UTC), oldest first.

        A few messages of each, without that one. Raises `MessengerError`, `INCAPABLE` where it
        reads no neighbours.
        """

    async def time(self) -> datetime:
        """Return the messenger's current time (UTC), in whole seconds. Raises `MessengerError`."""

    async def delete(self, chat: ChatId, message: MessageId) -> None:
        """Delete a person's message for all, at once. Raises `MessengerError`."""

    async def say_at_once(self, effect: Send | Answer, *, once: str = "") -> None:
        """Send a message without the outbox and without files. Raises `MessengerError`.

        `once` identifies the message: within an hour the messenger shows it once, whichever process
        sends it.
        """
