"""Notices about apologies and the votes on them."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named
from rules.detectors.detection import Detector
from rules.vocabulary.apologies import Choice, Outcome


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldSaid:
    """The apology waits for a moderator: said to its author. `read`: one of them gets it."""

    chat: str
    read: bool
    found: tuple[Detector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldShown:
    """An apology that was withheld, to a moderator."""

    chat: str
    member: Named
    text: str
    found: tuple[Detector, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldClosed:
    """What is left of it for the moderators: it was published or returned by `by`, its block
    `ended`, or its author wrote anew.
    """

    chat: str
    member: Named
    by: Named | None
    published: bool
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyReturned:
    """A moderator did not publish the apology: said to its author."""

    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyNotLeft:
    """What stands in the place of words that a moderator called no apology."""

    member: Named
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyNotLeftPrivately:
    """The same, to their author."""

    chat: str
    by: Named
    again_at: datetime | None


WithheldNotice = (
    WithheldSaid
    | WithheldShown
    | WithheldClosed
    | ApologyReturned
    | ApologyNotLeft
    | ApologyNotLeftPrivately
)

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
    | WithheldNotice
)
