"""Words for the policy's refusals: why not, by which clause, and what to do instead."""

from collections.abc import Callable
from typing import Any, get_args

from handlers.named import Named
from handlers.voice import Voice
from handlers.words import (
    apologies,
    appeals,
    blocks,
    chats,
    invitations,
    leavers,
    silence,
    suspicions,
    violations,
    wordlist,
)
from handlers.words.rights import word_notice, word_right
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

_SUBJECTS: tuple[tuple[Any, Callable[[Any, Voice], str]], ...] = (
    (BlockRefusal, blocks.refusal),
    (ApologyRefusal, apologies.refusal),
    (VoteRefusal, apologies.vote_refusal),
    (NoticeRefusal, word_notice),
    (ChatRefusal, chats.refusal),
    (InvitationRefusal, invitations.refusal),
    (SilenceRefusal, silence.refusal),
    (AppealRefusal, appeals.refusal),
    (LeaverRefusal, leavers.refusal),
    (SuspicionRefusal, suspicions.refusal),
    (WordListRefusal, wordlist.refusal),
)
"""Each subject's refusals, and what words them."""

_NAMING: tuple[tuple[Any, Callable[[Any, Voice, Named | None], str]], ...] = (
    (RightRefusal, word_right),
    (GroundRefusal, violations.refusal),
)
"""The subjects some of whose refusals name a person."""

REFUSALS = {kind: refusal for union, refusal in _SUBJECTS for kind in get_args(union)}
NAMING = {kind: refusal for union, refusal in _NAMING for kind in get_args(union)}


def refused(voice: Voice, reason: Refusal, *, by: Named | None = None) -> str:
    """Say why the policy refused, with the clause at the end; `by` is the person it names."""
    kind = type(reason)
    said = NAMING[kind](reason, voice, by) if kind in NAMING else REFUSALS[kind](reason, voice)
    clause = voice.cited(reason.clause)
    # the clause belongs to the sentence, before its full stop
    return f"{said[:-1]} ({clause})." if said.endswith(".") else f"{said} ({clause})"
