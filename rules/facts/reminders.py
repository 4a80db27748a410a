"""Facts of п. 5.12.4: reminders of the rules."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import (
    MemberId,
    ReminderNumber,
    RuleNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(FactBase):
    """Everyone (`member` None) or one member was reminded of all rules (None) or of one."""

    stored_as = "reminded"
    clause = Clause.REMINDER
    tried = True
    threads = (("reminder", "number"),)

    number: ReminderNumber
    member: MemberId | None
    by: MemberId | None
    rule: RuleNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderWithdrawn(FactBase):
    """A moderator took a reminder back."""

    stored_as = "reminder_withdrawn"
    clause = Clause.REMINDER
    threads = (("reminder", "number"),)

    number: ReminderNumber
    member: MemberId | None
    by: MemberId


ReminderFact = Reminded | ReminderWithdrawn
