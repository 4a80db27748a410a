"""A case: all that the policy needs to know about one member in one chat."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from rules.ids import (
    BlockNumber,
    ChatId,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Policy, valid_since


class Standing(StrEnum):
    """What somebody is to a chat.

    `MODERATOR` is an administrator of the VK chat, `ADMINISTRATOR` one of the college's
    (a moderator everywhere), `LEFT` someone who was a member, `OUTSIDER` someone who never
    was, `COMMUNITY` a bot or a channel, which is never a member in the policy's sense.
    """

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    LEFT = "left"
    OUTSIDER = "outsider"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks. `joined_at` (UTC) is None for whoever is not in the chat at present."""

    member: MemberId
    standing: Standing
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A recorded violation. `carried_by` is the latest block that rests on it, if any."""

    number: ViolationNumber
    member: MemberId
    rule: RuleNumber
    at: datetime
    by: MemberId
    message: MessageId | None = None
    note: str = ""
    annulled: bool = False
    annulled_at: datetime | None = None
    carried_by: BlockNumber | None = None


class Lift(StrEnum):
    """How a block ended."""

    EXPIRED = "expired"
    FORGIVEN = "forgiven"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block; in force while `lift` is None. `by` is None for an automatic one."""

    number: BlockNumber
    member: MemberId
    at: datetime
    ends_at: datetime
    by: MemberId | None
    grounds: tuple[ViolationNumber, ...]
    lift: Lift | None = None
    lifted_at: datetime | None = None


class ProposalState(StrEnum):
    """Where a proposal to block stands. `CLOSED`: a block took its place, or grounds fell."""

    OPEN = "open"
    DECLINED = "declined"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal to block the case's member, put before the moderators."""

    grounds: tuple[ViolationNumber, ...]
    state: ProposalState
    at: datetime
    closed_at: datetime | None = None


class Choice(StrEnum):
    """What a participant says to an apology."""

    CONSENT = "consent"
    OBJECT = "object"


class Outcome(StrEnum):
    """How a vote closed. `OBSOLETE`: the block ended before the vote did."""

    FORGIVEN = "forgiven"
    KEPT = "kept"
    OBSOLETE = "obsolete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What one participant says at present."""

    member: MemberId
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote on an apology, whose words are `text`; open while `outcome` is None."""

    number: VoteNumber
    block: BlockNumber
    text: str = ""
    opened_at: datetime
    closes_at: datetime
    ballots: tuple[Ballot, ...] = ()
    outcome: Outcome | None = None
    closed_at: datetime | None = None

    def count(self, choice: Choice) -> int:
        """Give how many say so at present."""
        return sum(1 for ballot in self.ballots if ballot.choice is choice)

    def choice_of(self, member: MemberId) -> Choice | None:
        """Give what that participant says at present, or None."""
        return next((b.choice for b in self.ballots if b.member == member), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder of the rules to one member or to all (None)."""

    number: ReminderNumber
    to: MemberId | None
    at: datetime
    by: MemberId | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A message removed under a rule."""

    message: MessageId
    member: MemberId
    rule: RuleNumber
    at: datetime
    by: MemberId
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """A violation lately recorded in the chat, of whomever (for п. 5.12.4)."""

    member: MemberId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers that the chat's next entries get."""

    violation: ViolationNumber
    block: BlockNumber
    vote: VoteNumber
    reminder: ReminderNumber


FIRST_NUMBERS = Numbers(
    violation=ViolationNumber(1),
    block=BlockNumber(1),
    vote=VoteNumber(1),
    reminder=ReminderNumber(1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One member in one chat. All times are UTC; `zone` is the chat's.

    `violations`, `blocks` and `votes` are all of the member's in this chat, oldest first.
    `acknowledged` holds the versions of the rules that the member acknowledged. `proposal`
    is the latest proposal to block the member. `recent`, `last_reminder_at` and `next` are
    the chat's. `reminder` and `removal` are those that the request names, if they exist.
    """

    chat: ChatId
    member: MemberId
    standing: Standing
    policy: Policy
    zone: tzinfo
    violations: tuple[Violation, ...] = ()
    blocks: tuple[Block, ...] = ()
    votes: tuple[Vote, ...] = ()
    acknowledged: frozenset[str] = frozenset()
    proposal: Proposal | None = None
    recent: tuple[Recent, ...] = ()
    last_reminder_at: datetime | None = None
    reminder: Reminder | None = None
    removal: Removal | None = None
    next: Numbers = FIRST_NUMBERS

    @property
    def block(self) -> Block | None:
        """The block in force, or None."""
        return next((block for block in self.blocks if block.lift is None), None)

    @property
    def vote(self) -> Vote | None:
        """The open vote, or None."""
        return next((vote for vote in self.votes if vote.outcome is None), None)

    def violation(self, number: ViolationNumber) -> Violation | None:
        """Give the member's violation of that number, or None."""
        return next((v for v in self.violations if v.number == number), None)

    def counted(self, now: datetime) -> tuple[Violation, ...]:
        """Give the violations that count at `now` towards a block (п. 5.12.5).

        Not the annulled, not the ones that already carried a block (an annulled block
        carries nothing), not the ones older than the policy's validity.
        """
        since = valid_since(self.policy.validity, now, self.zone)
        void = {block.number for block in self.blocks if block.lift is Lift.ANNULLED}
        return tuple(
            violation
            for violation in self.violations
            if not violation.annulled
            and violation.at >= since
            and (violation.carried_by is None or violation.carried_by in void)
        )
