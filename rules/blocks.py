"""Blocks and how they end: п. 5.12.5 («более трёх раз … на срок до одного месяца»).

More than three: a block becomes possible with the fourth counted violation. «Может быть»: a person
decides, unless the policy makes blocks automatic. Up to one calendar month, for everybody.
"""

from dataclasses import replace
from datetime import datetime

from rules.apologies import close_as_obsolete
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import MemberId, MessageId
from rules.permissions import MODERATORS, against_acting, surely_reached
from rules.policy import valid_since
from rules.rights import Deed, Place, Press
from rules.settings import Blocks
from rules.times import TermOutOfRangeError, corrected_end, end_of, greatest_end
from rules.vocabulary.apologies import NOT_BLOCKED, VoteClosed
from rules.vocabulary.appeals import AnnulledOnAppeal
from rules.vocabulary.bases import Refusal
from rules.vocabulary.blocks import (
    NOTHING_PROPOSED,
    TERM_NOT_AHEAD,
    AlreadyBlocked,
    Block,
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
    DeclineBlock,
    ExpireBlock,
    ImposeBlock,
    Lift,
    ProposalState,
    ShortenBlock,
    TermRuns,
    TermTooLong,
    TooFewViolations,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import Violation, ViolationRecorded, one_of_each_act

BLOCK = Deed("block", Clause.BLOCK, press=Press(Place.PRIVATE, AlreadyBlocked), fresh=True)

DECLINE_BLOCK = Deed("decline a block", Clause.BLOCK, press=Press(Place.PRIVATE, NOTHING_PROPOSED))


def impose(case: Case, request: ImposeBlock, now: datetime) -> Ruling:
    """Block the case's member for a term, on the ground of all violations that count now."""
    if refusal := against_acting(case, request.by, BLOCK):
        return Refused(refusal)
    if case.block is not None:
        return Refused(AlreadyBlocked(ends_at=case.block.ends_at))
    counted = case.counted(now)
    if len(counted) <= case.policy.threshold:
        return Refused(_too_few(case, len(counted), now))
    latest = latest_end(case, now)
    try:
        ends_at = end_of(request.term, now, case.zone)
    except TermOutOfRangeError:
        return Refused(TermTooLong(latest=latest))
    if ends_at <= now:
        return Refused(TERM_NOT_AHEAD)
    if ends_at > latest:
        return Refused(TermTooLong(latest=latest))
    return Granted(
        (
            BlockImposed(
                number=case.next.block,
                member=case.member,
                by=request.by.member,
                grounds=tuple(violation.number for violation in counted),
                ends_at=ends_at,
            ),
        )
    )


def _too_few(case: Case, counted: int, now: datetime) -> Refusal:
    """Return the refusal for too few violations, or for grounds of a block annulled on appeal."""
    since = valid_since(case.policy.validity, now, case.zone)
    spent = [
        violation
        for violation in case.violations
        if violation.carried_by in case.overruled
        and not violation.annulled
        and violation.counts_from >= since
    ]
    enough = counted + len(one_of_each_act(spent)) > case.policy.threshold
    if enough and (block := spent[-1].carried_by) is not None:
        return AnnulledOnAppeal(number=block, is_block=True)
    return TooFewViolations(counted=counted, needed=case.policy.threshold + 1)


def latest_end(case: Case, now: datetime) -> datetime:
    """Return the latest moment (UTC) at which a block that begins now may end."""
    return min(greatest_end(now, case.zone), end_of(case.policy.greatest_term, now, case.zone))


def blocked_when(
    case: Case, written_at: datetime, message: MessageId, announced: MessageId | None
) -> Block | None:
    """Return the block in force when a message was written (UTC), or None.

    `announced` is the chat's message that announced the latest block, where it is known.
    """
    latest = case.blocks[-1] if case.blocks else None
    for block in reversed(case.blocks):
        hold = block.hold
        if hold is None:
            continue
        if block is latest:
            hold = replace(hold, announced=announced)
        if hold.covers(written_at, message):
            return block
    return None


def decline(case: Case, request: DeclineBlock, now: datetime) -> Ruling:
    """Close the proposal without a block («вправе»); the violations still count."""
    if refusal := against_acting(case, request.by, DECLINE_BLOCK):
        return Refused(refusal)
    if case.proposal is None or case.proposal.state is not ProposalState.OPEN:
        return Refused(NOTHING_PROPOSED)
    if len(case.counted(now)) <= case.policy.threshold:
        return Refused(NOTHING_PROPOSED)
    return Granted(
        (BlockDeclined(member=case.member, by=request.by.member, grounds=case.proposal.grounds),)
    )


def expire(case: Case, request: ExpireBlock, now: datetime) -> Ruling:
    """Lift a block whose term is over."""
    block = case.block
    if block is None or block.number != request.number:
        return Refused(NOT_BLOCKED)
    if surely_reached(case, now) < block.ends_at:
        return Refused(TermRuns(ends_at=block.ends_at))
    return Granted(lifting(case, block, by=None, how=Lift.EXPIRED))


def shorten(case: Case, request: ShortenBlock, now: datetime) -> Ruling:
    """Restart a block that a clock imposed in the future: it runs from now."""
    block = case.block
    if block is None or block.number != request.number:
        return Refused(NOT_BLOCKED)
    if block.at <= now:
        return Refused(TermRuns(ends_at=block.ends_at))
    ends_at = corrected_end(block.at, block.ends_at, now, case.zone)
    return Granted((BlockShortened(number=block.number, member=case.member, ends_at=ends_at),))


def follow_count(case: Case, recorded: ViolationRecorded, now: datetime) -> tuple[Fact, ...]:
    """Return what follows from one more violation: nothing, a proposal or a block."""
    if case.block is not None or case.standing in MODERATORS:
        # moderators cannot be blocked: the administrators deal with them
        return ()
    if recorded.since is not None and recorded.since < valid_since(
        case.policy.validity, now, case.zone
    ):
        # a correction is as old as the act, and adds nothing to the count
        return ()
    grounds = (*(violation.number for violation in case.counted(now)), recorded.number)
    if len(grounds) <= case.policy.threshold:
        return ()
    match case.policy.blocks:
        case Blocks.PROPOSED:
            return (BlockProposed(member=case.member, by=None, grounds=grounds),)
        case Blocks.AUTOMATIC:
            rung = min(len(case.stood), len(case.policy.ladder) - 1)
            ends_at = end_of(case.policy.ladder[rung], now, case.zone)
            return (
                BlockImposed(
                    number=case.next.block,
                    member=case.member,
                    by=None,
                    grounds=grounds,
                    ends_at=min(ends_at, latest_end(case, now)),
                ),
            )


def without_ground(case: Case, annulled: Violation, by: MemberId) -> tuple[Fact, ...]:
    """Return the facts that lift a block left without enough grounds by an annulment."""
    block = case.block
    if block is None or annulled.number not in block.grounds:
        return ()
    standing = [
        violation
        for violation in case.violations
        if violation.number in block.grounds
        and not violation.annulled
        and violation.number != annulled.number
    ]
    if len(one_of_each_act(standing)) > case.policy.threshold:
        return ()
    return lifting(case, block, by=by, how=Lift.ANNULLED)


def lifting(
    case: Case, block: Block, *, by: MemberId | None, how: Lift, reason: str = ""
) -> tuple[BlockLifted | VoteClosed, ...]:
    """Return the facts that end a block and the open vote on it."""
    lifted = BlockLifted(number=block.number, member=case.member, by=by, how=how, reason=reason)
    vote = case.vote
    if vote is None or how is Lift.FORGIVEN:
        return (lifted,)
    return (lifted, close_as_obsolete(case, vote))


DECISIONS: Decisions = {
    ImposeBlock: impose,
    DeclineBlock: decline,
    ExpireBlock: expire,
    ShortenBlock: shorten,
}
