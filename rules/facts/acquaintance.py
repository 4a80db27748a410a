"""Facts of п. 5.12.3: newcomers are shown the rules and acknowledge them."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.facts.base import FactBase, Retention
from rules.ids import (
    MemberId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesShown(FactBase):
    """The rules of conduct were put before a newcomer."""

    stored_as = "rules_shown"
    clause = Clause.ACQUAINTANCE
    tried = True
    wakes_timers = True
    outlives_its_people = False
    retention = Retention.ACKNOWLEDGEMENTS
    kept_while = (("version", "version"),)

    member: MemberId
    version: str
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(FactBase):
    """A member said that they know the rules of that version, with the button."""

    stored_as = "acknowledged"
    clause = Clause.ACQUAINTANCE
    retention = Retention.ACKNOWLEDGEMENTS
    kept_while = (("version", "version"),)

    member: MemberId
    by: MemberId
    version: str
    way: str = "button"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementAsked(FactBase):
    """Those who have not acknowledged the rules in time were asked once more, together."""

    stored_as = "acknowledgement_asked"
    clause = Clause.ACQUAINTANCE
    tried = True
    outlives_its_people = False

    members: tuple[MemberId, ...]
    version: str
    member: None = None
    by: None = None


AcquaintanceFact = RulesShown | Acknowledged | AcknowledgementAsked
