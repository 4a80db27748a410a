"""Violations, and the removal of messages for them (п. 5.12.2, 5.12.4, 5.12.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.ids import BlockNumber, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A recorded violation. `carried_by` is the latest block that rests on it, if any.

    `by` is None where the bot counted it; `asked_by` is who asked `by` to record it, if anybody.
    `replaces` is the record that this one corrects, and `since` (UTC) when the act was first
    recorded: a correction changes neither age nor order. `aimed_at` are the moderators at whom the
    act is known to have been aimed.
    """

    number: ViolationNumber
    member: MemberId
    rule: RuleNumber
    at: datetime
    by: MemberId | None
    asked_by: MemberId | None = None
    message: MessageId | None = None
    note: str = ""
    annulled: bool = False
    annulled_at: datetime | None = None
    carried_by: BlockNumber | None = None
    replaces: ViolationNumber | None = None
    since: datetime | None = None
    aimed_at: frozenset[MemberId] = frozenset()

    @property
    def counts_from(self) -> datetime:
        """When the act was first recorded (UTC)."""
        return self.at if self.since is None else self.since

    @property
    def act(self) -> tuple[str, int]:
        """Identity of the act: a message or, if recorded by name, the record itself."""
        return ("record", self.number) if self.message is None else ("message", self.message)


def one_of_each_act(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Return the first record of each act, in the given order: an act counts once (п. 5.12.5)."""
    first: dict[tuple[str, int], Violation] = {}
    for violation in violations:
        first.setdefault(violation.act, violation)
    return tuple(first.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A message removed under a rule; `by` is None where the bot removed it."""

    message: MessageId
    member: MemberId
    rule: RuleNumber
    at: datetime
    by: MemberId | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A recent violation or suspicion in the chat, by any member (п. 5.12.4).

    `messages` are those it is about; none for a violation recorded by name. `rules` are those that
    it broke, or may have broken.
    """

    member: MemberId
    at: datetime
    messages: frozenset[MessageId] = frozenset()
    rules: frozenset[RuleNumber] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationRecorded(FactBase):
    """A member broke a rule of conduct.

    `asked_by` is who asked for the record because they may not make it themselves (п. 5.12.7).
    `replaces` is the record of the same act that this one corrects, `since` (UTC) when the act was
    first recorded. `aimed_at` are the moderators at whom the act is known to have been aimed.
    """

    stored_as = "violation_recorded"
    clause = Clause.REMINDER
    tried = True
    threads = (("violation", "number"),)

    number: ViolationNumber
    member: MemberId
    by: MemberId | None
    rule: RuleNumber
    message: MessageId | None
    note: str
    asked_by: MemberId | None = None
    replaces: ViolationNumber | None = None
    since: datetime | None = None
    aimed_at: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationAnnulled(FactBase):
    """A violation no longer counts; `replaced_by` is the record that corrects it, if any."""

    stored_as = "violation_annulled"
    clause = Clause.GROUNDS
    threads = (("violation", "number"),)

    number: ViolationNumber
    member: MemberId
    by: MemberId
    reason: str
    undone: bool = False
    replaced_by: ViolationNumber | None = None

    @property
    def tried(self) -> bool:
        """A trial takes a correction back, because it takes back the record in its place."""
        return self.replaced_by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationReinstated(FactBase):
    """The annulment of a violation was undone; `instead_of` is the annulled correction."""

    stored_as = "violation_reinstated"
    clause = Clause.GROUNDS
    tried = True
    threads = (("violation", "number"),)

    number: ViolationNumber
    member: MemberId
    by: MemberId
    instead_of: ViolationNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRemoved(FactBase):
    """A member's message, written at `posted_at` (UTC) if known, was removed under a rule."""

    stored_as = "message_removed"
    clause = Clause.MODERATION
    tried = True
    threads = (("message", "message"),)

    message: MessageId
    member: MemberId
    by: MemberId | None
    rule: RuleNumber
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalWithdrawn(FactBase):
    """The removal of a message is recorded as a mistake; the message cannot be restored."""

    stored_as = "removal_withdrawn"
    clause = Clause.GROUNDS
    threads = (("message", "message"),)

    message: MessageId
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageErased(FactBase):
    """A blocked member's message was removed on the ground of the block."""

    stored_as = "message_erased"
    clause = Clause.BLOCK
    tried = True
    threads = (("block", "block"),)

    message: MessageId
    member: MemberId
    block: BlockNumber
    by: None = None
    posted_at: datetime | None = None


ViolationFact = (
    ViolationRecorded
    | ViolationAnnulled
    | ViolationReinstated
    | MessageRemoved
    | RemovalWithdrawn
    | MessageErased
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordViolation:
    """A moderator says that the case's member broke a rule, in a message if one is given, written
    at `posted_at` (UTC; None if unknown).

    `aimed_at` are the moderators at whom it is known to have been aimed, `asked_by` who had to pass
    it on. `separate`: the moderator said that this is another act than the one recorded just
    before.
    """

    by: Actor
    rule: RuleNumber | None
    message: MessageId | None = None
    note: str = ""
    aimed_at: frozenset[MemberId] = frozenset()
    asked_by: MemberId | None = None
    posted_at: datetime | None = None
    separate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceViolation:
    """A moderator says that an act was recorded under the wrong rule.

    `aimed_at` are the moderators at whom it is known to have been aimed, beside those in the
    record.
    """

    by: Actor
    number: ViolationNumber
    rule: RuleNumber | None
    aimed_at: frozenset[MemberId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulViolation:
    """A moderator annuls a violation for a stated reason."""

    by: Actor
    number: ViolationNumber
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveMessage:
    """A moderator removes a message of the case's member under a rule."""

    by: Actor
    rule: RuleNumber | None
    message: MessageId
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseMessage:
    """Remove a message of somebody who is or was blocked, if the block covers it.

    It was written at `posted_at` (UTC). `announced` is the chat's message that announced the latest
    block, where it is known.
    """

    message: MessageId
    posted_at: datetime
    announced: MessageId | None = None


ViolationRequest = (
    RecordViolation | ReplaceViolation | AnnulViolation | RemoveMessage | EraseMessage
)

REASON_MISSING = PlainRefusal("reason missing", Clause.GROUNDS)
ALREADY_REMOVED = PlainRefusal("already removed", Clause.MODERATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMissing(Refusal):
    """No rule of conduct was named; `known` are the existing numbers."""

    clause = Clause.GROUNDS
    known: tuple[RuleNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchRule(Refusal):
    """There is no rule of that number."""

    clause = Clause.GROUNDS
    number: RuleNumber
    known: tuple[RuleNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchViolation(Refusal):
    """The chat has no violation of that number."""

    clause = Clause.GROUNDS
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyAnnulled(Refusal):
    """The violation is annulled already."""

    clause = Clause.GROUNDS
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyRecorded(Refusal):
    """The message has a violation that stands; `by` is None where the bot recorded it."""

    clause = Clause.BLOCK
    number: ViolationNumber
    rule: RuleNumber
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyGround(Refusal):
    """A block rests, or rested, on this act, so no other violation may be recorded for it.

    `number` is the violation on which the block rests.
    """

    clause = Clause.BLOCK
    block: BlockNumber
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class JustRecorded(Refusal):
    """A violation of this member was recorded a moment ago: ask whether this is another act."""

    clause = Clause.BLOCK
    number: ViolationNumber
    rule: RuleNumber
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderAppeal(Refusal):
    """The violation is under an appeal that is not decided."""

    clause = Clause.CONFLICTS
    number: ViolationNumber


GroundRefusal = (
    RuleMissing
    | NoSuchRule
    | NoSuchViolation
    | AlreadyAnnulled
    | AlreadyRecorded
    | AlreadyGround
    | JustRecorded
    | UnderAppeal
)
