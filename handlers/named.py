"""People and violations as messages name them."""

from dataclasses import dataclass
from datetime import datetime

from rules.conduct import Rule
from rules.ids import MemberId, ViolationNumber
from storage.records import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person to mention; `names` is None if their name is not known."""

    member: MemberId
    names: Names | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A violation on which a measure rests, recorded `at` (UTC)."""

    number: ViolationNumber
    at: datetime
    rule: Rule | None
