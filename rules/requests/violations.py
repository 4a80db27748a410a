"""Requests about violations and messages (п. 5.12.2, 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime

from rules.cases.people import Actor
from rules.ids import (
    MemberId,
    MessageId,
    RuleNumber,
    ViolationNumber,
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
