"""Who may do what: every question of rights has its home here (п. 5.12.2, 5.12.7).

What somebody may for what they are is the table's to say (`rules.rights`), what stands against it
for whom it is about is said here. Each check gives the refusal that stands against the request,
or None.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from rules.case import Case
from rules.ids import MemberId, RuleNumber
from rules.rights import TABLE, Deed, Holds, Outcome, Who
from rules.times import is_surely_before
from rules.vocabulary.appeals import OnlyAdministrators
from rules.vocabulary.chats import BeforeAdoption, NotAdministrator
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.rights import (
    AgainstModerator,
    NotAsked,
    NotModerator,
    NotParticipant,
    OnlyOneself,
    OwnCase,
    OwnFamily,
    OwnGrievance,
)
from rules.vocabulary.unions import Refusal
from rules.vocabulary.violations import NoSuchRule, RuleMissing

MODERATORS = frozenset({Standing.MODERATOR, Standing.ADMINISTRATOR})
PARTICIPANTS = frozenset({Standing.MEMBER, Standing.MODERATOR, Standing.ADMINISTRATOR})

_WHO = {
    Standing.ADMINISTRATOR: Who.ADMINISTRATOR,
    Standing.MODERATOR: Who.MODERATOR,
    Standing.MEMBER: Who.MEMBER,
    Standing.LEFT: Who.STRANGER,
    Standing.OUTSIDER: Who.STRANGER,
    Standing.COMMUNITY: Who.COMMUNITY,
}

_REFUSALS: Mapping[Outcome, Refusal] = {
    NotModerator: NotModerator(),
    OnlyOneself: OnlyOneself(),
    NotAdministrator: NotAdministrator(),
    OnlyAdministrators: OnlyAdministrators(),
}
"""What is told to whoever may not for what they are."""


def may_moderate(by: Actor) -> bool:
    """Say whether that person is a moderator of the chat."""
    return by.standing in MODERATORS


def against_seeing(deed: Deed, by: Actor, of: MemberId) -> Refusal | None:
    """Say what stands against `by` seeing what is recorded of somebody, which is that deed.

    Everyone sees every entry about themselves, moderators anyone's (п. 5.12.7).
    """
    return None if by.member == of else against(deed, by)


def takes_part(by: Actor) -> bool:
    """Say whether that person is in the chat at present, and is a person."""
    return by.standing in PARTICIPANTS and by.joined_at is not None


def against(deed: Deed, by: Actor) -> Refusal | None:
    """Say what stands against a deed for what `by` is to the chat, whomever it is about."""
    outcome = TABLE[deed].grant.to_whom(_WHO[by.standing])
    return None if outcome is Holds.ALLOWED else _REFUSALS.get(outcome, NotModerator())


def against_acting(case: Case, by: Actor, deed: Deed) -> Refusal | None:
    """Say what stands against that deed of `by` on the case's member, as a moderator."""
    if refusal := against(deed, by):
        return refusal
    if by.member == case.member:
        return OwnCase()
    if by.member in case.family:
        return OwnFamily()
    if case.standing in MODERATORS:
        return AgainstModerator()
    if case.standing in {Standing.OUTSIDER, Standing.COMMUNITY}:
        return NotParticipant()
    return None


def against_recording(case: Case, by: Actor, deed: Deed) -> Refusal | None:
    """Say what stands against `by` recording a violation of the case's member, or annulling it,
    which is that deed.

    Against a moderator that is for the college's administrators, who alone stand above both.
    """
    refusal = against_acting(case, by, deed)
    decides = by.standing is Standing.ADMINISTRATOR and case.standing is Standing.MODERATOR
    return None if decides and isinstance(refusal, AgainstModerator) else refusal


def against_ground(case: Case, rule: RuleNumber | None) -> Refusal | None:
    """Say what stands against a rule of conduct as the ground of an act."""
    known = tuple(each.number for each in case.policy.conduct.rules)
    if rule is None:
        return RuleMissing(known=known)
    if rule not in known:
        return NoSuchRule(number=rule, known=known)
    return None


def against_grievance(
    case: Case, by: Actor, rule: RuleNumber | None, aimed_at: Iterable[MemberId]
) -> Refusal | None:
    """Say what stands against `by` recording under that rule what was done to those people.

    A rule that is broken against somebody is for another moderator to cite (п. 5.12.7).
    """
    known = None if rule is None else case.policy.conduct.rule(rule)
    personal = known is not None and known.personal
    return OwnGrievance() if personal and by.member in aimed_at else None


def against_answering(by: Actor, asked: MemberId) -> Refusal | None:
    """Say what stands against `by` answering a question that was put to `asked`."""
    return None if by.member == asked else NotAsked(by=asked)


def against_age(case: Case, written_at: datetime | None) -> Refusal | None:
    """Say what stands against a violation by a message written then (UTC; None: not known).

    Before the chat was adopted nobody there was shown any rules (п. 5.12.1, 5.12.3).
    """
    adopted_at = case.adopted_at
    if written_at is None or adopted_at is None or not is_surely_before(written_at, adopted_at):
        return None
    return BeforeAdoption(adopted_at=adopted_at)
