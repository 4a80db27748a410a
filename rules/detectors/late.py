"""Late hours (п. 5.11.1, «круглосуточно»): a late message is a hint at most."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.inspection import Setup
from rules.detectors.message import Message
from rules.detectors.registry import Detector, Label
from rules.times import QuietHours

_MINUTE = 60
"""In seconds. Quiet hours begin and end on a full minute, so an answer holds for all of it."""


@dataclass(slots=True, kw_only=True)
class LateHours:
    """Finds messages written within a chat's quiet hours, by the clock of `zone`."""

    hours: QuietHours
    zone: tzinfo
    _minute: int = -1
    _hold: bool = False

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return a detection if the message was written late."""
        if not self._hold_at(message.at):
            return ()
        return (
            Detection(detector=Detector.LATE, label=Label.LATE, certainty=1.0, sign=Sign.PLAIN),
        )

    def explain(self, message: Message) -> Answer:
        """Return the same; a message of the day is within the limit."""
        found = self.detect(message)
        if found:
            return Answer(detections=found)
        return Answer(cleared=(Cleared(detector=Detector.LATE, why=Clearance.WITHIN_MEASURE),))

    def _hold_at(self, at: int) -> bool:
        # messages come minute by minute, so the zone is asked once a minute
        if at // _MINUTE != self._minute:
            self._minute = at // _MINUTE
            self._hold = self.hours.hold_at(datetime.fromtimestamp(at, UTC), self.zone)
        return self._hold


def watcher(setup: Setup) -> LateHours | None:
    """Make the detector; None for a chat without quiet hours."""
    hours = setup.quiet_hours
    return None if hours is None else LateHours(hours=hours, zone=setup.zone)
