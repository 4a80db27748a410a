"""Reminders of the rules: п. 5.12.4, by a moderator, or by the bot when a chat heats up."""

from collections import Counter
from datetime import datetime

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.conduct import Rule
from rules.ids import MessageId
from rules.permissions import PARTICIPANTS, against, against_ground
from rules.rights import ANY_MODERATION, Deed
from rules.times import is_dated_ahead
from rules.vocabulary.people import NOT_PARTICIPANT
from rules.vocabulary.reminders import Remind, Reminded
from rules.vocabulary.violations import Recent

REMIND = Deed("remind of the rules", Clause.REMINDER, private=ANY_MODERATION)

_SEVERAL = 2
"""п. 5.12.4 speaks of participants in the plural: one person does not heat up a chat."""

_NAMED = 2
"""Rules named in a reminder of two or three lines."""


def remind(case: Case, request: Remind, now: datetime) -> Ruling:
    """Remind one member or everybody, of one rule or all, on a moderator's request."""
    if refusal := against(REMIND, request.by):
        return Refused(refusal)
    if request.rule is not None and (refusal := against_ground(case, request.rule)):
        return Refused(refusal)
    if request.to is not None and case.standing not in PARTICIPANTS:
        return Refused(NOT_PARTICIPANT)
    return Granted(
        (
            Reminded(
                number=case.next.reminder,
                member=request.to,
                by=request.by.member,
                rule=request.rule,
            ),
        )
    )


def follow_heat(case: Case, message: MessageId | None, now: datetime) -> tuple[Reminded, ...]:
    """Return a reminder for everybody if this act of the case's member heats up the chat too far.

    `message` is the message that the act is about, if any. The chat is too heated (п. 5.12.4) when
    enough acts by enough people, two at least, fall within the policy's time, and it had no
    reminder recently. A message counts as one act, even if both suspected and recorded.
    """
    heat, reminded_at = case.policy.heat, case.last_reminder_at
    if (
        reminded_at is not None
        and now < reminded_at + case.policy.reminder_quiet
        and not is_dated_ahead(reminded_at, now)
    ):
        return ()
    messages = frozenset(() if message is None else (message,))
    one = Recent(member=case.member, at=now, messages=messages)
    told: set[MessageId] = set()
    acts: list[Recent] = []
    for recent in (*_lately(case, now), one):
        if not recent.messages or told.isdisjoint(recent.messages):
            acts.append(recent)
        told |= recent.messages
    people = {act.member for act in acts}
    if one not in acts or len(acts) < heat.violations or len(people) < max(heat.people, _SEVERAL):
        return ()
    return (Reminded(number=case.next.reminder, member=None, by=None, rule=None),)


def heated_by(case: Case, now: datetime) -> tuple[Rule, ...]:
    """Return the rules that a heated chat is reminded of: two, those broken most often lately."""
    broken = Counter(rule for each in _lately(case, now) for rule in sorted(each.rules))
    known = (case.policy.conduct.rule(number) for number, _ in broken.most_common())
    return tuple(rule for rule in known if rule is not None)[:_NAMED]


def _lately(case: Case, now: datetime) -> list[Recent]:
    """Return what happened within the time in which acts heat up the chat."""
    begin = now - case.policy.heat.within
    return [each for each in case.recent if each.at > begin and not is_dated_ahead(each.at, now)]


DECISIONS: Decisions = {Remind: remind}
