"""Whether a suspicion is open, and what of it may still be recorded (п. 5.12.2, 5.12.5).

What is found in each message is settled by itself; a suspicion is open while one of them is. The
stored settlement is only what was said last; whether it holds follows also from what became of the
violations of its messages. A message with a violation already is open all the same: the finding is
new, and moderators have to see it.
"""

from rules.case import Case
from rules.ids import MemberId, MessageId, SuspicionNumber, ViolationNumber
from rules.repeats import against_changing, against_message, carried_by
from rules.vocabulary.appeals import AnnulledOnAppeal
from rules.vocabulary.bases import Refusal
from rules.vocabulary.suspicions import Found, Settlement, Suspicion, SuspicionSettled
from rules.vocabulary.violations import AlreadyRecorded, Violation, ViolationRecorded


def settlement_in(case: Case, suspicion: Suspicion, message: MessageId) -> Settlement | None:
    """Return how what was found in one message is settled at present; None while it is open.

    An annulled violation settles nothing. What was left because it was recorded already is open
    again once it may be recorded.
    """
    how, number = _stored(suspicion, message)
    match how:
        case Settlement.COUNTED:
            violation = None if number is None else case.violation(number)
            return None if violation is not None and violation.annulled else how
        case Settlement.LEFT:
            return None if countable(case, suspicion, message) else how
        case _:
            return how


def settlement_of(case: Case, suspicion: Suspicion) -> Settlement | None:
    """Return how a suspicion is settled at present; None while something of it is open."""
    said = {settlement_in(case, suspicion, each) for each in suspicion.messages}
    if None in said:
        return None
    return next((each for each in Settlement.by_weight() if each in said), None)


def open_in(case: Case, suspicion: Suspicion) -> tuple[MessageId, ...]:
    """Return the messages in which something is open, in the order of writing."""
    return tuple(
        each for each in suspicion.messages if settlement_in(case, suspicion, each) is None
    )


def is_the_bots(case: Case, suspicion: Suspicion, message: MessageId) -> bool:
    """Return whether the bot by itself recorded what was found in a message, and that stands."""
    finding = suspicion.finding(message)
    by = suspicion.counted_by if finding is None else finding.by
    return settlement_in(case, suspicion, message) is Settlement.COUNTED and by is None


def countable(case: Case, suspicion: Suspicion, message: MessageId | None = None) -> list[Found]:
    """Return the detections for which a violation may still be recorded, of one message or all."""
    if _standing(case, suspicion) is not None:
        return []
    return [
        each
        for each in suspicion.found
        if message in (None, each.message)
        and _stored(suspicion, each.message)[0] is not Settlement.CLEARED
        and against_message(case, each.message) is None
    ]


def against_counting(case: Case, suspicion: Suspicion, message: MessageId) -> Refusal | None:
    """Return why nothing found in a message may be recorded; None if something may."""
    if countable(case, suspicion, message):
        return None
    if refusal := against_message(case, message):
        return refusal
    standing = _standing(case, suspicion)
    if standing is None:
        return None
    return AlreadyRecorded(number=standing.number, rule=standing.rule, by=standing.by)


def correctable(case: Case, suspicion: Suspicion, message: MessageId) -> Violation | None:
    """Return the violation of a message whose rule may be corrected from a card.

    None if there are several, if something may still be counted, or if a block rests on it.
    """
    records = [
        each for each in case.violations if not each.annulled and message in carried_by(case, each)
    ]
    if len(records) != 1 or countable(case, suspicion, message):
        return None
    return None if against_changing(case, records[0]) else records[0]


def is_recorded_otherwise(case: Case, suspicion: Suspicion, message: MessageId) -> bool:
    """Whether a message has or had a violation from another source than this suspicion."""
    how, number = _stored(suspicion, message)
    refusal = against_message(case, message)
    if isinstance(refusal, AlreadyRecorded) and refusal.number == number:
        violation = case.violation(refusal.number)
        is_its = violation is not None and violation.message == message
        return is_its and how is not Settlement.COUNTED
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
    """Return facts that settle what was found in the messages that this record covers.

    `by` recorded or reinstated it; `carried` are those messages. `instead_of` is the violation that
    it replaces. `but` is the suspicion that it was recorded for, which the caller settles.
    """
    return tuple(
        SuspicionSettled(
            number=each.number,
            member=case.member,
            by=by,
            how=Settlement.COUNTED,
            violation=recorded.number,
            message=message,
        )
        for each in case.suspicions
        if each.number != but
        for message in _settled_by(case, each, recorded.number, carried, instead_of)
    )


def _settled_by(
    case: Case,
    suspicion: Suspicion,
    recorded: ViolationNumber,
    carried: frozenset[MessageId],
    instead_of: ViolationNumber | None,
) -> list[MessageId | None]:
    """Return the messages whose findings a record settles; None for a suspicion as a whole."""
    touched = [each for each in suspicion.messages if each in carried]
    if touched and not suspicion.findings and suspicion.settled is Settlement.COUNTED:
        # an older version settled it as a whole
        if suspicion.violation == recorded:
            return []
        if suspicion.violation == instead_of:
            return [None]
    return [
        each
        for each in touched
        if _stored(suspicion, each) != (Settlement.COUNTED, recorded)
        and (
            settlement_in(case, suspicion, each) is None
            or _stored(suspicion, each) == (Settlement.COUNTED, instead_of)
        )
    ]


def _stored(
    suspicion: Suspicion, message: MessageId
) -> tuple[Settlement | None, ViolationNumber | None]:
    """Return how what was found in a message was settled last, and its violation."""
    finding = suspicion.finding(message)
    if finding is not None:
        return finding.how, finding.violation
    if suspicion.findings:
        return None, None
    return suspicion.settled, suspicion.violation


def _standing(case: Case, suspicion: Suspicion) -> Violation | None:
    """Return the standing violation that an older version recorded for all messages."""
    own = None if suspicion.violation is None else case.violation(suspicion.violation)
    return None if own is None or own.annulled else own
