"""Notices about violations, removals of messages and blocks."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named
from rules.conduct import Rule
from rules.ids import BlockNumber, RuleNumber, ViolationNumber
from rules.vocabulary.blocks import Lift


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A violation that something rests on."""

    number: ViolationNumber
    at: datetime
    rule: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationSaid:
    """A violation was recorded: which rule, how many count, what follows from how many.

    `automatic`: by the bot itself, as the chat lets it.
    """

    member: Named
    number: ViolationNumber
    rule: Rule
    note: str
    counted: int
    threshold: int
    automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationTakenBack:
    """A violation was annulled, for a reason or because its moderator undid it."""

    member: Named
    by: Named
    number: ViolationNumber
    reason: str
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationBack:
    """The annulment of a violation was undone."""

    member: Named
    by: Named
    number: ViolationNumber
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationCorrected:
    """A violation was recorded anew under another rule, in place of the one numbered `before`."""

    member: Named
    by: Named
    number: ViolationNumber
    before: ViolationNumber
    rule: Rule
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationSuperseded:
    """What is left of the word of a violation that was corrected."""

    by: Named
    number: ViolationNumber
    now: ViolationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichRuleInstead:
    """Which other rule did what is recorded under that number break?"""

    number: ViolationNumber
    rule: RuleNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparateAsked:
    """One was recorded just now, by `by` (None: the bot): is what was asked another act?"""

    member: Named
    number: ViolationNumber
    rule: RuleNumber
    by: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeparateAnswered:
    """What is left of that question: it is another act, or it is the same."""

    by: Named
    separate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalSaid:
    """A message was removed under a rule."""

    member: Named
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalTakenBack:
    """A message was removed by mistake; its text cannot come back."""

    member: Named
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalFailed:
    """The messenger did not let the message be removed."""

    too_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A block is possible: moderators choose a term, or not to block."""

    member: Named
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclined:
    """A moderator chose not to block."""

    member: Named
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAnswered:
    """What is left of a proposal once a block took its place."""

    member: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn:
    """What is left of a proposal that lost its grounds."""

    member: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSaid:
    """A member is blocked: on what grounds, until when, how to apologise."""

    member: Named
    number: BlockNumber
    grounds: tuple[Ground, ...]
    ends_at: datetime
    automatic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockUndone:
    """What the notice of a block says once the block is annulled, `at` that moment (UTC)."""

    member: Named
    number: BlockNumber
    by: Named
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSaidPrivately:
    """The same, to the blocked person in private."""

    chat: str
    grounds: tuple[Ground, ...]
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftSaid:
    """A block ended."""

    member: Named
    how: Lift
    by: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftSaidPrivately:
    """The same, to the person in private."""

    chat: str
    how: Lift


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionByErasing:
    """The chat does not let the bot restrict anyone: messages will be removed instead."""

    member: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The act was done; said to the one who pressed."""


MeasureNotice = (
    ViolationSaid
    | ViolationTakenBack
    | ViolationBack
    | ViolationCorrected
    | ViolationSuperseded
    | WhichRuleInstead
    | SeparateAsked
    | SeparateAnswered
    | RemovalSaid
    | RemovalTakenBack
    | RemovalFailed
    | Proposal
    | ProposalDeclined
    | ProposalAnswered
    | ProposalWithdrawn
    | BlockSaid
    | BlockUndone
    | BlockSaidPrivately
    | LiftSaid
    | LiftSaidPrivately
    | RestrictionByErasing
    | Done
)
