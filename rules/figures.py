"""Figures on the use of a chat or of the whole college (п. 5.10.1), from facts of the journal."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from rules.answers import answer_by
from rules.clauses import Clause
from rules.ids import BlockNumber, RuleNumber, ViolationNumber
from rules.policy import Answers
from rules.rights import ANY_MODERATION, Deed
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.apologies import ApologyMade
from rules.vocabulary.appeals import AppealGranted, AppealMade, AppealUpheld
from rules.vocabulary.blocks import BlockImposed, BlockLifted, Lift
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.suspicions import SuspicionRaised, SuspicionSettled
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
    """Counts of what happened in a period. `delays` are seconds from posting to removal.

    `cards` and `contested` are the cards and appeals whose term ended in it or that were answered
    in it, each with how many of them were answered in time.
    """

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
    cards: int = 0
    cards_in_time: int = 0
    contested: int = 0
    contested_in_time: int = 0

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
            cards=self.cards + other.cards,
            cards_in_time=self.cards_in_time + other.cards_in_time,
            contested=self.contested + other.contested,
            contested_in_time=self.contested_in_time + other.contested_in_time,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What says whether an answer came in time; `now` is in UTC."""

    answers: Answers
    zone: tzinfo
    now: datetime


def in_time(entries: Iterable[tuple[datetime, Fact]], terms: Terms, until: datetime) -> Figures:
    """Count which cards and appeals of a period until then (UTC) were answered in time.

    Those that nobody has answered are counted once their term is over, if it is within the period.
    """
    over = min(until, terms.now)
    raised: dict[tuple[str, int], datetime] = {}
    answered: dict[tuple[str, int], datetime] = {}
    for at, fact in entries:
        match fact:
            case SuspicionRaised(number=number):
                raised["card", number] = at
            case SuspicionSettled(number=number):
                answered.setdefault(("card", number), at)
            case AppealMade(number=appeal):
                raised["appeal", appeal] = at
            case AppealGranted(number=appeal) | AppealUpheld(number=appeal):
                answered.setdefault(("appeal", appeal), at)
            case _:
                pass
    answers, zone = terms.answers, terms.zone
    lengths = {"card": answers.card, "appeal": answers.appeal}
    counted: Counter[tuple[str, bool]] = Counter()
    for key, since in raised.items():
        due, at_last = answer_by(lengths[key[0]], since, answers, zone), answered.get(key)
        if at_last is not None or due <= over:
            counted[key[0], at_last is not None and at_last <= due] += 1
    return Figures(
        cards=counted["card", True] + counted["card", False],
        cards_in_time=counted["card", True],
        contested=counted["appeal", True] + counted["appeal", False],
        contested_in_time=counted["appeal", True],
    )


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
