"""Facts of п. 6.1: a person contests what was decided about them, and an administrator decides."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealMade:
    """A member contests a violation of theirs, or a block."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: AppealNumber
    member: MemberId
    by: MemberId
    violation: ViolationNumber | None
    block: BlockNumber | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAsked:
    """An administrator asks one of the sides (`to`) a question through the bot."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: AppealNumber
    member: MemberId
    by: MemberId
    to: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAnswered:
    """Whoever was asked answers."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: AppealNumber
    member: MemberId
    by: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealUpheld:
    """What was contested stays as it is."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: AppealNumber
    member: MemberId
    by: MemberId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealGranted:
    """What was contested is annulled, as the facts beside this one say.

    `fell`: no administrator decided; `by` annulled it in another way, and gave the appeal no
    `reason`.
    """

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: AppealNumber
    member: MemberId
    by: MemberId
    reason: str
    fell: bool = False


AppealFact = AppealMade | AppealAsked | AppealAnswered | AppealUpheld | AppealGranted
