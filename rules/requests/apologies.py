"""Requests about apologies and votes (п. 5.12.6)."""

from dataclasses import dataclass

from rules.cases.people import Actor
from rules.cases.votes import Choice
from rules.ids import (
    MemberId,
    MessageId,
    VoteNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologise:
    """The blocked member apologises to the participants."""

    by: MemberId
    text: str


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
class DecideLift:
    """A moderator says whether a block that nobody wanted to stay is lifted."""

    by: Actor
    vote: VoteNumber
    lift: bool


ApologyRequest = Apologise | CastVote | CloseVote | DecideLift
