"""Asking the policy, and reading its ruling."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from rules.case import Case, Granted, Refused, Ruling
from rules.decide import decide
from rules.vocabulary.bases import Refusal
from rules.vocabulary.unions import Fact, Request
from tests.rules.moments import NOW


def facts_of(ruling: Ruling) -> tuple[Fact, ...]:
    assert isinstance(ruling, Granted), ruling
    return ruling.facts


def granted(case: Case, request: Request, now: datetime = NOW) -> tuple[Fact, ...]:
    """The facts by which the policy grants a request; there are always some."""
    facts = facts_of(decide(case, request, now))
    assert facts
    return facts


def refused(case: Case, request: Request, now: datetime = NOW) -> Refusal:
    """Why the policy refuses a request."""
    ruling = decide(case, request, now)
    assert isinstance(ruling, Refused), ruling
    return ruling.reason


Kind = TypeVar("Kind")


def sole(kind: type[Kind], facts: Iterable[Fact]) -> Kind:
    """The only fact there is, of that kind."""
    (fact,) = facts
    assert isinstance(fact, kind), fact
    return fact


def first(kind: type[Kind], facts: Sequence[Fact]) -> Kind:
    return sole(kind, facts[:1])


def last(kind: type[Kind], facts: Sequence[Fact]) -> Kind:
    return sole(kind, facts[-1:])
