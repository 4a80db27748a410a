"""Apologies with the votes on them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.detectors.detection import Detector
from rules.ids import (
    BlockNumber,
    MemberId,
    VoteNumber,
    WithheldNumber,
)


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
