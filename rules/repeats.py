"""Nothing counts twice: п. 5.12.5 counts what a person did, not how often it was recorded.

A message carries at most one standing violation, whoever recorded it and however; once a card is
counted, all the messages gathered in it carry that one. A message that
a block rests on, or rested on until its term was over, is spent: no other block may rest on it.
What an administrator annulled on appeal is spent too (п. 6.1): the violation is not recorded again,
nor does a block rest on the grounds of the annulled one.
"""

from collections.abc import Iterable
from datetime import datetime

from rules.case import Case
from rules.ids import MessageId, ViolationNumber
from rules.times import is_dated_ahead
from rules.vocabulary.appeals import AnnulledOnAppeal, AppealClosedBy, Decision
from rules.vocabulary.suspicions import Suspicion
from rules.vocabulary.unions import Refusal
from rules.vocabulary.violations import (
    AlreadyGround,
    AlreadyRecorded,
    JustRecorded,
    RecordViolation,
    UnderAppeal,
    Violation,
    one_of_each_act,
)


def against_message(
    case: Case, message: MessageId | None, *, but: ViolationNumber | None = None
) -> Refusal | None:
    """Say what stands against a violation for that message, beside the one numbered `but`."""
    if message is None:
        return None
    others = [each for each in records_of(case, message) if each.number != but]
    for other in others:
        if not other.annulled:
            return AlreadyRecorded(number=other.number, rule=other.rule, by=other.by)
    for other in others:
        if refusal := against_changing(case, other) or against_overruling(case, other):
            return refusal
    return None


def against_record(case: Case, violation: Violation) -> Refusal | None:
    """Say what stands against that record's standing, beside others of the messages it carries."""
    for message in sorted(carried_by(case, violation)):
        if refusal := against_message(case, message, but=violation.number):
            return refusal
    return None


def carried_by(case: Case, violation: Violation) -> frozenset[MessageId]:
    """Give the messages that carry that violation: its own, and those of the card it counts."""
    act = origin(case, violation).number
    gathered = {
        message
        for card in _cards(case)
        if _counted_as(case, card) == act
        for message in card.messages
        if violation in records_of(case, message)
    }
    own = () if violation.message is None else (violation.message,)
    return frozenset((*own, *gathered))


def records_of(case: Case, message: MessageId) -> tuple[Violation, ...]:
    """Give the records that a message carries or carried, also the annulled, by their numbers.

    They are its own, and that of each counted card in which it was gathered, unless it carried
    another when that card was counted: then it keeps that one.
    """
    own = [each for each in case.violations if each.message == message]
    counted = {_counted_as(case, card) for card in _cards(case) if message in card.messages}
    others = [
        each
        for each in case.violations
        if each.message != message and origin(case, each).number in counted
    ]
    carried = own
    for each in sorted(others, key=lambda each: origin(case, each).number):
        if not any(_is_kept_beside(case, before, each) for before in carried):
            carried = [*carried, each]
    return tuple(sorted(carried, key=lambda each: each.number))


def _cards(case: Case) -> Iterable[Suspicion]:
    known = {each.number: each for each in (*case.suspicions, case.suspicion) if each is not None}
    return known.values()


def _counted_as(case: Case, card: Suspicion) -> ViolationNumber | None:
    """Give the first record of the act that a card was counted as; None: it never was."""
    counted = None if card.violation is None else case.violation(card.violation)
    return None if counted is None else origin(case, counted).number


def _is_kept_beside(case: Case, kept: Violation, counted: Violation) -> bool:
    """Say whether a message keeps one record of it, and a card of its does not give it another."""
    before, card = origin(case, kept), origin(case, counted)
    if before.number < card.number:
        fell = kept.annulled_at if kept.annulled else None
        stood = not kept.annulled or (fell is not None and fell > card.at)
        return stood or case.carrier(kept) is not None
    # journals of before have messages that were recorded after their card was counted
    return before.number > card.number and not kept.annulled and not counted.annulled


def against_overruling(case: Case, violation: Violation) -> AnnulledOnAppeal | None:
    """Say whether an administrator annulled the act of that record on appeal (п. 6.1)."""
    for appeal in case.appeals:
        contested = None if appeal.violation is None else case.violation(appeal.violation)
        if appeal.decision is not Decision.GRANTED or contested is None:
            continue
        same = origin(case, contested).number == origin(case, violation).number
        if same or contested.act == violation.act:
            return AnnulledOnAppeal(number=contested.number)
    return None


def origin(case: Case, violation: Violation) -> Violation:
    """Give the record that was corrected first, where one corrects another."""
    before = None if violation.replaces is None else case.violation(violation.replaces)
    return violation if before is None else origin(case, before)


def first_recorded(case: Case, message: MessageId | None) -> datetime | None:
    """Give when a message was first recorded (UTC), or None: annulling makes no act younger."""
    if message is None:
        return None
    before = [each.counts_from for each in records_of(case, message)]
    return min(before, default=None)


def against_changing(case: Case, violation: Violation) -> Refusal | None:
    """Say what stands against another record of what a violation was: a block rests on it."""
    for each in case.violations:
        block = case.carrier(each)
        if block is not None and each.act == violation.act:
            if block in case.overruled:
                return AnnulledOnAppeal(number=block, is_block=True)
            return AlreadyGround(block=block, number=each.number)
    return None


def against_contested(case: Case, violation: Violation) -> UnderAppeal | None:
    """Say whether an appeal is open: the administrator would decide on a record that is no more."""
    undecided = [each.violation for each in case.appeals if each.decision is None]
    return UnderAppeal(number=violation.number) if violation.number in undecided else None


def against_reinstating(case: Case, violation: Violation) -> Refusal | None:
    """Say whether an appeal against that record was granted: it does not come back (п. 6.1)."""
    if refusal := against_overruling(case, violation):
        return refusal
    for appeal in case.appeals:
        if appeal.violation == violation.number and appeal.decision is Decision.FELL:
            return AppealClosedBy(number=violation.number, appeal=appeal.number)
    return None


def against_haste(case: Case, request: RecordViolation, now: datetime) -> Refusal | None:
    """Say whether it has to be asked first if this is another act than one recorded just now.

    Where one of two records has no message, nothing else tells them apart.
    """
    if request.separate:
        return None
    since = now - case.policy.repeat_within
    for violation in reversed(case.violations):
        told_apart = violation.message is not None and request.message is not None
        is_recent = violation.at > since and not is_dated_ahead(violation.at, now)
        if is_recent and not violation.annulled and not told_apart:
            return JustRecorded(number=violation.number, rule=violation.rule, by=violation.by)
    return None


def repeats_in(violations: Iterable[Violation]) -> frozenset[ViolationNumber]:
    """Give those of a chat's records that are not to be counted beside another of the same act.

    Of a record and its correction that is whichever does not stand; of several records of a
    message that stand, as journals of before have them, all but the oldest.
    """
    known = {violation.number: violation for violation in violations}
    corrected = {each.replaces for each in known.values() if each.replaces is not None}
    in_order = [known[number] for number in sorted(known)]
    standing = {each.number for each in in_order if not each.annulled}
    once = one_of_each_act(each for each in in_order if not each.annulled)
    repeats = standing - {each.number for each in once}
    # a correction that was undone is annulled, and what it corrected stands again
    superseded = {
        each.number
        for each in in_order
        if each.annulled and (each.number in corrected or each.replaces in standing)
    }
    return frozenset(repeats | superseded)
