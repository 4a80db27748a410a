"""Acquaintance with the rules (п. 5.12.3), and their announcement (п. 6.2)."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.bases import FactBase, PlainRefusal, Retention
from rules.vocabulary.people import Actor


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
    """Members who had not acknowledged the rules were asked once more, in one message.

    By the timer (`by` None) those who did not do so in time, by a moderator everybody.
    """

    stored_as = "acknowledgement_asked"
    clause = Clause.ACQUAINTANCE
    tried = True
    outlives_its_people = False

    members: tuple[MemberId, ...]
    version: str
    member: None = None
    by: MemberId | None = None


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
    """Ask members who have not acknowledged the rules to do so.

    The timer (`by` None) asks newcomers, a moderator everybody, who was last asked at `asked_at`
    (UTC).
    """

    members: tuple[MemberId, ...]
    by: Actor | None = None
    asked_at: datetime | None = None


EVERYBODY_KNOWS = PlainRefusal("everybody knows", Clause.ACQUAINTANCE)

ASKED_TODAY = PlainRefusal("asked today", Clause.ACQUAINTANCE)


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
