"""What can be asked of the policy, in its own terms."""

from dataclasses import dataclass

from rules.cases import Actor, Choice
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordViolation:
    """A moderator says that the case's member broke a rule, with the message if any."""

    by: Actor
    rule: RuleNumber | None
    message: MessageId | None = None
    note: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseMessage:
    """A blocked member's message came through: remove it on the ground of the block."""

    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class ImposeBlock:
    """A moderator blocks the case's member for a term."""

    by: Actor
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineBlock:
    """A moderator answers the proposal with «Не блокировать»."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireBlock:
    """The clock says that a block's term is over."""

    number: BlockNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologise:
    """The blocked member apologises to the participants."""

    by: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote:
    """Somebody pressed a button under an apology."""

    by: Actor
    vote: VoteNumber
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVote:
    """The clock says that a vote is over."""

    vote: VoteNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """A moderator reminds: of one rule or all (None), one member (the case's) or all."""

    by: Actor
    rule: RuleNumber | None
    to: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRules:
    """The case's member joined and is to be shown the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """The case's member says that they know the rules.

    `addressed` are the members whom the notice was for; None: everybody.
    """

    version: str
    addressed: frozenset[MemberId] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TheViolation:
    """Undo the recording of a violation."""

    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheAnnulment:
    """Undo the annulment of a violation."""

    number: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheBlock:
    """Undo a block as a mistake."""

    number: BlockNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheRefusalToBlock:
    """Undo «Не блокировать»: the same violations are proposed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TheReminder:
    """Withdraw a reminder."""

    number: ReminderNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TheRemoval:
    """Record that a message was removed by mistake."""

    message: MessageId


Act = TheViolation | TheAnnulment | TheBlock | TheRefusalToBlock | TheReminder | TheRemoval


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """A moderator pressed «Отменить» under the bot's word of an act."""

    by: Actor
    act: Act


Request = (
    RecordViolation
    | AnnulViolation
    | RemoveMessage
    | EraseMessage
    | ImposeBlock
    | DeclineBlock
    | ExpireBlock
    | Apologise
    | CastVote
    | CloseVote
    | Remind
    | ShowRules
    | Acknowledge
    | Undo
)
