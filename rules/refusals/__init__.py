"""Why the policy says no: each refusal is typed and cites the clause against the request."""

from rules.refusals.apologies import ApologyRefusal
from rules.refusals.appeals import AppealRefusal
from rules.refusals.blocks import BlockRefusal
from rules.refusals.chats import ChatRefusal
from rules.refusals.grounds import GroundRefusal
from rules.refusals.invitations import InvitationRefusal
from rules.refusals.leavers import LeaverRefusal
from rules.refusals.notices import NoticeRefusal
from rules.refusals.rights import RightRefusal
from rules.refusals.silence import SilenceRefusal
from rules.refusals.suspicions import SuspicionRefusal
from rules.refusals.votes import VoteRefusal
from rules.refusals.wordlist import WordListRefusal

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
