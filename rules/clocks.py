"""What a wrong clock may do: nothing that lasts, and nothing too early.

The messenger is asked for its time (`handlers.clocks`). While the process's clock and the
messenger's are known to be apart, nothing begins that carries a term, counts, or says from when
something is judged: it would be dated wrongly. Nothing is over before its time by the messenger's
clock either: no block, no vote, no term for an appeal. What gives people their rights back goes
on, and so does the removal of a message under a rule.
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
    """Say whether a request has to wait until the clocks agree."""
    publishes = isinstance(request, DecideWithheld) and request.publish
    return against_dating(case) if publishes or isinstance(request, _DATED) else None


def against_dating(case: Case) -> ClocksApart | None:
    """Say whether anything that carries a term or counts has to wait until the clocks agree."""
    return ClocksApart(ahead=case.clock_ahead) if case.clocks_apart else None


def surely_reached(case: Case, now: datetime) -> datetime:
    """Give the latest moment (UTC) that has surely come: by it, something may be over.

    That is `now`, but by a clock that is known to be ahead it is what the messenger's says.
    """
    return min(now, now - case.clock_ahead) if case.clocks_apart else now
