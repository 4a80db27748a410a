"""Apologies and the votes on them (п. 5.12.6)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause
from rules.detectors.detection import Detection, Detector
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    VoteNumber,
    WithheldNumber,
)
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


class Choice(StrEnum):
    """What a participant says to an apology."""

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
    """What one participant says at present."""

    member: MemberId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote on an apology, whose words are `text`; open while `outcome` is None."""

    number: VoteNumber
    block: BlockNumber
    text: str = ""
    opened_at: datetime
    closes_at: datetime
    ballots: tuple[Ballot, ...] = ()
    outcome: Outcome | None = None
    closed_at: datetime | None = None

    def count(self, choice: Choice) -> int:
        """Give how many say so at present."""
        return sum(1 for ballot in self.ballots if ballot.choice is choice)

    def choice_of(self, member: MemberId) -> Choice | None:
        """Give what that participant says at present, or None."""
        return next((b.choice for b in self.ballots if b.member == member), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """An apology that was not published, for what those detectors found in it; `decided` once a
    moderator published it or returned it to its author.
    """

    number: WithheldNumber
    block: BlockNumber
    text: str
    found: tuple[Detector, ...]
    at: datetime
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyMade(FactBase):
    """A blocked member apologised; the participants may object until `closes_at` (UTC)."""

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
    """A participant says, from now on, that to the apology of `member`."""

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
    """A vote ended with so many objections standing."""

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
    """A vote that a clock opened which was ahead counts from now on, until `closes_at` (UTC)."""

    stored_as = "vote_shortened"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    closes_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftDecided(FactBase):
    """A moderator lifts a block that nobody wanted to stay, or lets it stay."""

    stored_as = "lift_decided"
    clause = Clause.FORGIVENESS
    threads = (("vote", "vote"),)

    vote: VoteNumber
    member: MemberId
    by: MemberId
    lifted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyWithheld(FactBase):
    """A blocked member apologised, and those detectors found something that a rule forbids."""

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
    """A moderator publishes an apology that was withheld (as the next fact says), or returns it."""

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
    """A moderator says that published words are no apology: their vote ends without effect."""

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
    """The blocked member apologises to the participants; detectors `found` that in the words.

    `block` is the one that the words were written for, where that is known.
    """

    by: MemberId
    text: str
    found: tuple[Detection, ...] = ()
    block: BlockNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideWithheld:
    """A moderator publishes an apology that was withheld, or returns it to its author."""

    by: Actor
    number: WithheldNumber
    publish: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectApology:
    """A moderator says that the words under a vote are no apology."""

    by: Actor
    vote: VoteNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote:
    """Somebody pressed a button under an apology, which the chat's message `announced` holds."""

    by: Actor
    vote: VoteNumber
    choice: Choice
    announced: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVote:
    """The clock says that a vote is over."""

    vote: VoteNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortenVote:
    """The clock says that a vote seems to begin only in the future."""

    vote: VoteNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLift:
    """A moderator says whether a block that nobody wanted to stay is lifted."""

    by: Actor
    vote: VoteNumber
    lift: bool


ApologyRequest = (
    Apologise | CastVote | CloseVote | ShortenVote | DecideLift | DecideWithheld | RejectApology
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOver:
    """That vote is closed."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAVoter:
    """Only participants vote."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOnOneself:
    """The blocked person does not vote."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedAfterwards:
    """Whoever joined after the vote began does not vote."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAlready:
    """That participant says so already."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    choice: Choice


VoteRefusal = VoteOver | NotAVoter | VoteOnOneself | JoinedAfterwards | SaidAlready
