"""The laws of section 5.12 as checks of facts, reckoned without the policy's own means."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from rules.clauses import Clause
from rules.ids import MemberId, ViolationNumber, VoteNumber
from rules.settings import Blocks
from rules.vocabulary import apologies, violations
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.blocks import BlockImposed, BlockLifted, Lift
from rules.vocabulary.chats import ChatAdopted, SettingChanged
from rules.vocabulary.people import Standing
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.undoing import TheBlock, Undo
from rules.vocabulary.unions import Fact, Request
from tests.rules.carrying import Carrying
from tests.rules.keeper import Keeper

MODERATORS = {Standing.MODERATOR, Standing.ADMINISTRATOR}
PRESENT = {Standing.MEMBER, *MODERATORS}


def a_month_after(start: datetime, zone: tzinfo) -> datetime:
    """Give the same day and time of the next month, or its last day."""
    begins = start.astimezone(zone)
    year, month = (begins.year + 1, 1) if begins.month == 12 else (begins.year, begins.month + 1)
    for day in range(begins.day, 27, -1):
        try:
            ends = date(year, month, day)
        except ValueError:
            continue
        return datetime.combine(ends, begins.time(), zone).astimezone(UTC)
    return datetime.combine(date(year, month, begins.day), begins.time(), zone).astimezone(UTC)


@dataclass
class Watch:
    """Watches what is recorded in a chat. `said` is who says what in each vote."""

    chat: Keeper
    said: dict[VoteNumber, dict[MemberId, apologies.Choice]] = field(default_factory=dict)
    carrying: Carrying = field(default_factory=Carrying)
    _followed: int = 0

    def facts(self, request: Request, facts: tuple[Fact, ...], now: datetime) -> None:
        """Check the facts of one ruling, before any of them is recorded."""
        assert facts
        self._catch_up()
        for fact in facts:
            self._has_a_ground(fact)
            self._is_by_whoever_may(fact)
            match fact:
                case BlockImposed():
                    self._may_begin(fact, facts, now)
                case BlockLifted():
                    self._may_end(fact, request, facts, now)
                case apologies.VoteCast():
                    self._may_be_said(fact, now)
                    self.said.setdefault(fact.vote, {})[fact.by] = fact.choice
                case apologies.ApologyMade():
                    self._may_be_read(fact, request, facts)
                case apologies.ApologyRejected(vote=vote):
                    assert self.chat.votes[vote].outcome is None
                    assert now < self.chat.votes[vote].closes_at
                case apologies.VoteClosed():
                    self._decides(fact, facts, now)
                case _:
                    pass

    def _catch_up(self) -> None:
        self.carrying.follow(fact for _, fact in self.chat.journal[self._followed :])
        self._followed = len(self.chat.journal)

    def _has_a_ground(self, fact: Fact) -> None:
        assert fact.clause in Clause
        rules = {rule.number for rule in self.chat.policy.conduct.rules}
        rule = getattr(fact, "rule", None)
        if isinstance(fact, Reminded):
            assert rule is None or rule in rules
        elif hasattr(fact, "rule"):
            assert rule in rules
        if isinstance(fact, violations.MessageErased):
            block = self.chat.blocks[fact.block]
            assert (block.member, block.lift) == (fact.member, None)

    def _is_by_whoever_may(self, fact: Fact) -> None:
        match fact:
            case Acknowledged() | apologies.ApologyMade() | apologies.ApologyWithheld():
                assert fact.by == fact.member
            case _ if fact.by is None or isinstance(fact, apologies.VoteCast):
                pass
            case _:
                assert self.chat.actor(fact.by).standing in MODERATORS
                if not isinstance(
                    fact, Reminded | ReminderWithdrawn | ChatAdopted | SettingChanged
                ):
                    assert fact.member is not None
                    assert fact.by != fact.member
                    standing = self.chat.actor(fact.member).standing
                    decides = self.chat.actor(fact.by).standing is Standing.ADMINISTRATOR
                    if decides and not isinstance(fact, BlockImposed | violations.MessageRemoved):
                        # the college's administrators alone judge the moderators' violations
                        assert standing is not Standing.ADMINISTRATOR
                    else:
                        assert standing not in MODERATORS

    def _standing(
        self, grounds: tuple[ViolationNumber, ...], facts: tuple[Fact, ...]
    ) -> set[ViolationNumber]:
        falling = {fact.number for fact in facts if isinstance(fact, violations.ViolationAnnulled)}
        known = self.chat.violations
        return {n for n in grounds if not (n in known and known[n].annulled)} - falling

    def _acts(
        self, grounds: Iterable[ViolationNumber], facts: tuple[Fact, ...]
    ) -> list[tuple[str, int]]:
        """Give what violations are about: messages, or records without any."""
        messages = {each.number: each.message for each in self.chat.violations.values()}
        recorded = (each for each in facts if isinstance(each, violations.ViolationRecorded))
        messages |= {each.number: each.message for each in recorded}
        return [
            ("record", number) if messages[number] is None else ("message", messages[number] or 0)
            for number in grounds
        ]

    def _may_begin(self, fact: BlockImposed, facts: tuple[Fact, ...], now: datetime) -> None:
        assert len(self._standing(fact.grounds, facts)) == len(fact.grounds) >= 4
        assert len(fact.grounds) > self.chat.policy.threshold
        used = {
            number
            for block in self.chat.blocks.values()
            if block.lift is not Lift.ANNULLED
            for number in block.grounds
        }
        assert not used & set(fact.grounds)
        acts = self._acts(fact.grounds, facts)
        assert len(set(acts)) == len(acts)
        assert not set(acts) & set(self._acts(used, facts))
        assert now < fact.ends_at <= a_month_after(now, self.chat.zone)
        assert fact.by is not None or self.chat.policy.blocks is Blocks.AUTOMATIC

    def _may_end(
        self, fact: BlockLifted, request: Request, facts: tuple[Fact, ...], now: datetime
    ) -> None:
        block = self.chat.blocks[fact.number]
        assert block.lift is None
        match fact.how:
            case Lift.EXPIRED:
                assert now >= block.ends_at
            case Lift.FORGIVEN:
                closed = [each for each in facts if isinstance(each, apologies.VoteClosed)]
                assert [each.outcome for each in closed] == [apologies.Outcome.FORGIVEN]
                assert self.chat.votes[closed[0].vote].block == fact.number
            case Lift.ANNULLED:
                mistake = isinstance(request, Undo) and request.act == TheBlock(number=block.number)
                enough = self.chat.policy.threshold + 1
                assert mistake or len(self._standing(block.grounds, facts)) < enough
                assert fact.by is not None

    def _may_be_read(
        self, fact: apologies.ApologyMade, request: Request, facts: tuple[Fact, ...]
    ) -> None:
        """What detectors found in breach of a rule is read by nobody before a moderator lets it."""
        if isinstance(request, apologies.Apologise):
            watched = {each for rule in self.chat.policy.conduct.rules for each in rule.detectors}
            assert watched.isdisjoint(each.detector for each in request.found)
        else:
            assert isinstance(facts[0], apologies.WithheldDecided)
            held = self.chat.withheld[fact.member]
            assert facts[0].published
            assert (held.decided, held.text, held.block) == (False, fact.text, fact.block)

    def _may_be_said(self, fact: apologies.VoteCast, now: datetime) -> None:
        vote, voter = self.chat.votes[fact.vote], self.chat.actor(fact.by)
        assert vote.outcome is None
        assert now < vote.closes_at
        assert fact.by != fact.member
        assert voter.standing in PRESENT
        assert voter.joined_at is not None
        assert voter.joined_at <= vote.opened_at

    def _decides(self, fact: apologies.VoteClosed, facts: tuple[Fact, ...], now: datetime) -> None:
        vote = self.chat.votes[fact.vote]
        said = list(self.said.get(fact.vote, {}).values())
        assert fact.objections == said.count(apologies.Choice.OBJECT)
        assert fact.consents == said.count(apologies.Choice.CONSENT)
        lifted = [each.how for each in facts if isinstance(each, BlockLifted)]
        match fact.outcome:
            case apologies.Outcome.FORGIVEN:
                assert fact.objections == 0
                assert now >= vote.closes_at
                assert lifted == [Lift.FORGIVEN]
            case apologies.Outcome.KEPT:
                assert fact.objections > 0
                assert now >= vote.closes_at
                assert not lifted
            case apologies.Outcome.UNOPPOSED:
                assert fact.objections == 0
                assert now >= vote.closes_at
                assert not lifted
            case apologies.Outcome.REJECTED:
                raise AssertionError("that is a moderator's, and a fact of its own")
            case apologies.Outcome.OBSOLETE:
                block = self.chat.blocks[vote.block]
                assert Lift.FORGIVEN not in lifted
                assert lifted or now >= block.ends_at

    def state(self) -> None:
        """Check what stands in the chat, after everything is recorded."""
        chat = self.chat
        in_force = [block for block in chat.blocks.values() if block.lift is None]
        assert len({block.member for block in in_force}) == len(in_force)
        for block in in_force:
            grounds = [chat.violations[number] for number in block.grounds]
            assert {each.member for each in grounds} == {block.member}
            standing = [each.number for each in grounds if not each.annulled]
            assert len(set(self._acts(standing, ()))) >= 4
        upheld = [block for block in chat.blocks.values() if block.lift is not Lift.ANNULLED]
        carried = [number for block in upheld for number in block.grounds]
        assert len(carried) == len(set(carried))
        acts = self._acts(carried, ())
        assert len(acts) == len(set(acts)), "a message is a ground once, ever"
        carrying = [
            each.message for each in chat.violations.values() if each.message and not each.annulled
        ]
        assert len(carrying) == len(set(carrying)), "a message carries one standing violation"
        self._catch_up()
        assert not self.carrying.twice(), "nor one of its own beside its card's"
        for block in chat.blocks.values():
            assert block.ends_at <= a_month_after(block.at, chat.zone)
        running = [vote for vote in chat.votes.values() if vote.outcome is None]
        assert {vote.block for vote in running} <= {block.number for block in in_force}
        assert len({vote.block for vote in running}) == len(running)
