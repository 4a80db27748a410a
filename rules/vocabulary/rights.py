"""Refusals because of who asks (п. 5.12.2, 5.12.7), and for buttons meant for others."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModerator:
    """Only a moderator may do this."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """A moderator cannot act in their own case."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFamily:
    """A moderator cannot act in the case of their child or parent on record."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGrievance:
    """A violation against a moderator must be recorded by another moderator."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked:
    """The question was put to `by`, and nobody else may answer it."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstModerator:
    """A moderator cannot act against another moderator."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotParticipant:
    """The person is not, and never was, a participant of the chat."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyOneself:
    """Only moderators may ask for another person's records."""

    clause: ClassVar[Clause] = Clause.GROUNDS


RightRefusal = (
    OnlyOneself
    | NotModerator
    | OwnCase
    | OwnFamily
    | OwnGrievance
    | NotAsked
    | AgainstModerator
    | NotParticipant
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAddressed:
    """The notice is for other people."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgedAlready:
    """The acknowledgement is already recorded."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOutdated:
    """The notice shows an earlier version of the rules."""

    clause: ClassVar[Clause] = Clause.REVISION


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLateToUndo:
    """The window for undoing the act from its message is over."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToUndo:
    """The act has been undone or superseded already."""

    clause: ClassVar[Clause] = Clause.GROUNDS


NoticeRefusal = NotAddressed | AcknowledgedAlready | NoticeOutdated | TooLateToUndo | NothingToUndo
