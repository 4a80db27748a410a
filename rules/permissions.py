"""Who may do what: all questions of rights are answered here (п. 5.12.2, 5.12.7)."""

from collections.abc import Iterable
from datetime import datetime

from rules.case import Case
from rules.ids import MemberId, RuleNumber
from rules.rights import Deed, Holds, Who
from rules.times import is_surely_before
from rules.vocabulary.apologies import Apologise, CloseVote, DecideWithheld, ShortenVote
from rules.vocabulary.bases import PlainRefusal, Refusal
from rules.vocabulary.blocks import ClocksApart, ImposeBlock, ShortenBlock
from rules.vocabulary.chats import AdoptChat, BeforeAdoption
from rules.vocabulary.invitations import MakeInvitation
from rules.vocabulary.people import (
    AGAINST_MODERATOR,
    NOT_MODERATOR,
    NOT_PARTICIPANT,
    OWN_CASE,
    OWN_FAMILY,
    OWN_GRIEVANCE,
    Actor,
    NotAsked,
    Standing,
)
from rules.vocabulary.silence import BeginSilence
from rules.vocabulary.spread import PAGE_IN_DOUBT, DoubtPage
from rules.vocabulary.suspicions import CountSuspicion
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import NoSuchRule, RecordViolation, RuleMissing

MODERATORS = frozenset({Standing.MODERATOR, Standing.ADMINISTRATOR})

PARTICIPANTS = frozenset({Standing.MEMBER, Standing.MODERATOR, Standing.ADMINISTRATOR})

_WHO = {
    Standing.ADMINISTRATOR: Who.ADMINISTRATOR,
    Standing.MODERATOR: Who.MODERATOR,
    Standing.MEMBER: Who.MEMBER,
    Standing.LEFT: Who.STRANGER,
    Standing.OUTSIDER: Who.STRANGER,
    Standing.COMMUNITY: Who.COMMUNITY,
}


def may_moderate(by: Actor) -> bool:
    """Whether the person is a moderator of the chat."""
    return by.standing in MODERATORS


def against_seeing(deed: Deed, by: Actor, of: MemberId) -> Refusal | None:
    """Return why `by` may not see the records of `of`; `deed` is the kind of seeing.

    Everybody sees all entries about themselves, moderators those about anybody (п. 5.12.7).
    """
    return None if by.member == of else against(deed, by)


def takes_part(by: Actor) -> bool:
    """Whether this is a person who is in the chat at present."""
    return by.standing in PARTICIPANTS and by.joined_at is not None


def against(deed: Deed, by: Actor) -> Refusal | None:
    """Return why the standing of `by` does not allow a deed, whatever it is about."""
    outcome = deed.grant.to_whom(_WHO[by.standing])
    if outcome is Holds.ALLOWED:
        return None
    return outcome if isinstance(outcome, PlainRefusal) else NOT_MODERATOR


def against_acting(case: Case, by: Actor, deed: Deed) -> Refusal | None:
    """Return why `by`, as a moderator, may not do the deed to the case's member."""
    if refusal := against(deed, by):
        return refusal
    if by.member == case.member:
        return OWN_CASE
    if by.member in case.family:
        return OWN_FAMILY
    if case.standing in MODERATORS:
        return AGAINST_MODERATOR
    if case.standing in {Standing.OUTSIDER, Standing.COMMUNITY}:
        return NOT_PARTICIPANT
    return None


def against_recording(case: Case, by: Actor, deed: Deed) -> Refusal | None:
    """Return why `by` may not record or annul a violation of the case's member (`deed`).

    Against a moderator only the college's administrators may, who stand above both.
    """
    refusal = against_acting(case, by, deed)
    decides = by.standing is Standing.ADMINISTRATOR and case.standing is Standing.MODERATOR
    return None if decides and refusal == AGAINST_MODERATOR else refusal


def against_ground(case: Case, rule: RuleNumber | None) -> Refusal | None:
    """Return why a rule of conduct cannot be the ground of an act."""
    known = tuple(each.number for each in case.policy.conduct.rules)
    if rule is None:
        return RuleMissing(known=known)
    if rule not in known:
        return NoSuchRule(number=rule, known=known)
    return None


def against_grievance(
    case: Case, by: Actor, rule: RuleNumber | None, aimed_at: Iterable[MemberId]
) -> Refusal | None:
    """Return why `by` may not record under this rule what was aimed at `aimed_at`.

    A breach of a `personal` rule has to be recorded by another moderator (п. 5.12.7).
    """
    known = None if rule is None else case.policy.conduct.rule(rule)
    personal = known is not None and known.personal
    return OWN_GRIEVANCE if personal and by.member in aimed_at else None


def against_answering(by: Actor, asked: MemberId) -> Refusal | None:
    """Return why `by` may not answer a question that was put to `asked`."""
    return None if by.member == asked else NotAsked(by=asked)


def against_age(case: Case, written_at: datetime | None) -> Refusal | None:
    """Return why no violation may rest on a message written then (UTC; None: unknown).

    Before the chat was adopted nobody there had been shown any rules (п. 5.12.1, 5.12.3).
    """
    adopted_at = case.adopted_at
    if written_at is None or adopted_at is None or not is_surely_before(written_at, adopted_at):
        return None
    return BeforeAdoption(adopted_at=adopted_at)


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
    DoubtPage,
)


def against_request(case: Case, request: Request) -> ClocksApart | None:
    """Return the refusal if a request has to wait until the clocks agree, else None."""
    publishes = isinstance(request, DecideWithheld) and request.publish
    return against_dating(case) if publishes or isinstance(request, _DATED) else None


def against_dating(case: Case) -> ClocksApart | None:
    """Return the refusal if anything dated has to wait until the clocks agree, else None."""
    return ClocksApart(ahead=case.clock_ahead) if case.clocks_apart else None


def against_doubt(case: Case, now: datetime) -> PlainRefusal | None:
    """Return why nothing is counted against the case's member: their page may be in other hands."""
    doubted = case.doubt is not None and case.doubt.hold.holds_at(now)
    return PAGE_IN_DOUBT if doubted else None


def surely_reached(case: Case, now: datetime) -> datetime:
    """Return the latest moment (UTC) that has come for certain: what ends by then may end.

    It is `now`; while our clock is known to be ahead, it is the messenger's time.
    """
    return min(now, now - case.clock_ahead) if case.clocks_apart else now
