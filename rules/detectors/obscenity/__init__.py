"""Placeholder until the obscenity detector is merged."""

import re

from rules.detectors.detection import Answer, Detection, Detector, Label, Sign

_ROOT = re.compile(r"бляд\w*|хуй\w*|пизд\w*|[её]бан\w*", re.IGNORECASE)


def detect(text: str) -> tuple[Detection, ...]:
    """Find."""
    return tuple(
        Detection(
            detector=Detector.OBSCENITY,
            label=Label.OBSCENE,
            certainty=0.99,
            sign=Sign.PLAIN,
            found=m[0],
            start=m.start(),
            end=m.end(),
        )
        for m in _ROOT.finditer(text)
    )


def explain(text: str) -> Answer:
    """Explain."""
    return Answer(detections=detect(text))
