"""Refusals about appeals (п. 6.1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import AppealNumber, BlockNumber, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToAppeal:
    """There is no such violation that counts, and no such block in force, of the member's."""

    clause: ClassVar[Clause] = Clause.CONFLICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealedAlready:
    """Once is what there is: that was contested already."""

    clause: ClassVar[Clause] = Clause.CONFLICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTooLate:
    """The time for contesting that ended at `ended_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsMissing:
    """An appeal, a question, an answer, a decision: each needs words."""

    clause: ClassVar[Clause] = Clause.CONFLICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsTooLong:
    """So many characters at most."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealOver:
    """There is no such appeal, or it is decided."""

    clause: ClassVar[Clause] = Clause.CONFLICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyAsked:
    """Nobody waits for an answer of that person's."""

    clause: ClassVar[Clause] = Clause.CONFLICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDecision:
    """Nobody decides on a case that they made themselves."""

    clause: ClassVar[Clause] = Clause.CONFLICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyAdministrators:
    """Appeals are decided by the college's administrators."""

    clause: ClassVar[Clause] = Clause.CONFLICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulledOnAppeal:
    """An administrator annulled the violation, or the block, of that number on appeal: it is not
    done again.
    """

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: ViolationNumber | BlockNumber
    is_block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealClosedBy:
    """An appeal was closed as granted when violation `number` was annulled: that is not undone."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: ViolationNumber
    appeal: AppealNumber


AppealRefusal = (
    NothingToAppeal
    | AppealedAlready
    | AppealTooLate
    | WordsMissing
    | WordsTooLong
    | AppealOver
    | NobodyAsked
    | OwnDecision
    | OnlyAdministrators
    | AnnulledOnAppeal
    | AppealClosedBy
)
