"""Signals: people call for help in their own words, or detectors notice danger (п. 5.12.2).

Who called, and what they wrote, is in no fact, so in no journal: the storage keeps it beside, for a
term of its own (`[keeping] signals`).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import ChatId, MemberId, MessageId, SignalNumber
from rules.vocabulary.bases import FactBase, PlainRefusal
from rules.vocabulary.complaints import Outcome


class Concern(StrEnum):
    """What somebody calls for help with, or what the bot noticed.

    Nobody calls with the last three.
    """

    INSULTED = "insulted"
    OTHERS = "others"
    THREATS = "threats"
    PERSONAL_DATA = "personal_data"
    UNWELL = "unwell"
    OTHER = "other"
    DRUGS = "drugs"
    RECRUITING = "recruiting"
    SCAM = "scam"


class Door(StrEnum):
    """To whom a call goes: the people of `[safety]`, a chat's moderators, or administrators."""

    SAFETY = "safety"
    MODERATORS = "moderators"
    ADMINISTRATORS = "administrators"


class Stage(StrEnum):
    """How far a signal is dealt with."""

    NEW = "new"
    SEEN = "seen"
    HANDLED = "handled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A call for help of `by`, made at `at` (UTC).

    `chat` None: it is about no chat. `holder` is who answered it last, `outcome` what the caller
    was told; a signal of the door `SAFETY` has none, but a `note`. `message`: the detectors found
    it in this message of `by`, who called for nothing; `near`: what was written around it.
    """

    number: SignalNumber
    concern: Concern
    door: Door
    chat: ChatId | None
    by: MemberId
    text: str
    at: datetime
    stage: Stage = Stage.NEW
    holder: MemberId | None = None
    outcome: Outcome | None = None
    note: str = ""
    message: MessageId | None = None
    near: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to deal with it."""
        return self.stage is not Stage.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRaised(FactBase):
    """Somebody called for help, or wrote more to an open call. The fact does not say who."""

    stored_as = "signal_raised"
    clause = Clause.MODERATION
    wakes_timers = True
    threads = (("signal", "number"),)

    number: SignalNumber
    door: Door
    member: None = None
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalMoved(FactBase):
    """A person of `[safety]`, a moderator or an administrator (`by`) answered a call for help."""

    stored_as = "signal_moved"
    clause = Clause.MODERATION
    threads = (("signal", "number"),)

    number: SignalNumber
    stage: Stage
    by: MemberId
    member: None = None


SignalFact = SignalRaised | SignalMoved

TOO_MANY_SIGNALS = PlainRefusal("too many signals", Clause.MODERATION)
NOT_FOR_YOU = PlainRefusal("not for you", Clause.MODERATION)
"""The signal is not one that this person deals with."""

SIGNAL_OVER = PlainRefusal("signal over", Clause.MODERATION)
