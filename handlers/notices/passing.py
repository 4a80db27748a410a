"""Notices about requests that are passed on to whoever may judge (п. 5.12.7)."""

from dataclasses import dataclass

from handlers.notices import Named
from rules.conduct import Rule
from rules.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPassed:
    """What was refused went to others: to the college's administrators alone, or also to the
    chat's moderators.
    """

    refusal: Refusal
    administrators: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShown:
    """A violation to be recorded by somebody else than who asks; `text` is the message's."""

    chat: str
    member: Named
    by: Named
    rule: Rule
    note: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSettled:
    """What became of a request."""

    chat: str
    member: Named
    by: Named
    rule: Rule
    settled_by: Named
    recorded: bool


PassingNotice = RequestPassed | RequestShown | RequestSettled
