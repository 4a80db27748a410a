"""Announce facts: turn recorded facts into effects.

A block is imposed and lifted in several ways (command, button, ladder, clock, vote, annulment). The
subject of the fact announces each of them once, in the same words.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.case import Case
from rules.ids import ChatId, MemberId, MessageId
from rules.vocabulary.bases import Refusal
from rules.vocabulary.brakes import Measure
from rules.vocabulary.unions import Fact
from storage.effects import Menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Facts granted about one member, with the case `before` the ruling and `after` it.

    `reply_to` is the message that the announcement answers, if any.
    """

    before: Case
    after: Case
    facts: Sequence[Fact]
    reply_to: MessageId | None = None


OfChange = Callable[[Any, Change], Awaitable[None]]
"""Announces a whole change in a scene."""

OfFact = Callable[[Any, Change, Any], Awaitable[None]]
"""Announces one fact of a change in a scene."""


MenuOf = Callable[[Any, MemberId], Awaitable[Menu | None]]
"""Returns a person's menu, in a scene, as their state is now."""

Brake = Callable[[Any, ChatId, MemberId, MemberId, Sequence[Measure]], Awaitable[Refusal | None]]
"""Keeps measures about a member of a chat, asked for by a moderator in a scene, that wait for a
second person; returns why they wait, or None if they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcers:
    """The subjects' announcers by fact. A fact without one is answered where it was asked.

    `menu` gives the menu of a private conversation. `brake` keeps what waits for a second person.
    """

    by_fact: Mapping[type[Fact], OfFact]
    first: Sequence[OfChange] = ()
    last: Sequence[OfChange] = ()
    menu: MenuOf | None = None
    brake: Brake | None = None
