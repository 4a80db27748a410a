"""Appeals (п. 6.1): a person contests what was decided about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


class Decision(StrEnum):
    """How an appeal was decided.

    `FELL`: what was contested was annulled in another way first. The person has what they asked
    for, but no administrator has spoken.
    """

    UPHELD = "upheld"
    GRANTED = "granted"
    FELL = "fell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """An appeal, open while `decision` is None. `asked` are those with a question to answer."""

    number: AppealNumber
    member: MemberId
    at: datetime
    text: str
    violation: ViolationNumber | None = None
    block: BlockNumber | None = None
    asked: frozenset[MemberId] = frozenset()
    decision: Decision | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAppeal:
    """The case's member contests a violation, or (with neither given) the block in force."""

    by: MemberId
    text: str
    violation: ViolationNumber | None = None
    block: BlockNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAboutAppeal:
    """An administrator asks one of the sides."""

    by: Actor
    number: AppealNumber
    to: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAboutAppeal:
    """Whoever was asked answers."""

    by: MemberId
    number: AppealNumber
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """An administrator annuls what was contested (`grant`), or upholds it."""

    by: Actor
    number: AppealNumber
    grant: bool
    reason: str


AppealRequest = MakeAppeal | AskAboutAppeal | AnswerAboutAppeal | DecideAppeal


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
