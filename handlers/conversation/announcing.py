"""Facts become effects: what is said and done once something holds.

A block is imposed and lifted in several ways (a command, a button, the ladder, the clock, a vote,
an annulment). Each is announced once, by the subject whose fact it is, in the same words.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.case import Case
from rules.ids import MessageId
from rules.vocabulary.unions import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was granted of one member: the case `before` the policy ruled, and `after` it.

    `reply_to` is the message that the words answer, if any.
    """

    before: Case
    after: Case
    facts: Sequence[Fact]
    reply_to: MessageId | None = None


OfChange = Callable[[Any, Change], Awaitable[None]]
"""Announces, in a scene, what a change as a whole brings."""

OfFact = Callable[[Any, Change, Any], Awaitable[None]]
"""Announces, in a scene, one fact of a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcers:
    """Who announces what: the subjects' rows. A fact without a row is told where it was asked."""

    by_fact: Mapping[type[Fact], OfFact]
    first: Sequence[OfChange] = ()
    last: Sequence[OfChange] = ()
