"""What the tables lose when the people of an entry, or somebody's words, are erased.

Afterwards they are what replaying the journal would make them.
"""

from rules.facts import Fact
from rules.facts.acquaintance import Acknowledged
from rules.facts.apologies import ApologyMade, VoteCast
from rules.facts.blocks import BlockImposed, BlockProposed
from rules.facts.reminders import Reminded
from rules.facts.violations import MessageRemoved, ViolationRecorded
from rules.ids import NOBODY, MemberId
from storage.projection.keeping import Tables
from storage.tables.measures import (
    acknowledgements,
    ballots,
    blocks,
    proposals,
    reminders,
    removals,
    violations,
    votes,
)


async def erase_people(tables: Tables, entry: int, fact: Fact) -> None:
    """Take out of the tables whoever an entry brought there; `fact` is as it was recorded."""
    nobody = MemberId(NOBODY - entry)
    at = {"at_ms": tables.at_ms}
    match fact:
        case ViolationRecorded(number=number):
            await tables.change(
                violations, {"number": number}, member_id=nobody, by_id=nobody, note=""
            )
        case MessageRemoved(message=message):
            await tables.change(
                removals, {"message_id": message, **at}, member_id=nobody, by_id=nobody
            )
        case BlockProposed():
            await tables.drop(proposals, number=entry)
        case BlockImposed(number=number, by=by):
            await tables.change(
                blocks,
                {"number": number},
                member_id=nobody,
                by_id=None if by is None else nobody,
            )
        case ApologyMade(vote=vote):
            await tables.change(votes, {"number": vote}, member_id=nobody, text="")
        case VoteCast(vote=vote, by=voter):
            await tables.drop(ballots, vote=vote, member_id=voter, **at)
        case Acknowledged(member=member, version=version):
            await tables.change(
                acknowledgements,
                {"member_id": member, "version": version, **at},
                member_id=nobody,
            )
        case Reminded(number=number, member=to, by=by):
            await tables.change(
                reminders,
                {"number": number},
                member_id=None if to is None else nobody,
                by_id=None if by is None else nobody,
            )
        case _:
            # such an entry brings nobody into the tables
            pass


async def erase_words(tables: Tables, fact: Fact) -> None:
    """Take somebody's own words out of the tables."""
    if isinstance(fact, ApologyMade):
        await tables.change(votes, {"number": fact.vote}, text="")
