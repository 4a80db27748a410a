"""Acquaintance with the rules (п. 5.12.3), and their announcement (п. 6.2)."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.bases import FactBase, Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesShown(FactBase):
    """The rules of conduct were shown to a newcomer."""

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
    """A member pressed the button that acknowledges this version of the rules."""

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
    """Members who had not acknowledged the rules in time were asked once more, in one message."""

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
    """Show the rules to the case's member, who has joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """The case's member acknowledges the rules.

    `addressed` are the members to whom the notice was shown; None means everybody.
    """

    version: str
    addressed: frozenset[MemberId] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForAcknowledgement:
    """The timer asks newcomers who have not acknowledged the rules in time to do so."""

    members: tuple[MemberId, ...]


AcquaintanceRequest = ShowRules | Acknowledge | AskForAcknowledgement


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAnnounced(FactBase):
    """A version of the rules was announced to a chat, as a revision or with its introduction."""

    stored_as = "policy_announced"
    clause = Clause.REVISION
    always_kept = True

    version: str
    member: None = None
    by: None = None


RevisionFact = PolicyAnnounced
