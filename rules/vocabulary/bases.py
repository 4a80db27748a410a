"""`FactBase` and `Refusal`: what each class of facts and each refusal states of itself."""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from rules.clauses import Clause

Thread = tuple[str, Hashable]
"""A process that spans several facts, by kind and number: `("block", 3)`."""

Fields = tuple[tuple[str, str], ...]
"""Kinds of threads, each with the name of the field that holds the number, or with a tuple of
names.
"""


class Retention(StrEnum):
    """The term of the policy (`[keeping]`) after which a fact loses its names."""

    JOURNAL = "journal"
    ACKNOWLEDGEMENTS = "acknowledgements"


class FactBase(ABC):
    """A fact of the journal, and how the program treats facts of its kind.

    `stored_as` names the kind in the journal and never changes, even where the class is renamed.
    `wakes_timers`: something may fall due earlier than the timers know. `teaches_detectors`:
    detectors are loaded anew. `changes_settings`: the chat's settings in memory are loaded anew.
    `in_confidence`: a guardian does not read it of their child. `outlives_its_people`: the tables
    keep its change after its people are erased. `retention`: the term for which it keeps its names.
    `always_kept`: it names nobody, or the chat needs it to be served. `threads` maps each kind of
    thread to the field with its number; `kept_while` maps those that keep the names beyond the term
    while they are open, if they differ from `threads`.
    """

    __slots__ = ()

    stored_as: ClassVar[str]
    wakes_timers: ClassVar[bool] = False
    teaches_detectors: ClassVar[bool] = False
    changes_settings: ClassVar[bool] = False
    in_confidence: ClassVar[bool] = False
    outlives_its_people: ClassVar[bool] = True
    retention: ClassVar[Retention] = Retention.JOURNAL
    always_kept: ClassVar[bool] = False
    threads: ClassVar[Fields] = ()
    kept_while: ClassVar[Fields | None] = None

    @property
    @abstractmethod
    def clause(self) -> Clause:
        """The clause of the regulation that the fact rests on."""

    @property
    def tried(self) -> bool:
        """Whether a chat on trial takes the fact back and only reports it."""
        return False

    def belongs_to(self) -> frozenset[Thread]:
        """Return the threads that later facts continue."""
        return self._of(self.threads)

    def kept_by(self) -> frozenset[Thread]:
        """Return the threads that keep the fact's names while one of them is open."""
        return self._of(self.threads if self.kept_while is None else self.kept_while)

    def _of(self, fields: Fields) -> frozenset[Thread]:
        found: set[Thread] = set()
        for kind, name in fields:
            value = getattr(self, name)
            numbers = value if isinstance(value, tuple) else (value,)
            found.update((kind, number) for number in numbers if number is not None)
        return frozenset(found)


class Refusal(ABC):
    """A refusal: a subclass where it carries figures, else a `PlainRefusal`.

    Its words are found by its `key` (`handlers.words.refusals`).
    """

    __slots__ = ()

    @property
    @abstractmethod
    def clause(self) -> Clause:
        """The clause of the regulation that stands against the request."""

    @property
    def key(self) -> "RefusalKey":
        """What a table finds the refusal by, whatever its figures."""
        return type(self)


@dataclass(frozen=True, slots=True)
class PlainRefusal(Refusal):
    """A refusal without figures, a constant of its subject. `name` is the constant's, in words."""

    name: str
    # without `field`, the property of `Refusal` would be taken for the default
    clause: Clause = field()

    @property
    def key(self) -> "RefusalKey":
        """The refusal itself."""
        return self


RefusalKey = PlainRefusal | type[Refusal]
"""A refusal without figures, or the class of those with figures: tables have a row for each."""
