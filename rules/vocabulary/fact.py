"""What is true of every fact of a kind is stated on its class."""

from collections.abc import Hashable
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause

Thread = tuple[str, Hashable]
"""Something that goes on through several facts, by its kind and number: `("block", 3)`."""


Fields = tuple[tuple[str, str], ...]
"""Kinds of threads, each with the field of a fact that holds the number, or a tuple of them."""


class Retention(StrEnum):
    """Which term of the policy (`[keeping]`) says how long a fact keeps its names."""

    JOURNAL = "journal"
    ACKNOWLEDGEMENTS = "acknowledgements"


class FactBase:
    """A fact of the journal, and how the program treats facts of its kind.

    `stored_as` names the kind in the journal and never changes, even where the class is renamed.
    `wakes_timers`: something may fall due earlier than was known. `teaches_detectors`: they are
    read anew. `changes_settings`: what memory holds of the chat's settings is read anew.
    `outlives_its_people`: once its people are erased, the tables still hold what it changed.
    `retention`, `always_kept`: how long it keeps its names; nobody is in what is always kept, or
    the chat is served by it. `threads` maps each kind of thread that the fact belongs to to the
    field with its number; `kept_while` those that keep its names past the term while they go on,
    where they are not the same.
    """

    __slots__ = ()

    stored_as: ClassVar[str]
    wakes_timers: ClassVar[bool] = False
    teaches_detectors: ClassVar[bool] = False
    changes_settings: ClassVar[bool] = False
    outlives_its_people: ClassVar[bool] = True
    retention: ClassVar[Retention] = Retention.JOURNAL
    always_kept: ClassVar[bool] = False
    threads: ClassVar[Fields] = ()
    kept_while: ClassVar[Fields | None] = None

    @property
    def clause(self) -> Clause:
        """The clause of the regulation that the fact rests on."""
        raise NotImplementedError

    @property
    def tried(self) -> bool:
        """Whether a chat on trial takes the fact back and only tells of it."""
        return False

    def belongs_to(self) -> frozenset[Thread]:
        """Return the threads that later facts go on with."""
        return self._of(self.threads)

    def kept_by(self) -> frozenset[Thread]:
        """Return the threads that keep its names while one of them goes on."""
        return self._of(self.threads if self.kept_while is None else self.kept_while)

    def _of(self, fields: Fields) -> frozenset[Thread]:
        found: set[Thread] = set()
        for kind, name in fields:
            value = getattr(self, name)
            numbers = value if isinstance(value, tuple) else (value,)
            found.update((kind, number) for number in numbers if number is not None)
        return frozenset(found)
