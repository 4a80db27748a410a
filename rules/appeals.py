"""Appeals: п. 6.1. Nobody decides in their own case.

A member contests a violation or block of theirs once, within the policy's term. It is decided by an
administrator of the college who did not record, ask for or impose any ground of it, and is not of
the member's family. An appeal is closed as granted when its object is annulled in any other way.
"""

from collections.abc import Iterable
from datetime import datetime

from rules.blocks import lifting, without_ground
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber
from rules.permissions import against, surely_reached
from rules.rights import ADMINISTRATORS, BLOCKED, Deed, Grant, Place, Press
from rules.vocabulary.appeals import (
    APPEAL_OVER,
    APPEALED_ALREADY,
    NOBODY_ASKED,
    NOTHING_TO_APPEAL,
    ONLY_ADMINISTRATORS,
    OWN_DECISION,
    WORDS_MISSING,
    AnswerAboutAppeal,
    Appeal,
    AppealAnswered,
    AppealAsked,
    AppealExtended,
    AppealGranted,
    AppealMade,
    AppealTooLate,
    AppealUpheld,
    AskAboutAppeal,
    DecideAppeal,
    ExtendAppeal,
    MakeAppeal,
    WordsTooLong,
)
from rules.vocabulary.bases import Refusal
from rules.vocabulary.blocks import Block, BlockLifted, Lift
from rules.vocabulary.people import Actor
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import Violation, ViolationAnnulled

APPEAL = Deed(
    "appeal",
    Clause.CONFLICTS,
    grant=Grant(to=BLOCKED, others=NOTHING_TO_APPEAL),
    private=Grant(to=BLOCKED, others=NOTHING_TO_APPEAL),
    press=Press(Place.PRIVATE, APPEALED_ALREADY),
)

DECIDE_APPEAL = Deed(
    "decide an appeal",
    Clause.CONFLICTS,
    grant=Grant(to=ADMINISTRATORS, others=ONLY_ADMINISTRATORS),
    press=Press(Place.PRIVATE, APPEAL_OVER),
)

ASK_ABOUT_APPEAL = Deed(
    "ask about an appeal",
    Clause.CONFLICTS,
    grant=Grant(to=ADMINISTRATORS, others=ONLY_ADMINISTRATORS),
    press=Press(Place.PRIVATE, APPEAL_OVER),
)

EXTEND_APPEAL = Deed(
    "add to an appeal",
    Clause.CONFLICTS,
    # the appellant; in the chat that the tests play, the blocked member
    grant=Grant(to=BLOCKED, others=APPEAL_OVER),
    press=Press(Place.PRIVATE, APPEAL_OVER),
)

ANSWER_ABOUT_APPEAL = Deed(
    "answer about an appeal",
    Clause.CONFLICTS,
    grant=Grant(to=BLOCKED, others=NOBODY_ASKED),
    press=Press(Place.PRIVATE, NOBODY_ASKED),
)

LONGEST_WORDS = 1000
"""In characters, of an appeal, a question, an answer or a reason."""


def make(case: Case, request: MakeAppeal, now: datetime) -> Ruling:
    """Contest a violation or a block, once and within the term."""
    if not request.as_guardian and request.by != case.member:
        return Refused(NOTHING_TO_APPEAL)
    if refusal := against_contesting(case, request.violation, request.block, now):
        return Refused(refusal)
    if refusal := against_words(request.text):
        return Refused(refusal)
    contested = _contested(case, request.violation, request.block)
    assert contested is not None  # noqa: S101 -- refused above
    violation, block = _key(contested)
    return Granted(
        (
            AppealMade(
                number=case.next.appeal,
                member=case.member,
                by=request.by,
                violation=violation,
                block=block,
                text=request.text.strip(),
            ),
        )
    )


def against_contesting(
    case: Case, violation: ViolationNumber | None, block: BlockNumber | None, now: datetime
) -> Refusal | None:
    """Return why the case's member cannot contest this, whatever the text; None if they can.

    Without either number, the block in force is meant.
    """
    contested = _contested(case, violation, block)
    if contested is None:
        return NOTHING_TO_APPEAL
    if any((appeal.violation, appeal.block) == _key(contested) for appeal in case.appeals):
        return APPEALED_ALREADY
    ended_at = contested.at + case.policy.appeal_term
    return AppealTooLate(ended_at=ended_at) if surely_reached(case, now) > ended_at else None


def extend(case: Case, request: ExtendAppeal, now: datetime) -> Ruling:
    """Add the appellant's words to an appeal until it is decided; its length stays bounded."""
    appeal = case.appeal(request.number)
    if appeal is None or appeal.decision is not None or request.by != case.member:
        return Refused(APPEAL_OVER)
    added = request.text.strip()
    if refusal := against_words(added) or against_words(f"{appeal.text}\n{added}"):
        return Refused(refusal)
    return Granted(
        (AppealExtended(number=appeal.number, member=case.member, by=request.by, text=added),)
    )


def ask(case: Case, request: AskAboutAppeal, now: datetime) -> Ruling:
    """Ask the appellant, or the moderator who decided, a question."""
    appeal = case.appeal(request.number)
    if refusal := _against_deciding(case, appeal, request.by):
        return Refused(refusal)
    if request.to not in sides(case, request.number):
        return Refused(NOBODY_ASKED)
    if refusal := against_words(request.text):
        return Refused(refusal)
    return Granted(
        (
            AppealAsked(
                number=request.number,
                member=case.member,
                by=request.by.member,
                to=request.to,
                text=request.text.strip(),
            ),
        )
    )


def answer(case: Case, request: AnswerAboutAppeal, now: datetime) -> Ruling:
    """Answer a question; refused to a person who was not asked."""
    appeal = case.appeal(request.number)
    if appeal is None or appeal.decision is not None:
        return Refused(APPEAL_OVER)
    if request.by not in appeal.asked:
        return Refused(NOBODY_ASKED)
    if refusal := against_words(request.text):
        return Refused(refusal)
    return Granted(
        (
            AppealAnswered(
                number=request.number, member=case.member, by=request.by, text=request.text.strip()
            ),
        )
    )


def decide(case: Case, request: DecideAppeal, now: datetime) -> Ruling:
    """Annul the contested decision and what rests on it, or uphold the decision."""
    appeal = case.appeal(request.number)
    if refusal := _against_deciding(case, appeal, request.by):
        return Refused(refusal)
    if refusal := against_words(request.reason):
        return Refused(refusal)
    assert appeal is not None  # noqa: S101 -- refused above
    by, reason = request.by.member, request.reason.strip()
    if not request.grant:
        upheld = AppealUpheld(number=appeal.number, member=case.member, by=by, reason=reason)
        return Granted((upheld,))
    granted = AppealGranted(number=appeal.number, member=case.member, by=by, reason=reason)
    return Granted((granted, *_annulling(case, appeal, by, reason)))


def closed_by(case: Case, facts: Iterable[Fact]) -> tuple[AppealGranted, ...]:
    """Return the facts that close the open appeals against what `facts` annul."""
    annulled: dict[tuple[ViolationNumber | None, BlockNumber | None], MemberId] = {}
    decided: set[AppealNumber] = set()
    for fact in facts:
        match fact:
            case ViolationAnnulled(number=number, by=by):
                annulled[number, None] = by
            case BlockLifted(number=block, by=int() as lifter, how=Lift.ANNULLED):
                annulled[None, block] = lifter
            case AppealGranted(number=appeal):
                decided.add(appeal)
            case _:
                pass
    return tuple(
        AppealGranted(
            number=appeal.number,
            member=case.member,
            by=annulled[appeal.violation, appeal.block],
            reason="",
            fell=True,
        )
        for appeal in case.appeals
        if appeal.decision is None
        and appeal.number not in decided
        and (appeal.violation, appeal.block) in annulled
    )


def sides(case: Case, number: AppealNumber) -> frozenset[MemberId]:
    """Return who can be asked about an appeal: the appellant and those who decided."""
    appeal = case.appeal(number)
    if appeal is None:
        return frozenset()
    decider = _decider(case, appeal)
    return frozenset({case.member} | (set() if decider is None else {decider}))


def involved(case: Case, number: AppealNumber) -> frozenset[MemberId]:
    """Return everybody who may not decide an appeal because it is their own case.

    These are its sides, the appellant's family, and everybody who recorded or asked for any of the
    violations that the contested decision rests on.
    """
    appeal = case.appeal(number)
    contested = None if appeal is None else _object_of(case, appeal)
    made = {
        member
        for violation in _grounds(case, contested)
        for member in (violation.by, violation.asked_by)
        if member is not None
    }
    return sides(case, number) | made | case.family


def _grounds(case: Case, contested: Violation | Block | None) -> tuple[Violation, ...]:
    numbers: set[ViolationNumber] = set()
    match contested:
        case Violation(number=number):
            numbers = {number}
        case Block(grounds=grounds):
            numbers = set(grounds)
        case None:
            pass
    for each in reversed(case.violations):
        # the author of the corrected record takes part in this case, too
        if each.number in numbers and each.replaces is not None:
            numbers.add(each.replaces)
    return tuple(each for each in case.violations if each.number in numbers)


def _annulling(case: Case, appeal: Appeal, by: MemberId, reason: str) -> tuple[Fact, ...]:
    contested = _object_of(case, appeal)
    match contested:
        case Violation() if not contested.annulled:
            annulled = ViolationAnnulled(
                number=contested.number, member=case.member, by=by, reason=reason
            )
            return (annulled, *without_ground(case, contested, by))
        case Block() if contested.lift is None:
            return lifting(case, contested, by=by, how=Lift.ANNULLED, reason=reason)
        case _:
            # it was annulled or ended meanwhile; the administrator's decision stands
            return ()


def _contested(
    case: Case, violation: ViolationNumber | None, block: BlockNumber | None
) -> Violation | Block | None:
    if violation is not None:
        found = case.violation(violation)
        return None if found is None or found.annulled else found
    if block is not None:
        standing = next((each for each in case.blocks if each.number == block), None)
        return standing if standing is not None and standing.lift is None else None
    return case.block


def _key(contested: Violation | Block) -> tuple[ViolationNumber | None, BlockNumber | None]:
    if isinstance(contested, Violation):
        return contested.number, None
    return None, contested.number


def _object_of(case: Case, appeal: Appeal) -> Violation | Block | None:
    if appeal.violation is not None:
        return case.violation(appeal.violation)
    return next((block for block in case.blocks if block.number == appeal.block), None)


def _decider(case: Case, appeal: Appeal) -> MemberId | None:
    contested = _object_of(case, appeal)
    return None if contested is None else contested.by


def _against_deciding(case: Case, appeal: Appeal | None, by: Actor) -> Refusal | None:
    if refusal := against(DECIDE_APPEAL, by):
        return refusal
    if appeal is None or appeal.decision is not None:
        return APPEAL_OVER
    if by.member in involved(case, appeal.number):
        return OWN_DECISION
    return None


def against_words(words: str) -> Refusal | None:
    """Return why these cannot be somebody's words in a case: there are none, or too many."""
    stripped = words.strip()
    if not stripped:
        return WORDS_MISSING
    return WordsTooLong(most=LONGEST_WORDS) if len(stripped) > LONGEST_WORDS else None


DECISIONS: Decisions = {
    MakeAppeal: make,
    ExtendAppeal: extend,
    AskAboutAppeal: ask,
    AnswerAboutAppeal: answer,
    DecideAppeal: decide,
}
