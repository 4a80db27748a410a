"""Appeals (п. 6.1): a member contests a decision about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.people import Actor


class Decision(StrEnum):
    """How an appeal was decided.

    `FELL`: the contested decision was annulled in another way first. The appellant has what they
    asked for, but no administrator has decided.
    """

    UPHELD = "upheld"
    GRANTED = "granted"
    FELL = "fell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """An appeal; open while `decision` is None.

    `asked` are the members with an unanswered question. `by`: the guardian who made it for the
    member; None: the member did.
    """

    number: AppealNumber
    member: MemberId
    at: datetime
    text: str
    by: MemberId | None = None
    violation: ViolationNumber | None = None
    block: BlockNumber | None = None
    asked: frozenset[MemberId] = frozenset()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealMade(FactBase):
    """A member contested a violation of theirs, or a block."""

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
class AppealExtended(FactBase):
    """The appellant added words to an appeal that nobody had decided yet."""

    stored_as = "appeal_extended"
    clause = Clause.CONFLICTS
    threads = (("appeal", "number"),)

    number: AppealNumber
    member: MemberId
    by: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAsked(FactBase):
    """An administrator asked one of the sides (`to`) a question through the bot."""

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
    """A side answered the administrator's question."""

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
    """The appeal was refused: the contested decision stands."""

    stored_as = "appeal_upheld"
    clause = Clause.CONFLICTS
    threads = (("appeal", "number"),)

    number: AppealNumber
    member: MemberId
    by: MemberId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealGranted(FactBase):
    """The contested decision is annulled by the facts beside this one.

    `fell`: no administrator decided; `by` annulled the decision in another way, and the appeal has
    no `reason`.
    """

    stored_as = "appeal_granted"
    clause = Clause.CONFLICTS
    threads = (("appeal", "number"),)

    number: AppealNumber
    member: MemberId
    by: MemberId
    reason: str
    fell: bool = False


AppealFact = (
    AppealMade | AppealExtended | AppealAsked | AppealAnswered | AppealUpheld | AppealGranted
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAppeal:
    """The case's member contests a violation or, if neither number is given, the block in force.

    `as_guardian`: `by` is the member's guardian, and contests it for them.
    """

    by: MemberId
    text: str
    as_guardian: bool = False
    violation: ViolationNumber | None = None
    block: BlockNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendAppeal:
    """The appellant adds words to an appeal of theirs."""

    by: MemberId
    number: AppealNumber
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAboutAppeal:
    """An administrator asks one of the sides a question."""

    by: Actor
    number: AppealNumber
    to: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAboutAppeal:
    """A side answers the administrator's question."""

    by: MemberId
    number: AppealNumber
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """An administrator annuls the contested decision (`grant`) or upholds it."""

    by: Actor
    number: AppealNumber
    grant: bool
    reason: str


AppealRequest = MakeAppeal | ExtendAppeal | AskAboutAppeal | AnswerAboutAppeal | DecideAppeal

NOTHING_TO_APPEAL = PlainRefusal("nothing to appeal", Clause.CONFLICTS)
"""The member has no counting violation of that number, and no block of it in force."""

APPEALED_ALREADY = PlainRefusal("appealed already", Clause.CONFLICTS)
WORDS_MISSING = PlainRefusal("words missing", Clause.CONFLICTS)
APPEAL_OVER = PlainRefusal("appeal over", Clause.CONFLICTS)
"""The appeal does not exist or has been decided."""

NOBODY_ASKED = PlainRefusal("nobody asked", Clause.CONFLICTS)
OWN_DECISION = PlainRefusal("own decision", Clause.CONFLICTS)
ONLY_ADMINISTRATORS = PlainRefusal("only administrators", Clause.CONFLICTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTooLate(Refusal):
    """The term for appealing ended at `ended_at` (UTC)."""

    clause = Clause.CONFLICTS
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsTooLong(Refusal):
    """The text is longer than `most` characters."""

    clause = Clause.CONFLICTS
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulledOnAppeal(Refusal):
    """An administrator annulled the violation or block of that number on appeal; it is not imposed
    again.
    """

    clause = Clause.CONFLICTS
    number: ViolationNumber | BlockNumber
    is_block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealClosedBy(Refusal):
    """Annulling violation `number` closed an appeal as granted, so it cannot be undone."""

    clause = Clause.CONFLICTS
    number: ViolationNumber
    appeal: AppealNumber


AppealRefusal = AppealTooLate | WordsTooLong | AnnulledOnAppeal | AppealClosedBy
