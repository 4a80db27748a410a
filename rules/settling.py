"""Decisions of moderators on a suspicion: a violation, none, or no action (п. 5.12.2, 5.12.7)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from rules.blocks import without_ground
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import MemberId, MessageId, RuleNumber
from rules.openness import (
    against_counting,
    countable,
    is_recorded_otherwise,
    is_the_bots,
    open_in,
    settlement_in,
)
from rules.permissions import (
    against_acting,
    against_age,
    against_doubt,
    against_grievance,
    against_ground,
    against_recording,
    surely_reached,
)
from rules.rights import ANY_MODERATION, Deed, Place, Press
from rules.suspicions import counting, removals, rule_of
from rules.times import is_dated_ahead
from rules.vocabulary.bases import Refusal
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.people import (
    NOTHING_TO_UNDO,
    OWN_GRIEVANCE,
    TOO_LATE_TO_UNDO,
    Actor,
    Standing,
)
from rules.vocabulary.suspicions import (
    NO_SUCH_SUSPICION,
    NOT_RECORDED_YET,
    SETTLED_ALREADY,
    SUSPECTED_REMOVED,
    ClearSuspicion,
    CountSuspicion,
    LeaveSuspicion,
    RemoveSuspected,
    ReopenSuspicion,
    Settlement,
    Suspicion,
    SuspicionReopened,
    SuspicionSettled,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import RemovalWithdrawn, ViolationAnnulled

LIST_CARDS = Deed("list cards", Clause.MODERATION, private=ANY_MODERATION)

SETTLE_CARD = Deed(
    "settle a card", Clause.MODERATION, press=Press(Place.PRIVATE, SETTLED_ALREADY), may_block=True
)


def against_settling(case: Case, by: Actor) -> Refusal | None:
    """Return why `by` may not settle the case's suspicion.

    Who complained is a party; what only moderators complained of is the administrators'.
    """
    if refusal := against_recording(case, by, SETTLE_CARD):
        return refusal
    suspicion = case.suspicion
    if suspicion is None:
        return None
    if by.member in suspicion.complained.by:
        return OWN_GRIEVANCE
    above = by.standing is Standing.ADMINISTRATOR
    return None if above or not suspicion.is_for_administrators else NOT_ADMINISTRATOR


def _under(rule: RuleNumber | None, suspicion: Suspicion, request: "_Request") -> Suspicion:
    """Return a suspicion whose messages asked about break the rule that a moderator named."""
    if rule is None:
        return suspicion
    asked = _asked(suspicion, request)
    found = (replace(e, rule=rule) if e.message in asked else e for e in suspicion.found)
    return replace(suspicion, found=frozenset(found))


def count(case: Case, request: CountSuspicion, now: datetime) -> Ruling:
    """Record one violation by the gravest rule."""
    suspicion = case.suspicion
    if refusal := against_settling(case, request.by):
        return Refused(refusal)
    if suspicion is None or not _is_about(suspicion, request):
        return Refused(NO_SUCH_SUSPICION)
    if refusal := against_doubt(case, now):
        return Refused(refusal)
    suspicion = _under(request.rule, suspicion, request)
    left = _left(case, suspicion, request)
    if not left:
        return Refused(SETTLED_ALREADY)
    possible = [each for each in countable(case, suspicion) if each.message in left]
    if not possible:
        return Refused(against_counting(case, suspicion, left[0]) or SETTLED_ALREADY)
    # an older version raised suspicions on messages from before the chat's adoption
    aged = [(each, against_age(case, each.posted_at)) for each in possible]
    found = [each for each, too_old in aged if too_old is None]
    if not found:
        return Refused(aged[0][1] or SETTLED_ALREADY)
    number = rule_of(case, frozenset(found))
    if refusal := against_ground(case, number):
        return Refused(refusal)
    if refusal := against_grievance(case, request.by, number, request.aimed_at):
        return Refused(refusal)
    by, aimed_at = request.by.member, request.aimed_at
    return Granted(counting(case, suspicion, found, by, now, aimed_at=aimed_at))


def remove(case: Case, request: RemoveSuspected, now: datetime) -> Ruling:
    """Remove messages of a suspicion, each under its rule."""
    suspicion = case.suspicion
    if refusal := against_acting(case, request.by, SETTLE_CARD) or against_settling(
        case, request.by
    ):
        return Refused(refusal)
    if suspicion is None or not _is_about(suspicion, request):
        return Refused(NO_SUCH_SUSPICION)
    suspicion = _under(request.rule, suspicion, request)
    messages = [
        each
        for each in _asked(suspicion, request)
        if settlement_in(case, suspicion, each) is not Settlement.CLEARED
    ]
    if not messages:
        return Refused(SETTLED_ALREADY)
    found = frozenset(one for each in messages for one in suspicion.found_in(each))
    if refusal := against_ground(case, rule_of(case, found)):
        return Refused(refusal)
    facts = removals(case, suspicion, messages, by=request.by.member)
    return Granted(facts) if facts else Refused(SUSPECTED_REMOVED)


def clear(case: Case, request: ClearSuspicion, now: datetime) -> Ruling:
    """Clear what was found in a message; what the bot did for it is withdrawn.

    A removal by another moderator stands: it was their decision, not the bot's mistake.
    """
    suspicion = case.suspicion
    if refusal := against_settling(case, request.by):
        return Refused(refusal)
    if suspicion is None or not _is_about(suspicion, request):
        return Refused(NO_SUCH_SUSPICION)
    messages = _left(case, suspicion, request) or tuple(
        each for each in _asked(suspicion, request) if is_the_bots(case, suspicion, each)
    )
    if not messages:
        return Refused(SETTLED_ALREADY)
    by = request.by.member
    # what was recorded from another source is not this card's mistake
    mistakes = tuple(
        RemovalWithdrawn(message=message, member=case.member, by=by)
        for message in messages
        if message in suspicion.removed
        and suspicion.removed_by_hand.get(message, by) == by
        and not is_recorded_otherwise(case, suspicion, message)
    )
    uncounted = _uncounting(case, suspicion, messages, by)
    return Granted((*_settled(suspicion, messages, by, Settlement.CLEARED), *mistakes, *uncounted))


def leave(case: Case, request: LeaveSuspicion, now: datetime) -> Ruling:
    """Leave the messages of a suspicion as they are, because they are recorded already."""
    suspicion = case.suspicion
    if refusal := against_settling(case, request.by):
        return Refused(refusal)
    if suspicion is None or not _is_about(suspicion, request):
        return Refused(NO_SUCH_SUSPICION)
    messages = _left(case, suspicion, request)
    if not messages:
        return Refused(SETTLED_ALREADY)
    if any(countable(case, suspicion, each) for each in messages):
        return Refused(NOT_RECORDED_YET)
    return Granted(_settled(suspicion, messages, request.by.member, Settlement.LEFT))


def reopen(case: Case, request: ReopenSuspicion, now: datetime) -> Ruling:
    """Withdraw «Не нарушение», within the window for undoing a moderator's act."""
    suspicion = case.suspicion
    if refusal := against_settling(case, request.by):
        return Refused(refusal)
    if suspicion is None or not _is_about(suspicion, request):
        return Refused(NO_SUCH_SUSPICION)
    said: dict[MessageId | None, datetime] = {
        each.message: each.at
        for each in suspicion.findings
        if each.how is Settlement.CLEARED and request.message in (None, each.message)
    }
    whole = suspicion.settled_at
    if not suspicion.findings and suspicion.settled is Settlement.CLEARED and whole is not None:
        # an older version settled it as a whole
        said = {None: whole}
    if not said:
        return Refused(NOTHING_TO_UNDO)
    latest = surely_reached(case, now) - case.policy.undo_window
    messages = [each for each, at in said.items() if latest <= at and not is_dated_ahead(at, now)]
    if not messages:
        return Refused(TOO_LATE_TO_UNDO)
    return Granted(
        tuple(
            SuspicionReopened(
                number=suspicion.number, member=case.member, by=request.by.member, message=each
            )
            for each in messages
        )
    )


_Request = CountSuspicion | RemoveSuspected | ClearSuspicion | LeaveSuspicion | ReopenSuspicion


def _is_about(suspicion: Suspicion, request: _Request) -> bool:
    """Return whether a request names this suspicion, and one of its messages or all."""
    known = request.message is None or request.message in suspicion.messages
    return suspicion.number == request.number and known


def _asked(suspicion: Suspicion, request: _Request) -> tuple[MessageId, ...]:
    """Return the messages that a request is about, in the order of writing."""
    return suspicion.messages if request.message is None else (request.message,)


def _left(case: Case, suspicion: Suspicion, request: _Request) -> tuple[MessageId, ...]:
    """Return those of the messages that a request is about in which something is open."""
    asked = _asked(suspicion, request)
    return tuple(each for each in open_in(case, suspicion) if each in asked)


def _settled(
    suspicion: Suspicion, messages: Iterable[MessageId], by: MemberId, how: Settlement
) -> tuple[SuspicionSettled, ...]:
    return tuple(
        SuspicionSettled(
            number=suspicion.number, member=suspicion.member, by=by, how=how, message=each
        )
        for each in messages
    )


def _uncounting(
    case: Case, suspicion: Suspicion, messages: Collection[MessageId], by: MemberId
) -> tuple[Fact, ...]:
    """Annul what the bot recorded for these messages."""
    numbers = {
        suspicion.violation if finding is None else finding.violation
        for each in messages
        if is_the_bots(case, suspicion, each)
        for finding in (suspicion.finding(each),)
    }
    facts: tuple[Fact, ...] = ()
    for violation in case.violations:
        if violation.number not in numbers or violation.annulled:
            continue
        # another message of a flood is the ground, and keeps the record
        if suspicion.findings and violation.message not in messages:
            continue
        annulled = ViolationAnnulled(
            number=violation.number, member=case.member, by=by, reason="", undone=True
        )
        facts = (*facts, annulled, *without_ground(case, violation, by))
    return facts


DECISIONS: Decisions = {
    CountSuspicion: count,
    RemoveSuspected: remove,
    ClearSuspicion: clear,
    LeaveSuspicion: leave,
    ReopenSuspicion: reopen,
}
