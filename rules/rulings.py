"""What the policy answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rules.vocabulary.unions import Fact, Refusal


@dataclass(frozen=True, slots=True)
class Granted:
    """The request is right; these facts now hold, in this order."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The request is not right, and nothing changes."""

    reason: Refusal


Ruling = Granted | Refused

Decisions = Mapping[type[Any], Callable[[Any, Any, datetime], Ruling]]
"""Of each request of a subject the function that decides on it: of a case, the request, and now."""
