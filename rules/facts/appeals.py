"""Facts of п. 6.1: a person contests what was decided about them, and an administrator decides."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealMade(FactBase):
    """A member contests a violation of theirs, or a block."""

    stored_as = "appeal_made"
    clause = Clause.CONFLICTS
    threads = (("appeal", "number"), ("violation", "violation"), ("block", "block"))
    kept_while = (("appeal", "number"),)

    number: AppealNumber
    member: MemberId
    by: MemberId
    violation: ViolationNumber | None
    block: BlockNumber | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAsked(FactBase):
    """An administrator asks one of the sides (`to`) a question through the bot."""

    stored_as = "appeal_asked"
    clause = Clause.CONFLICTS
    outlives_its_people = False
    threads = (("appeal", "number"),)

    number: AppealNumber
    member: MemberId
    by: MemberId
    to: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAnswered(FactBase):
    """Whoever was asked answers."""

    stored_as = "appeal_answered"
    clause = Clause.CONFLICTS
    outlives_its_people = False
    threads = (("appeal", "number"),)

    number: AppealNumber
    member: MemberId
    by: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealUpheld(FactBase):
    """What was contested stays as it is."""

    stored_as = "appeal_upheld"
    clause = Clause.CONFLICTS
    threads = (("appeal", "number"),)

    number: AppealNumber
    member: MemberId
    by: MemberId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealGranted(FactBase):
    """What was contested is annulled, as the facts beside this one say.

    `fell`: no administrator decided; `by` annulled it in another way, and gave the appeal no
    `reason`.
    """

    stored_as = "appeal_granted"
    clause = Clause.CONFLICTS
    threads = (("appeal", "number"),)

    number: AppealNumber
    member: MemberId
    by: MemberId
    reason: str
    fell: bool = False


AppealFact = AppealMade | AppealAsked | AppealAnswered | AppealUpheld | AppealGranted
