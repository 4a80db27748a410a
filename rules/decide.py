"""`decide`, the only entry to the policy."""

from datetime import UTC, datetime

from rules import (
    acquaintance,
    apologies,
    appeals,
    blocks,
    chats,
    complaints,
    invitations,
    permissions,
    reminders,
    settling,
    silence,
    spread,
    suspicions,
    undoing,
    violations,
    wordlist,
)
from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.vocabulary.unions import Request

_SUBJECTS = (
    acquaintance,
    apologies,
    appeals,
    blocks,
    chats,
    complaints,
    invitations,
    reminders,
    settling,
    silence,
    spread,
    suspicions,
    undoing,
    violations,
    wordlist,
)

DECISIONS: Decisions = {
    request: decide for subject in _SUBJECTS for request, decide in subject.DECISIONS.items()
}
"""Each type of request with the function that decides it."""


def decide(case: Case, request: Request, now: datetime) -> Ruling:
    """Decide a request about the case's member at `now` (aware).

    Returns `Granted` with the facts that now hold, or `Refused` with a typed reason that cites its
    clause. Changes nothing and raises nothing.
    """
    # UTC, because adding a day in a zone with changing clocks is not 24 hours
    ruling = _rule_on(case, request, now.astimezone(UTC))
    if isinstance(ruling, Refused):
        return ruling
    # here, so that every annulment closes its appeals, however it comes about
    return Granted((*ruling.facts, *appeals.closed_by(case, ruling.facts)))


def _rule_on(case: Case, request: Request, now: datetime) -> Ruling:
    if refusal := permissions.against_request(case, request):
        return Refused(refusal)
    return DECISIONS[type(request)](case, request, now)
