"""Votes of which a test says only what matters to it."""

from dataclasses import replace
from typing import Any

from rules.ids import BlockNumber, MemberId, VoteNumber
from rules.vocabulary.apologies import Ballot, Choice, Outcome, Vote
from tests.rules.moments import DAY, HOUR, NOW


def a_vote(number: int = 1, **changes: Any) -> Vote:
    """One that opened half an hour ago on block 1, for a day."""
    usual = Vote(
        number=VoteNumber(number),
        block=BlockNumber(1),
        text="Простите",
        opened_at=NOW - HOUR / 2,
        closes_at=NOW - HOUR / 2 + DAY,
    )
    return replace(usual, **changes)


def a_closed_vote(outcome: Outcome = Outcome.KEPT, **changes: Any) -> Vote:
    """One that closed just now."""
    usual: dict[str, Any] = {
        "opened_at": NOW - DAY,
        "closes_at": NOW,
        "closed_at": NOW,
        "outcome": outcome,
    }
    return a_vote(**(usual | changes))


def ballots(*said: tuple[MemberId, Choice]) -> tuple[Ballot, ...]:
    return tuple(Ballot(member=member, choice=choice) for member, choice in said)
