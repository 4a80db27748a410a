"""Refusals about blocks and their terms (п. 5.12.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFewViolations:
    """So many violations count, and it takes `needed`."""

    clause: ClassVar[Clause] = Clause.BLOCK
    counted: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTooLong:
    """The term would end after `latest` (UTC), the greatest that is allowed."""

    clause: ClassVar[Clause] = Clause.BLOCK
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TermNotAhead:
    """The term would end at once or in the past."""

    clause: ClassVar[Clause] = Clause.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyBlocked:
    """The member is blocked already, until `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.BLOCK
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingProposed:
    """No block is proposed for this member (any more)."""

    clause: ClassVar[Clause] = Clause.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRuns:
    """The block's term is not over before `ends_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.BLOCK
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksApart:
    """The process's clock is so far ahead of the messenger's (behind, where that is negative) that
    no term could be kept."""

    clause: ClassVar[Clause] = Clause.BLOCK
    ahead: timedelta


BlockRefusal = (
    ClocksApart
    | TooFewViolations
    | TermTooLong
    | TermNotAhead
    | AlreadyBlocked
    | NothingProposed
    | TermRuns
)
