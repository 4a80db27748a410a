"""The detectors' answers to a text with their reasons, as the page shows them (п. 5.12.2)."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from handlers.voice import Voice
from handlers.words.detections import clearance_words, detector_words, label_words, sign_words
from locales.texts import Catalogues
from rules.assembly import watchers_for
from rules.conduct import Conduct
from rules.detectors.detection import Answer, Cleared, Detection
from rules.detectors.inspection import Inspection
from rules.detectors.message import NOBODYS, Message
from rules.detectors.registry import Detector
from rules.ids import COLLEGE
from rules.policy_file import read_policy
from rules.responses import Response
from rules.settings import OF_DETECTOR, Setting, settings_from

Inspect = Callable[[str, bool], Mapping[Detector, Answer]]
"""Returns every detector's answer to a text; the flag says that it is written in late hours."""

Explain = Callable[[str, bool], list[dict[str, Any]]]
"""Returns those answers as JSON."""


_NIGHT = datetime(2026, 11, 25, 23, tzinfo=UTC)
_DAY = datetime(2026, 11, 25, 12, tzinfo=UTC)


def inspected(text: str, late: bool) -> Mapping[Detector, Answer]:
    """Return every detector's answer to a text without an author."""
    values = {
        **dict.fromkeys(OF_DETECTOR.values(), Response.HINT.value),
        Setting.QUIET_HOURS: "22:00-07:00",
    }
    watchers = watchers_for(settings_from(values), permitted=(), zone=UTC)
    said = Message(text=text, author=NOBODYS, at=int((_NIGHT if late else _DAY).timestamp()))
    return Inspection(chat=COLLEGE, watchers=watchers).explain(said)


def explaining(conduct: Conduct, inspect: Inspect = inspected) -> Explain:
    """Return `explain` for these rules of conduct."""
    return partial(explain, conduct=conduct, inspect=inspect)


def explain(
    text: str,
    late: bool = False,
    *,
    conduct: Conduct | None = None,
    inspect: Inspect = inspected,
) -> list[dict[str, Any]]:
    """Return every detector's answer to a text, with the rule of conduct that it watches.

    Without `conduct` the rules are the default policy's. Places in the text are counted in code
    points.
    """
    rules = read_policy(None).conduct if conduct is None else conduct
    voice = Voice(texts=Catalogues.load().texts("ru"), zone=ZoneInfo("UTC"), now=_DAY)
    return [
        {
            "detector": detector.value,
            "title": _capital(detector_words(detector, voice)),
            "rule": _rule(rules, detector),
            "detections": [_detection(each, voice) for each in answer.detections],
            "cleared": [_cleared(each, voice) for each in answer.cleared],
        }
        for detector, answer in inspect(text, late).items()
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _rule(conduct: Conduct, detector: Detector) -> dict[str, Any] | None:
    rule = conduct.watched_by(detector)
    return None if rule is None else {"number": rule.number, "title": rule.title["ru"]}


def _detection(detection: Detection, voice: Voice) -> dict[str, Any]:
    return {
        "label": detection.label.value,
        "label_words": label_words(detection.label, voice),
        "certainty": detection.certainty,
        "sign": detection.sign.value,
        "sign_words": sign_words(detection, voice),
        **_place(detection),
    }


def _cleared(cleared: Cleared, voice: Voice) -> dict[str, Any]:
    words = clearance_words(cleared, voice)
    return {"why": cleared.why.value, "why_words": words, **_place(cleared)}


def _place(found: Detection | Cleared) -> dict[str, Any]:
    return {
        "found": found.found,
        "start": found.start,
        "end": found.end,
        "measured": found.measured,
        "limit": found.limit,
    }
