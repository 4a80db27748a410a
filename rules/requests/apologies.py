"""Requests about apologies and votes (п. 5.12.6)."""

from dataclasses import dataclass

from rules.cases import Actor, Choice
from rules.ids import (
    MemberId,
    VoteNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologise:
    """The blocked member apologises to the participants."""

    by: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote:
    """Somebody pressed a button under an apology."""

    by: Actor
    vote: VoteNumber
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVote:
    """The clock says that a vote is over."""

    vote: VoteNumber


ApologyRequest = Apologise | CastVote | CloseVote
