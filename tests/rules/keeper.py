"""A case keeper in memory: what storage does with facts, without any storage."""

from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from rules.case import Case, Numbers
from rules.ids import (
    AppealNumber,
    BlockNumber,
    InvitationNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    ViolationNumber,
    VoteNumber,
    WithheldNumber,
)
from rules.policy import Policy
from rules.settings import Setting
from rules.vocabulary import apologies
from rules.vocabulary.acquaintance import Acknowledged, RulesShown
from rules.vocabulary.blocks import (
    Block,
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
    Proposal,
    ProposalState,
)
from rules.vocabulary.chats import ChatAdopted, SettingChanged
from rules.vocabulary.people import Actor, Standing
from rules.vocabulary.reminders import Reminded, Reminder, ReminderWithdrawn
from rules.vocabulary.suspicions import SuspicionFact
from rules.vocabulary.undoing import TheReminder, TheRemoval, Undo
from rules.vocabulary.unions import Fact, Request
from rules.vocabulary.violations import (
    MessageRemoved,
    Recent,
    Removal,
    RemovalWithdrawn,
    RemoveMessage,
    Violation,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from tests.rules.kept_suspicions import KeptSuspicions
from tests.rules.people import CHAT


@dataclass
class Keeper:
    """One chat: its people, and what was recorded there."""

    policy: Policy
    zone: tzinfo
    people: dict[MemberId, Actor] = field(default_factory=dict)
    violations: dict[ViolationNumber, Violation] = field(default_factory=dict)
    blocks: dict[BlockNumber, Block] = field(default_factory=dict)
    votes: dict[VoteNumber, apologies.Vote] = field(default_factory=dict)
    withheld: dict[MemberId, apologies.Withheld] = field(default_factory=dict)
    withheld_at: dict[MemberId, tuple[datetime, ...]] = field(default_factory=dict)
    reminders: dict[ReminderNumber, Reminder] = field(default_factory=dict)
    removals: dict[MessageId, Removal] = field(default_factory=dict)
    proposals: dict[MemberId, Proposal] = field(default_factory=dict)
    acknowledged: set[tuple[MemberId, str]] = field(default_factory=set)
    settings: dict[Setting, str] = field(default_factory=dict)
    suspicions: KeptSuspicions = field(default_factory=KeptSuspicions)
    journal: list[tuple[datetime, Fact]] = field(default_factory=list)

    def actor(self, member: MemberId) -> Actor:
        stranger = Actor(member=member, standing=Standing.OUTSIDER)
        return self.people.get(member, stranger)

    def case(self, member: MemberId, request: Request) -> Case:
        """Give all that the policy needs to know to rule on a request about a member."""
        blocks = tuple(each for each in self.blocks.values() if each.member == member)
        theirs = {block.number for block in blocks}
        to_all = [each for each in self.reminders.values() if not (each.to or each.withdrawn)]
        match request:
            case Undo(act=TheReminder(number=number)):
                reminder, removal = self.reminders.get(number), None
            case Undo(act=TheRemoval(message=message)) | RemoveMessage(message=message):
                reminder, removal = None, self.removals.get(message)
            case _:
                reminder, removal = None, None
        adopted = (at for at, fact in self.journal if isinstance(fact, ChatAdopted))
        return Case(
            chat=CHAT,
            member=member,
            adopted_at=min(adopted, default=None),
            standing=self.actor(member).standing,
            policy=self.policy,
            zone=self.zone,
            violations=tuple(each for each in self.violations.values() if each.member == member),
            blocks=blocks,
            votes=tuple(each for each in self.votes.values() if each.block in theirs),
            withheld=self.withheld.get(member),
            withheld_at=self.withheld_at.get(member, ()),
            acknowledged=frozenset(version for who, version in self.acknowledged if who == member),
            proposal=self.proposals.get(member),
            recent=self._recent(),
            last_reminder_at=max((each.at for each in to_all), default=None),
            reminder=reminder,
            removal=removal,
            suspicion=self.suspicions.asked_for(member, request, self.removals.values()),
            suspicions=self.suspicions.not_cleared(member, self.removals.values()),
            values=self.policy.values(self.settings),
            newcomer_since=self._newcomer_since(member),
            newcomers_set_at=self._newcomers_set_at(),
            next=Numbers(
                violation=ViolationNumber(len(self.violations) + 1),
                block=BlockNumber(len(self.blocks) + 1),
                vote=VoteNumber(len(self.votes) + 1),
                reminder=ReminderNumber(len(self.reminders) + 1),
                invitation=InvitationNumber(1),
                appeal=AppealNumber(1),
                suspicion=self.suspicions.next,
            ),
        )

    def _recent(self) -> tuple[Recent, ...]:
        recorded = [
            Recent(
                member=each.member,
                at=each.counts_from,
                messages=frozenset(() if each.message is None else (each.message,)),
                rules=frozenset({each.rule}),
            )
            for each in self.violations.values()
            if not each.annulled
        ]
        both = [*recorded, *self.suspicions.recent()]
        return tuple(sorted(both, key=lambda each: each.at))

    def _newcomers_set_at(self) -> datetime | None:
        set_at = {fact.setting: at for at, fact in self.journal if isinstance(fact, SettingChanged)}
        adopted = [at for at, fact in self.journal if isinstance(fact, ChatAdopted)]
        kinds = [*adopted, *(at for setting, at in set_at.items() if setting is Setting.KIND)]
        return set_at.get(Setting.NEWCOMERS, max(kinds, default=None))

    def _newcomer_since(self, member: MemberId) -> datetime | None:
        told = [
            (at, fact)
            for at, fact in self.journal
            if isinstance(fact, RulesShown | Acknowledged) and fact.member == member
        ]
        # shown the rules, and none acknowledged since
        return told[-1][0] if told and isinstance(told[-1][1], RulesShown) else None

    def record(self, fact: Fact, at: datetime) -> None:
        """Write a fact down, with what changes by it; who is appointed or invited is not played."""
        self.journal.append((at, fact))
        subjects = self._chat, self._order, self._violation, self._block, self._vote, self._withheld
        for subject in subjects:
            subject(fact, at)
        if isinstance(fact, SuspicionFact):
            self.suspicions.record(fact, at)

    def _chat(self, fact: Fact, at: datetime) -> None:
        match fact:
            case Acknowledged(member=member, version=version):
                self.acknowledged.add((member, version))
            case ChatAdopted(kind=kind, group=group):
                self.settings |= {Setting.KIND: kind.value, Setting.GROUP: group}
            case SettingChanged(setting=setting, value=value):
                self.settings[setting] = value
            case _:
                pass

    def _order(self, fact: Fact, at: datetime) -> None:
        match fact:
            case Reminded(number=number, member=to, by=by):
                self.reminders[number] = Reminder(number=number, to=to, at=at, by=by)
            case ReminderWithdrawn(number=number):
                self.reminders[number] = replace(self.reminders[number], withdrawn=True)
            case MessageRemoved(message=message):
                self.removals[message] = Removal(
                    message=message, member=fact.member, rule=fact.rule, at=at, by=fact.by
                )
            case RemovalWithdrawn(message=message):
                self.removals[message] = replace(self.removals[message], withdrawn=True)
            case _:
                pass

    def _violation(self, fact: Fact, at: datetime) -> None:
        match fact:
            case ViolationRecorded(number=number):
                self.violations[number] = Violation(
                    number=number,
                    member=fact.member,
                    rule=fact.rule,
                    at=at,
                    by=fact.by,
                    message=fact.message,
                    replaces=fact.replaces,
                    since=fact.since,
                    aimed_at=frozenset(fact.aimed_at),
                )
            case ViolationAnnulled(number=number):
                self._change(number, annulled_at=at)
            case ViolationReinstated(number=number):
                self._change(number, annulled_at=None)
            case _:
                pass

    def _change(self, number: ViolationNumber, annulled_at: datetime | None) -> None:
        self.violations[number] = replace(
            self.violations[number], annulled=annulled_at is not None, annulled_at=annulled_at
        )

    def _block(self, fact: Fact, at: datetime) -> None:
        match fact:
            case BlockProposed(member=member, grounds=grounds):
                self.proposals[member] = Proposal(grounds=grounds, state=ProposalState.OPEN, at=at)
            case BlockDeclined(member=member):
                self._close(member, ProposalState.DECLINED, at)
            case BlockImposed(number=number, member=member, grounds=grounds):
                self._close(member, ProposalState.CLOSED, at)
                self.blocks[number] = Block(
                    number=number,
                    member=member,
                    at=at,
                    ends_at=fact.ends_at,
                    by=fact.by,
                    grounds=grounds,
                )
                for each in grounds:
                    self.violations[each] = replace(self.violations[each], carried_by=number)
            case BlockShortened(number=number, ends_at=ends_at):
                self.blocks[number] = replace(self.blocks[number], at=at, ends_at=ends_at)
            case BlockLifted(number=number, how=how):
                self.blocks[number] = replace(self.blocks[number], lift=how, lifted_at=at)
            case _:
                pass

    def _close(self, member: MemberId, state: ProposalState, at: datetime) -> None:
        proposal = self.proposals.get(member)
        if proposal is not None and proposal.state is ProposalState.OPEN:
            self.proposals[member] = replace(proposal, state=state, closed_at=at)

    def _withheld(self, fact: Fact, at: datetime) -> None:
        match fact:
            case apologies.ApologyWithheld(member=member):
                self.withheld_at[member] = (*self.withheld_at.get(member, ()), at)
                self.withheld[member] = apologies.Withheld(
                    number=WithheldNumber(len(self.journal)),
                    block=fact.block,
                    text=fact.text,
                    found=fact.found,
                    at=at,
                )
            case apologies.WithheldDecided(member=member):
                self.withheld[member] = replace(self.withheld[member], decided=True)
            case _:
                pass

    def _vote(self, fact: Fact, at: datetime) -> None:
        match fact:
            case apologies.ApologyMade(vote=number, block=block, text=text, closes_at=closes_at):
                self.votes[number] = apologies.Vote(
                    number=number, block=block, text=text, opened_at=at, closes_at=closes_at
                )
            case apologies.VoteCast(vote=number, by=by, choice=choice):
                vote = self.votes[number]
                others = tuple(each for each in vote.ballots if each.member != by)
                said = apologies.Ballot(member=by, choice=choice)
                self.votes[number] = replace(vote, ballots=(*others, said))
            case apologies.VoteShortened(vote=number, closes_at=closes_at):
                self.votes[number] = replace(self.votes[number], opened_at=at, closes_at=closes_at)
            case apologies.VoteClosed(vote=number, outcome=outcome):
                self._close_vote(number, outcome, at)
            case apologies.LiftDecided(vote=number, lifted=lifted):
                self._close_vote(
                    number, apologies.Outcome.FORGIVEN if lifted else apologies.Outcome.KEPT, at
                )
            case apologies.ApologyRejected(vote=number):
                self._close_vote(number, apologies.Outcome.REJECTED, at)
            case _:
                pass

    def _close_vote(self, number: VoteNumber, outcome: apologies.Outcome, at: datetime) -> None:
        self.votes[number] = replace(self.votes[number], outcome=outcome, closed_at=at)
