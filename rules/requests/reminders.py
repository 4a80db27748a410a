"""Requests of п. 5.12.4."""

from dataclasses import dataclass

from rules.cases.people import Actor
from rules.ids import (
    MemberId,
    RuleNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """A moderator reminds: of one rule or all (None), one member (the case's) or all."""

    by: Actor
    rule: RuleNumber | None
    to: MemberId | None
