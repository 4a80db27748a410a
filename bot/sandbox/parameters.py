"""Parses a call's parameters as strictly as VK documents them; unknown ones are refused, too."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import VkError

COMMON = frozenset({"access_token", "v", "lang", "test_mode", "group_id"})
"""Parameters of every method."""

INT32 = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A whole number within bounds."""

    least: int = -(2**63)
    most: int = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text with a greatest length."""

    longest: int = 1_000_000
    one_of: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Whole numbers separated by commas."""

    most: int


@dataclass(frozen=True, slots=True)
class Flag:
    """0 or 1."""


@dataclass(frozen=True, slots=True)
class Json:
    """A text that is a JSON object."""


Kind = Number | Words | Numbers | Flag | Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """The parameters of a method: kinds by name, and which of them are required."""

    kinds: Mapping[str, Kind]
    required: frozenset[str] = frozenset()


def read_parameters(takes: Takes, given: Mapping[str, str]) -> dict[str, Any]:
    """Parse the parameters. Raises `VkError` 100, naming a wrong one."""
    unknown = set(given) - set(takes.kinds) - COMMON
    if unknown:
        raise VkError(100, f"{min(unknown)} is unknown")
    missing = takes.required - set(given)
    if missing:
        raise VkError(100, f"{min(missing)} is undefined")
    return {
        name: _read(name, takes.kinds[name], value)
        for name, value in given.items()
        if name in takes.kinds
    }


def _read(name: str, kind: Kind, value: str) -> Any:
    match kind:
        case Number(least=least, most=most):
            number = _number(name, value)
            if not least <= number <= most:
                raise VkError(100, f"{name} is out of bounds")
            return number
        case Words(longest=longest, one_of=one_of):
            if len(value) > longest or (one_of is not None and value not in one_of):
                raise VkError(100, f"{name} is invalid")
            return value
        case Numbers(most=most):
            numbers = [_number(name, part) for part in value.split(",") if part.strip()]
            if not 1 <= len(numbers) <= most:
                raise VkError(100, f"{name} should have 1 to {most} items")
            return numbers
        case Flag():
            if value not in {"0", "1"}:
                raise VkError(100, f"{name} should be 0 or 1")
            return value == "1"
        case Json():
            try:
                thing = json.loads(value)
            except ValueError:
                raise VkError(100, f"{name} should be JSON") from None
            if not isinstance(thing, dict):
                raise VkError(100, f"{name} should be an object")
            return thing


def _number(name: str, value: str) -> int:
    try:
        return int(value.strip())
    except ValueError:
        raise VkError(100, f"{name} should be a number") from None
