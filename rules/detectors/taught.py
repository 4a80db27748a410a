"""What moderators called harmless, remembered without its text.

A digest recognises the same text, or the same word found by the same detector, in the same chat,
and reveals nothing else.
"""

import hashlib
import re

from rules.detectors.detection import Detection
from rules.detectors.registry import Detector
from rules.ids import ChatId

_LENGTH = 32


def text_digest(chat: ChatId, text: str) -> str:
    """Return the digest of a whole text, independent of spacing and case; "" for an empty one."""
    folded = _folded(text)
    return _digest(chat, "text", folded) if folded else ""


def word_digest(chat: ChatId, detector: Detector, found: str) -> str:
    """Return the digest of a finding of a detector; "" if it is no part of the text."""
    folded = _folded(found)
    return _digest(chat, detector.value, folded) if folded else ""


def lessons(chat: ChatId, text: str, detections: tuple[Detection, ...]) -> frozenset[str]:
    """Return the digests of a text and of all findings in it."""
    words = {word_digest(chat, each.detector, each.found) for each in detections}
    return frozenset({text_digest(chat, text), *words} - {""})


def _folded(text: str) -> str:
    plain = text.casefold().replace("ё", "е")
    return " ".join(re.findall(r"\w+", plain)) or "".join(plain.split())


def _digest(chat: ChatId, kind: str, folded: str) -> str:
    said = f"{chat}\n{kind}\n{folded}".encode("utf-8", "replace")
    return hashlib.sha256(said).hexdigest()[:_LENGTH]
