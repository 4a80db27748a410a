"""What facts about blocks change in the tables."""

import json

from rules.cases.measures import ProposalState
from rules.facts.blocks import (
    BlockDeclined,
    BlockFact,
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


async def change(tables: Tables, fact: BlockFact) -> None:
    """Change the blocks, their grounds, and the proposals that they answer."""
    match fact:
        case BlockProposed():
            await _close_proposals(tables, fact.member, ProposalState.CLOSED)
            await tables.add(
                proposals,
                number=tables.entry,
                member_id=fact.member,
                grounds=json.dumps(fact.grounds),
                state=ProposalState.OPEN.value,
                at_ms=tables.at_ms,
            )
        case BlockDeclined():
            await _close_proposals(tables, fact.member, ProposalState.DECLINED)
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


async def erase_people(tables: Tables, fact: BlockFact) -> None:
    """Take the people of an entry out of the tables; nothing remains of a proposal."""
    match fact:
        case BlockProposed():
            await tables.drop(proposals, number=tables.entry)
        case BlockImposed(number=number, by=by):
            await tables.change(
                blocks,
                {"number": number},
                member_id=tables.nobody,
                by_id=None if by is None else tables.nobody,
            )
        case _:
            pass


async def _close_proposals(tables: Tables, member: MemberId, state: ProposalState) -> None:
    await tables.change(
        proposals,
        {"member_id": member, "state": ProposalState.OPEN.value},
        state=state.value,
        closed_ms=tables.at_ms,
    )
