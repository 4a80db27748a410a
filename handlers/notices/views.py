"""Notices that show what is known: standing, journal, members, help."""

from dataclasses import dataclass
from datetime import datetime

from handlers.commands import Command
from handlers.notices import Ground, Named
from handlers.words.lines import JournalLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A violation as a line of somebody's standing; `by` is None where the bot recorded it."""

    ground: Ground
    by: Named | None
    note: str
    annulled: bool
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingShown:
    """One person's standing in one chat, with the ground of each entry."""

    member: Named
    own: bool
    chat: str
    acknowledged: bool
    marks: tuple[Mark, ...]
    counted: int
    threshold: int
    blocked_until: datetime | None
    block_grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InNoChat:
    """The bot knows the person from no chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InNoneOfYourChats:
    """The person whom a moderator asks about is in no chat that they moderate."""

    member: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPage:
    """A page of the journal, newest first; `of` the one person whose it is; `college`: of the
    college's own, about its list, leavers and families.

    One that is `public` is read by the whole chat: there, nobody is named as a voter
    (п. 5.12.6: names only to moderators).
    """

    lines: tuple[JournalLine, ...]
    of: Named | None
    total: int
    public: bool
    college: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredPrivately:
    """What was asked for in the chat was answered to the asker alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Who has not acknowledged the rules in force."""

    unacknowledged: tuple[Named, ...]
    present: int
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What the asker may do here."""

    commands: tuple[Command, ...]
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateHello:
    """Someone wrote to the bot in private without a command."""


ViewNotice = (
    StandingShown
    | InNoChat
    | InNoneOfYourChats
    | JournalPage
    | AnsweredPrivately
    | Members
    | Help
    | PrivateHello
)
