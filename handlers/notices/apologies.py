"""Notices about apologies and the votes on them."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named
from rules.cases.votes import Choice, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology:
    """An apology before the participants, with the numbers of the vote."""

    member: Named
    text: str
    consents: int
    objections: int
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyDecided:
    """An apology whose vote is over."""

    member: Named
    text: str
    consents: int
    objections: int
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteDecided:
    """A vote is over: said to all."""

    member: Named
    outcome: Outcome
    objections: int
    again_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteDecidedPrivately:
    """A vote is over and the block stays: said to the blocked person."""

    chat: str
    again_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyPassedOn:
    """The apology is before the participants: said to its author."""

    chat: str
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyForWhich:
    """The person is blocked in several chats: which one is it for?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyWordsAsked:
    """The person's next private message is their apology to the chat of that title."""

    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyForgotten:
    """A chat was chosen, but the words are not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowhereBlocked:
    """The person is not blocked in any chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteNoted:
    """Said to the one who pressed."""

    choice: Choice


ApologyNotice = (
    Apology
    | ApologyDecided
    | VoteDecided
    | VoteDecidedPrivately
    | ApologyPassedOn
    | ApologyForWhich
    | ApologyWordsAsked
    | ApologyForgotten
    | NowhereBlocked
    | VoteNoted
)
