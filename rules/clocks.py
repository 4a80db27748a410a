"""Limits on what a wrong clock can do.

`handlers.conversation.clocks` asks the messenger for its time. While the process's clock is known
to differ from it, nothing begins that carries a term, counts, or sets a date to judge by, since its
date would be wrong. No block, vote or term for an appeal ends before its time by the messenger's
clock. Acts that restore people's rights go on, and so does removing a message under a rule.
"""

from datetime import datetime

from rules.case import Case
from rules.vocabulary.apologies import Apologise, CloseVote, DecideWithheld, ShortenVote
from rules.vocabulary.blocks import ClocksApart, ImposeBlock, ShortenBlock
from rules.vocabulary.chats import AdoptChat
from rules.vocabulary.invitations import MakeInvitation
from rules.vocabulary.silence import BeginSilence
from rules.vocabulary.suspicions import CountSuspicion
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import RecordViolation

_DATED = (
    RecordViolation,
    CountSuspicion,
    ImposeBlock,
    ShortenBlock,
    BeginSilence,
    Apologise,
    CloseVote,
    ShortenVote,
    MakeInvitation,
    AdoptChat,
)


def against_request(case: Case, request: Request) -> ClocksApart | None:
    """Return the refusal if a request has to wait until the clocks agree, else None."""
    publishes = isinstance(request, DecideWithheld) and request.publish
    return against_dating(case) if publishes or isinstance(request, _DATED) else None


def against_dating(case: Case) -> ClocksApart | None:
    """Return the refusal if anything dated has to wait until the clocks agree, else None."""
    return ClocksApart(ahead=case.clock_ahead) if case.clocks_apart else None


def surely_reached(case: Case, now: datetime) -> datetime:
    """Return the latest moment (UTC) that has come for certain: what ends by then may end.

    It is `now`; while our clock is known to be ahead, it is the messenger's time.
    """
    return min(now, now - case.clock_ahead) if case.clocks_apart else now
