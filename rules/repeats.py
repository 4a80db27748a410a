"""Nothing counts twice: п. 5.12.5 counts acts, not records of them.

A message has at most one standing violation, from any source; the messages of one flood share that
violation. A message that a block rests on, or rested on until the end of
its term, is spent: no other block may rest on it. So is a violation that an administrator annulled
on appeal (п. 6.1): it is not recorded again, and no block rests on the grounds of an annulled one.
"""

from collections.abc import Iterable
from datetime import datetime

from rules.case import Case
from rules.clauses import Clause
from rules.ids import MessageId, ViolationNumber
from rules.rights import Deed, Grant, Holds, Place, Press, Who
from rules.times import is_dated_ahead
from rules.vocabulary.appeals import AnnulledOnAppeal, AppealClosedBy, Decision
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import NotAsked
from rules.vocabulary.suspicions import Suspicion
from rules.vocabulary.violations import (
    AlreadyGround,
    AlreadyRecorded,
    JustRecorded,
    RecordViolation,
    UnderAppeal,
    Violation,
    one_of_each_act,
)

CHOOSE_PART = Deed(
    "choose a part of one's own command",
    Clause.GROUNDS,
    # in this table MODERATOR is the one who was asked
    grant=Grant(to=frozenset({Who.MODERATOR}), others=NotAsked),
    press=Press(Place.CHAT, Holds.OUTDATED, also_in_private=True),
    fresh=True,
)
SAY_SEPARATE = Deed(
    "say whether a violation is another",
    Clause.REMINDER,
    # in this table MODERATOR is the one who was asked
    grant=Grant(to=frozenset({Who.MODERATOR}), but={Who.ADMINISTRATOR: NotAsked}),
    press=Press(Place.PRIVATE, Holds.OUTDATED),
    may_block=True,
)


def against_message(
    case: Case, message: MessageId | None, *, but: ViolationNumber | None = None
) -> Refusal | None:
    """Return why no violation may be recorded for a message, apart from the one numbered `but`."""
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
    """Return why a record may not stand beside others of the messages that it covers."""
    for message in sorted(carried_by(case, violation)):
        if refusal := against_message(case, message, but=violation.number):
            return refusal
    return None


def carried_by(case: Case, violation: Violation) -> frozenset[MessageId]:
    """Return the messages that a violation covers: its own, and those of the card it counts."""
    act = origin(case, violation).number
    gathered = {
        message
        for card in _cards(case)
        for message in card.messages
        if _counted_as(case, card, message) == act and violation in records_of(case, message)
    }
    own = () if violation.message is None else (violation.message,)
    return frozenset((*own, *gathered))


def records_of(case: Case, message: MessageId) -> tuple[Violation, ...]:
    """Return all records of a message, also annulled ones, by number.

    They are its own records, and those that settled it on a card. An older version counted a card
    for all messages gathered in it, unless a message had another record then, which it keeps.
    """
    own = [each for each in case.violations if each.message == message]
    cards = [card for card in _cards(case) if message in card.messages]
    by_itself = {_counted_as(case, card, message) for card in cards if card.findings}
    counted = {_counted_as(case, card, message) for card in cards}
    others = [
        each
        for each in case.violations
        if each.message != message and origin(case, each).number in counted
    ]
    carried = own
    for each in sorted(others, key=lambda each: origin(case, each).number):
        is_said = origin(case, each).number in by_itself
        if is_said or not any(_is_kept_beside(case, before, each) for before in carried):
            carried = [*carried, each]
    return tuple(sorted(carried, key=lambda each: each.number))


def _cards(case: Case) -> Iterable[Suspicion]:
    known = {each.number: each for each in (*case.suspicions, case.suspicion) if each is not None}
    return known.values()


def _counted_as(case: Case, card: Suspicion, message: MessageId) -> ViolationNumber | None:
    """Return the first record of the act that a card counts a message as; None: it does not."""
    finding = card.finding(message)
    number = card.violation if not card.findings else None if finding is None else finding.violation
    counted = None if number is None else case.violation(number)
    return None if counted is None else origin(case, counted).number


def _is_kept_beside(case: Case, kept: Violation, counted: Violation) -> bool:
    """Whether a message keeps record `kept` although its card was counted as `counted`."""
    before, card = origin(case, kept), origin(case, counted)
    if before.number < card.number:
        fell = kept.annulled_at if kept.annulled else None
        stood = not kept.annulled or (fell is not None and fell > card.at)
        return stood or case.carrier(kept) is not None
    # in older journals, messages were recorded after their card was counted
    return before.number > card.number and not kept.annulled and not counted.annulled


def against_overruling(case: Case, violation: Violation) -> AnnulledOnAppeal | None:
    """Return the refusal if an administrator annulled this act on appeal (п. 6.1), else None."""
    for appeal in case.appeals:
        contested = None if appeal.violation is None else case.violation(appeal.violation)
        if appeal.decision is not Decision.GRANTED or contested is None:
            continue
        same = origin(case, contested).number == origin(case, violation).number
        if same or contested.act == violation.act:
            return AnnulledOnAppeal(number=contested.number)
    return None


def origin(case: Case, violation: Violation) -> Violation:
    """Return the first record in the chain of corrections that leads to this one."""
    before = None if violation.replaces is None else case.violation(violation.replaces)
    return violation if before is None else origin(case, before)


def first_recorded(case: Case, message: MessageId | None) -> datetime | None:
    """Return when a message was first recorded (UTC), or None. Annulment does not reset it."""
    if message is None:
        return None
    before = [each.counts_from for each in records_of(case, message)]
    return min(before, default=None)


def against_changing(case: Case, violation: Violation) -> Refusal | None:
    """Return why a violation may not be recorded differently: a block rests on it."""
    for each in case.violations:
        block = case.carrier(each)
        if block is not None and each.act == violation.act:
            if block in case.overruled:
                return AnnulledOnAppeal(number=block, is_block=True)
            return AlreadyGround(block=block, number=each.number)
    return None


def against_contested(case: Case, violation: Violation) -> UnderAppeal | None:
    """Return the refusal while an appeal against the record is open, else None."""
    undecided = [each.violation for each in case.appeals if each.decision is None]
    return UnderAppeal(number=violation.number) if violation.number in undecided else None


def against_reinstating(case: Case, violation: Violation) -> Refusal | None:
    """Return the refusal if an appeal against the record was granted (п. 6.1), else None."""
    if refusal := against_overruling(case, violation):
        return refusal
    for appeal in case.appeals:
        if appeal.violation == violation.number and appeal.decision is Decision.FELL:
            return AppealClosedBy(number=violation.number, appeal=appeal.number)
    return None


def against_haste(case: Case, request: RecordViolation, now: datetime) -> Refusal | None:
    """Return the refusal that asks first whether this is another act than one just recorded.

    If either record has no message, nothing else tells them apart.
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
    """Return those of a chat's records that repeat an act that another one counts.

    Of a record and its correction that is the one that does not stand; of several standing records
    of a message, as older journals have them, all but the oldest.
    """
    known = {violation.number: violation for violation in violations}
    corrected = {each.replaces for each in known.values() if each.replaces is not None}
    in_order = [known[number] for number in sorted(known)]
    standing = {each.number for each in in_order if not each.annulled}
    once = one_of_each_act(each for each in in_order if not each.annulled)
    repeats = standing - {each.number for each in once}
    # an undone correction is annulled, and the record it corrected stands again
    superseded = {
        each.number
        for each in in_order
        if each.annulled and (each.number in corrected or each.replaces in standing)
    }
    return frozenset(repeats | superseded)
