"""Suspensions: a moderator's power over the bot ends everywhere at once (п. 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.bases import FactBase, PlainRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A suspension in force since `at` (UTC)."""

    member: MemberId
    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorSuspended(FactBase):
    """An administrator (`by`) suspended a moderator, for the `reason` that they gave, if any."""

    stored_as = "moderator_suspended"
    clause = Clause.GROUNDS
    outlives_its_people = False
    threads = (("suspension", "member"),)

    member: MemberId
    by: MemberId
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionLifted(FactBase):
    """An administrator (`by`) gave a moderator their rights back."""

    stored_as = "suspension_lifted"
    clause = Clause.GROUNDS
    outlives_its_people = False
    threads = (("suspension", "member"),)

    member: MemberId
    by: MemberId


SuspensionFact = ModeratorSuspended | SuspensionLifted

IS_ADMINISTRATOR = PlainRefusal("is administrator", Clause.GROUNDS)
"""The college's administrators are named in the settings, which alone can end their power."""

NO_POWER = PlainRefusal("no power", Clause.GROUNDS)
"""The person moderates no chat."""

SUSPENDED_ALREADY = PlainRefusal("suspended already", Clause.GROUNDS)
NOT_SUSPENDED = PlainRefusal("not suspended", Clause.GROUNDS)
