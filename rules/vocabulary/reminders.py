"""Reminders of the rules (п. 5.12.4)."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.ids import MemberId, ReminderNumber, RuleNumber
from rules.vocabulary.bases import FactBase
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder of the rules to one member, or to everybody (`member` None)."""

    number: ReminderNumber
    to: MemberId | None
    at: datetime
    by: MemberId | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(FactBase):
    """Everybody (`member` None) or one member was reminded of all rules (`rule` None) or of one."""

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
    """A moderator withdrew a reminder."""

    stored_as = "reminder_withdrawn"
    clause = Clause.REMINDER
    threads = (("reminder", "number"),)

    number: ReminderNumber
    member: MemberId | None
    by: MemberId


ReminderFact = Reminded | ReminderWithdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """A moderator reminds everybody or the case's member, of all rules (`rule` None) or of one."""

    by: Actor
    rule: RuleNumber | None
    to: MemberId | None


ReminderRequest = Remind
