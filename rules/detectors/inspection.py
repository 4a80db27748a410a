"""All the detectors of one chat, by its settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.detectors.detection import Answer, Clearance, Cleared, Detection
from rules.detectors.message import Message
from rules.detectors.registry import ROWS, Detector
from rules.detectors.taught import text_digest, word_digest
from rules.detectors.watcher import Watcher
from rules.ids import ChatId

PASSING = frozenset(detector for detector, row in ROWS.items() if row.of_arrival)
"""Detectors that judge how a message arrived, which an edit does not change."""


@dataclass(slots=True)
class Inspection:
    """The detectors that are on in a chat, and the digests of what is not suspected there."""

    chat: ChatId
    watchers: Mapping[Detector, Watcher]
    taught: frozenset[str] = frozenset()

    def go_on_from(self, before: "Inspection") -> None:
        """Take over from `before` the detectors that remember the chat, if they are on in both."""
        kept = {
            detector: watcher
            for detector, watcher in before.watchers.items()
            if ROWS[detector].remembers and detector in self.watchers
        }
        self.watchers = {**self.watchers, **kept}

    def look(self, message: Message) -> tuple[Detection, ...]:
        """Return what the detectors find in a new message."""
        found: tuple[Detection, ...] = ()
        for watcher in self.watchers.values():
            if detections := watcher.detect(message):
                found += detections
        return self._unlearned(message, found) if found and self.taught else found

    def look_again(self, message: Message) -> tuple[Detection, ...]:
        """Return what is found in a message that was edited, or is complete only now."""
        found: tuple[Detection, ...] = ()
        for detector, watcher in self.watchers.items():
            if detector not in PASSING:
                found += watcher.detect(message)
        return self._unlearned(message, found) if found and self.taught else found

    def explain(self, message: Message) -> dict[Detector, Answer]:
        """Return the whole answer of each detector that is on."""
        return {
            detector: self._with_lessons(message, watcher.explain(message))
            for detector, watcher in self.watchers.items()
        }

    def _with_lessons(self, message: Message, answer: Answer) -> Answer:
        standing = self._unlearned(message, answer.detections)
        unlearned = tuple(
            Cleared(
                detector=each.detector,
                why=Clearance.TAUGHT,
                found=each.found,
                start=each.start,
                end=each.end,
            )
            for each in answer.detections
            if each not in standing
        )
        return Answer(detections=standing, cleared=(*answer.cleared, *unlearned))

    def _unlearned(self, message: Message, found: tuple[Detection, ...]) -> tuple[Detection, ...]:
        if text_digest(self.chat, message.text) in self.taught:
            return ()
        return tuple(
            each
            for each in found
            if word_digest(self.chat, each.detector, each.found) not in self.taught
        )
