"""Detections in their stored form."""

from collections.abc import Iterable

from pydantic import ConfigDict, TypeAdapter

from rules.detectors.detection import Detection
from rules.vocabulary.suspicions import Found

_LATER = ConfigDict(defer_build=True)

_FOUND: TypeAdapter[tuple[Found, ...]] = TypeAdapter(tuple[Found, ...], config=_LATER)
_DETECTIONS: TypeAdapter[tuple[Detection, ...]] = TypeAdapter(tuple[Detection, ...], config=_LATER)


def write_found(found: Iterable[Found]) -> str:
    """Return the detections of a suspicion as JSON, in a stable order."""
    return _FOUND.dump_json(tuple(sorted(found, key=_place))).decode()


def _place(one: Found) -> tuple[object, ...]:
    # by values alone: `repr` differs between values read and values made
    return (
        one.message,
        one.detector,
        one.label,
        one.certainty,
        one.rule,
        one.response,
        one.posted_at,
    )


def read_found(text: str) -> frozenset[Found]:
    """Return the detections of a suspicion from their JSON."""
    return frozenset(_FOUND.validate_json(text))


def write_detections(detections: tuple[Detection, ...]) -> str:
    """Return the detections in one message as JSON."""
    return _DETECTIONS.dump_json(detections).decode()


def read_detections(text: str) -> tuple[Detection, ...]:
    """Return the detections in one message from their JSON; "" is none."""
    return _DETECTIONS.validate_json(text) if text else ()
