"""Facts about violations and messages removed for them (п. 5.12.2, 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    RuleNumber,
    ViolationNumber,
)


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
