"""Unions of all facts, all requests and all refusals."""

from rules.vocabulary.acquaintance import AcquaintanceFact, AcquaintanceRequest
from rules.vocabulary.apologies import ApologyFact, ApologyRefusal, ApologyRequest, VoteRefusal
from rules.vocabulary.appeals import AppealFact, AppealRefusal, AppealRequest
from rules.vocabulary.blocks import BlockFact, BlockRefusal, BlockRequest
from rules.vocabulary.chats import ChatFact, ChatRefusal, ChatRequest
from rules.vocabulary.expulsions import ExpulsionFact
from rules.vocabulary.families import FamilyFact
from rules.vocabulary.forgetting import KeepingFact
from rules.vocabulary.gaps import GapFact
from rules.vocabulary.invitations import InvitationFact, InvitationRefusal, InvitationRequest
from rules.vocabulary.leavers import LeaverFact, LeaverRefusal
from rules.vocabulary.reminders import Remind, ReminderFact
from rules.vocabulary.revision import RevisionFact
from rules.vocabulary.rights import NoticeRefusal, RightRefusal
from rules.vocabulary.roster import RosterFact
from rules.vocabulary.silence import SilenceFact, SilenceRefusal, SilenceRequest
from rules.vocabulary.suspicions import SuspicionFact, SuspicionRefusal, SuspicionRequest
from rules.vocabulary.undoing import Undo
from rules.vocabulary.violations import GroundRefusal, ViolationFact, ViolationRequest
from rules.vocabulary.wordlist import WordListFact, WordListRefusal, WordListRequest

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
    | Remind
    | Undo
    | ChatRequest
    | AppealRequest
    | InvitationRequest
    | SilenceRequest
    | SuspicionRequest
    | WordListRequest
)


Refusal = (
    RightRefusal
    | GroundRefusal
    | BlockRefusal
    | ApologyRefusal
    | VoteRefusal
    | NoticeRefusal
    | ChatRefusal
    | AppealRefusal
    | InvitationRefusal
    | SilenceRefusal
    | LeaverRefusal
    | SuspicionRefusal
    | WordListRefusal
)
