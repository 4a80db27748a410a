"""Suspicions raised by detectors (п. 5.12.2, 5.12.7)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rules.clauses import Clause
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector, Label
from rules.ids import MemberId, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.responses import Response
from rules.vocabulary.bases import FactBase, PlainRefusal
from rules.vocabulary.people import Actor


class Origin(StrEnum):
    """Where a finding is from, if not from a detector: members complained of the message."""

    REPORTED = "reported"


NO_RULE = RuleNumber(0)
"""The rule of what members complained of, until a moderator says which one was broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A detection in a message written at `posted_at` (UTC): the rule it speaks for and the
    response in this chat. `certainty` is in per cent. A complaint has an `Origin` in place of a
    detector and a label, and `NO_RULE`.
    """

    message: MessageId
    posted_at: datetime
    detector: Detector | Origin
    label: Label | Origin
    certainty: int
    rule: RuleNumber
    response: Response


class Settlement(StrEnum):
    """How a suspicion was settled: as a violation, as none, or as already recorded."""

    COUNTED = "counted"
    CLEARED = "cleared"
    LEFT = "left"

    @classmethod
    def by_weight(cls) -> tuple["Settlement", ...]:
        """Return all, the one that says most of a suspicion as a whole first."""
        return cls.COUNTED, cls.LEFT, cls.CLEARED


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledFinding:
    """How what was found in one message was settled, by whom (None: the bot) and when (UTC).

    `violation` is the one recorded for it, if any.
    """

    message: MessageId
    how: Settlement
    by: MemberId | None
    at: datetime
    violation: ViolationNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complained:
    """Who complained of the messages of a suspicion, who in turn may not settle it.

    `for_administrators`: only moderators of the chat complained, and none of them may settle what
    another one complains of. `low`: only people complained whose complaints rank lower.
    """

    by: frozenset[MemberId] = frozenset()
    for_administrators: bool = False
    low: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A suspicion. What is found in each message is settled by itself: `findings`.

    `settled` is the settlement of the whole as last stored, None while a message is left; whether
    it holds, `rules.openness` says. `acts_at` (UTC) is when the gathered detections are acted upon;
    None: they were. `removed` are the messages removed and not withdrawn as a mistake,
    `removed_by_hand` by whom, if not by the bot.

    Journals of older versions settle a suspicion as a whole, without `findings`: then `violation`
    was recorded for all messages by `counted_by`, None for the bot, and `cleared_by` said that
    there is none, or left it as it was.
    """

    number: SuspicionNumber
    member: MemberId
    at: datetime
    last_at: datetime
    found: frozenset[Found]
    acts_at: datetime | None = None
    removed: frozenset[MessageId] = frozenset()
    removed_by_hand: Mapping[MessageId, MemberId] = field(default_factory=dict)
    findings: tuple[SettledFinding, ...] = ()
    violation: ViolationNumber | None = None
    counted_by: MemberId | None = None
    cleared_by: MemberId | None = None
    settled: Settlement | None = None
    settled_at: datetime | None = None
    complained: Complained = Complained()

    @property
    def is_for_administrators(self) -> bool:
        """Whether administrators alone settle it: moderators complained, no detector found it."""
        return self.complained.for_administrators and self.is_only_reported

    @property
    def is_quiet(self) -> bool:
        """Whether it waits in the moderators' list and is not sent to them."""
        return self.complained.low and self.is_only_reported

    @property
    def is_only_reported(self) -> bool:
        """Whether it rests on complaints alone."""
        return all(each.detector is Origin.REPORTED for each in self.found)

    @property
    def messages(self) -> tuple[MessageId, ...]:
        """The messages that it is about, in the order of writing."""
        return tuple(sorted({each.message for each in self.found}))

    def finding(self, message: MessageId) -> SettledFinding | None:
        """Return how what was found in one of the messages was settled last, by itself."""
        return next((each for each in self.findings if each.message == message), None)

    def found_in(self, message: MessageId) -> frozenset[Found]:
        """Return the detections in one of the messages."""
        return frozenset(each for each in self.found if each.message == message)


def settled_as_whole(
    messages: Collection[MessageId], findings: Iterable[SettledFinding]
) -> Settlement | None:
    """Return how a suspicion on these messages is settled by its findings; None: a message is left.

    A violation says most, then what was left as recorded.
    """
    how = {each.message: each.how for each in findings}
    if not how.keys() >= set(messages):
        return None
    said = {how[each] for each in messages}
    return next((each for each in Settlement.by_weight() if each in said), None)


def strongest(found: Iterable[Found]) -> Response:
    """Return the strongest response among the detections; OFF without any."""
    return max(
        (each.response for each in found), key=lambda each: each.weight, default=Response.OFF
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionRaised(FactBase):
    """Detectors found something in a member's message; it is acted upon at `acts_at` (UTC)."""

    stored_as = "suspicion_raised"
    clause = Clause.MODERATION
    wakes_timers = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    found: tuple[Found, ...]
    acts_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionGrown(FactBase):
    """Detectors found more in what the same member wrote within seconds."""

    stored_as = "suspicion_grown"
    clause = Clause.MODERATION
    wakes_timers = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    found: tuple[Found, ...]
    acts_at: datetime
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionPresented(FactBase):
    """A suspicion was shown to the moderators."""

    stored_as = "suspicion_presented"
    clause = Clause.MODERATION
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionSettled(FactBase):
    """A moderator, or the bot where the chat allows it, settled what was found in a message.

    `message` None, in journals of older versions: in all messages of the suspicion. `violation` is
    the number recorded, if any. `taught`, in the same journals: digests of what is not suspected
    again in this chat (`rules.detectors.inspection`).
    """

    stored_as = "suspicion_settled"
    clause = Clause.GROUNDS
    teaches_detectors = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: MemberId | None
    how: Settlement
    violation: ViolationNumber | None = None
    taught: tuple[str, ...] = ()
    message: MessageId | None = None

    @property
    def tried(self) -> bool:
        """A trial takes back that a suspicion was counted, because it takes back its violation."""
        return self.how is Settlement.COUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionReopened(FactBase):
    """A suspicion is open again: a moderator withdrew «Не нарушение» and what it taught, or (`by`
    None) more was found after it was settled. `message`: in this one; None: in all.
    """

    stored_as = "suspicion_reopened"
    clause = Clause.GROUNDS
    teaches_detectors = True
    threads = (("suspicion", "number"),)

    number: SuspicionNumber
    member: MemberId
    by: MemberId | None
    message: MessageId | None = None


SuspicionFact = (
    SuspicionRaised | SuspicionGrown | SuspicionPresented | SuspicionSettled | SuspicionReopened
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseSuspicion:
    """Detectors found something in a message that the case's member wrote at `posted_at` (UTC)."""

    message: MessageId
    posted_at: datetime
    detections: tuple[Detection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforceSuspicion:
    """The timer carries out the chat's immediate response to a suspicion."""

    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentSuspicion:
    """The timer shows a suspicion to the moderators."""

    number: SuspicionNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSuspicion:
    """«Записать»: a moderator records what was found in a message as a violation.

    `message` None, here and below: in all that are left, of which the gravest is recorded.
    `aimed_at` are the moderators at whom the messages are known to be aimed. `rule` is the one that
    the moderator says was broken; None: the gravest of those found.
    """

    by: Actor
    number: SuspicionNumber
    message: MessageId | None = None
    aimed_at: frozenset[MemberId] = frozenset()
    rule: RuleNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSuspected:
    """«Удалить»: a moderator removes a message of a suspicion; `rule` as in `CountSuspicion`."""

    by: Actor
    number: SuspicionNumber
    message: MessageId | None = None
    rule: RuleNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearSuspicion:
    """«Не нарушение»: a moderator says so of what was found in a message."""

    by: Actor
    number: SuspicionNumber
    message: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveSuspicion:
    """«Оставить как есть»: a message of the suspicion is recorded already; nothing is added."""

    by: Actor
    number: SuspicionNumber
    message: MessageId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenSuspicion:
    """A moderator withdraws «Не нарушение»."""

    by: Actor
    number: SuspicionNumber
    message: MessageId | None = None


SuspicionRequest = (
    RaiseSuspicion
    | EnforceSuspicion
    | PresentSuspicion
    | CountSuspicion
    | RemoveSuspected
    | ClearSuspicion
    | LeaveSuspicion
    | ReopenSuspicion
)

NOTHING_SUSPECTED = PlainRefusal("nothing suspected", Clause.GROUNDS)
"""Nothing that was found matters in this chat."""

NOTHING_TO_ENFORCE = PlainRefusal("nothing to enforce", Clause.GROUNDS)
"""The response was carried out already, the chat wants none, or the suspicion is settled."""

NO_SUCH_SUSPICION = PlainRefusal("no such suspicion", Clause.MODERATION)
SETTLED_ALREADY = PlainRefusal("settled already", Clause.MODERATION)
SUSPECTED_REMOVED = PlainRefusal("suspected removed", Clause.MODERATION)
NOT_RECORDED_YET = PlainRefusal("not recorded yet", Clause.MODERATION)
"""Something of the suspicion can still be recorded, so it cannot be left as recorded."""
