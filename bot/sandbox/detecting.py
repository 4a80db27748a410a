"""What the detectors say of a text, and why, as the page shows it to a teacher (п. 5.12.2)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.sandbox.detecting_words import DETECTORS, LABELS, SIGNS, WHY_NOT
from rules.conduct import Conduct
from rules.detectors.detection import Answer, Cleared, Detection, Detector
from rules.policy_file import read_policy

Inspect = Callable[[str, bool], Mapping[Detector, Answer]]
"""Gives every detector's answer to a text; the flag says that it is written in late hours."""

Explain = Callable[[str, bool], list[dict[str, Any]]]
"""Gives those answers as JSON."""


def inspected(text: str, late: bool) -> Mapping[Detector, Answer]:
    """Give every detector's answer to a text that nobody sent; there is no detector yet."""
    return {}


def explaining(conduct: Conduct, inspect: Inspect = inspected) -> Explain:
    """Give `explain` for those rules of conduct."""
    return partial(explain, conduct=conduct, inspect=inspect)


def explain(
    text: str,
    late: bool = False,
    *,
    conduct: Conduct | None = None,
    inspect: Inspect = inspected,
) -> list[dict[str, Any]]:
    """Give what every detector says of a text, each with the rule of conduct it watches for.

    Without `conduct` the rules are those of the default policy. Places in the text are code points.
    """
    rules = read_policy(None).conduct if conduct is None else conduct
    return [
        {
            "detector": detector.value,
            "title": DETECTORS[detector],
            "rule": _rule(rules, detector),
            "detections": [_detection(each) for each in answer.detections],
            "cleared": [_cleared(each) for each in answer.cleared],
        }
        for detector, answer in inspect(text, late).items()
    ]


def _rule(conduct: Conduct, detector: Detector) -> dict[str, Any] | None:
    for rule in conduct.rules:
        if detector in rule.detectors:
            return {"number": rule.number, "title": rule.title["ru"]}
    return None


def _detection(detection: Detection) -> dict[str, Any]:
    return {
        "label": detection.label.value,
        "label_words": LABELS[detection.label],
        "certainty": detection.certainty,
        "sign": detection.sign.value,
        "sign_words": SIGNS[detection.sign],
        **_place(detection),
    }


def _cleared(cleared: Cleared) -> dict[str, Any]:
    return {"why": cleared.why.value, "why_words": WHY_NOT[cleared.why], **_place(cleared)}


def _place(found: Detection | Cleared) -> dict[str, Any]:
    return {
        "found": found.found,
        "start": found.start,
        "end": found.end,
        "measured": found.measured,
        "limit": found.limit,
    }
