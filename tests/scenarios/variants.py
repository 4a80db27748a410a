"""Spellings of one and the same thing."""

from typing import Any

import pytest


def variants(first: str, *others: str) -> list[Any]:
    """Give spellings to try: the first each time, the others with what takes longer."""
    return [first, *(pytest.param(other, marks=pytest.mark.slow) for other in others)]
