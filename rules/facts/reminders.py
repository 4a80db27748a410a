"""Facts of п. 5.12.4: reminders of the rules."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import (
    MemberId,
    ReminderNumber,
    RuleNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Everyone (`member` None) or one member was reminded of all rules (None) or of one."""

    clause: ClassVar[Clause] = Clause.REMINDER
    number: ReminderNumber
    member: MemberId | None
    by: MemberId | None
    rule: RuleNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderWithdrawn:
    """A moderator took a reminder back."""

    clause: ClassVar[Clause] = Clause.REMINDER
    number: ReminderNumber
    member: MemberId | None
    by: MemberId


ReminderFact = Reminded | ReminderWithdrawn
