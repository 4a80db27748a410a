"""The derived tables: what each fact changes in them.

Only the subjects' modules write them, both when a fact is recorded and when the journal is replayed
to check them. Nothing is decided here: that is the policy's part.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, get_args

from rules.vocabulary.acquaintance import AcquaintanceFact, RevisionFact
from rules.vocabulary.apologies import ApologyFact
from rules.vocabulary.appeals import AppealFact
from rules.vocabulary.blocks import BlockFact
from rules.vocabulary.brakes import BrakeFact
from rules.vocabulary.chats import ChatFact
from rules.vocabulary.complaints import ComplaintFact
from rules.vocabulary.families import FamilyFact, RosterFact
from rules.vocabulary.guardians import GuardianFact
from rules.vocabulary.invitations import InvitationFact
from rules.vocabulary.journal import GapFact, KeepingFact
from rules.vocabulary.leavers import ExpulsionFact, LeaverFact
from rules.vocabulary.reminders import ReminderFact
from rules.vocabulary.reporters import ReporterFact
from rules.vocabulary.signals import SignalFact
from rules.vocabulary.silence import SilenceFact
from rules.vocabulary.spread import SpreadFact
from rules.vocabulary.suspensions import SuspensionFact
from rules.vocabulary.suspicions import SuspicionFact
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationFact
from rules.vocabulary.wordlist import WordListFact
from storage.queries import Tables
from storage.subjects import (
    acquaintance,
    apologies,
    appeals,
    blocks,
    chats,
    families,
    guardians,
    invitations,
    leavers,
    reminders,
    reporters,
    silence,
    spread,
    suspensions,
    suspicions,
    violations,
    wordlist,
)

Change = Callable[[Tables, Any], Awaitable[None]]


async def nothing(_tables: Tables, _fact: Fact) -> None:
    """Change nothing: only the journal has it, or the tables name nobody through it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject's facts, and what they change in its tables.

    `erase_people` removes the people of an entry from the tables, `erase_words` what people wrote;
    afterwards the tables are as replaying the journal would make them.
    """

    facts: Any
    change: Change
    erase_people: Change = nothing
    erase_words: Change = nothing


_SUBJECTS = (
    Subject(AcquaintanceFact | RevisionFact, acquaintance.change, acquaintance.erase_people),
    Subject(ReminderFact, reminders.change, reminders.erase_people),
    Subject(ViolationFact, violations.change, violations.erase_people),
    Subject(BlockFact, blocks.change, blocks.erase_people),
    Subject(ApologyFact, apologies.change, apologies.erase_people, apologies.erase_words),
    Subject(AppealFact, appeals.change, appeals.erase_people, appeals.erase_words),
    Subject(ChatFact, chats.change),
    Subject(InvitationFact, invitations.change, invitations.erase_people),
    Subject(SilenceFact, silence.change, silence.erase_people),
    Subject(SpreadFact, spread.change, spread.erase_people),
    Subject(ReporterFact, reporters.change, reporters.erase_people),
    Subject(SuspensionFact, suspensions.change),
    Subject(SuspicionFact, suspicions.change, suspicions.erase_people),
    Subject(WordListFact, wordlist.change),
    Subject(FamilyFact | RosterFact, families.change),
    Subject(GuardianFact, guardians.change),
    Subject(LeaverFact | ExpulsionFact, leavers.change, leavers.erase_people),
    Subject(KeepingFact | GapFact | ComplaintFact | SignalFact | BrakeFact, nothing),
)

DERIVED = (
    violations.violations,
    blocks.blocks,
    blocks.grounds,
    blocks.proposals,
    apologies.votes,
    apologies.withheld,
    apologies.ballots,
    acquaintance.acknowledgements,
    reminders.reminders,
    violations.removals,
    chats.settings,
    chats.adoptions,
    chats.appointments,
    invitations.invitations,
    silence.silences,
    spread.doubts,
    acquaintance.newcomers,
    appeals.appeals,
    acquaintance.announced,
    families.families,
    families.roster,
    guardians.guardians,
    leavers.leavers,
    leavers.departures,
    leavers.expulsions,
    reporters.closed_reporting,
    suspensions.suspensions,
    suspicions.suspicions,
    suspicions.taught,
    wordlist.wordlist,
    wordlist.exceptions,
)
"""The tables derived from the journal, in an order in which rows can be inserted."""

SUBJECT_OF: dict[type[Fact], Subject] = {
    kind: subject for subject in _SUBJECTS for kind in get_args(subject.facts) or (subject.facts,)
}
"""Of each kind of fact the subject whose tables it changes."""


async def project(tables: Tables, fact: Fact) -> None:
    """Update the tables for a recorded fact."""
    await SUBJECT_OF[type(fact)].change(tables, fact)


async def project_erased(tables: Tables, fact: Fact) -> None:
    """Update the tables for what remains of an entry whose people are erased."""
    if fact.outlives_its_people:
        await project(tables, fact)


async def erase_people(tables: Tables, fact: Fact) -> None:
    """Remove an entry's people from the tables; `fact` is as recorded."""
    await SUBJECT_OF[type(fact)].erase_people(tables, fact)


async def erase_words(tables: Tables, fact: Fact) -> None:
    """Remove people's own words from the tables; `fact` is as recorded."""
    await SUBJECT_OF[type(fact)].erase_words(tables, fact)
