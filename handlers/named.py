"""People and violations as sentences name them."""

from dataclasses import dataclass
from datetime import datetime

from rules.conduct import Rule
from rules.ids import MemberId, ViolationNumber
from storage.records import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person with their name, to be mentioned; `names` None where it is not known."""

    member: MemberId
    names: Names | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A violation that something rests on, recorded `at` (UTC)."""

    number: ViolationNumber
    at: datetime
    rule: Rule | None
