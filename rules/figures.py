"""Figures on the use of a chat or of the whole college (п. 5.10.1), from facts of the journal."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from rules.clauses import Clause
from rules.ids import BlockNumber, RuleNumber, ViolationNumber
from rules.rights import ANY_MODERATION, Deed
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.apologies import ApologyMade
from rules.vocabulary.appeals import AppealGranted, AppealMade, AppealUpheld
from rules.vocabulary.blocks import BlockImposed, BlockLifted, Lift
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    MessageErased,
    MessageRemoved,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)

REPORT = Deed("have a report", Clause.FIGURES, private=ANY_MODERATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """Journal entries that the figures leave out: `violations` whose act is counted already, and
    `blocks` that were undone.
    """

    violations: frozenset[ViolationNumber] = frozenset()
    blocks: frozenset[BlockNumber] = frozenset()


ALL_COUNTED = Uncounted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of what happened in a period. `delays` are seconds from posting to removal."""

    acknowledgements: int = 0
    violations: int = 0
    annulled: int = 0
    by_rule: Counter[RuleNumber] = field(default_factory=Counter)
    removals: int = 0
    reminders: int = 0
    blocks: int = 0
    expired: int = 0
    forgiven: int = 0
    revoked: int = 0
    apologies: int = 0
    appeals: int = 0
    granted: int = 0
    upheld: int = 0
    delays: tuple[float, ...] = ()

    def __add__(self, other: "Figures") -> "Figures":
        """Return the sum of both."""
        return Figures(
            acknowledgements=self.acknowledgements + other.acknowledgements,
            violations=self.violations + other.violations,
            annulled=self.annulled + other.annulled,
            by_rule=self.by_rule + other.by_rule,
            removals=self.removals + other.removals,
            reminders=self.reminders + other.reminders,
            blocks=self.blocks + other.blocks,
            expired=self.expired + other.expired,
            forgiven=self.forgiven + other.forgiven,
            revoked=self.revoked + other.revoked,
            apologies=self.apologies + other.apologies,
            appeals=self.appeals + other.appeals,
            granted=self.granted + other.granted,
            upheld=self.upheld + other.upheld,
            delays=tuple(sorted((*self.delays, *other.delays))),
        )

    def delay(self, share: float) -> float | None:
        """Return the seconds within which this share (0 to 1) of removals was done, or None."""
        if not self.delays:
            return None
        return self.delays[max(math.ceil(share * len(self.delays)), 1) - 1]


def figures_of(
    entries: Iterable[tuple[datetime, Fact]], uncounted: Uncounted = ALL_COUNTED
) -> Figures:
    """Count a chat's facts, each with its time (UTC)."""
    total, delays = Figures(), list[float]()
    for at, fact in entries:
        one = None if _is_uncounted(fact, uncounted) else _figures_from(at, fact)
        if one is not None:
            delays.extend(one.delays)
            total += replace(one, delays=())
    return replace(total, delays=tuple(sorted(delays)))


def _is_uncounted(fact: Fact, uncounted: Uncounted) -> bool:
    match fact:
        case ViolationRecorded(number=number):
            return number in uncounted.violations
        case ViolationAnnulled(replaced_by=int()) | ViolationReinstated(instead_of=int()):
            return True
        case BlockImposed(number=block):
            return block in uncounted.blocks
        case _:
            return False


def _figures_from(at: datetime, fact: Fact) -> Figures | None:
    match fact:
        case Acknowledged():
            return Figures(acknowledgements=1)
        case ViolationRecorded(rule=rule):
            return Figures(violations=1, by_rule=Counter({rule: 1}))
        case ViolationAnnulled():
            return Figures(annulled=1)
        case ViolationReinstated():
            return Figures(annulled=-1)
        case MessageRemoved(posted_at=posted_at) | MessageErased(posted_at=posted_at):
            delays = () if posted_at is None else (max((at - posted_at).total_seconds(), 0.0),)
            return Figures(removals=1, delays=delays)
        case Reminded():
            return Figures(reminders=1)
        case BlockImposed():
            return Figures(blocks=1)
        case BlockLifted(how=how):
            return _lifted(how)
        case ApologyMade():
            return Figures(apologies=1)
        case AppealMade():
            return Figures(appeals=1)
        case AppealGranted():
            return Figures(granted=1)
        case AppealUpheld():
            return Figures(upheld=1)
        case _:
            return None


def _lifted(how: Lift) -> Figures:
    match how:
        case Lift.EXPIRED:
            return Figures(expired=1)
        case Lift.FORGIVEN:
            return Figures(forgiven=1)
        case Lift.ANNULLED:
            return Figures(revoked=1)
