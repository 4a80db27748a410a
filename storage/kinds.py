"""Facts and effects as JSON, stored under the name of their kind.

A fact's class states its name, an effect's is listed here. Names never change.
"""

from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from rules.vocabulary.unions import Fact
from storage.effects import (
    Answer,
    CloseWriting,
    DeleteMessages,
    Edit,
    Effect,
    Invite,
    OpenWriting,
    Remove,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)

FACTS: dict[str, type[Fact]] = {kind.stored_as: kind for kind in get_args(Fact)}

EFFECTS: dict[str, type[Effect]] = {
    "send": Send,
    "edit": Edit,
    "unsend": Unsend,
    "erase": DeleteMessages,
    "restrict": Restrict,
    "unrestrict": Unrestrict,
    "remove": Remove,
    "close_writing": CloseWriting,
    "open_writing": OpenWriting,
    "invite": Invite,
    "answer": Answer,
}

_TYPES: dict[str, type[Any]] = {**FACTS, **EFFECTS}

_KIND_OF = {kind: name for name, kind in _TYPES.items()}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    """Build the adapter of a kind on first use. Raises `KeyError` for an unknown kind."""
    return TypeAdapter(_TYPES[kind])


def kind_of(thing: Fact | Effect) -> str:
    """Return the stored name of a fact's or effect's kind."""
    return _KIND_OF[type(thing)]


def write(thing: Fact | Effect) -> str:
    """Return a fact or an effect as JSON."""
    return _adapter(kind_of(thing)).dump_json(thing).decode()


def read_fact(kind: str, payload: str) -> Fact:
    """Parse a stored fact. Raises `ValueError` or `KeyError` if it was changed."""
    fact: Fact = _adapter(kind).validate_json(payload)
    return fact


def read_effect(kind: str, payload: str) -> Effect:
    """Parse a stored effect."""
    effect: Effect = _adapter(kind).validate_json(payload)
    return effect
