"""Acquaintance with the rules (п. 5.12.3), and what is new in them (п. 6.2)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.conduct import Conduct, Rule
from rules.permissions import against
from rules.rights import ANY_MODERATION, EVERYBODY, MEMBERS, Deed, Grant, Place, Press, Who
from rules.settings import ChatSettings, Newcomers
from rules.times import QuietHours, is_over
from rules.vocabulary.acquaintance import (
    ASKED_TODAY,
    EVERYBODY_KNOWS,
    Acknowledge,
    Acknowledged,
    AcknowledgementAsked,
    AskForAcknowledgement,
    RulesShown,
    ShowRules,
)
from rules.vocabulary.people import (
    ACKNOWLEDGED_ALREADY,
    NOT_ADDRESSED,
    NOT_PARTICIPANT,
    NOTICE_OUTDATED,
    Actor,
    Standing,
)

SEE_MEMBERS = Deed("see who has not acknowledged", Clause.ACQUAINTANCE, private=ANY_MODERATION)

ASK_EVERYBODY = Deed(
    "ask everybody to acknowledge",
    Clause.ACQUAINTANCE,
    press=Press(Place.CHAT, old=ASKED_TODAY),
)

READ_RULES = Deed("read the rules", Clause.ACQUAINTANCE, grant=EVERYBODY, private=EVERYBODY)

ACKNOWLEDGE = Deed(
    "acknowledge the rules",
    Clause.ACQUAINTANCE,
    grant=Grant(
        to=frozenset({Who.NEWCOMER}),
        others=NOT_ADDRESSED,
        but=dict.fromkeys(
            (Who.STRANGER, Who.SAFETY, Who.MODERATOR_ELSEWHERE, Who.UNCONFIRMED), NOT_PARTICIPANT
        ),
    ),
    press=Press(
        Place.CHAT,
        old=ACKNOWLEDGED_ALREADY,
        # the rules shown on request carry the same button, for anybody
        unaddressed=Grant(to=MEMBERS, others=NOT_PARTICIPANT),
    ),
)


def show_rules(case: Case, request: ShowRules, now: datetime) -> Ruling:
    """Show the rules to a person who joined; a community is refused."""
    if case.standing is Standing.COMMUNITY:
        return Refused(NOT_PARTICIPANT)
    if case.policy.version in case.acknowledged:
        return Refused(ACKNOWLEDGED_ALREADY)
    return Granted((RulesShown(member=case.member, version=case.policy.version),))


NIGHT = QuietHours(begins=time(22), ends=time(8))
"""The hours in which nobody is asked for anything, even in a chat without quiet hours."""


_ASKED_AGAIN_AFTER = timedelta(days=1)
"""A second tap, or another moderator's, asks nobody twice on one day."""


def when_to_ask(shown_at: datetime, settings: ChatSettings, zone: tzinfo) -> datetime:
    """Return when (UTC) a newcomer is asked once more: outside quiet hours and night."""
    at = shown_at + settings.remind_after
    for quiet in (settings.quiet_hours, NIGHT):
        if quiet is not None and quiet.hold_at(at, zone):
            at = quiet.end_after(at, zone)
    return at


def ask(case: Case, request: AskForAcknowledgement, now: datetime) -> Ruling:
    """Ask newcomers once more, where the chat is set to remind; or everybody, for a moderator."""
    if request.by is not None:
        return _ask_everybody(case, request, request.by, now)
    if case.settings.newcomers is not Newcomers.REMIND or not request.members:
        return Refused(NOT_ADDRESSED)
    return Granted((AcknowledgementAsked(members=request.members, version=case.policy.version),))


def _ask_everybody(case: Case, request: AskForAcknowledgement, by: Actor, now: datetime) -> Ruling:
    if refusal := against(ASK_EVERYBODY, by):
        return Refused(refusal)
    if not request.members:
        return Refused(EVERYBODY_KNOWS)
    if request.asked_at is not None and not is_over(request.asked_at, _ASKED_AGAIN_AFTER, now):
        return Refused(ASKED_TODAY)
    version = case.policy.version
    return Granted((AcknowledgementAsked(members=request.members, version=version, by=by.member),))


def acknowledge(case: Case, request: Acknowledge, now: datetime) -> Ruling:
    """Record that the case's member acknowledges this version of the rules."""
    if case.standing in {Standing.COMMUNITY, Standing.OUTSIDER, Standing.LEFT}:
        return Refused(NOT_PARTICIPANT)
    if request.addressed is not None and case.member not in request.addressed:
        return Refused(NOT_ADDRESSED)
    if request.version != case.policy.version:
        return Refused(NOTICE_OUTDATED)
    if request.version in case.acknowledged:
        return Refused(ACKNOWLEDGED_ALREADY)
    return Granted((Acknowledged(member=case.member, by=case.member, version=request.version),))


DECISIONS: Decisions = {ShowRules: show_rules, Acknowledge: acknowledge, AskForAcknowledgement: ask}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Differences between two sets of rules, by the present text, or the last if removed."""

    added: tuple[Rule, ...] = ()
    reworded: tuple[Rule, ...] = ()
    removed: tuple[Rule, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether people read the same rules as before."""
        return not (self.added or self.reworded or self.removed)


def changes(before: Conduct, after: Conduct) -> Changes:
    """Compare two sets of rules, number by number, by what people read."""
    return Changes(
        added=tuple(rule for rule in after.rules if before.rule(rule.number) is None),
        reworded=tuple(
            rule
            for rule in after.rules
            if (old := before.rule(rule.number)) is not None and not _reads_as(old, rule)
        ),
        removed=tuple(rule for rule in before.rules if after.rule(rule.number) is None),
    )


def _reads_as(one: Rule, other: Rule) -> bool:
    # which detectors watch for a rule does not concern its readers
    return (one.title, one.text) == (other.title, other.text)
