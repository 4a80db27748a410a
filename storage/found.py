"""What detectors found, as the tables keep it."""

from collections.abc import Iterable

from pydantic import TypeAdapter

from rules.cases.suspicions import Found

_FOUND: TypeAdapter[tuple[Found, ...]] = TypeAdapter(tuple[Found, ...])


def write_found(found: Iterable[Found]) -> str:
    """Give what was found as JSON, in an order of its own."""
    ordered = sorted(found, key=lambda each: (each.message, each.detector, each.label, repr(each)))
    return _FOUND.dump_json(tuple(ordered)).decode()


def read_found(text: str) -> frozenset[Found]:
    """Give what was found, from its JSON."""
    return frozenset(_FOUND.validate_json(text))
