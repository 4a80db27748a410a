"""Votes on apologies: п. 5.12.6. One standing objection keeps the block; silence is consent."""

from collections.abc import Iterable
from datetime import datetime

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.conduct import Conduct
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector
from rules.ids import RuleNumber
from rules.permissions import against_acting, surely_reached, takes_part
from rules.rights import BLOCKED, MEMBERS, Deed, Grant, Holds, Place, Press, Who
from rules.times import CLOCKS_APART, is_dated_ahead
from rules.vocabulary.apologies import (
    ANOTHER_BLOCK,
    APOLOGY_EMPTY,
    JOINED_AFTERWARDS,
    LIFT_AWAITED,
    NOT_A_VOTER,
    NOT_BLOCKED,
    NOT_THEIR_APOLOGY,
    VOTE_ON_ONESELF,
    VOTE_OVER,
    WITHHELD_OVER,
    Apologise,
    ApologyMade,
    ApologyRejected,
    ApologyTooLong,
    ApologyTooSoon,
    ApologyWithheld,
    CastVote,
    Choice,
    CloseVote,
    DecideLift,
    DecideWithheld,
    LiftDecided,
    Outcome,
    RejectApology,
    SaidAlready,
    ShortenVote,
    Vote,
    VoteCast,
    VoteClosed,
    VoteRuns,
    VoteShortened,
    WithheldDecided,
    WithheldTooOften,
)
from rules.vocabulary.blocks import BlockLifted, Lift
from rules.vocabulary.people import Standing

APOLOGISE = Deed(
    "apologise",
    Clause.FORGIVENESS,
    grant=Grant(to=BLOCKED, others=NOT_BLOCKED),
    private=Grant(to=BLOCKED, others=Holds.NOTHING),
    press=Press(Place.PRIVATE, Holds.NOTHING, unaddressed=Grant(to=BLOCKED, others=Holds.OUTDATED)),
)

VOTE = Deed(
    "vote on an apology",
    Clause.FORGIVENESS,
    grant=Grant(to=MEMBERS, others=NOT_A_VOTER, but={Who.NEWCOMER: JOINED_AFTERWARDS}),
    press=Press(Place.CHAT, VOTE_OVER),
)

DECIDE_WITHHELD = Deed(
    "decide on an apology that was withheld",
    Clause.FORGIVENESS,
    press=Press(Place.PRIVATE, WITHHELD_OVER),
    fresh=True,
)

REJECT_APOLOGY = Deed(
    "say that words are no apology",
    Clause.FORGIVENESS,
    press=Press(Place.CHAT, VOTE_OVER),
    fresh=True,
)

LIFT = Deed("decide on a lift", Clause.FORGIVENESS, press=Press(Place.CHAT, VOTE_OVER), fresh=True)

MOST_WITHHELD = 3
"""The most apologies of one person that moderators read within the policy's pause."""

LONGEST_APOLOGY = 1000
"""In characters. The apology and the vote around it are one message in the chat."""


def apologise(case: Case, request: Apologise, now: datetime) -> Ruling:
    """Publish a blocked member's apology for a vote, or withhold it for a moderator where detectors
    find a breach of the rules in it.
    """
    ruling = _publish(case, request, now)
    found = forbidden(case.policy.conduct, request.found)
    if isinstance(ruling, Refused) or not found or case.block is None:
        return ruling
    lately = [at for at in case.withheld_at if now < at + case.policy.apology_pause]
    if len(lately) >= MOST_WITHHELD:
        possible_at = lately[-MOST_WITHHELD] + case.policy.apology_pause
        return Refused(WithheldTooOften(found=found, possible_at=possible_at))
    withheld = ApologyWithheld(
        block=case.block.number,
        member=case.member,
        by=request.by,
        text=request.text.strip(),
        found=found,
    )
    return Granted((withheld,))


def forbidden(conduct: Conduct, found: Iterable[Detection]) -> tuple[Detector, ...]:
    """Return the detectors that found a breach of a rule; without a rule no action (п. 5.12.7)."""
    return tuple(
        sorted(
            {
                each.detector
                for each in found
                if conduct.watched_by(each.detector) is not None
                or (each.rule is not None and conduct.rule(RuleNumber(each.rule)) is not None)
            }
        )
    )


def decide_withheld(case: Case, request: DecideWithheld, now: datetime) -> Ruling:
    """Publish a withheld apology, or return it to its author, who may apologise again."""
    if refusal := against_acting(case, request.by, DECIDE_WITHHELD):
        return Refused(refusal)
    waiting, block = case.waiting, case.block
    if waiting is None or waiting.number != request.number:
        return Refused(WITHHELD_OVER)
    if block is None or surely_reached(case, now) >= block.ends_at:
        return Refused(WITHHELD_OVER)
    decided = WithheldDecided(
        number=waiting.number,
        block=waiting.block,
        member=case.member,
        by=request.by.member,
        published=request.publish,
    )
    if not request.publish:
        return Granted((decided,))
    match _publish(case, Apologise(by=case.member, text=waiting.text), now):
        case Granted(facts=facts):
            return Granted((decided, *facts))
        case refused:
            return refused


def reject(case: Case, request: RejectApology, now: datetime) -> Ruling:
    """End the vote on a text that is no apology; the block stays."""
    if refusal := against_acting(case, request.by, REJECT_APOLOGY):
        return Refused(refusal)
    vote = case.vote
    if vote is None or vote.number != request.vote or _is_over(case, vote, now):
        return Refused(VOTE_OVER)
    rejected = ApologyRejected(vote=vote.number, member=case.member, by=request.by.member)
    return Granted((rejected,))


def _publish(case: Case, request: Apologise, now: datetime) -> Ruling:
    if request.by != case.member:
        return Refused(NOT_THEIR_APOLOGY)
    block = case.block
    if block is None or now >= block.ends_at:
        return Refused(NOT_BLOCKED)
    if request.block not in {None, block.number}:
        return Refused(ANOTHER_BLOCK)
    if case.vote is not None:
        return Refused(VoteRuns(closes_at=case.vote.closes_at))
    if case.unopposed is not None:
        return Refused(LIFT_AWAITED)
    possible_at = _possible_at(case, now)
    if possible_at is not None and now < possible_at:
        return Refused(ApologyTooSoon(possible_at=possible_at))
    text = request.text.strip()
    if not text:
        return Refused(APOLOGY_EMPTY)
    if len(text) > LONGEST_APOLOGY:
        return Refused(ApologyTooLong(most=LONGEST_APOLOGY))
    return Granted(
        (
            ApologyMade(
                vote=case.next.vote,
                block=block.number,
                member=case.member,
                by=request.by,
                text=text,
                closes_at=min(now + case.policy.vote_length, block.ends_at),
            ),
        )
    )


def _is_over(case: Case, vote: Vote, now: datetime) -> bool:
    return surely_reached(case, now) >= vote.closes_at


def _possible_at(case: Case, now: datetime) -> datetime | None:
    """Return when (UTC) another apology is possible after the latest failed one in this block."""
    refusals = [
        vote.closed_at
        for vote in case.votes
        if vote.outcome in {Outcome.KEPT, Outcome.REJECTED}
        and vote.closed_at is not None
        and not is_dated_ahead(vote.closed_at, now)
        and case.block is not None
        and vote.block == case.block.number
    ]
    return max(refusals) + case.policy.apology_pause if refusals else None


def cast(case: Case, request: CastVote, now: datetime) -> Ruling:
    """Record a participant's choice on the apology of the case's member."""
    vote = case.vote
    if vote is None or vote.number != request.vote or _is_over(case, vote, now):
        return Refused(VOTE_OVER)
    if request.by.member == case.member:
        return Refused(VOTE_ON_ONESELF)
    if request.by.standing is Standing.COMMUNITY or not takes_part(request.by):
        return Refused(NOT_A_VOTER)
    said = vote.choice_of(request.by.member)
    # a voter who has chosen before was in the chat when the vote began, and may have rejoined
    if said is None and _joined_afterwards(request, vote):
        return Refused(JOINED_AFTERWARDS)
    if said is request.choice:
        return Refused(SaidAlready(choice=request.choice))
    return Granted(
        (
            VoteCast(
                vote=vote.number, member=case.member, by=request.by.member, choice=request.choice
            ),
        )
    )


def _joined_afterwards(request: CastVote, vote: Vote) -> bool:
    """Whether the voter joined only after the vote began.

    Where both messages are known, their order decides, because clocks differ and joining times are
    in whole seconds. The vote's message may have been sent again later, so the order says nothing
    about members who joined long after the vote began.
    """
    joined_at, joined = request.by.joined_at, request.by.joined_message
    if joined_at is None:
        return True
    if joined is None or request.announced is None:
        return joined_at > vote.opened_at
    return joined > request.announced or joined_at > vote.opened_at + CLOCKS_APART


def close(case: Case, request: CloseVote, now: datetime) -> Ruling:
    """Close a vote whose time is over, and lift the block unless an objection stands.

    An objection stands until its author withdraws it, even after they left the chat: otherwise
    removing the author would remove the objection.
    """
    vote = case.vote
    if vote is None or vote.number != request.vote:
        return Refused(VOTE_OVER)
    if now < vote.closes_at:
        return Refused(VoteRuns(closes_at=vote.closes_at))
    block = case.block
    if block is None or now >= block.ends_at:
        return Granted((close_as_obsolete(case, vote),))
    if vote.count(Choice.OBJECT):
        return Granted((_closed(case, vote, Outcome.KEPT),))
    if case.settings.confirm_lift:
        return Granted((_closed(case, vote, Outcome.UNOPPOSED),))
    return Granted(
        (
            _closed(case, vote, Outcome.FORGIVEN),
            BlockLifted(number=block.number, member=case.member, by=None, how=Lift.FORGIVEN),
        )
    )


def shorten(case: Case, request: ShortenVote, now: datetime) -> Ruling:
    """Restart a vote that a clock opened in the future: it runs from now for its full length."""
    vote = case.vote
    if vote is None or vote.number != request.vote:
        return Refused(VOTE_OVER)
    if vote.opened_at <= now:
        return Refused(VoteRuns(closes_at=vote.closes_at))
    closes_at = now + (vote.closes_at - vote.opened_at)
    if case.block is not None:
        closes_at = min(closes_at, case.block.ends_at)
    return Granted((VoteShortened(vote=vote.number, member=case.member, closes_at=closes_at),))


def decide_lift(case: Case, request: DecideLift, now: datetime) -> Ruling:
    """Lift a block after a vote without objections, or keep it («вправе»)."""
    if refusal := against_acting(case, request.by, LIFT):
        return Refused(refusal)
    vote, block = case.unopposed, case.block
    if vote is None or block is None or vote.number != request.vote:
        return Refused(VOTE_OVER)
    if surely_reached(case, now) >= block.ends_at:
        return Refused(VOTE_OVER)
    decided = LiftDecided(
        vote=vote.number, member=case.member, by=request.by.member, lifted=request.lift
    )
    if not request.lift:
        return Granted((decided,))
    lifted = BlockLifted(
        number=block.number, member=case.member, by=request.by.member, how=Lift.FORGIVEN
    )
    return Granted((decided, lifted))


def close_as_obsolete(case: Case, vote: Vote) -> VoteClosed:
    """Return the fact that closes a vote because its block has ended."""
    return _closed(case, vote, Outcome.OBSOLETE)


def _closed(case: Case, vote: Vote, outcome: Outcome) -> VoteClosed:
    return VoteClosed(
        vote=vote.number,
        member=case.member,
        outcome=outcome,
        objections=vote.count(Choice.OBJECT),
        consents=vote.count(Choice.CONSENT),
    )


DECISIONS: Decisions = {
    Apologise: apologise,
    CastVote: cast,
    CloseVote: close,
    DecideLift: decide_lift,
    DecideWithheld: decide_withheld,
    RejectApology: reject,
    ShortenVote: shorten,
}
