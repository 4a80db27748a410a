"""Suspicions of which a test says only what matters to it."""

from dataclasses import replace
from typing import Any

from rules.case import Case
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector, Label
from rules.ids import MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.responses import Response
from rules.settings import OF_DETECTOR
from rules.vocabulary import suspicions
from tests.rules.asking import granted
from tests.rules.builders import a_case
from tests.rules.moments import NOW, SECOND
from tests.rules.people import STUDENT


def a_detection(
    detector: Detector = Detector.OBSCENITY, certainty: float = 1.0, **changes: Any
) -> Detection:
    """A word that stands there as it is."""
    usual = Detection(detector=detector, label=Label.OBSCENE, certainty=certainty)
    return replace(usual, **changes)


def a_found(message: int = 7, rule: int = 2, **changes: Any) -> suspicions.Found:
    """Something that moderators are to see, of a second ago."""
    usual = suspicions.Found(
        message=MessageId(message),
        posted_at=NOW - SECOND,
        detector=Detector.OBSCENITY,
        label=Label.OBSCENE,
        certainty=100,
        rule=RuleNumber(rule),
        response=Response.HINT,
    )
    return replace(usual, **changes)


def a_suspicion(*found: suspicions.Found, **changes: Any) -> suspicions.Suspicion:
    """One of a second ago that nobody has acted upon."""
    usual = suspicions.Suspicion(
        number=SuspicionNumber(1),
        member=STUDENT,
        at=NOW - SECOND,
        last_at=NOW - SECOND,
        found=frozenset(found or (a_found(),)),
        acts_at=NOW + SECOND,
    )
    return replace(usual, **changes)


def a_watched_case(response: Response = Response.COUNT, **changes: Any) -> Case:
    """A student in a chat that wants so much to follow from whatever is detected."""
    wanted = dict.fromkeys(OF_DETECTOR.values(), response.value)
    return a_case(**({"values": wanted} | changes))


def a_suspected_case(*found: suspicions.Found, **changes: Any) -> Case:
    """A student of whom that was found a second ago, in a chat that counts what is certain."""
    return a_watched_case(**({"suspicion": a_suspicion(*found)} | changes))


def suspect(*detections: Detection, message: int = 7) -> suspicions.RaiseSuspicion:
    return suspicions.RaiseSuspicion(
        message=MessageId(message),
        posted_at=NOW - SECOND,
        detections=detections or (a_detection(),),
    )


def found_by(case: Case, *detections: Detection) -> tuple[suspicions.Found, ...]:
    raised, *_ = granted(case, suspect(*detections))
    assert isinstance(raised, suspicions.SuspicionRaised | suspicions.SuspicionGrown)
    return raised.found


COUNTED: dict[str, Any] = {
    "settled": suspicions.Settlement.COUNTED,
    "settled_at": NOW - SECOND,
    "violation": ViolationNumber(5),
}

CLEARED: dict[str, Any] = {"settled": suspicions.Settlement.CLEARED, "settled_at": NOW}


def settled(**changes: Any) -> Case:
    return a_suspected_case(suspicion=a_suspicion(**changes))
