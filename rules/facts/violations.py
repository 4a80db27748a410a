"""Facts about violations and messages removed for them (п. 5.12.2, 5.12.7)."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationRecorded:
    """A member broke a rule of conduct.

    `asked_by` is who was not to record it themselves and asked for it, if anybody (п. 5.12.7).
    `replaces` is the record of the same act that this one corrects, `since` (UTC) when the act was
    first recorded. `aimed_at` are the moderators whom the act is known to have been against.
    """

    clause: ClassVar[Clause] = Clause.REMINDER
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
class ViolationAnnulled:
    """A violation no longer counts; `replaced_by` is the record that corrects it, if any does."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber
    member: MemberId
    by: MemberId
    reason: str
    undone: bool = False
    replaced_by: ViolationNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationReinstated:
    """The annulment of a violation was undone; `instead_of` is the correction that went with it."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber
    member: MemberId
    by: MemberId
    instead_of: ViolationNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRemoved:
    """A member's message was removed under a rule; `posted_at` (UTC) if known."""

    clause: ClassVar[Clause] = Clause.MODERATION
    message: MessageId
    member: MemberId
    by: MemberId | None
    rule: RuleNumber
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalWithdrawn:
    """The removal of a message is recorded as a mistake; the text cannot come back."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    message: MessageId
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageErased:
    """A blocked member's message was removed on the ground of the block."""

    clause: ClassVar[Clause] = Clause.BLOCK
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
