"""Suspicions: what detectors found in what one member wrote within seconds (п. 5.12.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.detectors.detection import Detector, Label
from rules.ids import MemberId, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.responses import Response


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
