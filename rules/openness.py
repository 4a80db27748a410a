"""Whether a suspicion is open, and what of it may still be recorded (п. 5.12.2, 5.12.5).

The stored settlement is only what was said last; whether it holds follows also from what became of
the violations of its messages. A suspicion is open even if nothing of it may be recorded because
its messages have a violation already: the finding is new, and moderators have to see it.
"""

from rules.case import Case
from rules.ids import MemberId, MessageId, SuspicionNumber, ViolationNumber
from rules.repeats import against_changing, against_message, carried_by
from rules.vocabulary.appeals import AnnulledOnAppeal
from rules.vocabulary.bases import Refusal
from rules.vocabulary.suspicions import Found, Settlement, Suspicion, SuspicionSettled
from rules.vocabulary.violations import AlreadyRecorded, Violation, ViolationRecorded


def settlement_of(case: Case, suspicion: Suspicion) -> Settlement | None:
    """Return how a suspicion is settled at present; None while it is open.

    An annulled violation settles nothing. A suspicion left because it was recorded already is open
    again once something of it may be recorded.
    """
    match suspicion.settled:
        case Settlement.COUNTED:
            violation = _own(case, suspicion)
            return None if violation is not None and violation.annulled else suspicion.settled
        case Settlement.LEFT:
            return None if countable(case, suspicion) else suspicion.settled
        case _:
            return suspicion.settled


def countable(case: Case, suspicion: Suspicion) -> list[Found]:
    """Return the detections for which a violation may still be recorded; at most one for all."""
    if _standing(case, suspicion) is not None:
        return []
    return [each for each in suspicion.found if against_message(case, each.message) is None]


def against_counting(case: Case, suspicion: Suspicion) -> Refusal | None:
    """Return why nothing of a suspicion may be recorded; None if something may."""
    if countable(case, suspicion):
        return None
    for message in suspicion.messages:
        if refusal := against_message(case, message):
            return refusal
    standing = _standing(case, suspicion)
    assert standing is not None  # noqa: S101 -- else it is countable
    return AlreadyRecorded(number=standing.number, rule=standing.rule, by=standing.by)


def records_in(case: Case, suspicion: Suspicion) -> list[Violation]:
    """Return the standing violations of a suspicion and of its messages, oldest first."""
    return [
        violation
        for violation in case.violations
        if not violation.annulled
        and (
            violation.number == suspicion.violation
            or not carried_by(case, violation).isdisjoint(suspicion.messages)
        )
    ]


def correctable(case: Case, suspicion: Suspicion) -> Violation | None:
    """Return the one violation whose rule may be corrected from a card.

    None if there are several, if something may still be counted, or if a block rests on it.
    """
    records = records_in(case, suspicion)
    if len(records) != 1 or countable(case, suspicion) or against_changing(case, records[0]):
        return None
    return records[0]


def is_recorded_otherwise(case: Case, suspicion: Suspicion, message: MessageId) -> bool:
    """Whether a message has or had a violation from another source than this suspicion."""
    refusal = against_message(case, message)
    if isinstance(refusal, AlreadyRecorded) and refusal.number == suspicion.violation:
        violation = case.violation(refusal.number)
        is_its = violation is not None and violation.message == message
        return is_its and suspicion.settled is not Settlement.COUNTED
    return refusal is not None and not isinstance(refusal, AnnulledOnAppeal)


def settle_cards(
    case: Case,
    recorded: Violation | ViolationRecorded,
    *,
    by: MemberId | None,
    carried: frozenset[MessageId],
    instead_of: ViolationNumber | None = None,
    but: SuspicionNumber | None = None,
) -> tuple[SuspicionSettled, ...]:
    """Return facts that settle the suspicions in which this record leaves nothing to count.

    `by` recorded or reinstated it; `carried` are the messages that it then covers. `instead_of` is
    the violation that it replaces. `but` is the suspicion that it was recorded for, which the
    caller settles.
    """
    return tuple(
        SuspicionSettled(
            number=each.number,
            member=case.member,
            by=by,
            how=Settlement.COUNTED,
            violation=recorded.number,
        )
        for each in case.suspicions
        if not carried.isdisjoint(each.messages)
        and each.number != but
        and _is_settled_by(case, each, recorded, carried, instead_of)
    )


def _is_settled_by(
    case: Case,
    suspicion: Suspicion,
    recorded: Violation | ViolationRecorded,
    carried: frozenset[MessageId],
    instead_of: ViolationNumber | None,
) -> bool:
    if suspicion.settled is Settlement.COUNTED and suspicion.violation is not None:
        if suspicion.violation == recorded.number:
            # counting it again needs no other fact
            return False
        if suspicion.violation == instead_of:
            return True
    left = {each.message for each in countable(case, suspicion)} - carried
    return settlement_of(case, suspicion) is None and not left


def _own(case: Case, suspicion: Suspicion) -> Violation | None:
    return None if suspicion.violation is None else case.violation(suspicion.violation)


def _standing(case: Case, suspicion: Suspicion) -> Violation | None:
    own = _own(case, suspicion)
    return None if own is None or own.annulled else own
