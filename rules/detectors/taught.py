"""What a moderator said breaks nothing, remembered without keeping what was written.

A digest tells whether the same text, or the same word found by the same detector, comes again in
the same chat, and tells nobody what it was.
"""

import hashlib
import re

from rules.detectors.detection import Detection, Detector
from rules.ids import ChatId

_LENGTH = 32


def text_digest(chat: ChatId, text: str) -> str:
    """Give the digest of a whole text, the same however it is spaced and cased; "" of none."""
    folded = _folded(text)
    return _digest(chat, "text", folded) if folded else ""


def word_digest(chat: ChatId, detector: Detector, found: str) -> str:
    """Give the digest of what a detector found in a text; "" where it found no part of it."""
    folded = _folded(found)
    return _digest(chat, detector.value, folded) if folded else ""


def lessons(chat: ChatId, text: str, detections: tuple[Detection, ...]) -> frozenset[str]:
    """Give the digests of a text and of all that was found in it."""
    words = {word_digest(chat, each.detector, each.found) for each in detections}
    return frozenset({text_digest(chat, text), *words} - {""})


def _folded(text: str) -> str:
    plain = text.casefold().replace("ё", "е")
    return " ".join(re.findall(r"\w+", plain)) or "".join(plain.split())


def _digest(chat: ChatId, kind: str, folded: str) -> str:
    said = f"{chat}\n{kind}\n{folded}".encode("utf-8", "replace")
    return hashlib.sha256(said).hexdigest()[:_LENGTH]
