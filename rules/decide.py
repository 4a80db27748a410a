"""The door of the policy."""

from datetime import UTC, datetime

from rules import (
    acquaintance,
    apologies,
    appeals,
    blocks,
    chats,
    clocks,
    invitations,
    reminders,
    settling,
    silence,
    suspicions,
    undoing,
    violations,
    wordlist,
)
from rules.case import Case
from rules.rulings import Decisions, Granted, Refused, Ruling
from rules.vocabulary.unions import Request

_SUBJECTS = (
    acquaintance,
    apologies,
    appeals,
    blocks,
    chats,
    invitations,
    reminders,
    settling,
    silence,
    suspicions,
    undoing,
    violations,
    wordlist,
)

DECISIONS: Decisions = {
    request: decide for subject in _SUBJECTS for request, decide in subject.DECISIONS.items()
}
"""Of every request the function that decides on it."""


def decide(case: Case, request: Request, now: datetime) -> Ruling:
    """Rule on a request about the case's member at `now` (aware).

    Gives `Granted` with the facts that now hold, or `Refused` with the typed reason, which
    cites the clause against it. Nothing is changed and nothing is raised.
    """
    # in another zone, adding a day would add what the clocks there make of it
    ruling = _rule_on(case, request, now.astimezone(UTC))
    if isinstance(ruling, Refused):
        return ruling
    # here, so that no way of annulling anything leaves an appeal open
    return Granted((*ruling.facts, *appeals.closed_by(case, ruling.facts)))


def _rule_on(case: Case, request: Request, now: datetime) -> Ruling:
    if refusal := clocks.against_request(case, request):
        return Refused(refusal)
    return DECISIONS[type(request)](case, request, now)
