"""What detectors found, as the tables keep it."""

from collections.abc import Iterable

from pydantic import TypeAdapter

from rules.detectors.detection import Detection
from rules.vocabulary.suspicions import Found

_FOUND: TypeAdapter[tuple[Found, ...]] = TypeAdapter(tuple[Found, ...])
_DETECTIONS: TypeAdapter[tuple[Detection, ...]] = TypeAdapter(tuple[Detection, ...])


def write_found(found: Iterable[Found]) -> str:
    """Give what a suspicion rests on as JSON, in an order of its own."""
    return _FOUND.dump_json(tuple(sorted(found, key=_place))).decode()


def _place(one: Found) -> tuple[object, ...]:
    # of the values alone: what was read and what was made are not written alike by `repr`
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
    """Give what a suspicion rests on, from its JSON."""
    return frozenset(_FOUND.validate_json(text))


def write_detections(detections: tuple[Detection, ...]) -> str:
    """Give what was found in one message as JSON."""
    return _DETECTIONS.dump_json(detections).decode()


def read_detections(text: str) -> tuple[Detection, ...]:
    """Give what was found in one message, from its JSON; "" is nothing."""
    return _DETECTIONS.validate_json(text) if text else ()
