"""Answers of the policy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rules.vocabulary.refusal import Refusal
from rules.vocabulary.unions import Fact


@dataclass(frozen=True, slots=True)
class Granted:
    """The request is granted; these facts now hold, in this order."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The request is refused, and nothing changes."""

    reason: Refusal


Ruling = Granted | Refused

Decisions = Mapping[type[Any], Callable[[Any, Any, datetime], Ruling]]
"""A subject's types of requests, each with its deciding function of case, request and now."""
