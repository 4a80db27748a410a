"""What a case holds of its chat."""

from dataclasses import dataclass
from datetime import datetime

from rules.ids import (
    AppealNumber,
    BlockNumber,
    InvitationNumber,
    ReminderNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.times import Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation to the chat, good until `expires_at` (UTC)."""

    number: InvitationNumber
    single: bool
    expires_at: datetime
    revoked: bool = False
    used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A time in which only moderators write; in force while `ended_at` is None (UTC)."""

    at: datetime
    ends_at: datetime
    ended_at: datetime | None = None

    @property
    def hold(self) -> Hold:
        """When the others may not write."""
        hold = Hold(since=self.at, until=self.ends_at)
        return hold if self.ended_at is None else hold.ended(self.ended_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers that the chat's next entries get."""

    violation: ViolationNumber
    block: BlockNumber
    vote: VoteNumber
    reminder: ReminderNumber
    invitation: InvitationNumber
    appeal: AppealNumber
    suspicion: SuspicionNumber


FIRST_NUMBERS = Numbers(
    violation=ViolationNumber(1),
    block=BlockNumber(1),
    vote=VoteNumber(1),
    reminder=ReminderNumber(1),
    invitation=InvitationNumber(1),
    appeal=AppealNumber(1),
    suspicion=SuspicionNumber(1),
)
