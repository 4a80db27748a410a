"""Brakes: many measures by one moderator within minutes wait for a second person (п. 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.clauses import Clause
from rules.ids import ChatId, HeldNumber, MemberId
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.blocks import ImposeBlock
from rules.vocabulary.silence import BeginSilence
from rules.vocabulary.suspicions import CountSuspicion, RemoveSuspected
from rules.vocabulary.violations import RecordViolation, RemoveMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOutDeparture:
    """A moderator confirmed a leaver's departure; `plan` identifies the plan that was shown."""

    plan: int


Measure = (
    RecordViolation
    | CountSuspicion
    | RemoveMessage
    | RemoveSuspected
    | ImposeBlock
    | BeginSilence
    | CarryOutDeparture
)
"""What waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An act of a moderator (`by`) that waits since `at` (UTC), about a member of a chat.

    Its measures are carried out together: a record, and the removal of its message.
    `confirmed_by`: a second person has confirmed it, so it is due.
    """

    number: HeldNumber
    chat: ChatId
    member: MemberId
    by: MemberId
    measures: tuple[Measure, ...]
    at: datetime
    confirmed_by: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a moderator did in a chat, by the kind of its fact, at that moment (UTC)."""

    chat: ChatId
    kind: type[FactBase]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BrakeReleased(FactBase):
    """A second person (`by`) confirmed that a moderator's many measures are meant."""

    stored_as = "brake_released"
    clause = Clause.GROUNDS
    wakes_timers = True

    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDropped(FactBase):
    """So many acts of a moderator that waited are not carried out.

    A second person (`by`) said so, or nobody answered in time (None).
    """

    stored_as = "held_dropped"
    clause = Clause.GROUNDS

    member: MemberId
    by: MemberId | None
    acts: int


BrakeFact = BrakeReleased | HeldDropped


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFast(Refusal):
    """The moderator took `measures` measures `within` that time: more wait for a second person."""

    clause = Clause.GROUNDS
    measures: int
    within: timedelta


TOO_MUCH_WAITS = PlainRefusal("too much waits", Clause.GROUNDS)
"""So much of that moderator's waits that nothing more is kept."""

DEPARTURE_CHANGED = PlainRefusal("departure changed", Clause.LEAVERS)
"""Somebody else would go, or from other chats, than the plan that waited says."""

NOT_BRAKED = PlainRefusal("not braked", Clause.GROUNDS)
"""Nothing of that moderator's waits, or somebody has answered already."""
