"""What the bot could not know (п. 5.12.2): it was away, or was told nothing."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.vocabulary.fact import FactBase


@dataclass(frozen=True, slots=True, kw_only=True)
class GapNoted(FactBase):
    """Between these moments (UTC) the bot was not told what happened in the chat.

    `read`: how many messages it has read since, None where they could not be read. `late`: how
    many commands among them were not carried out, being too old. Presses of buttons, edits and
    what was removed meanwhile nobody can tell it.
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
