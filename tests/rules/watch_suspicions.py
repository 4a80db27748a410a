"""The laws about detectors as checks of facts, reckoned without the policy's own means."""

from datetime import datetime

from rules.detectors.registry import Detector
from rules.ids import MessageId, SuspicionNumber, ViolationNumber
from rules.responses import Response
from rules.settings import OF_DETECTOR
from rules.vocabulary import suspicions
from rules.vocabulary.people import Actor
from rules.vocabulary.undoing import Undo
from rules.vocabulary.unions import Fact, Request
from rules.vocabulary.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    Violation,
    ViolationAnnulled,
    ViolationRecorded,
)
from tests.rules.watch import MODERATORS, PRESENT, Watch

CERTAIN, LIKELY = 95, 80
"""The policy's thresholds, in per cent."""


class SuspicionWatch(Watch):
    """Watches what follows from what was found in a chat as well."""

    def facts(self, request: Request, facts: tuple[Fact, ...], now: datetime) -> None:
        """Check the facts of one ruling, before any of them is recorded."""
        super().facts(request, facts, now)
        for fact in facts:
            match fact:
                case suspicions.SuspicionRaised() | suspicions.SuspicionGrown():
                    self._may_be_suspected(fact)
                case MessageRemoved(by=None):
                    assert isinstance(request, suspicions.EnforceSuspicion)
                    self._may_be_removed(fact, self.chat.suspicions.all[request.number])
                case ViolationRecorded(by=None):
                    assert isinstance(request, suspicions.EnforceSuspicion)
                    self._may_be_counted(fact, self.chat.suspicions.all[request.number])
                case suspicions.SuspicionSettled():
                    self._may_be_settled(fact, request, facts)
                case _:
                    pass
        removed = [each.message for each in facts if isinstance(each, MessageRemoved)]
        assert len(removed) == len(set(removed))
        assert sum(isinstance(each, ViolationRecorded) for each in facts) <= 1

    def _wanted(self, found: suspicions.Found) -> Response:
        if isinstance(found.detector, suspicions.Origin):
            return Response.HINT
        values = self.chat.policy.values(self.chat.settings)
        return Response(values[OF_DETECTOR[found.detector]])

    def _may_be_suspected(
        self, fact: suspicions.SuspicionRaised | suspicions.SuspicionGrown
    ) -> None:
        standing = self.chat.actor(fact.member).standing
        assert standing in PRESENT
        assert fact.found
        assert len(set(fact.found)) == len(fact.found)
        rules = {rule.number for rule in self.chat.policy.conduct.rules}
        for found in fact.found:
            assert found.rule in rules
            assert Response.OFF.weight < found.response.weight <= self._wanted(found).weight
            if standing in MODERATORS or found.certainty < LIKELY:
                assert found.response is Response.HINT
            if found.response is Response.COUNT:
                assert found.certainty >= CERTAIN

    def _may_be_removed(self, fact: MessageRemoved, suspicion: suspicions.Suspicion) -> None:
        assert self.chat.actor(fact.member).standing not in MODERATORS
        known = self.chat.removals.get(fact.message)
        assert known is None or known.withdrawn
        assert any(
            found.certainty >= LIKELY and self._wanted(found) in {Response.REMOVE, Response.COUNT}
            for found in suspicion.found_in(fact.message)
        )

    def _may_be_counted(self, fact: ViolationRecorded, suspicion: suspicions.Suspicion) -> None:
        assert self.chat.actor(fact.member).standing not in MODERATORS
        # what is written within seconds counts once, where nobody was asked
        assert not any(each.how is suspicions.Settlement.COUNTED for each in suspicion.findings)
        assert any(
            found.certainty >= CERTAIN
            and self._wanted(found) is Response.COUNT
            and (found.rule, found.message) == (fact.rule, fact.message)
            for found in suspicion.found
        )

    def _may_be_settled(
        self, fact: suspicions.SuspicionSettled, request: Request, facts: tuple[Fact, ...]
    ) -> None:
        suspicion = self.chat.suspicions.all[fact.number]
        assert suspicion.member == fact.member
        assert fact.message is not None
        assert fact.message in suspicion.messages
        # nothing is settled in the name of somebody who did not ask for it
        asked: Actor | None = getattr(request, "by", None)
        assert fact.by == (None if asked is None else asked.member)
        if fact.how is suspicions.Settlement.LEFT:
            assert isinstance(request, suspicions.LeaveSuspicion)
            assert not self._is_free(fact.message)
        elif fact.how is suspicions.Settlement.COUNTED:
            recorded = [each for each in facts if isinstance(each, ViolationRecorded)]
            known: list[ViolationRecorded | Violation] = [
                *recorded,
                *self.chat.violations.values(),
            ]
            (violation,) = (each for each in known if each.number == fact.violation)
            assert violation.by == fact.by or isinstance(request, Undo)
            carried = {violation.message} | self._carried_then(violation.number)
            if violation in recorded and getattr(violation, "replaces", None) is not None:
                carried |= self._carried_then(violation.replaces)  # type: ignore[arg-type]
            if isinstance(request, suspicions.CountSuspicion | suspicions.EnforceSuspicion):
                assert violation in recorded
                assert fact.message in carried or self._is_flood(request.number, fact.message)
            else:
                assert fact.message in carried
            self._may_be_settled_by(suspicion, fact.message, facts)
        else:
            assert isinstance(request, suspicions.ClearSuspicion)
            assert fact.by is not None
            finding = suspicion.finding(fact.message)
            assert finding is None or finding.how is not suspicions.Settlement.CLEARED
            if finding is not None and finding.how is suspicions.Settlement.LEFT:
                assert self._is_free(fact.message)
            elif finding is not None and finding.by is not None:
                assert finding.violation is not None
                assert self.chat.violations[finding.violation].annulled
            self._is_taken_back(suspicion, facts)

    def _is_flood(self, number: SuspicionNumber, message: MessageId) -> bool:
        found = self.chat.suspicions.all[number].found_in(message)
        return self._is_free(message) and all(f.detector is Detector.FLOOD for f in found)

    def _may_be_settled_by(
        self, suspicion: suspicions.Suspicion, message: MessageId, facts: tuple[Fact, ...]
    ) -> None:
        """A message is open, or its violation fell, before another violation settles it."""
        finding = suspicion.finding(message)
        if finding is not None and finding.how is not suspicions.Settlement.LEFT:
            assert finding.how is suspicions.Settlement.COUNTED
            assert finding.violation is not None
            falling = {each.number for each in facts if isinstance(each, ViolationAnnulled)}
            before = self.chat.violations[finding.violation]
            assert before.annulled or before.number in falling

    def _is_taken_back(self, suspicion: suspicions.Suspicion, facts: tuple[Fact, ...]) -> None:
        cleared = {
            each.message: each.by for each in facts if isinstance(each, suspicions.SuspicionSettled)
        }
        counted = set()
        for message in cleared:
            finding = None if message is None else suspicion.finding(message)
            if finding is not None and finding.violation is not None and finding.by is None:
                counted.add(finding.violation)
        standing = set()
        for message, by in cleared.items():
            removal = None if message is None else self.chat.removals.get(message)
            if removal is not None and not removal.withdrawn and removal.by in {None, by}:
                standing.add(removal.message)
        otherwise: set[MessageId] = set()
        for each in self.carrying.standing - counted:
            otherwise |= self.carrying.carried[each]
        withdrawn = {f.message for f in facts if isinstance(f, RemovalWithdrawn)}
        assert withdrawn == standing - otherwise
        falls = {
            each
            for each in counted
            if not self.chat.violations[each].annulled
            and self.chat.violations[each].message in cleared
        }
        annulled = {each.number for each in facts if isinstance(each, ViolationAnnulled)}
        assert annulled == falls

    def state(self) -> None:
        """Check what stands in the chat, after everything is recorded."""
        super().state()
        chat = self.chat
        by_the_bot = {each.number for each in chat.violations.values() if each.by is None}
        settled = {
            fact.violation
            for _, fact in chat.journal
            if isinstance(fact, suspicions.SuspicionSettled) and fact.by is None
        }
        assert by_the_bot == settled

    def _carried_then(self, number: ViolationNumber) -> set[MessageId]:
        """Give what a violation carries, or carried before it was corrected."""
        before = self.chat.violations.get(number)
        carried = self.carrying.carried.get(number, set())
        if before is None or before.replaces is None:
            return carried
        return carried | self._carried_then(before.replaces)

    def _is_free(self, message: MessageId) -> bool:
        return all(message not in self.carrying.carried[each] for each in self.carrying.standing)
