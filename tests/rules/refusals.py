"""All refusals, as the vocabulary defines them."""

from collections.abc import Mapping
from importlib import import_module
from inspect import isclass
from pkgutil import iter_modules
from types import ModuleType

from hypothesis import strategies as st

from rules import vocabulary
from rules.vocabulary.bases import PlainRefusal, Refusal, RefusalKey


def refusals_of(module: ModuleType) -> Mapping[str, RefusalKey]:
    """The refusals of one subject, by the names under which its module defines them."""
    return {
        name: each
        for name, each in vars(module).items()
        if isinstance(each, PlainRefusal)
        or (isclass(each) and each.__module__ == module.__name__ and issubclass(each, Refusal))
        if not name.startswith("_")
    }


SUBJECTS = [
    import_module(f"rules.vocabulary.{each.name}")
    for each in iter_modules(vocabulary.__path__)
    if each.name != "bases"
]

REFUSALS = [
    (name, refusal) for subject in SUBJECTS for name, refusal in refusals_of(subject).items()
]
"""Every refusal, with its name in the code."""


def refusals(key: RefusalKey) -> st.SearchStrategy[Refusal]:
    """Every refusal of that key."""
    return st.just(key) if isinstance(key, PlainRefusal) else st.from_type(key)
