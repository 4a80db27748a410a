"""Suspicions that detectors raise (п. 5.12.2, 5.12.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause
from rules.detectors.detection import Detection, Detector, Label
from rules.ids import MemberId, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.responses import Response
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One detection in one message, written at `posted_at` (UTC): which rule it speaks for, and
    what follows from it in this chat. `certainty` is in per cent.
    """

    message: MessageId
    posted_at: datetime
    detector: Detector
    label: Label
    certainty: int
    rule: RuleNumber
    response: Response


class Settlement(StrEnum):
    """How a suspicion ended: as a violation, as nothing of the kind, or, since its messages were
    recorded already, with nothing more to do.
    """

    COUNTED = "counted"
    CLEARED = "cleared"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A suspicion. `settled` is what was said of it last; `rules.openness` says what holds.

    `acts_at` (UTC) is when what was gathered is acted upon; None: it was. `removed` are the
    messages that were removed and not taken back as a mistake. `counted_by` is who recorded the
    violation, None where the bot did; `cleared_by` is who said that it is none, or left it.
    """

    number: SuspicionNumber
    member: MemberId
    at: datetime
    last_at: datetime
    found: frozenset[Found]
    acts_at: datetime | None = None
    removed: frozenset[MessageId] = frozenset()
    violation: ViolationNumber | None = None
    counted_by: MemberId | None = None
    cleared_by: MemberId | None = None
    settled: Settlement | None = None
    settled_at: datetime | None = None

    @property
    def messages(self) -> tuple[MessageId, ...]:
        """The messages that it is about, in the order in which they were written."""
        return tuple(sorted({each.message for each in self.found}))

    def found_in(self, message: MessageId) -> frozenset[Found]:
        """Give what was found in one of the messages."""
        return frozenset(each for each in self.found if each.message == message)


def strongest(found: Iterable[Found]) -> Response:
    """Give the most that follows from any of what was found; nothing follows from nothing."""
    return max(
        (each.response for each in found), key=lambda each: each.weight, default=Response.OFF
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionRaised(FactBase):
    """Detectors found something in a member's message; it is acted upon at `acts_at` (UTC)."""

    stored_as = "suspicion_raised"
    clause = Clause.MODERATION
    wakes_timers = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    found: tuple[Found, ...]
    acts_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionGrown(FactBase):
    """The same member wrote more of it within seconds."""

    stored_as = "suspicion_grown"
    clause = Clause.MODERATION
    wakes_timers = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    found: tuple[Found, ...]
    acts_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionPresented(FactBase):
    """What was gathered was put before the moderators."""

    stored_as = "suspicion_presented"
    clause = Clause.MODERATION
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionSettled(FactBase):
    """A moderator, or the bot where the chat lets it, said what the suspicion is.

    `violation` is the one that was recorded; `taught` are digests of what is not to be suspected
    again in this chat (`rules.detectors.taught`).
    """

    stored_as = "suspicion_settled"
    clause = Clause.GROUNDS
    teaches_detectors = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: MemberId | None
    how: Settlement
    violation: ViolationNumber | None = None
    taught: tuple[str, ...] = ()

    @property
    def tried(self) -> bool:
        """A trial takes back that a suspicion was counted, because it takes back its violation."""
        return self.how is Settlement.COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionReopened(FactBase):
    """A suspicion is open again: «Не нарушение» is taken back, with what it taught, or, where `by`
    is None, more was found after a moderator had settled it.
    """

    stored_as = "suspicion_reopened"
    clause = Clause.GROUNDS
    teaches_detectors = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: MemberId | None


SuspicionFact = (
    SuspicionRaised | SuspicionGrown | SuspicionPresented | SuspicionSettled | SuspicionReopened
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseSuspicion:
    """Detectors found something in a message of the case's member, written at `posted_at`."""

    message: MessageId
    posted_at: datetime
    detections: tuple[Detection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforceSuspicion:
    """The time has come for what the chat wants done at once about a suspicion."""

    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentSuspicion:
    """The time has come to put a suspicion before the moderators."""

    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSuspicion:
    """«Засчитать»: a moderator says that it is a violation.

    `aimed_at` are the moderators whom the messages are known to be against.
    """

    by: Actor
    number: SuspicionNumber
    aimed_at: frozenset[MemberId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSuspected:
    """«Удалить»: a moderator removes the messages that a suspicion is about."""

    by: Actor
    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearSuspicion:
    """«Не нарушение»: a moderator says that it is none; `taught` is as in the fact."""

    by: Actor
    number: SuspicionNumber
    taught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveSuspicion:
    """«Оставить как есть»: what was found stands in messages that are recorded already."""

    by: Actor
    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenSuspicion:
    """A moderator takes «Не нарушение» back."""

    by: Actor
    number: SuspicionNumber


SuspicionRequest = (
    RaiseSuspicion
    | EnforceSuspicion
    | PresentSuspicion
    | CountSuspicion
    | RemoveSuspected
    | ClearSuspicion
    | LeaveSuspicion
    | ReopenSuspicion
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingSuspected:
    """Nothing of what was found is of concern in this chat."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToEnforce:
    """The chat wants nothing done that was not done, or the suspicion is settled."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchSuspicion:
    """The chat has no suspicion of that number."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledAlready:
    """Somebody has settled the suspicion already."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectedRemoved:
    """The messages of the suspicion are removed already."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRecordedYet:
    """Something of the suspicion may be recorded: it cannot be left as recorded already."""

    clause: ClassVar[Clause] = Clause.MODERATION


SuspicionRefusal = (
    NothingSuspected
    | NothingToEnforce
    | NoSuchSuspicion
    | SettledAlready
    | SuspectedRemoved
    | NotRecordedYet
)
