"""Reminders of the rules: п. 5.12.4, by a moderator, or by the bot when a chat heats up."""

from datetime import datetime

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
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
    lately = [
        each
        for each in case.recent
        if each.at > now - heat.within and not is_dated_ahead(each.at, now)
    ]
    for recent in (*lately, one):
        if not recent.messages or told.isdisjoint(recent.messages):
            acts.append(recent)
        told |= recent.messages
    people = {act.member for act in acts}
    if one not in acts or len(acts) < heat.violations or len(people) < max(heat.people, _SEVERAL):
        return ()
    return (Reminded(number=case.next.reminder, member=None, by=None, rule=None),)


DECISIONS: Decisions = {Remind: remind}
