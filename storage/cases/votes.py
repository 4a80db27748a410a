"""A member's apologies with the votes on them."""

from collections import defaultdict

from sqlalchemy import and_, select

from rules.cases.votes import Ballot, Choice, Outcome, Vote, Withheld
from rules.detectors.detection import Detector
from rules.ids import (
    BlockNumber,
    MemberId,
    VoteNumber,
    WithheldNumber,
)
from storage.cases.member import Asked
from storage.moments import from_ms
from storage.tables.measures import (
    ballots,
    votes,
    withheld,
)


async def votes_of(of: Asked) -> tuple[Vote, ...]:
    """Give all votes on the member's apologies, oldest first."""
    rows = await of.rows(votes, votes.c.number)
    said: defaultdict[int, list[Ballot]] = defaultdict(list)
    if rows:
        for row in await of.ask(
            select(ballots)
            .where(
                and_(
                    ballots.c.chat_id == of.chat,
                    ballots.c.vote.in_([row.number for row in rows]),
                )
            )
            .order_by(ballots.c.at_ms, ballots.c.member_id)
        ):
            said[row.vote].append(Ballot(member=MemberId(row.member_id), choice=Choice(row.choice)))
    return tuple(
        Vote(
            number=VoteNumber(row.number),
            block=BlockNumber(row.block),
            text=row.text,
            opened_at=from_ms(row.opened_ms),
            closes_at=from_ms(row.closes_ms),
            ballots=tuple(said[row.number]),
            outcome=None if row.outcome is None else Outcome(row.outcome),
            closed_at=from_ms(row.closed_ms),
        )
        for row in rows
    )


async def withheld_of(of: Asked) -> tuple[Withheld, ...]:
    """Give the member's apologies that were withheld, oldest first."""
    return tuple(
        Withheld(
            number=WithheldNumber(row.number),
            block=BlockNumber(row.block),
            text=row.text,
            found=tuple(Detector(each) for each in row.found.split()),
            at=from_ms(row.at_ms),
            decided=row.decided,
        )
        for row in await of.rows(withheld, withheld.c.number)
    )
