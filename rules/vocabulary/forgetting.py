"""What was kept of people and is erased at their request."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class DataForgotten(FactBase):
    """What could be erased of somebody was erased at their request.

    Nobody is named: `receipt` is a digest that only whoever holds the code of the request and
    knows the person can make again. `erased` and `kept` count entries of the journals.
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
