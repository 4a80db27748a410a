"""Many cases of one and the same thing."""

from typing import Any

import pytest


def variants(first: Any, *others: Any) -> list[Any]:
    """Give cases to try: the first each time, the others with what takes longer."""
    return [first, *(pytest.param(*_all(each), marks=pytest.mark.slow) for each in others)]


def _all(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)
