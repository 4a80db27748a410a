"""A member's violations, blocks and proposals."""

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import Row, and_, select

from rules.cases.measures import Block, Lift, Proposal, ProposalState, Violation
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    RuleNumber,
    ViolationNumber,
)
from storage.cases.member import Asked
from storage.moments import from_ms
from storage.tables.measures import (
    BY_THE_BOT,
    blocks,
    grounds,
    proposals,
    violations,
)


async def violations_of(of: Asked) -> tuple[Violation, ...]:
    """Give all violations of the member, oldest first."""
    return tuple(read_violation(row) for row in await of.rows(violations, violations.c.number))


def read_violation(row: Row[Any]) -> Violation:
    """Give a violation of its row."""
    return Violation(
        number=ViolationNumber(row.number),
        member=MemberId(row.member_id),
        rule=RuleNumber(row.rule),
        at=from_ms(row.at_ms),
        by=None if row.by_id == BY_THE_BOT else MemberId(row.by_id),
        asked_by=None if row.asked_by_id is None else MemberId(row.asked_by_id),
        message=None if row.message_id is None else MessageId(row.message_id),
        note=row.note,
        annulled=row.annulled_ms is not None,
        annulled_at=from_ms(row.annulled_ms),
        carried_by=None if row.carried_by is None else BlockNumber(row.carried_by),
        replaces=None if row.replaces is None else ViolationNumber(row.replaces),
        since=from_ms(row.since_ms),
        aimed_at=frozenset(MemberId(each) for each in json.loads(row.aimed_at or "[]")),
    )


async def blocks_of(of: Asked) -> tuple[Block, ...]:
    """Give all blocks of the member with their grounds, oldest first."""
    rows = await of.rows(blocks, blocks.c.number)
    rest_on: defaultdict[int, list[ViolationNumber]] = defaultdict(list)
    if rows:
        for row in await of.ask(
            select(grounds.c.block, grounds.c.violation)
            .where(
                and_(
                    grounds.c.chat_id == of.chat,
                    grounds.c.block.in_([row.number for row in rows]),
                )
            )
            .order_by(grounds.c.violation)
        ):
            rest_on[row.block].append(ViolationNumber(row.violation))
    return tuple(
        Block(
            number=BlockNumber(row.number),
            member=of.member,
            at=from_ms(row.at_ms),
            ends_at=from_ms(row.ends_ms),
            by=None if row.by_id is None else MemberId(row.by_id),
            grounds=tuple(rest_on[row.number]),
            lift=None if row.lift is None else Lift(row.lift),
            lifted_at=from_ms(row.lifted_ms),
        )
        for row in rows
    )


async def proposal_of(of: Asked) -> Proposal | None:
    """Give the latest proposal to block the member, or None."""
    rows = await of.rows(proposals, proposals.c.number.desc())
    if not rows:
        return None
    row = rows[0]
    return Proposal(
        grounds=tuple(ViolationNumber(number) for number in json.loads(row.grounds)),
        state=ProposalState(row.state),
        at=from_ms(row.at_ms),
        closed_at=from_ms(row.closed_ms),
    )
