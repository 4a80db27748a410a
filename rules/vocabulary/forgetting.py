"""Erasing a person's data at their request."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class DataForgotten(FactBase):
    """Data of a person were erased at their request, as far as possible.

    Nobody is named: `receipt` is a digest that can only be computed with the code of the request
    and the person's id. `erased` and `kept` count journal entries.
    """

    stored_as = "data_forgotten"
    clause = Clause.GROUNDS
    always_kept = True

    receipt: str
    erased: int
    kept: int
    member: None = None
    by: None = None


KeepingFact = DataForgotten
