"""Recording, correcting and annulling violations, and removing messages."""

from datetime import datetime

from rules.blocks import blocked_when, follow_count, without_ground
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import MemberId
from rules.openness import settle_cards
from rules.permissions import (
    against_acting,
    against_age,
    against_doubt,
    against_grievance,
    against_ground,
    against_recording,
)
from rules.reminders import follow_heat
from rules.repeats import (
    against_changing,
    against_contested,
    against_haste,
    against_message,
    against_record,
    carried_by,
    first_recorded,
)
from rules.rights import ADMINISTRATORS, Deed, Grant, Holds, Place, Press, Who
from rules.vocabulary.apologies import NOT_BLOCKED
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import (
    AGAINST_MODERATOR,
    ONLY_ONESELF,
    OWN_FAMILY,
    OWN_GRIEVANCE,
    Actor,
    NotAsked,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    ALREADY_REMOVED,
    REASON_MISSING,
    AlreadyAnnulled,
    AlreadyRecorded,
    AnnulViolation,
    EraseMessage,
    MessageErased,
    MessageRemoved,
    NoSuchViolation,
    RecordViolation,
    RemoveMessage,
    ReplaceViolation,
    Violation,
    ViolationAnnulled,
    ViolationRecorded,
)

RECORD_VIOLATION = Deed("record a violation", Clause.REMINDER, may_block=True)

REMOVE_MESSAGE = Deed("remove a message", Clause.MODERATION)

ANNUL_VIOLATION = Deed(
    "annul a violation", Clause.GROUNDS, press=Press(Place.PRIVATE, AlreadyAnnulled), fresh=True
)

COMPLETE_ACT = Deed(
    "record what was removed, or remove what was recorded",
    Clause.MODERATION,
    press=Press(Place.CHAT, Holds.OUTDATED),
    may_block=True,
)

PASS_ON = Deed(
    "pass a colleague's case on",
    Clause.GROUNDS,
    # in this table MODERATOR is the one who was asked
    grant=Grant(to=frozenset({Who.MODERATOR}), others=NotAsked),
    press=Press(Place.PRIVATE, Holds.OUTDATED),
)

SEE_OWN_NOTICE = Deed(
    "see what a notice without a name says of oneself",
    Clause.GROUNDS,
    # in this table MEMBER is the person whom the notice is about
    grant=Grant(to=frozenset({Who.MEMBER}), others=ONLY_ONESELF),
    press=Press(Place.CHAT, Holds.ALLOWED),
)

SETTLE_REQUEST = Deed(
    "settle a request of another",
    Clause.GROUNDS,
    # in this table MODERATOR is the one who asked, and may not judge their own case
    grant=Grant(to=ADMINISTRATORS, but={Who.MODERATOR: OWN_GRIEVANCE}),
    press=Press(Place.PRIVATE, Holds.OUTDATED),
    may_block=True,
)


def record(case: Case, request: RecordViolation, now: datetime) -> Ruling:
    """Record a violation, with what follows from it under the policy."""
    if refusal := against_recording(case, request.by, RECORD_VIOLATION):
        return Refused(refusal)
    if refusal := against_ground(case, request.rule):
        return Refused(refusal)
    if refusal := against_age(case, request.posted_at) or against_doubt(case, now):
        return Refused(refusal)
    assert request.rule is not None  # noqa: S101 -- against_ground refuses None
    if refusal := against_message(case, request.message):
        return Refused(refusal)
    if refusal := against_grievance(case, request.by, request.rule, request.aimed_at):
        return Refused(refusal)
    if refusal := against_haste(case, request, now):
        return Refused(refusal)
    fact = ViolationRecorded(
        number=case.next.violation,
        member=case.member,
        by=request.by.member,
        rule=request.rule,
        message=request.message,
        note=request.note.strip(),
        asked_by=request.asked_by,
        since=first_recorded(case, request.message),
        aimed_at=tuple(sorted(request.aimed_at)),
    )
    carried = frozenset(() if fact.message is None else (fact.message,))
    followed: tuple[Fact, ...] = (
        *settle_cards(case, fact, by=fact.by, carried=carried),
        *follow_count(case, fact, now),
        *follow_heat(case, fact.message, now),
    )
    return Granted((fact, *followed))


def correct(case: Case, request: ReplaceViolation, now: datetime) -> Ruling:
    """Annul a violation and record the same act under another rule.

    The act keeps its age, so nothing new follows: no proposal, no block, no heat.
    """
    if refusal := against_recording(case, request.by, ANNUL_VIOLATION):
        return Refused(refusal)
    if refusal := against_ground(case, request.rule):
        return Refused(refusal)
    assert request.rule is not None  # noqa: S101 -- against_ground refuses None
    violation = case.violation(request.number)
    if violation is None:
        return Refused(NoSuchViolation(number=request.number))
    if refusal := _against_correcting(case, violation, request):
        return Refused(refusal)
    number = case.next.violation
    annulled = ViolationAnnulled(
        number=violation.number,
        member=case.member,
        by=request.by.member,
        reason="",
        replaced_by=number,
    )
    recorded = ViolationRecorded(
        number=number,
        member=case.member,
        by=request.by.member,
        rule=request.rule,
        message=violation.message,
        note=violation.note,
        asked_by=violation.asked_by,
        replaces=violation.number,
        since=violation.counts_from,
        aimed_at=tuple(sorted(violation.aimed_at | request.aimed_at)),
    )
    settled = settle_cards(
        case,
        recorded,
        by=recorded.by,
        carried=carried_by(case, violation),
        instead_of=violation.number,
    )
    return Granted((annulled, recorded, *settled))


def _against_correcting(
    case: Case, violation: Violation, request: ReplaceViolation
) -> Refusal | None:
    if violation.annulled:
        return AlreadyAnnulled(number=violation.number)
    if violation.rule == request.rule:
        return AlreadyRecorded(number=violation.number, rule=violation.rule, by=violation.by)
    if request.by.member == violation.asked_by:
        return OWN_GRIEVANCE
    aimed_at = violation.aimed_at | request.aimed_at
    if refusal := against_grievance(case, request.by, request.rule, aimed_at):
        return refusal
    if refusal := against_contested(case, violation) or against_changing(case, violation):
        return refusal
    return against_record(case, violation)


def annul(case: Case, request: AnnulViolation, now: datetime) -> Ruling:
    """Annul a violation, and with it a block or proposal left without enough grounds."""
    if refusal := against_recording(case, request.by, ANNUL_VIOLATION):
        return Refused(refusal)
    violation = case.violation(request.number)
    if violation is None:
        return Refused(NoSuchViolation(number=request.number))
    if violation.annulled:
        return Refused(AlreadyAnnulled(number=request.number))
    reason = request.reason.strip()
    if not reason:
        return Refused(REASON_MISSING)
    fact = ViolationAnnulled(
        number=violation.number, member=case.member, by=request.by.member, reason=reason
    )
    return Granted((fact, *without_ground(case, violation, request.by.member)))


def remove_message(case: Case, request: RemoveMessage, now: datetime) -> Ruling:
    """Remove a member's message under a rule (п. 5.12.2, 5.12.7)."""
    if refusal := against_acting(case, request.by, REMOVE_MESSAGE):
        return Refused(refusal)
    if refusal := against_ground(case, request.rule):
        return Refused(refusal)
    if case.removal is not None:
        return Refused(ALREADY_REMOVED)
    assert request.rule is not None  # noqa: S101 -- against_ground refuses None
    return Granted(
        (
            MessageRemoved(
                message=request.message,
                member=case.member,
                by=request.by.member,
                rule=request.rule,
                posted_at=request.posted_at,
            ),
        )
    )


def erase_message(case: Case, request: EraseMessage, now: datetime) -> Ruling:
    """Remove a message that a member wrote while blocked (п. 5.12.5).

    The block may have ended by now; an annulled one is no ground.
    """
    block = blocked_when(case, request.posted_at, request.message, request.announced)
    if block is None:
        return Refused(NOT_BLOCKED)
    return Granted(
        (
            MessageErased(
                message=request.message,
                member=case.member,
                block=block.number,
                posted_at=request.posted_at,
            ),
        )
    )


def judges_of(
    refusal: Refusal,
    *,
    moderators: frozenset[MemberId],
    administrators: frozenset[MemberId],
    parties: frozenset[MemberId],
) -> frozenset[MemberId]:
    """Return who may decide what a moderator was refused; empty if nobody may.

    `moderators` are the chat's, `administrators` the college's. `parties` may not judge: the person
    who asked, the person it is about with their family, and the person it was aimed at.
    """
    if refusal in {OWN_GRIEVANCE, OWN_FAMILY}:
        return (moderators | administrators) - parties
    if refusal == AGAINST_MODERATOR:
        return administrators - parties
    return frozenset()


def against_settling(case: Case, by: Actor, requester: MemberId) -> Refusal | None:
    """Return why `by` may not decide what `requester` asked about the case's member, or None."""
    if by.member == requester:
        return OWN_GRIEVANCE
    return against_recording(case, by, RECORD_VIOLATION)


DECISIONS: Decisions = {
    RecordViolation: record,
    ReplaceViolation: correct,
    AnnulViolation: annul,
    RemoveMessage: remove_message,
    EraseMessage: erase_message,
}
