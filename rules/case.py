"""`Case`, everything the policy needs to know about one member in one chat, and `Ruling`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from rules.ids import (
    AppealNumber,
    BlockNumber,
    ChatId,
    InvitationNumber,
    MemberId,
    ReminderNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.policy import Policy, valid_since
from rules.settings import ChatSettings, Setting, settings_from
from rules.times import are_apart
from rules.vocabulary.apologies import Outcome, Vote, Withheld
from rules.vocabulary.appeals import Appeal, Decision
from rules.vocabulary.bases import Refusal
from rules.vocabulary.blocks import Block, Lift, Proposal
from rules.vocabulary.invitations import Invitation
from rules.vocabulary.people import Standing
from rules.vocabulary.reminders import Reminder
from rules.vocabulary.silence import Silence
from rules.vocabulary.spread import Doubt
from rules.vocabulary.suspicions import Suspicion
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import Recent, Removal, Violation, one_of_each_act


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers for the chat's next records."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One member in one chat. All times are UTC; `zone` is the chat's time zone.

    `violations`, `blocks`, `votes` and `appeals` are all of the member's in this chat, oldest
    first. `acknowledged` are the versions of the rules that the member acknowledged. `proposal` is
    the latest proposal to block the member, `withheld` their latest withheld apology, `withheld_at`
    the times of all withheld ones, oldest first. `recent`, `last_reminder_at` and `next` are the
    chat's. `reminder`, `removal` and `invitation` are those that the request names, if they exist.
    `values` are the chat's settings. `appointed`: an administrator appointed the member a
    moderator. `present`: the member is in the chat now. `newcomer_since` is when the member was
    shown the rules on joining, None once they acknowledged them; `newcomers_set_at` is since when
    the chat has treated newcomers as now, None: always. `adopted_at` is since when the chat is
    served, None if unknown. `silence` is the chat's latest. `clock_ahead` is how far the process's
    clock is known to be ahead of the messenger's. `suspicion` is the one that the request names, or
    the member's latest. `suspicions` are all of the member's that are not cleared, or were counted
    before, where the request needs them. `family` are the member's parents and children on record
    in any chat. `doubt` is the latest about the member's page.
    """

    chat: ChatId
    member: MemberId
    standing: Standing
    policy: Policy
    zone: tzinfo
    violations: tuple[Violation, ...] = ()
    blocks: tuple[Block, ...] = ()
    votes: tuple[Vote, ...] = ()
    withheld: Withheld | None = None
    withheld_at: tuple[datetime, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    acknowledged: frozenset[str] = frozenset()
    proposal: Proposal | None = None
    recent: tuple[Recent, ...] = ()
    last_reminder_at: datetime | None = None
    reminder: Reminder | None = None
    removal: Removal | None = None
    next: Numbers = FIRST_NUMBERS
    values: Mapping[Setting, str] = field(default_factory=dict)
    appointed: bool = False
    present: bool = True
    newcomer_since: datetime | None = None
    newcomers_set_at: datetime | None = None
    adopted_at: datetime | None = None
    silence: Silence | None = None
    clock_ahead: timedelta = timedelta()
    invitation: Invitation | None = None
    suspicion: Suspicion | None = None
    family: frozenset[MemberId] = frozenset()
    suspicions: tuple[Suspicion, ...] = ()
    doubt: Doubt | None = None

    @property
    def settings(self) -> ChatSettings:
        """The chat's settings."""
        return settings_from(self.values)

    @property
    def clocks_apart(self) -> bool:
        """Whether the process's clock is known to be too wrong to keep a term."""
        return are_apart(self.clock_ahead)

    @property
    def block(self) -> Block | None:
        """The block in force, or None."""
        return next((block for block in self.blocks if block.lift is None), None)

    @property
    def stood(self) -> tuple[Block, ...]:
        """The blocks that are in force or ended otherwise than by annulment."""
        return tuple(block for block in self.blocks if block.lift is not Lift.ANNULLED)

    @property
    def overruled(self) -> frozenset[BlockNumber]:
        """The blocks that an administrator annulled on appeal (п. 6.1)."""
        granted = {each.block for each in self.appeals if each.decision is Decision.GRANTED}
        return frozenset(
            block.number
            for block in self.blocks
            if block.lift is Lift.ANNULLED and block.number in granted
        )

    @property
    def vote(self) -> Vote | None:
        """The open vote, or None."""
        return next((vote for vote in self.votes if vote.outcome is None), None)

    @property
    def unopposed(self) -> Vote | None:
        """The vote without objections on the block in force that no moderator confirmed yet, or
        None.
        """
        block = self.block
        return next(
            (
                vote
                for vote in self.votes
                if vote.outcome is Outcome.UNOPPOSED
                and block is not None
                and vote.block == block.number
            ),
            None,
        )

    @property
    def waiting(self) -> Withheld | None:
        """The apology that waits for a moderator, or None.

        It stops waiting when its block ends, its author apologises again, or it is decided.
        """
        withheld, block = self.withheld, self.block
        if withheld is None or withheld.decided or block is None or withheld.block != block.number:
            return None
        newer = any(
            vote.block == block.number and vote.opened_at >= withheld.at for vote in self.votes
        )
        return None if newer else withheld

    def appeal(self, number: AppealNumber) -> Appeal | None:
        """Return the member's appeal of that number, or None."""
        return next((each for each in self.appeals if each.number == number), None)

    def violation(self, number: ViolationNumber) -> Violation | None:
        """Return the member's violation of that number, or None."""
        return next((v for v in self.violations if v.number == number), None)

    def counted(self, now: datetime) -> tuple[Violation, ...]:
        """Return the violations that count at `now` towards a block (п. 5.12.5).

        Left out are annulled violations, those older than the policy's validity, acts that a block
        already rested on (under any number), and grounds of a block annulled on appeal. An act
        counts once: of several records of a message, which older journals have, the oldest standing
        one counts.
        """
        since = valid_since(self.policy.validity, now, self.zone)
        spent = {violation.act for violation in self.violations if self.carrier(violation)}
        standing = one_of_each_act(each for each in self.violations if not each.annulled)
        return tuple(
            each for each in standing if each.act not in spent and each.counts_from >= since
        )

    def carrier(self, violation: Violation) -> BlockNumber | None:
        """Return the block that used up this record: not annulled, or only on appeal; or None."""
        annulled = {block.number for block in self.blocks if block.lift is Lift.ANNULLED}
        void = annulled - self.overruled
        return None if violation.carried_by in void else violation.carried_by


@dataclass(frozen=True, slots=True)
class Granted:
    """The request is granted; these facts now hold, in this order."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The request is refused, and nothing changes."""

    reason: Refusal


Ruling = Granted | Refused

Decisions = Mapping[type[Any], Callable[[Any, Any, datetime], Ruling]]
"""A subject's types of requests, each with its deciding function of case, request and now."""
