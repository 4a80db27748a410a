"""Refusals for what an act rests on (п. 5.12.7)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import BlockNumber, MemberId, MessageId, RuleNumber, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMissing:
    """No rule of conduct was named; `known` are the numbers there are."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    known: tuple[RuleNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchRule:
    """There is no rule of that number."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: RuleNumber
    known: tuple[RuleNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonMissing:
    """An annulment needs a reason in words."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchViolation:
    """The chat has no violation of that number."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyAnnulled:
    """That violation is annulled already."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyRemoved:
    """That message is removed already."""

    clause: ClassVar[Clause] = Clause.MODERATION
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyRecorded:
    """That message carries a violation that stands; `by` None: the bot recorded it."""

    clause: ClassVar[Clause] = Clause.BLOCK
    number: ViolationNumber
    rule: RuleNumber
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyGround:
    """A block rests, or rested, on that act: no other violation may be recorded for it.

    `number` is the violation on which the block rests.
    """

    clause: ClassVar[Clause] = Clause.BLOCK
    block: BlockNumber
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class JustRecorded:
    """A violation of the same person was recorded a moment ago: is this another?"""

    clause: ClassVar[Clause] = Clause.BLOCK
    number: ViolationNumber
    rule: RuleNumber
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderAppeal:
    """That violation is contested, and the appeal is not decided."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: ViolationNumber


GroundRefusal = (
    RuleMissing
    | NoSuchRule
    | ReasonMissing
    | NoSuchViolation
    | AlreadyAnnulled
    | AlreadyRemoved
    | AlreadyRecorded
    | AlreadyGround
    | JustRecorded
    | UnderAppeal
)
