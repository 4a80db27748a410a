"""Refusals: why the policy does not grant a request, and which clause stands against it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from rules.clauses import Clause


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
