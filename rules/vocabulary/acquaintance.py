"""Newcomers are shown the rules and acknowledge them (п. 5.12.3)."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import (
    MemberId,
)
from rules.vocabulary.fact import FactBase, Retention


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRules:
    """The case's member joined and is to be shown the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """The case's member says that they know the rules.

    `addressed` are the members whom the notice was for; None: everybody.
    """

    version: str
    addressed: frozenset[MemberId] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForAcknowledgement:
    """The clock says that these newcomers have not acknowledged the rules in time."""

    members: tuple[MemberId, ...]


AcquaintanceRequest = ShowRules | Acknowledge | AskForAcknowledgement
