"""What facts about blocks change in the tables."""

import json

from rules.cases.measures import ProposalState
from rules.facts.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
)
from rules.ids import MemberId
from storage.moments import to_ms
from storage.projection.keeping import Tables
from storage.tables.measures import (
    blocks,
    grounds,
    proposals,
    violations,
)


async def project_proposal(tables: Tables, entry: int, fact: BlockProposed | BlockDeclined) -> None:
    """Change the proposals."""
    match fact:
        case BlockProposed():
            await _close_proposals(tables, fact.member, ProposalState.CLOSED)
            await tables.add(
                proposals,
                number=entry,
                member_id=fact.member,
                grounds=json.dumps(fact.grounds),
                state=ProposalState.OPEN.value,
                at_ms=tables.at_ms,
            )
        case BlockDeclined():
            await _close_proposals(tables, fact.member, ProposalState.DECLINED)


async def _close_proposals(tables: Tables, member: MemberId, state: ProposalState) -> None:
    await tables.change(
        proposals,
        {"member_id": member, "state": ProposalState.OPEN.value},
        state=state.value,
        closed_ms=tables.at_ms,
    )


async def project_block(tables: Tables, fact: BlockImposed | BlockShortened | BlockLifted) -> None:
    """Change the blocks, their grounds, and the proposal that one answers."""
    match fact:
        case BlockImposed():
            await _close_proposals(tables, fact.member, ProposalState.CLOSED)
            await tables.add(
                blocks,
                number=fact.number,
                member_id=fact.member,
                by_id=fact.by,
                at_ms=tables.at_ms,
                ends_ms=to_ms(fact.ends_at),
            )
            for violation in fact.grounds:
                await tables.add(grounds, block=fact.number, violation=violation)
                await tables.change(violations, {"number": violation}, carried_by=fact.number)
        case BlockShortened():
            await tables.change(
                blocks,
                {"number": fact.number},
                at_ms=tables.at_ms,
                ends_ms=to_ms(fact.ends_at),
            )
        case BlockLifted():
            await tables.change(
                blocks, {"number": fact.number}, lift=fact.how.value, lifted_ms=tables.at_ms
            )
