"""What now holds: the entries of the journal, each with the clause that it rests on.

A fact is written once and never changed; `by` is None where the bot acted by itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.cases import Choice, Lift, Outcome
from rules.clauses import Clause
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesShown:
    """The rules of conduct were put before a newcomer."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE
    member: MemberId
    version: str
    by: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A member said that they know the rules of that version, with the button."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE
    member: MemberId
    by: MemberId
    version: str
    way: str = "button"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Everyone (`member` None) or one member was reminded of all rules (None) or of one."""

    clause: ClassVar[Clause] = Clause.REMINDER
    number: ReminderNumber
    member: MemberId | None
    by: MemberId | None
    rule: RuleNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderWithdrawn:
    """A moderator took a reminder back."""

    clause: ClassVar[Clause] = Clause.REMINDER
    number: ReminderNumber
    member: MemberId | None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationRecorded:
    """A member broke a rule of conduct."""

    clause: ClassVar[Clause] = Clause.REMINDER
    number: ViolationNumber
    member: MemberId
    by: MemberId
    rule: RuleNumber
    message: MessageId | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationAnnulled:
    """A violation no longer counts."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber
    member: MemberId
    by: MemberId
    reason: str
    undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationReinstated:
    """The annulment of a violation was undone."""

    clause: ClassVar[Clause] = Clause.GROUNDS
    number: ViolationNumber
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRemoved:
    """A moderator removed a member's message under a rule of conduct."""

    clause: ClassVar[Clause] = Clause.MODERATION
    message: MessageId
    member: MemberId
    by: MemberId
    rule: RuleNumber


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockProposed:
    """A block became possible and was put before the moderators."""

    clause: ClassVar[Clause] = Clause.BLOCK
    member: MemberId
    by: MemberId | None
    grounds: tuple[ViolationNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDeclined:
    """A moderator chose not to block on those grounds."""

    clause: ClassVar[Clause] = Clause.BLOCK
    member: MemberId
    by: MemberId
    grounds: tuple[ViolationNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockImposed:
    """A member is blocked until `ends_at` (UTC) on the ground of those violations."""

    clause: ClassVar[Clause] = Clause.BLOCK
    number: BlockNumber
    member: MemberId
    by: MemberId | None
    grounds: tuple[ViolationNumber, ...]
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLifted:
    """A block ended: its term ran out, it was forgiven, or it was annulled."""

    number: BlockNumber
    member: MemberId
    by: MemberId | None
    how: Lift
    reason: str = ""

    @property
    def clause(self) -> Clause:
        """The clause that this way of ending rests on."""
        match self.how:
            case Lift.EXPIRED:
                return Clause.BLOCK
            case Lift.FORGIVEN:
                return Clause.FORGIVENESS
            case Lift.ANNULLED:
                return Clause.GROUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyMade:
    """A blocked member apologised; the participants may object until `closes_at` (UTC)."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    block: BlockNumber
    member: MemberId
    by: MemberId
    text: str
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast:
    """A participant says, from now on, that to the apology of `member`."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    member: MemberId
    by: MemberId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteClosed:
    """A vote ended with so many objections standing."""

    clause: ClassVar[Clause] = Clause.FORGIVENESS
    vote: VoteNumber
    member: MemberId
    outcome: Outcome
    objections: int
    consents: int
    by: None = None


Fact = (
    RulesShown
    | Acknowledged
    | Reminded
    | ReminderWithdrawn
    | ViolationRecorded
    | ViolationAnnulled
    | ViolationReinstated
    | MessageRemoved
    | RemovalWithdrawn
    | MessageErased
    | BlockProposed
    | BlockDeclined
    | BlockImposed
    | BlockLifted
    | ApologyMade
    | VoteCast
    | VoteClosed
)
