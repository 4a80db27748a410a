"""Appeals against violations and blocks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber


class Decision(StrEnum):
    """How an appeal was decided.

    `FELL`: what was contested was annulled in another way first. The person has what they asked
    for, but no administrator has spoken.
    """

    UPHELD = "upheld"
    GRANTED = "granted"
    FELL = "fell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """An appeal, open while `decision` is None. `asked` are those with a question to answer."""

    number: AppealNumber
    member: MemberId
    at: datetime
    text: str
    violation: ViolationNumber | None = None
    block: BlockNumber | None = None
    asked: frozenset[MemberId] = frozenset()
    decision: Decision | None = None
