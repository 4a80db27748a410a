"""What follows from detections (п. 5.12.2, 5.12.7).

All that one member writes within seconds is one suspicion: one card to the moderators, one call for
removal, at most one violation that the bot records by itself, by the gravest rule. Detections merge
by union; the response to the whole is the strongest of its parts, its rule the gravest. Moderators
settle each of its messages by itself.

Without a rule of conduct, no action. The bot counts by itself only where the chat is set so, and
only what the policy calls certain. It never removes or counts what a moderator writes: that goes to
the administrators.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from rules.blocks import follow_count
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.conduct import gravest
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector
from rules.ids import MemberId, MessageId, RuleNumber
from rules.openness import countable, is_the_bots, settle_cards, settlement_of
from rules.permissions import (
    MODERATORS,
    PARTICIPANTS,
    against_age,
    against_dating,
    against_doubt,
    against_ground,
)
from rules.reminders import follow_heat
from rules.repeats import first_recorded
from rules.responses import Response
from rules.rights import ANY_MODERATION, Deed
from rules.times import is_dated_ahead
from rules.vocabulary.people import NOT_PARTICIPANT, Standing
from rules.vocabulary.suspicions import (
    NO_SUCH_SUSPICION,
    NOTHING_SUSPECTED,
    NOTHING_TO_ENFORCE,
    EnforceSuspicion,
    Found,
    Origin,
    PresentSuspicion,
    RaiseSuspicion,
    Settlement,
    Suspicion,
    SuspicionGrown,
    SuspicionPresented,
    SuspicionRaised,
    SuspicionReopened,
    SuspicionSettled,
    strongest,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded

CHECK_TEXT = Deed("check a text", Clause.MODERATION, private=ANY_MODERATION)

_JUDGED = frozenset({Standing.MEMBER, Standing.LEFT})
"""Members against whom the bot acts by itself; not moderators (п. 5.12.7)."""


def raise_(case: Case, request: RaiseSuspicion, now: datetime) -> Ruling:
    """Raise a suspicion, or add to the one raised seconds ago."""
    if case.standing not in PARTICIPANTS:
        return Refused(NOT_PARTICIPANT)
    if refusal := against_age(case, request.posted_at):
        return Refused(refusal)
    found = tuple(
        dict.fromkeys(
            each
            for detection in request.detections
            if (each := _found(case, request, detection)) is not None
        )
    )
    latest = case.suspicion
    burst = case.policy.trust.burst
    joins = (
        latest is not None
        and latest.settled is not Settlement.CLEARED
        and (now <= latest.last_at + burst or request.message in _complained_of(latest))
        and not is_dated_ahead(latest.last_at, now)
    )
    if latest is not None and joins:
        found = tuple(each for each in found if each not in latest.found)
    if not found:
        return Refused(NOTHING_SUSPECTED)
    acts_at = now + case.policy.trust.gathering
    if latest is not None and joins:
        grown = SuspicionGrown(
            number=latest.number,
            member=case.member,
            found=found,
            acts_at=acts_at if latest.acts_at is None else latest.acts_at,
        )
        return Granted((*_reopening(case, latest, request.message), grown))
    raised = SuspicionRaised(
        number=case.next.suspicion, member=case.member, found=found, acts_at=acts_at
    )
    return Granted((raised, *follow_heat(case, request.message, now)))


def _reopening(
    case: Case, suspicion: Suspicion, message: MessageId
) -> tuple[SuspicionReopened, ...]:
    """Reopen what a moderator settled, because the new finding was not in it then."""
    settled = settlement_of(case, suspicion)
    if suspicion.finding(message) is None:
        by_people = [each for each in suspicion.messages if not is_the_bots(case, suspicion, each)]
        reopens = settled is not None and bool(by_people)
    else:
        reopens = not is_the_bots(case, suspicion, message)
    if not reopens:
        return ()
    reopened = SuspicionReopened(
        number=suspicion.number, member=case.member, by=None, message=message
    )
    return (reopened,)


def _complained_of(suspicion: Suspicion) -> frozenset[MessageId]:
    """Return the messages of which members complained: an edit of one stays on the same card."""
    return frozenset(each.message for each in suspicion.found if each.detector is Origin.REPORTED)


def _found(case: Case, request: RaiseSuspicion, detection: Detection) -> Found | None:
    rule = _rule_for(case, detection)
    response = response_to(case, detection)
    if rule is None or response is Response.OFF:
        return None
    return Found(
        message=request.message,
        posted_at=request.posted_at,
        detector=detection.detector,
        label=detection.label,
        certainty=round(detection.certainty * 100),
        rule=rule,
        response=response,
    )


def _rule_for(case: Case, detection: Detection) -> RuleNumber | None:
    conduct = case.policy.conduct
    if detection.rule is not None and (named := conduct.rule(RuleNumber(detection.rule))):
        return named.number
    watched = conduct.watched_by(detection.detector)
    return None if watched is None else watched.number


def response_to(case: Case, detection: Detection) -> Response:
    """Return the chat's response to a detection, limited by its certainty, and to a hint for a
    moderator's message.
    """
    trust = case.policy.trust
    if case.standing in MODERATORS or detection.certainty < trust.likely:
        most = Response.HINT
    elif detection.certainty < trust.certain:
        most = Response.REMOVE
    else:
        most = Response.COUNT
    wanted = case.settings.response(detection.detector)
    return min(wanted, most, key=lambda each: each.weight)


def _wanted(case: Case, found: Found) -> Response:
    """Return the response that a stored detection still has under present conditions.

    Meanwhile the chat's setting may be weaker, the rule may be gone, and the author may have become
    a moderator or been forgotten.
    """
    if case.standing not in _JUDGED or case.policy.conduct.rule(found.rule) is None:
        return Response.OFF
    if isinstance(found.detector, Origin):
        return Response.OFF
    wanted = case.settings.response(found.detector)
    return min(found.response, wanted, key=lambda each: each.weight)


def enforce(case: Case, request: EnforceSuspicion, now: datetime) -> Ruling:
    """Remove and count what the chat is set to remove and count without asking."""
    suspicion = case.suspicion
    if suspicion is None or suspicion.number != request.number:
        return Refused(NO_SUCH_SUSPICION)
    said = {each.message: each.how for each in suspicion.findings}
    left = [
        message
        for message in suspicion.messages
        if said.get(message, suspicion.settled) not in {Settlement.CLEARED, Settlement.LEFT}
    ]
    wanted = frozenset(replace(each, response=_wanted(case, each)) for each in suspicion.found)
    suspicion = replace(suspicion, found=wanted)
    removable = [
        message
        for message in left
        if strongest(suspicion.found_in(message)).weight >= Response.REMOVE.weight
    ]
    facts: tuple[Fact, ...] = removals(case, suspicion, removable, by=None)
    certain = [
        each
        for each in countable(case, suspicion)
        if each.response is Response.COUNT
        and each.message in left
        and not against_age(case, each.posted_at)
    ]
    counted = suspicion.violation is not None or Settlement.COUNTED in said.values()
    # a wrong clock lets nothing count: that is left to a moderator, on the card
    uncountable = against_dating(case) or against_doubt(case, now)
    if certain and not counted and not uncountable:
        facts = (*facts, *counting(case, suspicion, certain, None, now))
    return Granted(facts) if facts else Refused(NOTHING_TO_ENFORCE)


def present(case: Case, request: PresentSuspicion, now: datetime) -> Ruling:
    """Show a suspicion to the moderators."""
    suspicion = case.suspicion
    if suspicion is None or suspicion.number != request.number:
        return Refused(NO_SUCH_SUSPICION)
    return Granted((SuspicionPresented(number=suspicion.number, member=case.member),))


def judges(
    case: Case, moderators: Iterable[MemberId], administrators: Iterable[MemberId]
) -> frozenset[MemberId]:
    """Return who gets the card about the case's member; for a moderator, administrators alone.

    `moderators` are the chat's, `administrators` the college's. The member's family may not settle
    their card (п. 5.12.7).
    """
    here = frozenset() if case.standing in MODERATORS else frozenset(moderators)
    return (here | frozenset(administrators)) - {case.member} - case.family


def rule_of(case: Case, found: frozenset[Found]) -> RuleNumber:
    """Return the gravest of the rules in `found`, which is not empty.

    A rule that the policy no longer has is the least grave.
    """
    numbers = {each.rule for each in found}
    known = (case.policy.conduct.rule(number) for number in numbers)
    rule = gravest(each for each in known if each is not None)
    return min(numbers) if rule is None else rule.number


def removals(
    case: Case,
    suspicion: Suspicion,
    messages: tuple[MessageId, ...] | list[MessageId],
    *,
    by: MemberId | None,
) -> tuple[Fact, ...]:
    """Return the removals of those messages that still exist, each under its gravest rule.

    A message that breaks no present rule stays.
    """
    return tuple(
        MessageRemoved(
            message=message,
            member=case.member,
            by=by,
            rule=rule_of(case, found),
            posted_at=min(each.posted_at for each in found),
        )
        for message in messages
        if message not in suspicion.removed
        and (found := suspicion.found_in(message))
        and not against_ground(case, rule_of(case, found))
    )


def counting(
    case: Case,
    suspicion: Suspicion,
    found: list[Found],
    by: MemberId | None,
    now: datetime,
    *,
    aimed_at: frozenset[MemberId] = frozenset(),
) -> tuple[Fact, ...]:
    """Return one violation for a suspicion, by the gravest rule, with what follows from it."""
    rule = rule_of(case, frozenset(found))
    message = min(each.message for each in found if each.rule == rule)
    recorded = ViolationRecorded(
        number=case.next.violation,
        member=case.member,
        by=by,
        rule=rule,
        message=message,
        note="",
        since=first_recorded(case, message),
        aimed_at=tuple(sorted(aimed_at)),
    )
    settled = tuple(
        SuspicionSettled(
            number=suspicion.number,
            member=case.member,
            by=by,
            how=Settlement.COUNTED,
            violation=recorded.number,
            message=each,
        )
        for each in _one_act(case, suspicion, message, rule)
    )
    carried = frozenset(each.message for each in settled if each.message is not None)
    others = settle_cards(case, recorded, by=by, carried=carried, but=suspicion.number)
    return (recorded, *settled, *others, *follow_count(case, recorded, now))


def _one_act(
    case: Case, suspicion: Suspicion, message: MessageId, rule: RuleNumber
) -> tuple[MessageId, ...]:
    """Return the messages that a violation covers: that one, and the others of one flood.

    To flood is to write many messages, so they are one act, while two insults are two.
    """

    def is_flood(found: Iterable[Found]) -> bool:
        return all(each.detector is Detector.FLOOD and each.rule == rule for each in found)

    if not is_flood(suspicion.found_in(message)):
        return (message,)
    left = {each.message for each in countable(case, suspicion)}
    flood = {each for each in left if is_flood(suspicion.found_in(each))}
    return tuple(sorted({message, *flood}))


DECISIONS: Decisions = {
    RaiseSuspicion: raise_,
    EnforceSuspicion: enforce,
    PresentSuspicion: present,
}
