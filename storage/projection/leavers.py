"""What facts about families, the college's list, leavers and expulsions change in the tables."""

from rules.expulsions import Settlement
from rules.facts.expulsions import (
    ExpelledByHand,
    ExpelledInvitedBack,
    ExpulsionFact,
    ExpulsionGrounded,
)
from rules.facts.families import FamilyFact, FamilyLinked, FamilyUnlinked
from rules.facts.leavers import (
    LeaverFact,
    LeaverNoted,
    LeaverReturned,
    MemberRemoved,
    RemovalFailed,
    RemovalOrdered,
)
from rules.facts.roster import RosterEntryRemoved, RosterEntrySet, RosterFact
from storage.projection.keeping import Tables
from storage.records import RemovalState
from storage.tables.leavers import departures, expulsions, families, leavers, roster


async def project_departing(
    tables: Tables, fact: FamilyFact | RosterFact | LeaverFact | ExpulsionFact
) -> None:
    """Change what is known of families, the list, leavers and expulsions."""
    match fact:
        case FamilyLinked() | FamilyUnlinked():
            await _project_family(tables, fact)
        case RosterEntrySet() | RosterEntryRemoved():
            await _project_roster(tables, fact)
        case ExpelledByHand() | ExpulsionGrounded() | ExpelledInvitedBack():
            await _project_expulsion(tables, fact)
        case _:
            await _project_leaver(tables, fact)


async def _project_family(tables: Tables, fact: FamilyFact) -> None:
    match fact:
        case FamilyLinked(member=parent, child=child, by=by):
            await tables.add(
                families, parent_id=parent, child_id=child, by_id=by, at_ms=tables.at_ms
            )
        case FamilyUnlinked(member=parent, child=child):
            await tables.drop(families, parent_id=parent, child_id=child)


async def _project_roster(tables: Tables, fact: RosterFact) -> None:
    await tables.drop(roster, member_id=fact.member)
    match fact:
        case RosterEntrySet():
            await tables.add(
                roster,
                member_id=fact.member,
                name=fact.name,
                role=fact.role.value,
                group_name=fact.group,
            )
        case RosterEntryRemoved():
            pass


async def _project_leaver(tables: Tables, fact: LeaverFact) -> None:
    match fact:
        case LeaverNoted(member=member, by=by):
            await tables.drop(leavers, member_id=member)
            await tables.add(leavers, member_id=member, by_id=by, at_ms=tables.at_ms)
        case LeaverReturned(member=member):
            await tables.drop(leavers, member_id=member)
        case RemovalOrdered():
            await tables.add(
                departures,
                number=fact.departure,
                member_id=fact.member,
                leaver_id=fact.leaver,
                by_id=fact.by,
                at_ms=tables.at_ms,
                state=RemovalState.ORDERED.value,
            )
        case MemberRemoved(departure=number, member=member):
            await tables.change(
                departures,
                {"number": number, "member_id": member},
                state=RemovalState.DONE.value,
            )
        case RemovalFailed(departure=number, member=member, fault=fault):
            await tables.change(
                departures,
                {"number": number, "member_id": member},
                state=RemovalState.FAILED.value,
                fault=fault.value,
            )


async def _project_expulsion(tables: Tables, fact: ExpulsionFact) -> None:
    match fact:
        case ExpelledByHand(number=number, member=member, by=by):
            await tables.add(
                expulsions, number=number, member_id=member, by_id=by, at_ms=tables.at_ms
            )
        case ExpulsionGrounded(number=number):
            await tables.change(
                expulsions, {"number": number}, settlement=Settlement.GROUNDED.value
            )
        case ExpelledInvitedBack(number=number):
            await tables.change(expulsions, {"number": number}, settlement=Settlement.INVITED.value)
