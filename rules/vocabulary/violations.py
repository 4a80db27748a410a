"""Violations, and messages removed for them (п. 5.12.2, 5.12.4, 5.12.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    RuleNumber,
    ViolationNumber,
)
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A recorded violation. `carried_by` is the latest block that rests on it, if any.

    `by` is None where the chat lets the bot count by itself; `asked_by` is who asked `by` to
    record it, if anybody. `replaces` is the record that this one corrects, and `since` (UTC) when
    that one was made: a correction makes a violation neither newer nor older. `aimed_at` are the
    moderators whom the act is known to have been against.
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
        """What the violation was: a message, or, recorded by name, an act of its own."""
        return ("record", self.number) if self.message is None else ("message", self.message)


def one_of_each_act(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Give the first record of each act, in the given order: an act counts once (п. 5.12.5)."""
    first: dict[tuple[str, int], Violation] = {}
    for violation in violations:
        first.setdefault(violation.act, violation)
    return tuple(first.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A message removed under a rule; `by` is None where the chat lets the bot do it by itself."""

    message: MessageId
    member: MemberId
    rule: RuleNumber
    at: datetime
    by: MemberId | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A violation lately recorded or suspected in the chat, of whomever (for п. 5.12.4).

    `messages` are those that it is about; none for a violation recorded by name.
    """

    member: MemberId
    at: datetime
    messages: frozenset[MessageId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationRecorded(FactBase):
    """A member broke a rule of conduct.

    `asked_by` is who was not to record it themselves and asked for it, if anybody (п. 5.12.7).
    `replaces` is the record of the same act that this one corrects, `since` (UTC) when the act was
    first recorded. `aimed_at` are the moderators whom the act is known to have been against.
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
    """A violation no longer counts; `replaced_by` is the record that corrects it, if any does."""

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
    """The annulment of a violation was undone; `instead_of` is the correction that went with it."""

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
    """A member's message was removed under a rule; `posted_at` (UTC) if known."""

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
    """The removal of a message is recorded as a mistake; the text cannot come back."""

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
    """A moderator says that the case's member broke a rule, with the message if any, which was
    written at `posted_at` (UTC; None: not known).

    `aimed_at` are the moderators whom that is known to have been against, `asked_by` who had to
    pass it on.
    `separate`: it was said that this is another act than one recorded just before.
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
    """A moderator says that what a violation was recorded for breaks another rule.

    `aimed_at` are the moderators whom it is known to have been against, beside those in the record.
    """

    by: Actor
    number: ViolationNumber
    rule: RuleNumber | None
    aimed_at: frozenset[MemberId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulViolation:
    """A moderator takes a violation back for a stated reason."""

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
    """A message of somebody who is blocked, or was, came through: must it go for the block?

    It was written at `posted_at` (UTC); `announced` is the chat's message that told of the latest
    block, where that is known.
    """

    message: MessageId
    posted_at: datetime
    announced: MessageId | None = None


ViolationRequest = (
    RecordViolation | ReplaceViolation | AnnulViolation | RemoveMessage | EraseMessage
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMissing:
    """No rule of conduct was named; `known` are the numbers there are."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    known: tuple[RuleNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchRule:
    """There is no rule of that number."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: RuleNumber
    known: tuple[RuleNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonMissing:
    """An annulment needs a reason in words."""

    clause: ClassVar[Clause] = Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchViolation:
    """The chat has no violation of that number."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyAnnulled:
    """That violation is annulled already."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyRemoved:
    """That message is removed already."""

    clause: ClassVar[Clause] = Clause.MODERATION
    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyRecorded:
    """That message carries a violation that stands; `by` None: the bot recorded it."""

    clause: ClassVar[Clause] = Clause.BLOCK
    number: ViolationNumber
    rule: RuleNumber
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyGround:
    """A block rests, or rested, on that act: no other violation may be recorded for it.

    `number` is the violation on which the block rests.
    """

    clause: ClassVar[Clause] = Clause.BLOCK
    block: BlockNumber
    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class JustRecorded:
    """A violation of the same person was recorded a moment ago: is this another?"""

    clause: ClassVar[Clause] = Clause.BLOCK
    number: ViolationNumber
    rule: RuleNumber
    by: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderAppeal:
    """That violation is contested, and the appeal is not decided."""

    clause: ClassVar[Clause] = Clause.CONFLICTS
    number: ViolationNumber


GroundRefusal = (
    RuleMissing
    | NoSuchRule
    | ReasonMissing
    | NoSuchViolation
    | AlreadyAnnulled
    | AlreadyRemoved
    | AlreadyRecorded
    | AlreadyGround
    | JustRecorded
    | UnderAppeal
)
