"""Figures on the use of a chat or of the whole college (п. 5.10.1), from facts of the journal."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta, tzinfo
from enum import Enum, auto

from rules.answers import answer_by
from rules.clauses import Clause
from rules.ids import BlockNumber, RuleNumber, ViolationNumber
from rules.policy import Policy
from rules.rights import ANY_MODERATION, Deed
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.apologies import ApologyMade
from rules.vocabulary.appeals import AppealGranted, AppealMade, AppealUpheld
from rules.vocabulary.blocks import BlockImposed, BlockLifted, Lift
from rules.vocabulary.complaints import ComplaintMade
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.signals import Door, SignalMoved, SignalRaised
from rules.vocabulary.suspicions import SuspicionRaised, SuspicionReopened, SuspicionSettled
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


class Awaited(Enum):
    """What is to be answered within a term of the policy."""

    CARD = auto()
    APPEAL = auto()
    CALL = auto()
    DANGER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of what happened in a period. `delays` are seconds from posting to removal.

    `awaited` counts what people answered in the period and what they let its term pass in it,
    `in_time` those of them that were answered within their term.
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
    complaints: int = 0
    delays: tuple[float, ...] = ()
    awaited: Counter[Awaited] = field(default_factory=Counter)
    in_time: Counter[Awaited] = field(default_factory=Counter)

    def __add__(self, other: "Figures") -> "Figures":
        """Return the sum of both."""
        added = {
            each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)
        }
        return Figures(**{**added, "delays": tuple(sorted(added["delays"]))})

    def delay(self, share: float) -> float | None:
        """Return the seconds within which this share (0 to 1) of removals was done, or None."""
        if not self.delays:
            return None
        return self.delays[max(math.ceil(share * len(self.delays)), 1) - 1]


NOTHING = Figures()


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
    """What tells whether an answer came in time; `now` is in UTC."""

    policy: Policy
    zone: tzinfo
    now: datetime

    @property
    def longest(self) -> timedelta:
        """The longest term, before nights and Sundays are added."""
        answers = self.policy.answers
        return max(answers.card, answers.appeal, answers.report, self.policy.safety.pause)

    def due(self, what: Awaited, since: datetime) -> datetime:
        """Return until when (UTC) that is to be answered."""
        answers = self.policy.answers
        if what is Awaited.DANGER:
            # it does not wait for the morning
            return since + self.policy.safety.pause
        lengths = {
            Awaited.CARD: answers.card,
            Awaited.APPEAL: answers.appeal,
            Awaited.CALL: answers.report,
        }
        return answer_by(lengths[what], since, answers, self.zone)


def earliest(terms: Terms, since: datetime) -> datetime:
    """Return from when on (UTC) something may have waited whose term ends after `since`."""
    # Sundays make a term longer by a sixth, nights and Sundays around it by less than a week
    return since - 2 * terms.longest - timedelta(days=7)


def answered_in_time(
    entries: Iterable[tuple[datetime, Fact]], terms: Terms, since: datetime, until: datetime
) -> Figures:
    """Count the cards, appeals and calls that belong to a period (UTC), and those in time.

    Each belongs to the moment at which it was answered, or at which its term ended if that was
    earlier, so that it belongs to one period alone. What ended without an answer before its term is
    not counted: a card that the bot settled, an appeal against what was annulled meanwhile. An
    answer that its author took back is none. `entries` begin with `earliest`.
    """
    raised: dict[tuple[Awaited, int], datetime] = {}
    answered: dict[tuple[Awaited, int], datetime] = {}
    ended: dict[tuple[Awaited, int], datetime] = {}
    for at, fact in entries:
        match fact:
            case SuspicionRaised(number=card):
                raised[Awaited.CARD, card] = at
            case SuspicionSettled(number=card, by=by):
                (ended if by is None else answered).setdefault((Awaited.CARD, card), at)
            case SuspicionReopened(number=card, by=by):
                ended.pop((Awaited.CARD, card), None)
                if by is not None:
                    answered.pop((Awaited.CARD, card), None)
            case AppealMade(number=appeal):
                raised[Awaited.APPEAL, appeal] = at
            case AppealGranted(number=appeal, fell=True):
                ended.setdefault((Awaited.APPEAL, appeal), at)
            case AppealGranted(number=appeal) | AppealUpheld(number=appeal):
                answered.setdefault((Awaited.APPEAL, appeal), at)
            case SignalRaised(number=call, door=door):
                raised.setdefault(
                    (Awaited.DANGER if door is Door.SAFETY else Awaited.CALL, call), at
                )
            case SignalMoved(number=call):
                for kind in (Awaited.CALL, Awaited.DANGER):
                    answered.setdefault((kind, call), at)
            case _:
                pass
    awaited, in_time = Counter[Awaited](), Counter[Awaited]()
    for key, began in raised.items():
        due = terms.due(key[0], began)
        at_last = answered.get(key, due)
        if key not in answered and key in ended and ended[key] <= due:
            continue
        moment = min(at_last, due)
        if since <= moment < until and moment <= terms.now:
            awaited[key[0]] += 1
            in_time[key[0]] += at_last <= due and key in answered
    return Figures(awaited=awaited, in_time=in_time)


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
        case ComplaintMade():
            return Figures(complaints=1)
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
