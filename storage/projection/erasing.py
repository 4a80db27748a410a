"""What the tables lose when the people of an entry, or somebody's words, are erased.

Afterwards they are what replaying the journal would make them.
"""

from rules.facts import Fact
from rules.facts.acquaintance import Acknowledged, AcknowledgementAsked, RulesShown
from rules.facts.apologies import ApologyMade, ApologyWithheld, VoteCast
from rules.facts.appeals import AppealAsked, AppealMade
from rules.facts.blocks import BlockImposed, BlockProposed
from rules.facts.expulsions import ExpelledByHand
from rules.facts.invitations import InvitationMade
from rules.facts.leavers import LeaverNoted, RemovalOrdered
from rules.facts.reminders import Reminded
from rules.facts.silence import SilenceBegun
from rules.facts.suspicions import SuspicionRaised, SuspicionSettled
from rules.facts.violations import MessageRemoved, ViolationRecorded
from rules.ids import NOBODY, MemberId
from storage.projection.appeals import ask
from storage.projection.keeping import Tables
from storage.tables.appeals import appeals
from storage.tables.leavers import departures, expulsions, leavers
from storage.tables.measures import (
    BY_THE_BOT,
    acknowledgements,
    ballots,
    blocks,
    proposals,
    reminders,
    removals,
    violations,
    votes,
    withheld,
)
from storage.tables.settings import invitations, newcomers, silences
from storage.tables.suspicions import suspicions


async def erase_people(tables: Tables, entry: int, fact: Fact) -> None:
    """Take out of the tables whoever an entry brought there; `fact` is as it was recorded."""
    nobody = MemberId(NOBODY - entry)
    at = {"at_ms": tables.at_ms}
    match fact:
        case ViolationRecorded(number=number, by=by, asked_by=asked_by):
            await tables.change(
                violations,
                {"number": number},
                member_id=nobody,
                by_id=BY_THE_BOT if by is None else nobody,
                note="",
                asked_by_id=None if asked_by is None else nobody,
                aimed_at=None,
            )
        case MessageRemoved(message=message, by=by):
            author = BY_THE_BOT if by is None else nobody
            await tables.change(
                removals, {"message_id": message, **at}, member_id=nobody, by_id=author
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
        case RulesShown(member=member, version=version):
            await tables.drop(newcomers, member_id=member, version=version, shown_ms=tables.at_ms)
        case AcknowledgementAsked(members=members, version=version):
            for each in members:
                await tables.change(
                    newcomers,
                    {"member_id": each, "version": version, "asked_ms": tables.at_ms},
                    asked_ms=None,
                )
        case InvitationMade(number=number):
            await tables.change(invitations, {"number": number}, digest="", by_id=nobody)
        case SilenceBegun():
            await tables.change(silences, {"number": entry}, by_id=nobody)
        case AppealMade(number=number):
            await tables.change(appeals, {"number": number}, member_id=nobody, text="")
        case AppealAsked(number=number, to=asked):
            await ask(tables, number, drop=asked)
        case _:
            await _erase_suspected(tables, nobody, fact)


async def _erase_suspected(tables: Tables, nobody: MemberId, fact: Fact) -> None:
    match fact:
        case SuspicionRaised(number=number):
            await tables.change(suspicions, {"number": number}, member_id=nobody)
        case SuspicionSettled(number=number, violation=violation, by=int()):
            column = "cleared_by" if violation is None else "counted_by"
            held = {"number": number, "settled_ms": tables.at_ms}
            await tables.change(suspicions, held, **{column: nobody})
        case ApologyWithheld(member=member):
            at = {"member_id": member, "at_ms": tables.at_ms}
            await tables.change(withheld, at, member_id=nobody, text="")
        case _:
            await _erase_departed(tables, fact)


async def _erase_departed(tables: Tables, fact: Fact) -> None:
    match fact:
        case LeaverNoted(member=member):
            await tables.drop(leavers, member_id=member, at_ms=tables.at_ms)
        case RemovalOrdered(departure=number, member=member):
            await tables.drop(departures, number=number, member_id=member)
        case ExpelledByHand(number=number):
            await tables.drop(expulsions, number=number)
        case _:
            # such an entry brings nobody into the tables
            pass


async def erase_words(tables: Tables, fact: Fact) -> None:
    """Take somebody's own words out of the tables."""
    match fact:
        case ApologyMade(vote=vote):
            await tables.change(votes, {"number": vote}, text="")
        case ApologyWithheld(member=member):
            at = {"member_id": member, "at_ms": tables.at_ms}
            await tables.change(withheld, at, text="")
        case AppealMade(number=number):
            await tables.change(appeals, {"number": number}, text="")
        case _:
            # its words are in the journal alone
            pass
