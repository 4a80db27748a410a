"""Apologies and the votes on them (п. 5.12.6)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.clauses import Clause
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector
from rules.ids import BlockNumber, MemberId, MessageId, VoteNumber, WithheldNumber
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.people import Actor


class Choice(StrEnum):
    """A participant's answer to an apology."""

    CONSENT = "consent"
    OBJECT = "object"


class Outcome(StrEnum):
    """How a vote closed.

    `FORGIVEN`: nobody objected, and the block was lifted. `KEPT`: somebody objected. `OBSOLETE`:
    the block ended before the vote. `REJECTED`: a moderator said that the words are no apology.
    `UNOPPOSED`: nobody objected, and a moderator has yet to confirm the lift («вправе», п. 5.12.6).
    """

    FORGIVEN = "forgiven"
    KEPT = "kept"
    OBSOLETE = "obsolete"
    UNOPPOSED = "unopposed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The present choice of one participant."""

    member: MemberId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote on the apology `text`; open while `outcome` is None."""

    number: VoteNumber
    block: BlockNumber
    text: str = ""
    opened_at: datetime
    closes_at: datetime
    ballots: tuple[Ballot, ...] = ()
    outcome: Outcome | None = None
    closed_at: datetime | None = None

    def count(self, choice: Choice) -> int:
        """Return the number of ballots with this choice."""
        return sum(1 for ballot in self.ballots if ballot.choice is choice)

    def choice_of(self, member: MemberId) -> Choice | None:
        """Return the participant's present choice, or None."""
        return next((b.choice for b in self.ballots if b.member == member), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """An apology held back for what the detectors `found` in it.

    `decided` is true once a moderator has published it or returned it to its author.
    """

    number: WithheldNumber
    block: BlockNumber
    text: str
    found: tuple[Detector, ...]
    at: datetime
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyMade(FactBase):
    """A blocked member apologised; participants may object until `closes_at` (UTC)."""

    stored_as = "apology_made"
    clause = Clause.FORGIVENESS
    wakes_timers = True
    threads = (("vote", "vote"), ("block", "block"))
    kept_while = (("vote", "vote"),)

    vote: VoteNumber
    block: BlockNumber
    member: MemberId
    by: MemberId
    text: str
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(FactBase):
    """A participant chose, or changed, their answer to the apology of `member`."""

    stored_as = "vote_cast"
    clause = Clause.FORGIVENESS
    outlives_its_people = False
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    by: MemberId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteClosed(FactBase):
    """A vote closed with `objections` still standing."""

    stored_as = "vote_closed"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    outcome: Outcome
    objections: int
    consents: int
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteShortened(FactBase):
    """A vote opened by a clock that was ahead now closes at `closes_at` (UTC)."""

    stored_as = "vote_shortened"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    closes_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftDecided(FactBase):
    """A moderator decided whether to lift a block after a vote without objections."""

    stored_as = "lift_decided"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    by: MemberId
    lifted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyWithheld(FactBase):
    """A blocked member apologised, and the detectors `found` a breach of the rules in the text."""

    stored_as = "apology_withheld"
    clause = Clause.FORGIVENESS
    threads = (("block", "block"),)

    block: BlockNumber
    member: MemberId
    by: MemberId
    text: str
    found: tuple[Detector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldDecided(FactBase):
    """A moderator published a withheld apology (`ApologyMade` follows) or returned it."""

    stored_as = "withheld_decided"
    clause = Clause.FORGIVENESS
    threads = (("block", "block"),)

    number: WithheldNumber
    block: BlockNumber
    member: MemberId
    by: MemberId
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyRejected(FactBase):
    """A moderator decided that a published text is no apology; its vote ends without effect."""

    stored_as = "apology_rejected"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    by: MemberId


ApologyFact = (
    ApologyMade
    | VoteCast
    | VoteClosed
    | LiftDecided
    | ApologyWithheld
    | WithheldDecided
    | ApologyRejected
    | VoteShortened
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologise:
    """The blocked member apologises; `found` are the detectors that found a breach in the text.

    `block` is the number of the block that the text was written for, where it is known.
    """

    by: MemberId
    text: str
    found: tuple[Detection, ...] = ()
    block: BlockNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideWithheld:
    """A moderator publishes a withheld apology or returns it to its author."""

    by: Actor
    number: WithheldNumber
    publish: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectApology:
    """A moderator says that the text under vote is no apology."""

    by: Actor
    vote: VoteNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote:
    """Somebody pressed a button under an apology; `announced` is the message that holds it."""

    by: Actor
    vote: VoteNumber
    choice: Choice
    announced: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVote:
    """The timer closes a vote whose time is over."""

    vote: VoteNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortenVote:
    """The timer found a vote that begins in the future, so the clock was ahead."""

    vote: VoteNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLift:
    """A moderator decides whether to lift a block after a vote without objections."""

    by: Actor
    vote: VoteNumber
    lift: bool


ApologyRequest = (
    Apologise | CastVote | CloseVote | ShortenVote | DecideLift | DecideWithheld | RejectApology
)

NOT_BLOCKED = PlainRefusal("not blocked", Clause.FORGIVENESS)
APOLOGY_EMPTY = PlainRefusal("apology empty", Clause.FORGIVENESS)
NOT_THEIR_APOLOGY = PlainRefusal("not their apology", Clause.FORGIVENESS)
LIFT_AWAITED = PlainRefusal("lift awaited", Clause.FORGIVENESS)
"""Nobody objected, and a moderator has not decided yet."""

WITHHELD_OVER = PlainRefusal("withheld over", Clause.FORGIVENESS)
"""The apology was decided or replaced, or the block ended."""

ANOTHER_BLOCK = PlainRefusal("another block", Clause.FORGIVENESS)
"""The block that the apology was written for has ended, and another is in force."""

VOTE_OVER = PlainRefusal("vote over", Clause.FORGIVENESS)
NOT_A_VOTER = PlainRefusal("not a voter", Clause.FORGIVENESS)
VOTE_ON_ONESELF = PlainRefusal("vote on oneself", Clause.FORGIVENESS)
JOINED_AFTERWARDS = PlainRefusal("joined afterwards", Clause.FORGIVENESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyTooLong(Refusal):
    """The apology is longer than `most` characters."""

    clause = Clause.FORGIVENESS
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRuns(Refusal):
    """A vote on this block is open until `closes_at` (UTC)."""

    clause = Clause.FORGIVENESS
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyTooSoon(Refusal):
    """A vote failed recently; another apology is possible from `possible_at` (UTC)."""

    clause = Clause.FORGIVENESS
    possible_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldTooOften(Refusal):
    """Detectors found a breach again, and moderators read no more withheld apologies before
    `possible_at` (UTC). An apology in which nothing is found is published at once.
    """

    clause = Clause.FORGIVENESS
    found: tuple[Detector, ...]
    possible_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAlready(Refusal):
    """The participant has made this choice already."""

    clause = Clause.FORGIVENESS
    choice: Choice


ApologyRefusal = ApologyTooLong | VoteRuns | ApologyTooSoon | WithheldTooOften | SaidAlready
