"""Unions of all facts and all requests."""

from rules.vocabulary.acquaintance import AcquaintanceFact, AcquaintanceRequest, RevisionFact
from rules.vocabulary.apologies import ApologyFact, ApologyRequest
from rules.vocabulary.appeals import AppealFact, AppealRequest
from rules.vocabulary.blocks import BlockFact, BlockRequest
from rules.vocabulary.brakes import BrakeFact
from rules.vocabulary.chats import ChatFact, ChatRequest
from rules.vocabulary.complaints import ComplaintFact, ComplaintRequest
from rules.vocabulary.families import FamilyFact, RosterFact
from rules.vocabulary.guardians import GuardianFact
from rules.vocabulary.invitations import InvitationFact, InvitationRequest
from rules.vocabulary.journal import GapFact, KeepingFact
from rules.vocabulary.leavers import ExpulsionFact, LeaverFact
from rules.vocabulary.reminders import ReminderFact, ReminderRequest
from rules.vocabulary.reporters import ReporterFact
from rules.vocabulary.signals import SignalFact
from rules.vocabulary.silence import SilenceFact, SilenceRequest
from rules.vocabulary.spread import SpreadFact, SpreadRequest
from rules.vocabulary.suspensions import SuspensionFact
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
    | SpreadFact
    | ComplaintFact
    | ReporterFact
    | GuardianFact
    | SignalFact
    | BrakeFact
    | SuspensionFact
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
    | SpreadRequest
    | ComplaintRequest
    | WordListRequest
)
