"""All the detectors of one chat, by its settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Detector
from rules.detectors.message import Message
from rules.detectors.taught import text_digest, word_digest
from rules.ids import ChatId


class Watcher(Protocol):
    """A detector configured for one chat."""

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the detections; empty for nearly every message."""

    def explain(self, message: Message) -> Answer:
        """Return the detections, and why similar things are harmless."""


PASSING = frozenset({Detector.FLOOD, Detector.LATE})
"""Detectors that judge how a message arrived, which an edit does not change."""


@dataclass(slots=True)
class Inspection:
    """The detectors that are on in a chat, and the digests of what is not suspected there."""

    chat: ChatId
    watchers: Mapping[Detector, Watcher]
    taught: frozenset[str] = frozenset()

    def go_on_from(self, before: "Inspection") -> None:
        """Take over the flood detector's memory of the chat from `before`, if it is on in both."""
        if Detector.FLOOD in self.watchers and Detector.FLOOD in before.watchers:
            self.watchers = {**self.watchers, Detector.FLOOD: before.watchers[Detector.FLOOD]}

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
