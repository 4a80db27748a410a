"""Flooding in one chat: too much, too often, repeated, or too loud (spam, п. 5.12.2)."""

from collections import deque
from copy import deepcopy

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.flood.recent import Past
from rules.detectors.flood.shape import Measured, is_ordinary, measures_of
from rules.detectors.inspection import Setup
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Detector, Label
from rules.ids import MessageId

_CERTAINTY = {
    Label.FREQUENT: 0.9,
    Label.REPEATED: 0.9,
    Label.CHORUS: 0.7,
    Label.CUT_UP: 0.7,
    Label.STICKERS: 0.9,
    Label.CRUMBS: 0.9,
    Label.WALL: 0.9,
    Label.CAPITALS: 0.8,
    Label.ZALGO: 0.95,
    Label.MENTIONS: 0.9,
}
_REMEMBERED = 256
"""How many keys of counted messages are remembered."""


class FloodDetector:
    """Counts what is written in one chat, in bounded memory.

    It has to see every message of its chat once, in the chat's order. A message with a known key
    (edited or delivered twice) is judged by itself and not counted again; neither are texts without
    an author, nor a moderator's commands.
    """

    def __init__(self) -> None:
        self._past = Past()
        self._seen: set[MessageId] = set()
        self._order: deque[MessageId] = deque()

    def detect(self, message: Message, key: MessageId | None = None) -> tuple[Detection, ...]:
        """Return what exceeds a limit with this message, and count it."""
        passed = [each for each in self._counted(message, key) if each[1] > each[2]]
        if not is_ordinary(message.text):
            passed[:0] = [each for each in measures_of(message.text) if each[1] > each[2]]
        return Answer.of(_told(message.text, each) for each in passed).detections if passed else ()

    def explain(self, message: Message, key: MessageId | None = None) -> Answer:
        """Return what `detect` would return, and everything counted; counts nothing."""
        counted = deepcopy(self)._counted(message, key)  # noqa: SLF001 -- its own copy
        measured = (*measures_of(message.text), *counted)
        return Answer.of(_told(message.text, each) for each in measured)

    def _counted(self, message: Message, key: MessageId | None) -> list[Measured]:
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


def _told(text: str, counted: Measured) -> Detection | Cleared:
    label, measured, limit, start, end = counted
    flood, found = Detector.FLOOD, text[start:end]
    if measured <= limit:
        return Cleared(
            detector=flood,
            why=Clearance.WITHIN_MEASURE,
            label=label,
            found=found,
            start=start,
            end=end,
            measured=measured,
            limit=limit,
        )
    return Detection(
        detector=flood,
        label=label,
        certainty=_CERTAINTY[label],
        sign=Sign.MEASURED,
        found=found,
        start=start,
        end=end,
        measured=measured,
        limit=limit,
    )


def watcher(_setup: Setup) -> FloodDetector:
    """Make the detector of one chat."""
    return FloodDetector()
