"""Decisions of moderators on a suspicion: a violation, none, or no action (п. 5.12.2, 5.12.7)."""

from datetime import datetime

from rules.blocks import without_ground
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import MemberId
from rules.openness import against_counting, countable, is_recorded_otherwise, settlement_of
from rules.permissions import (
    against_acting,
    against_age,
    against_grievance,
    against_ground,
    against_recording,
    surely_reached,
)
from rules.rights import ANY_MODERATION, Deed, Place, Press
from rules.suspicions import counting, removals, rule_of
from rules.times import is_dated_ahead
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import NOTHING_TO_UNDO, TOO_LATE_TO_UNDO
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


def count(case: Case, request: CountSuspicion, now: datetime) -> Ruling:
    """Record one violation by the gravest rule."""
    suspicion = case.suspicion
    if refusal := against_recording(case, request.by, SETTLE_CARD):
        return Refused(refusal)
    if suspicion is None or suspicion.number != request.number:
        return Refused(NO_SUCH_SUSPICION)
    if settlement_of(case, suspicion) is not None:
        return Refused(SETTLED_ALREADY)
    if refusal := against_counting(case, suspicion):
        return Refused(refusal)
    # an older version raised suspicions on messages from before the chat's adoption
    aged = [(each, against_age(case, each.posted_at)) for each in countable(case, suspicion)]
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
    """Remove the messages of a suspicion, each under its rule."""
    suspicion = case.suspicion
    if refusal := against_acting(case, request.by, SETTLE_CARD):
        return Refused(refusal)
    if suspicion is None or suspicion.number != request.number:
        return Refused(NO_SUCH_SUSPICION)
    if suspicion.settled is Settlement.CLEARED:
        return Refused(SETTLED_ALREADY)
    if refusal := against_ground(case, rule_of(case, suspicion.found)):
        return Refused(refusal)
    facts = removals(case, suspicion, suspicion.messages, by=request.by.member)
    return Granted(facts) if facts else Refused(SUSPECTED_REMOVED)


def clear(case: Case, request: ClearSuspicion, now: datetime) -> Ruling:
    """Clear a suspicion; what the bot removed and counted for it is withdrawn."""
    suspicion = case.suspicion
    if refusal := _against_clearing(case, request):
        return Refused(refusal)
    assert suspicion is not None  # noqa: S101 -- refused above
    by = request.by.member
    settled = SuspicionSettled(
        number=suspicion.number,
        member=case.member,
        by=by,
        how=Settlement.CLEARED,
        taught=request.taught,
    )
    # what was recorded from another source is not this card's mistake
    mistakes = tuple(
        RemovalWithdrawn(message=message, member=case.member, by=by)
        for message in sorted(suspicion.removed)
        if not is_recorded_otherwise(case, suspicion, message)
    )
    return Granted((settled, *mistakes, *_uncounting(case, suspicion, by)))


def leave(case: Case, request: LeaveSuspicion, now: datetime) -> Ruling:
    """Leave the messages of a suspicion as they are, because they are recorded already."""
    suspicion = case.suspicion
    if refusal := against_recording(case, request.by, SETTLE_CARD):
        return Refused(refusal)
    if suspicion is None or suspicion.number != request.number:
        return Refused(NO_SUCH_SUSPICION)
    if settlement_of(case, suspicion) is not None:
        return Refused(SETTLED_ALREADY)
    if countable(case, suspicion):
        return Refused(NOT_RECORDED_YET)
    by = request.by.member
    return Granted(
        (SuspicionSettled(number=suspicion.number, member=case.member, by=by, how=Settlement.LEFT),)
    )


def reopen(case: Case, request: ReopenSuspicion, now: datetime) -> Ruling:
    """Withdraw «Не нарушение», within the window for undoing a moderator's act."""
    suspicion = case.suspicion
    if refusal := against_recording(case, request.by, SETTLE_CARD):
        return Refused(refusal)
    if suspicion is None or suspicion.number != request.number:
        return Refused(NO_SUCH_SUSPICION)
    if suspicion.settled is not Settlement.CLEARED:
        return Refused(NOTHING_TO_UNDO)
    assert suspicion.settled_at is not None  # noqa: S101 -- set with `settled`
    is_late = surely_reached(case, now) > suspicion.settled_at + case.policy.undo_window
    if is_late or is_dated_ahead(suspicion.settled_at, now):
        return Refused(TOO_LATE_TO_UNDO)
    reopened = SuspicionReopened(number=suspicion.number, member=case.member, by=request.by.member)
    return Granted((reopened,))


def _against_clearing(case: Case, request: ClearSuspicion) -> Refusal | None:
    suspicion = case.suspicion
    if refusal := against_recording(case, request.by, SETTLE_CARD):
        return refusal
    if suspicion is None or suspicion.number != request.number:
        return NO_SUCH_SUSPICION
    match settlement_of(case, suspicion):
        case Settlement.CLEARED | Settlement.LEFT:
            return SETTLED_ALREADY
        case Settlement.COUNTED:
            return None if suspicion.counted_by is None else SETTLED_ALREADY
        case None:
            return None


def _uncounting(case: Case, suspicion: Suspicion, by: MemberId) -> tuple[Fact, ...]:
    if suspicion.settled is not Settlement.COUNTED or suspicion.violation is None:
        return ()
    violation = case.violation(suspicion.violation)
    if violation is None or violation.annulled:
        return ()
    annulled = ViolationAnnulled(
        number=violation.number, member=case.member, by=by, reason="", undone=True
    )
    return (annulled, *without_ground(case, violation, by))


DECISIONS: Decisions = {
    CountSuspicion: count,
    RemoveSuspected: remove,
    ClearSuspicion: clear,
    LeaveSuspicion: leave,
    ReopenSuspicion: reopen,
}
