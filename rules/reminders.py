"""Reminders of the rules: п. 5.12.4, by a moderator, or by the bot when a chat heats up."""

from datetime import datetime

from rules.cases import Case
from rules.cases.measures import Recent
from rules.facts.reminders import Reminded
from rules.permissions import PARTICIPANTS, against, against_ground
from rules.refusals.rights import NotParticipant
from rules.requests.reminders import Remind
from rules.rights import Deed
from rules.rulings import Granted, Refused, Ruling


def remind(case: Case, request: Remind) -> Ruling:
    """Remind one member or all, of one rule or all, because a moderator says so."""
    if refusal := against(Deed.REMIND, request.by):
        return Refused(refusal)
    if request.rule is not None and (refusal := against_ground(case, request.rule)):
        return Refused(refusal)
    if request.to is not None and case.standing not in PARTICIPANTS:
        return Refused(NotParticipant())
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


def follow_heat(case: Case, now: datetime) -> tuple[Reminded, ...]:
    """Say whether one more violation, now, makes the chat one that must be reminded."""
    heat = case.policy.heat
    quiet = case.policy.reminder_quiet
    if case.last_reminder_at is not None and now < case.last_reminder_at + quiet:
        return ()
    lately = [
        *(recent for recent in case.recent if recent.at > now - heat.within),
        Recent(member=case.member, at=now),
    ]
    people = {recent.member for recent in lately}
    if len(lately) < heat.violations or len(people) < heat.people:
        return ()
    return (Reminded(number=case.next.reminder, member=None, by=None, rule=None),)
