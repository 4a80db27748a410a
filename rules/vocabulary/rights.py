"""Refusals of п. 5.12.2 and 5.12.7 by who asks, and of buttons that are not for them."""

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
    """A violation against a moderator is recorded by another, not by the one whom it hurt."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked:
    """A question was put to `by`, who alone answers it."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstModerator:
    """A moderator cannot act against another moderator."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotParticipant:
    """The person meant is not, and was not, a participant of the chat."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyOneself:
    """What is recorded of others is for moderators: everybody else asks only about themselves."""

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
    """The act can no longer be undone from its message."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToUndo:
    """The act is undone already, or something else took its place."""

    clause: ClassVar[Clause] = Clause.GROUNDS


NoticeRefusal = NotAddressed | AcknowledgedAlready | NoticeOutdated | TooLateToUndo | NothingToUndo
