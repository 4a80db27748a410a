"""Unions of all facts and all requests."""

from rules.vocabulary.acquaintance import AcquaintanceFact, AcquaintanceRequest
from rules.vocabulary.apologies import ApologyFact, ApologyRequest
from rules.vocabulary.appeals import AppealFact, AppealRequest
from rules.vocabulary.blocks import BlockFact, BlockRequest
from rules.vocabulary.chats import ChatFact, ChatRequest
from rules.vocabulary.expulsions import ExpulsionFact
from rules.vocabulary.families import FamilyFact
from rules.vocabulary.forgetting import KeepingFact
from rules.vocabulary.gaps import GapFact
from rules.vocabulary.invitations import InvitationFact, InvitationRequest
from rules.vocabulary.leavers import LeaverFact
from rules.vocabulary.reminders import ReminderFact, ReminderRequest
from rules.vocabulary.revision import RevisionFact
from rules.vocabulary.roster import RosterFact
from rules.vocabulary.silence import SilenceFact, SilenceRequest
from rules.vocabulary.suspicions import SuspicionFact, SuspicionRequest
from rules.vocabulary.undoing import Undo
from rules.vocabulary.violations import ViolationFact, ViolationRequest
from rules.vocabulary.wordlist import WordListFact, WordListRequest

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


Request = (
    AcquaintanceRequest
    | ViolationRequest
    | BlockRequest
    | ApologyRequest
    | ReminderRequest
    | Undo
    | ChatRequest
    | AppealRequest
    | InvitationRequest
    | SilenceRequest
    | SuspicionRequest
    | WordListRequest
)
