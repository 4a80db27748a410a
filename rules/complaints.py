"""Members complain of messages (п. 5.12.2): which complaints are taken, and to whom they go.

A complaint makes a card, or joins the one about the same message. By itself it removes nothing,
counts nothing and heats nothing: what is only complained of has no rule and asks for no response
but a look at it.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import MemberId
from rules.openness import settlement_in
from rules.permissions import PARTICIPANTS, against, against_age
from rules.repeats import against_message
from rules.responses import Response
from rules.rights import EVERYBODY, MEMBERS, Deed, Grant
from rules.vocabulary.complaints import (
    COMPLAINED_ALREADY,
    NOT_OF_A_MEMBER,
    OWN_MESSAGE,
    TOO_MANY_COMPLAINTS,
    Complain,
    Complaint,
    ComplaintMade,
    Outcome,
    Rank,
    ReportsClosed,
)
from rules.vocabulary.people import NOT_PARTICIPANT, Actor, Standing
from rules.vocabulary.suspicions import (
    NO_RULE,
    Found,
    Origin,
    Settlement,
    SuspicionGrown,
    SuspicionRaised,
)
from rules.vocabulary.unions import Fact

COMPLAIN = Deed(
    "complain of a message",
    Clause.MODERATION,
    grant=Grant(to=MEMBERS, others=NOT_PARTICIPANT),
    # there it says how; the message that is forwarded has to be from a chat of both people
    private=EVERYBODY,
)

A_DAY = timedelta(days=1)

MOST_A_DAY = 5
"""Complaints of one person within 24 hours, in all chats."""

UNFOUNDED = 3
"""Complaints answered with «Не нарушение» after which those of the person rank lower."""

BRIGADE = 4
"""People who complain of one member within `AT_ONCE`: perhaps they agreed to."""

AT_ONCE = timedelta(minutes=10)


def complain(case: Case, request: Complain, now: datetime) -> Ruling:
    """Take a complaint: raise a suspicion, or add to the one about the same message.

    Once the moderators have dealt with the message, the complaint is taken without a card.
    """
    if refusal := against(COMPLAIN, request.by):
        return Refused(refusal)
    if closed := against_closed(request.closed_until, now):
        return Refused(closed)
    if request.by.member == case.member:
        return Refused(OWN_MESSAGE)
    if case.standing not in PARTICIPANTS | {Standing.LEFT}:
        return Refused(NOT_OF_A_MEMBER)
    if refusal := against_age(case, request.posted_at):
        return Refused(refusal)
    message = request.message
    if any(each.chat == case.chat and each.message == message for each in request.own):
        return Refused(COMPLAINED_ALREADY)
    if len([each for each in request.own if _is_within(each.at, A_DAY, now)]) >= MOST_A_DAY:
        return Refused(TOO_MANY_COMPLAINTS)
    suspicion = case.suspicion
    if outcome_in(case, request) is not None:
        made = ComplaintMade(member=case.member, message=message, suspicion=None)
        return Granted((made,))
    found = (_found(request),)
    facts: tuple[Fact, ...] = ()
    if suspicion is None:
        known = case.next.suspicion
        raised = SuspicionRaised(
            number=known,
            member=case.member,
            found=found,
            acts_at=now + case.policy.trust.gathering,
        )
        facts = (raised,)
    else:
        known = suspicion.number
        if not any(each.detector is Origin.REPORTED for each in suspicion.found_in(message)):
            acts_at = suspicion.acts_at or now
            facts = (
                SuspicionGrown(number=known, member=case.member, found=found, acts_at=acts_at),
            )
    made = ComplaintMade(member=case.member, message=message, suspicion=known)
    return Granted((*facts, made))


def against_closed(until: datetime | None, now: datetime) -> ReportsClosed | None:
    """Return why nothing is taken of a person to whom reports were closed until then."""
    return ReportsClosed(until=until) if until is not None and now < until else None


def outcome_in(case: Case, request: Complain) -> Outcome | None:
    """Return what became of a message before somebody complained of it; None: nothing yet."""
    if case.removal is not None and not case.removal.withdrawn:
        return Outcome.MEASURES
    suspicion = case.suspicion
    if suspicion is not None:
        settled = settlement_in(case, suspicion, request.message)
        if settled is not None:
            return outcome_of(settled)
    return None if against_message(case, request.message) is None else Outcome.MEASURES


def outcome_of(settled: Settlement) -> Outcome:
    """Return the answer to a complaint of a message that was settled like that."""
    return Outcome.NOTHING if settled is Settlement.CLEARED else Outcome.MEASURES


def rank_of(own: Iterable[Complaint]) -> Rank:
    """Return the rank of a new complaint of the person who made these."""
    unfounded = [each for each in own if each.outcome is Outcome.NOTHING]
    return Rank.LOW if len(unfounded) >= UNFOUNDED else Rank.USUAL


def is_for_administrators(by: Actor) -> bool:
    """Return whether a complaint goes past the chat's moderators: one of them made it.

    They may not settle their own case, and their colleague would have to. What is about a
    moderator goes to the administrators as every card does (`rules.suspicions.judges`).
    """
    return by.standing is Standing.MODERATOR


def complaining_at_once(about: Collection[Complaint]) -> int:
    """Return how many people complained of one member within minutes; 0 if these are not many."""
    return max(map(len, _brigades(about)), default=0)


def brigade(about: Collection[Complaint]) -> frozenset[MemberId]:
    """Return who complained of one member within minutes, together with many others."""
    return frozenset[MemberId]().union(*_brigades(about))


def _brigades(about: Collection[Complaint]) -> list[frozenset[MemberId]]:
    at_once = (
        frozenset(
            each.by for each in about if first.at <= each.at and each.at - first.at <= AT_ONCE
        )
        for first in about
    )
    return [people for people in at_once if len(people) >= BRIGADE]


def _is_within(at: datetime, length: timedelta, now: datetime) -> bool:
    # one dated ahead, by a clock that was wrong, counts as well
    return now - at < length


def _found(request: Complain) -> Found:
    return Found(
        message=request.message,
        posted_at=request.posted_at,
        detector=Origin.REPORTED,
        label=Origin.REPORTED,
        certainty=0,
        rule=NO_RULE,
        response=Response.HINT,
    )


DECISIONS: Decisions = {Complain: complain}
