"""Gaps (п. 5.12.2): times when the bot was down or received no events."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.vocabulary.fact import FactBase


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
