"""Harm: somebody in danger, or somebody who draws minors into crime, drugs or fraud.

What is found is never certain: one word says nothing, so each sign in `harm.txt` is an act beside
its object (an offer beside a drug, a request beside a secret code). `Row.signals` says who hears of
what.
"""

import re
from functools import cache

from rules.detectors.detection import Answer, Detection
from rules.detectors.inspection import Setup
from rules.detectors.lazy import lists_in
from rules.detectors.message import Message
from rules.detectors.registry import ROWS, Detector, Label

_CERTAINTY = 0.7

_CUE_LETTERS = 4

_PICTURES = ("🍀", "💎", "❄")
"""Pictures that stand for drugs."""

_WORD = re.compile(r"[^\W\d_]{3,}")

_PART = re.compile(r"<(\w+)>")


class Harm:
    """Finds signs of harm in a message; keeps nothing."""

    def __init__(self) -> None:
        self._signs = _signs()

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the first sign of each kind, in text order."""
        text = message.text
        begun = {word[:_CUE_LETTERS] for word in _WORD.findall(text.lower())}
        found = []
        for label, cues, pattern in self._signs:
            # nearly all messages hold no cue, and are judged by that alone
            if begun.isdisjoint(cues) and not (label is Label.DRUGS and _is_pictured(text)):
                continue
            if (match := pattern.search(text)) is not None:
                found.append(
                    Detection(
                        detector=Detector.HARM,
                        label=label,
                        certainty=_CERTAINTY,
                        found=match[0],
                        start=match.start(),
                        end=match.end(),
                    )
                )
        return tuple(sorted(found, key=lambda each: each.start)) if found else ()

    def explain(self, message: Message) -> Answer:
        """Return the same: this detector clears nothing."""
        return Answer(detections=self.detect(message))


def _is_pictured(text: str) -> bool:
    return any(each in text for each in _PICTURES)


@cache
def _signs() -> tuple[tuple[Label, frozenset[str], re.Pattern[str]], ...]:
    lists = lists_in("harm.txt")
    parts = dict(line.split(" = ", 1) for line in lists["parts"])

    def part(match: re.Match[str]) -> str:
        name = match[1]
        # possessive: what does not fit is not tried again in shorter pieces
        near = rf"(?:(?:[^\w.!?\n]++\w++){{0,{name}}}?[^\w.!?\n]++)"
        return near if name.isdecimal() else parts[name]

    def written(sign: str) -> str:
        return _PART.sub(part, _PART.sub(part, sign))

    return tuple(
        (
            label,
            frozenset(lists[f"{label} cues"]),
            re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(written, lists[label]))})"),
        )
        for label in sorted(ROWS[Detector.HARM].signals)
    )


def is_despair(text: str) -> bool:
    """Return whether somebody's words sound as if they were in danger."""
    signs = (pattern for label, _, pattern in _signs() if label is Label.SELF_HARM)
    return any(pattern.search(text) for pattern in signs)


def watcher(setup: Setup) -> Harm:
    """Make the detector."""
    return Harm()
