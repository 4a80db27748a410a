"""Facts, effects and detections as JSON, and what remains of a fact without words or people.

Facts and effects are stored under the name that their class states (`stored_as`).
"""

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter

from rules.detectors.detection import Detection
from rules.ids import NOBODY, MemberId
from rules.vocabulary.suspicions import Found
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


_NO_PERSON = MemberId(0)
"""Replaces a person in what remains of a fact."""

_NOT_PERSONAL = frozenset({"version", "way", "receipt", "taught"})
"""Text fields that say nothing about anybody.

People and other free text are removed, so a new field of a fact is personal until somebody decides
otherwise.
"""

_OWN_WORDS = frozenset({"text"})
"""Fields with people's own words, kept for a shorter time than the entry."""


def wordless(payload: str) -> str:
    """Return a fact's JSON without people's own words.

    The same JSON always gives the same result, even if the class changes: the chain holds a digest
    of it.
    """
    said = {
        name: "" if name in _OWN_WORDS else value for name, value in json.loads(payload).items()
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def has_words(kind: type[Any]) -> bool:
    """Whether facts of this kind hold people's own words."""
    return not _OWN_WORDS.isdisjoint(_hints(kind))


def nameless(fact: Fact) -> Fact:
    """Return what remains of a fact at the end: no people and no words."""
    return _changed(fact, {name: _without(fact, name) for name in _personal(type(fact))})


def read_nameless(kind: str, rest: str, entry: int) -> Fact:
    """Return what remains of a fact; its people are a nobody with a number of this entry's own."""
    fact = read_fact(kind, rest)
    nobody = MemberId(NOBODY - entry)
    return _changed(
        fact, {name: nobody for name in _personal(type(fact)) if getattr(fact, name) == _NO_PERSON}
    )


def _changed(fact: Any, values: dict[str, Any]) -> Fact:
    changed: Fact = replace(fact, **values)
    return changed


def _without(fact: Fact, name: str) -> Any:
    value = getattr(fact, name)
    match value:
        case None:
            return None
        case str():
            return ""
        case tuple():
            return ()
        case _:
            return _NO_PERSON


def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _personal(kind: type[Any]) -> frozenset[str]:
    return frozenset(
        name
        for name, hint in _hints(kind).items()
        if name not in _NOT_PERSONAL and not {str, MemberId}.isdisjoint(_parts(hint))
    )


def _parts(hint: Any) -> set[Any]:
    inner = get_args(hint)
    return set().union(*(_parts(each) for each in inner)) if inner else {hint}


_LATER = ConfigDict(defer_build=True)

_FOUND: TypeAdapter[tuple[Found, ...]] = TypeAdapter(tuple[Found, ...], config=_LATER)

_DETECTIONS: TypeAdapter[tuple[Detection, ...]] = TypeAdapter(tuple[Detection, ...], config=_LATER)


def write_found(found: Iterable[Found]) -> str:
    """Return the detections of a suspicion as JSON, in a stable order."""
    return _FOUND.dump_json(tuple(sorted(found, key=_place))).decode()


def _place(one: Found) -> tuple[object, ...]:
    # by values alone: `repr` differs between values read and values made
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
    """Return the detections of a suspicion from their JSON."""
    return frozenset(_FOUND.validate_json(text))


def write_detections(detections: tuple[Detection, ...]) -> str:
    """Return the detections in one message as JSON."""
    return _DETECTIONS.dump_json(detections).decode()


def read_detections(text: str) -> tuple[Detection, ...]:
    """Return the detections in one message from their JSON; "" is none."""
    return _DETECTIONS.validate_json(text) if text else ()
