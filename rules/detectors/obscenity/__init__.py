"""Obscene Russian in any spelling (rule of conduct on decent language, п. 5.12.2).

`detect` is for the stream of messages; it is fast for those without a finding, nearly all.
`explain` also says what looked obscene and why it was allowed.
"""

from rules.detectors.detection import Answer, Clearance, Cleared, Detection
from rules.detectors.message import Message
from rules.detectors.obscenity.explanation import cleared
from rules.detectors.obscenity.message import Reader
from rules.detectors.registry import Detector
from rules.detectors.watcher import Setup

_reader = Reader()


def detect(text: str) -> tuple[Detection, ...]:
    """Return the obscene words in a message's text, in order."""
    return tuple(
        Detection(
            detector=Detector.OBSCENITY,
            label=verdict.label,
            certainty=verdict.certainty,
            sign=verdict.sign,
            found=text[verdict.start : verdict.end],
            start=verdict.start,
            end=verdict.end,
        )
        for verdict in _reader.read(text)
    )


def explain(text: str) -> Answer:
    """Return what `detect` finds, and what looks obscene but is part of an innocent word."""
    detections = detect(text)
    return Answer(
        detections=detections,
        cleared=tuple(
            Cleared(
                detector=Detector.OBSCENITY,
                why=Clearance.INNOCENT_WORD,
                found=text[start:end],
                start=start,
                end=end,
            )
            for start, end in cleared(text)
            if not any(one.start < end and start < one.end for one in detections)
        ),
    )


class Obscenity:
    """Finds obscene words and their euphemisms; it reads only the text."""

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the obscene words in a message's text."""
        return detect(message.text)

    def explain(self, message: Message) -> Answer:
        """Return the same, and which words only look obscene."""
        return explain(message.text)


def watcher(_setup: Setup) -> Obscenity:
    """Make the detector, which is the same in every chat."""
    return Obscenity()
