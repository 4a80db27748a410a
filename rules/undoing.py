"""Undoing an act from its message within the policy's window, as a fact of its own."""

from datetime import datetime

from rules.blocks import lifting, without_ground
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import BlockNumber, MemberId, MessageId, ViolationNumber
from rules.openness import settle_cards
from rules.permissions import (
    against,
    against_acting,
    against_doubt,
    against_recording,
    surely_reached,
)
from rules.repeats import (
    against_changing,
    against_contested,
    against_record,
    against_reinstating,
    carried_by,
)
from rules.rights import Deed, Place, Press
from rules.times import is_dated_ahead
from rules.vocabulary.bases import Refusal
from rules.vocabulary.blocks import BlockProposed, Lift, ProposalState
from rules.vocabulary.people import NOTHING_TO_UNDO, TOO_LATE_TO_UNDO
from rules.vocabulary.reminders import ReminderWithdrawn
from rules.vocabulary.undoing import (
    TheAnnulment,
    TheBlock,
    TheRecordAndRemoval,
    TheRefusalToBlock,
    TheReminder,
    TheRemoval,
    TheReplacement,
    TheViolation,
    Undo,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    RemovalWithdrawn,
    Violation,
    ViolationAnnulled,
    ViolationReinstated,
)

UNDO = Deed("undo", Clause.GROUNDS, press=Press(Place.CHAT, TOO_LATE_TO_UNDO), fresh=True)

_Undone = tuple[datetime, tuple[Fact, ...]]
"""The time of the act, and the facts that undo it."""


def undo(case: Case, request: Undo, now: datetime) -> Ruling:
    """Undo an act while its window is open; who may do an act may undo it."""
    if refusal := against(UNDO, request.by):
        return Refused(refusal)
    if refusal := _against(case, request, now):
        return Refused(refusal)
    found = _undoing(case, request, now)
    if found is None:
        return Refused(NOTHING_TO_UNDO)
    done_at, facts = found
    is_late = surely_reached(case, now) > done_at + case.policy.undo_window
    if is_late or is_dated_ahead(done_at, now):
        return Refused(TOO_LATE_TO_UNDO)
    return Granted(facts)


def _against(case: Case, request: Undo, now: datetime) -> Refusal | None:
    match request.act:
        case TheReminder():
            return None
        case TheViolation() | TheRecordAndRemoval():
            return against_recording(case, request.by, UNDO)
        case TheAnnulment(number=number) | TheReplacement(number=number):
            if refusal := against_recording(case, request.by, UNDO):
                return refusal
            violation = case.violation(number)
            return None if violation is None else _against_coming_back(case, violation, now)
        case _:
            return against_acting(case, request.by, UNDO)


def _against_coming_back(case: Case, violation: Violation, now: datetime) -> Refusal | None:
    """Return why an annulled record may not stand again, or None."""
    if refusal := against_reinstating(case, violation):
        return refusal
    if violation.annulled:
        return against_doubt(case, now) or against_record(case, violation)
    return against_contested(case, violation) or against_changing(case, violation)


def _undoing(case: Case, request: Undo, now: datetime) -> _Undone | None:
    by = request.by.member
    match request.act:
        case TheViolation(number=number):
            return _violation(case, number, by)
        case TheRecordAndRemoval(number=number):
            return _record_and_removal(case, number, by)
        case TheAnnulment(number=number):
            return _annulment(case, number, by)
        case TheReplacement(number=number):
            return _replacement(case, number, by)
        case TheBlock(number=number):
            return _block(case, number, by)
        case TheRefusalToBlock():
            return _refusal_to_block(case, by, now)
        case TheReminder(number=number):
            reminder = case.reminder
            if reminder is None or reminder.number != number or reminder.withdrawn:
                return None
            fact = ReminderWithdrawn(number=number, member=reminder.to, by=by)
            return reminder.at, (fact,)
        case TheRemoval(message=message):
            return _removal(case, message, by)


def _violation(case: Case, number: ViolationNumber, by: MemberId) -> _Undone | None:
    violation = case.violation(number)
    if violation is None or violation.annulled:
        return None
    fact = ViolationAnnulled(number=number, member=case.member, by=by, reason="", undone=True)
    return violation.at, (fact, *without_ground(case, violation, by))


def _removal(case: Case, message: MessageId, by: MemberId) -> _Undone | None:
    removal = case.removal
    if removal is None or removal.message != message or removal.withdrawn:
        return None
    return removal.at, (RemovalWithdrawn(message=message, member=removal.member, by=by),)


def _record_and_removal(case: Case, number: ViolationNumber, by: MemberId) -> _Undone | None:
    """Undo both; the later of them counts for the time."""
    violation, record = case.violation(number), _violation(case, number, by)
    if violation is None or violation.message is None or record is None:
        return None
    removal = _removal(case, violation.message, by)
    if removal is None:
        return record
    return max(record[0], removal[0]), (*record[1], *removal[1])


def _annulment(case: Case, number: ViolationNumber, by: MemberId) -> _Undone | None:
    violation = case.violation(number)
    if violation is None or violation.annulled_at is None:
        return None
    fact = ViolationReinstated(number=number, member=case.member, by=by)
    settled = settle_cards(case, violation, by=by, carried=carried_by(case, violation))
    return violation.annulled_at, (fact, *settled)


def _replacement(case: Case, number: ViolationNumber, by: MemberId) -> _Undone | None:
    violation = case.violation(number)
    if violation is None or violation.annulled or violation.replaces is None:
        return None
    before = case.violation(violation.replaces)
    if before is None or not before.annulled:
        return None
    annulled = ViolationAnnulled(
        number=number,
        member=case.member,
        by=by,
        reason="",
        undone=True,
        replaced_by=before.number,
    )
    back = ViolationReinstated(number=before.number, member=case.member, by=by, instead_of=number)
    carried = carried_by(case, violation)
    settled = settle_cards(case, before, by=by, carried=carried, instead_of=number)
    return violation.at, (annulled, back, *settled)


def _block(case: Case, number: BlockNumber, by: MemberId) -> _Undone | None:
    block = case.block
    if block is None or block.number != number:
        return None
    return block.at, lifting(case, block, by=by, how=Lift.ANNULLED)


def _refusal_to_block(case: Case, by: MemberId, now: datetime) -> _Undone | None:
    proposal = case.proposal
    if proposal is None or proposal.state is not ProposalState.DECLINED or case.block is not None:
        return None
    grounds = tuple(violation.number for violation in case.counted(now))
    if len(grounds) <= case.policy.threshold or proposal.closed_at is None:
        return None
    return proposal.closed_at, (BlockProposed(member=case.member, by=by, grounds=grounds),)


DECISIONS: Decisions = {Undo: undo}
