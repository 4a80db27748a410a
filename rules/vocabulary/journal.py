"""Facts about the journal itself: what was erased from it, and what the bot did not see."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.vocabulary.bases import FactBase


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


@dataclass(frozen=True, slots=True, kw_only=True)
class GapNoted(FactBase):
    """Between these moments (UTC) the bot was not told what happened in the chat.

    `read` is the number of messages read afterwards, None where they could not be read. `late` is
    how many commands among them were too old to carry out. Presses of buttons, edits and deletions
    in a gap stay unknown.
    """

    stored_as = "gap_noted"
    clause = Clause.MODERATION
    always_kept = True

    since: datetime
    until: datetime
    read: int | None
    late: int
    member: None = None
    by: None = None


GapFact = GapNoted
