"""Brakes: many measures by one moderator within minutes wait for a second person (п. 5.12.7)."""

from dataclasses import dataclass
from datetime import timedelta

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class BrakeReleased(FactBase):
    """A second person (`by`) confirmed that a moderator's many measures are meant."""

    stored_as = "brake_released"
    clause = Clause.GROUNDS

    member: MemberId
    by: MemberId


BrakeFact = BrakeReleased


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFast(Refusal):
    """The moderator took `measures` measures `within` that time: more wait for a second person."""

    clause = Clause.GROUNDS
    measures: int
    within: timedelta


NOT_BRAKED = PlainRefusal("not braked", Clause.GROUNDS)
"""Nothing of that moderator's waits, or somebody has confirmed it already."""
