"""Words for the policy's refusals: why not, by which clause, and what to do instead."""

from typing import assert_never

from handlers.notices import Named
from handlers.wording.refusals.apologies import word_apology, word_vote
from handlers.wording.refusals.appeals import word_appeal
from handlers.wording.refusals.blocks import word_block
from handlers.wording.refusals.chats import word_chat, word_invitation
from handlers.wording.refusals.grounds import word_ground
from handlers.wording.refusals.leavers import word_leaver
from handlers.wording.refusals.notices import word_notice
from handlers.wording.refusals.rights import word_right
from handlers.wording.refusals.suspicions import word_suspicion, word_wordlist
from handlers.wording.voice import Voice
from handlers.words import silence
from rules.vocabulary.apologies import ApologyRefusal, VoteRefusal
from rules.vocabulary.appeals import AppealRefusal
from rules.vocabulary.blocks import BlockRefusal
from rules.vocabulary.chats import ChatRefusal
from rules.vocabulary.invitations import InvitationRefusal
from rules.vocabulary.leavers import LeaverRefusal
from rules.vocabulary.rights import NoticeRefusal, RightRefusal
from rules.vocabulary.silence import SilenceRefusal
from rules.vocabulary.suspicions import SuspicionRefusal
from rules.vocabulary.unions import Refusal
from rules.vocabulary.violations import GroundRefusal
from rules.vocabulary.wordlist import WordListRefusal


def word_refusal(refusal: Refusal, voice: Voice, by: Named | None = None) -> str:
    """Give the words of a refusal, with its clause at the end; `by` is who is named in it."""
    if isinstance(refusal, RightRefusal):
        said = word_right(refusal, voice, by)
    elif isinstance(refusal, GroundRefusal):
        said = word_ground(refusal, voice, by)
    elif isinstance(refusal, BlockRefusal):
        said = word_block(refusal, voice)
    elif isinstance(refusal, ApologyRefusal):
        said = word_apology(refusal, voice)
    elif isinstance(refusal, VoteRefusal):
        said = word_vote(refusal, voice)
    elif isinstance(refusal, NoticeRefusal):
        said = word_notice(refusal, voice)
    elif isinstance(refusal, ChatRefusal):
        said = word_chat(refusal, voice)
    elif isinstance(refusal, InvitationRefusal):
        said = word_invitation(refusal, voice)
    elif isinstance(refusal, SilenceRefusal):
        said = silence.refusal(refusal, voice)
    elif isinstance(refusal, AppealRefusal):
        said = word_appeal(refusal, voice)
    elif isinstance(refusal, LeaverRefusal):
        said = word_leaver(refusal, voice)
    elif isinstance(refusal, SuspicionRefusal):
        said = word_suspicion(refusal, voice)
    elif isinstance(refusal, WordListRefusal):
        said = word_wordlist(refusal, voice)
    else:
        assert_never(refusal)
    clause = voice.cited(refusal.clause)
    # the clause belongs to the sentence, before its full stop
    return f"{said[:-1]} ({clause})." if said.endswith(".") else f"{said} ({clause})"
