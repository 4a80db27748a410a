"""Facts of п. 5.12.3: newcomers are shown the rules and acknowledge them."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import (
    MemberId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesShown:
    """The rules of conduct were put before a newcomer."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE
    member: MemberId
    version: str
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A member said that they know the rules of that version, with the button."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE
    member: MemberId
    by: MemberId
    version: str
    way: str = "button"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementAsked:
    """Those who have not acknowledged the rules in time were asked once more, together."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE
    members: tuple[MemberId, ...]
    version: str
    member: None = None
    by: None = None


AcquaintanceFact = RulesShown | Acknowledged | AcknowledgementAsked
