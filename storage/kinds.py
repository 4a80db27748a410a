"""Facts and effects as JSON, stored under the name that their class states (`stored_as`)."""

from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from rules.vocabulary.unions import Fact
from storage.effects import Effect

FACTS: dict[str, type[Fact]] = {kind.stored_as: kind for kind in get_args(Fact)}

EFFECTS: dict[str, type[Effect]] = {kind.stored_as: kind for kind in get_args(Effect)}

_TYPES: dict[str, type[Any]] = {**FACTS, **EFFECTS}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    """Build the adapter of a kind on first use. Raises `KeyError` for an unknown kind."""
    return TypeAdapter(_TYPES[kind])


def write(thing: Fact | Effect) -> str:
    """Return a fact or an effect as JSON."""
    return _adapter(thing.stored_as).dump_json(thing).decode()


def read_fact(kind: str, payload: str) -> Fact:
    """Parse a stored fact. Raises `ValueError` or `KeyError` if it was changed."""
    fact: Fact = _adapter(kind).validate_json(payload)
    return fact


def read_effect(kind: str, payload: str) -> Effect:
    """Parse a stored effect."""
    effect: Effect = _adapter(kind).validate_json(payload)
    return effect
