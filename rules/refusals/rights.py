"""Refusals for who asks, or for whom it is about (п. 5.12.2, 5.12.7)."""

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
