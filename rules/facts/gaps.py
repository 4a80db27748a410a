"""Facts about what the bot could not know (п. 5.12.2): it was away, or was told nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class GapNoted:
    """Between these moments (UTC) the bot was not told what happened in the chat.

    `read`: how many messages it has read since, None where they could not be read. `late`: how
    many commands among them were not carried out, being too old. Presses of buttons, edits and
    what was removed meanwhile nobody can tell it.
    """

    clause: ClassVar[Clause] = Clause.MODERATION
    since: datetime
    until: datetime
    read: int | None
    late: int
    member: None = None
    by: None = None


GapFact = GapNoted
