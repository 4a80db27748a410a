"""Parsing JSON from outside."""

import json
from typing import Any

DEEPEST = 200
"""The most levels of nesting that are stored. VK nests forwarded messages 45 deep (VK.md, 1.2), two
levels each; Python's parser gives up at about a thousand."""


def read_json(body: bytes | str) -> Any:
    """Parse JSON that somebody else wrote.

    Raises `ValueError` for anything invalid, also for nesting too deep for Python.
    """
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("JSON that is nested too deep") from None


def is_deep(value: Any) -> bool:
    """Whether a value is nested deeper than `DEEPEST`: it could be parsed here, and perhaps not
    again."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    match value:
        case dict():
            return [*value.values()]
        case list():
            return value
        case _:
            return []
