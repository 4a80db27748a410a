"""The detector of flooding in one chat (the rule of conduct on flooding and spam, п. 5.12.2)."""

from collections import deque
from copy import deepcopy

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.flood.config import FloodConfig
from rules.detectors.flood.recent import Counted, Past
from rules.detectors.flood.shape import is_ordinary, shape_of
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Detector, Label
from rules.detectors.watcher import Setup
from rules.ids import MessageId

_CERTAINTY = {
    Label.FREQUENT: 0.9,
    Label.REPEATED: 0.9,
    Label.CHORUS: 0.7,
    Label.CUT_UP: 0.7,
    Label.STICKERS: 0.9,
    Label.CRUMBS: 0.9,
    Label.CAPITALS: 0.8,
}
_REMEMBERED = 256
"""How many keys of counted messages are remembered."""


class FloodDetector:
    """Counts what is written in one chat, in bounded memory.

    It has to see every message of its chat once, in the chat's order. A message with a known key
    (edited or delivered twice) is judged by itself and not counted again; neither are texts without
    an author, nor a moderator's commands.
    """

    def __init__(self, config: FloodConfig | None = None) -> None:
        self._config = config or FloodConfig()
        self._past = Past(self._config)
        self._seen: set[MessageId] = set()
        self._order: deque[MessageId] = deque()

    def detect(self, message: Message, key: MessageId | None = None) -> tuple[Detection, ...]:
        """Return what exceeds a limit with this message, and count it."""
        shaped: tuple[Detection, ...] = ()
        if not is_ordinary(message.text, self._config):
            shaped = shape_of(message.text, self._config).detections
        counted = self._counted(message, key)
        for _, measured, most in counted:
            if measured > most:
                return (*shaped, *(_detection(each) for each in counted if _passed(each)))
        return shaped

    def explain(self, message: Message, key: MessageId | None = None) -> Answer:
        """Return what `detect` would return, and everything counted; counts nothing."""
        shaped = shape_of(message.text, self._config)
        counted = deepcopy(self)._counted(message, key)  # noqa: SLF001 -- its own copy
        passed = tuple(_detection(each) for each in counted if _passed(each))
        within = tuple(_cleared(each) for each in counted if not _passed(each))
        return Answer(detections=(*shaped.detections, *passed), cleared=(*shaped.cleared, *within))

    def _counted(self, message: Message, key: MessageId | None) -> list[Counted]:
        if message.author == NOBODYS:
            return []
        if message.is_order:
            self._past.interrupt(message)
            return []
        if key is not None:
            if key in self._seen:
                return []
            self._seen.add(key)
            self._order.append(key)
            if len(self._order) > _REMEMBERED:
                self._seen.discard(self._order.popleft())
        return self._past.add(message)


def _passed(counted: Counted) -> bool:
    _, measured, most = counted
    return measured > most


def _detection(counted: Counted) -> Detection:
    label, measured, most = counted
    return Detection(
        detector=Detector.FLOOD,
        label=label,
        certainty=_CERTAINTY[label],
        sign=Sign.MEASURED,
        measured=measured,
        limit=most,
    )


def _cleared(counted: Counted) -> Cleared:
    label, measured, most = counted
    return Cleared(
        detector=Detector.FLOOD,
        why=Clearance.WITHIN_MEASURE,
        label=label,
        measured=measured,
        limit=most,
    )


def watcher(_setup: Setup) -> FloodDetector:
    """Make the detector of one chat."""
    return FloodDetector()
