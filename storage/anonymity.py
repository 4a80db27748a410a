"""What remains of a fact when its people are forgotten.

People and free text are removed unless listed here, so a new field of a fact is personal until
somebody decides otherwise.
"""

import json
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

from rules.ids import NOBODY, MemberId
from rules.vocabulary.unions import Fact
from storage.kinds import read_fact

_NO_PERSON = MemberId(0)
"""Replaces a person in what remains of a fact."""

_NOT_PERSONAL = frozenset({"version", "way", "receipt", "taught"})
"""Text fields that say nothing about anybody."""

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
    return _changed(fact, {name: _without(fact, name) for name in _personal_in(fact)})


def read_nameless(kind: str, rest: str, entry: int) -> Fact:
    """Return what remains of a fact; its people are a nobody with a number of this entry's own."""
    fact = read_fact(kind, rest)
    nobody = MemberId(NOBODY - entry)
    return _changed(
        fact, {name: nobody for name in _personal_in(fact) if getattr(fact, name) == _NO_PERSON}
    )


def _changed(fact: Any, values: dict[str, Any]) -> Fact:
    changed: Fact = replace(fact, **values)
    return changed


def _personal_in(fact: Any) -> frozenset[str]:
    return _personal(type(fact))


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
