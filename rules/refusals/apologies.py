"""Refusals about apologies (п. 5.12.6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.clauses import Clause
from rules.detectors.detection import Detector


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBlocked:
    """The member is not blocked (any more)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyEmpty:
    """An apology needs words."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyTooLong:
    """An apology may have so many characters at most."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTheirApology:
    """Nobody can apologise in another's place."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRuns:
    """A vote on this block runs until `closes_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyTooSoon:
    """After a refusal another apology is possible from `possible_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    possible_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftAwaited:
    """Nobody objected; a moderator is still to decide."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldOver:
    """The apology waits no more: it was decided, its author wrote anew, or the block ended."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldTooOften:
    """The detectors found that again: moderators read no more such words before `possible_at`
    (UTC). Other words go at once.
    """

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    found: tuple[Detector, ...]
    possible_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherBlock:
    """The block that the apology was written for is over, and another is in force."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


ApologyRefusal = (
    NotBlocked
    | ApologyEmpty
    | ApologyTooLong
    | NotTheirApology
    | VoteRuns
    | ApologyTooSoon
    | LiftAwaited
    | WithheldOver
    | WithheldTooOften
    | AnotherBlock
)
