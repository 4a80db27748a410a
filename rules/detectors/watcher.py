"""A detector made for one chat, and what it is made from."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Protocol

from rules.detectors.detection import Answer, Detection
from rules.detectors.message import Message
from rules.responses import Forbidden
from rules.times import QuietHours


class Watcher(Protocol):
    """A detector configured for one chat."""

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the detections; empty for nearly every message."""

    def explain(self, message: Message) -> Answer:
        """Return the detections, and why similar things are harmless."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a detector may have to know of its chat.

    `permitted` is what the policy allows, `zone` the chat's time zone, `listed` the chat's own
    list, each entry with the number of its rule, if any.
    """

    permitted: tuple[str, ...] = ()
    zone: tzinfo = UTC
    quiet_hours: QuietHours | None = None
    forbidden: frozenset[Forbidden] = frozenset()
    listed: tuple[tuple[str, int | None], ...] = ()
