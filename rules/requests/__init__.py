"""What can be asked of the policy, in its own terms."""

from rules.requests.acquaintance import AcquaintanceRequest
from rules.requests.apologies import ApologyRequest
from rules.requests.appeals import AppealRequest
from rules.requests.blocks import BlockRequest
from rules.requests.chats import ChatRequest
from rules.requests.invitations import InvitationRequest
from rules.requests.reminders import Remind
from rules.requests.silence import SilenceRequest
from rules.requests.suspicions import SuspicionRequest
from rules.requests.undoing import Undo
from rules.requests.violations import ViolationRequest
from rules.requests.wordlist import WordListRequest

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
