"""All the detectors of one chat, what each is made from, and what moderators called harmless.

The latter is remembered without its text: a digest recognises the same text, or the same word found
by the same detector, in the same chat, and reveals nothing else.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Protocol

from rules.detectors.detection import Answer, Clearance, Cleared, Detection
from rules.detectors.message import Message
from rules.detectors.registry import ROWS, Detector
from rules.ids import ChatId
from rules.responses import Forbidden
from rules.times import QuietHours

PASSING = frozenset(detector for detector, row in ROWS.items() if row.of_arrival)
"""Detectors that judge how a message arrived, which an edit does not change."""
_DIGEST_LENGTH = 32


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
        if digest_of(self.chat, "text", message.text) in self.taught:
            return ()
        return tuple(
            each
            for each in found
            if digest_of(self.chat, each.detector, each.found) not in self.taught
        )


def digest_of(chat: ChatId, kind: str, text: str) -> str:
    """Return the digest of what a detector found in a chat, independent of spacing and case.

    `kind` is the detector's name; "text" for a whole message, which older versions cleared. "" for
    an empty text.
    """
    plain = text.casefold().replace("ё", "е")
    folded = " ".join(re.findall(r"\w+", plain)) or "".join(plain.split())
    said = f"{chat}\n{kind}\n{folded}".encode("utf-8", "replace")
    return hashlib.sha256(said).hexdigest()[:_DIGEST_LENGTH] if folded else ""
