"""Notices about requests that are passed on to whoever may judge (п. 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named
from rules.conduct import Rule
from rules.ids import RuleNumber, ViolationNumber
from rules.vocabulary.unions import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPassed:
    """What was refused went to others: to the college's administrators alone, or also to the
    chat's moderators.

    `until` (UTC) is when the request ends undecided.
    """

    refusal: Refusal
    administrators: bool
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShown:
    """A violation to be recorded by somebody else than who asks, until `until` (UTC); `text` is
    the message's.
    """

    chat: str
    member: Named
    by: Named
    rule: Rule
    note: str
    text: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSettled:
    """What became of a request."""

    chat: str
    member: Named
    by: Named
    rule: Rule
    settled_by: Named
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMoot:
    """The message of a request was recorded otherwise; `recorded_by` None: by the bot."""

    chat: str
    member: Named
    by: Named
    number: ViolationNumber
    rule: RuleNumber
    recorded_by: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExpired:
    """A request waited for as long as it may, and nobody decided."""


PassingNotice = RequestPassed | RequestShown | RequestSettled | RequestMoot | RequestExpired
