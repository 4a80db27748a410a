"""What now holds: the entries of the journal, each with the clause that it rests on.

A fact is written once and never changed; `by` is None where the bot acted by itself.
"""

from rules.facts.acquaintance import AcquaintanceFact
from rules.facts.apologies import ApologyFact
from rules.facts.appeals import AppealFact
from rules.facts.blocks import BlockFact
from rules.facts.chats import ChatFact
from rules.facts.expulsions import ExpulsionFact
from rules.facts.families import FamilyFact
from rules.facts.gaps import GapFact
from rules.facts.invitations import InvitationFact
from rules.facts.keeping import KeepingFact
from rules.facts.leavers import LeaverFact
from rules.facts.reminders import ReminderFact
from rules.facts.revision import RevisionFact
from rules.facts.roster import RosterFact
from rules.facts.silence import SilenceFact
from rules.facts.suspicions import SuspicionFact
from rules.facts.violations import ViolationFact
from rules.facts.wordlist import WordListFact

Fact = (
    AcquaintanceFact
    | ReminderFact
    | ViolationFact
    | BlockFact
    | ApologyFact
    | ChatFact
    | AppealFact
    | InvitationFact
    | SilenceFact
    | RevisionFact
    | KeepingFact
    | FamilyFact
    | RosterFact
    | LeaverFact
    | ExpulsionFact
    | SuspicionFact
    | WordListFact
    | GapFact
)
