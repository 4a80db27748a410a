"""Requests about apologies and votes (п. 5.12.6)."""

from dataclasses import dataclass

from rules.cases.people import Actor
from rules.cases.votes import Choice
from rules.detectors.detection import Detection
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    VoteNumber,
    WithheldNumber,
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
