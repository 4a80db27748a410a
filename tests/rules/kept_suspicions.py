"""The suspicions of a chat in memory: what storage does with facts about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from rules.ids import MemberId, MessageId, SuspicionNumber
from rules.vocabulary import suspicions
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import Recent, Removal


@dataclass
class KeptSuspicions:
    """The suspicions of one chat."""

    all: dict[SuspicionNumber, suspicions.Suspicion] = field(default_factory=dict)

    @property
    def next(self) -> SuspicionNumber:
        return SuspicionNumber(len(self.all) + 1)

    def asked_for(
        self, member: MemberId, request: Request, removals: Iterable[Removal]
    ) -> suspicions.Suspicion | None:
        """Give the member's suspicion that a request is about, or None."""
        theirs = [each for each in self.all.values() if each.member == member]
        match request:
            case suspicions.RaiseSuspicion():
                suspicion = theirs[-1] if theirs else None
            case _ if isinstance(request, suspicions.SuspicionRequest):
                suspicion = next((each for each in theirs if each.number == request.number), None)
            case _:
                suspicion = None
        return None if suspicion is None else _without_removed(suspicion, removals)

    def not_cleared(
        self, member: MemberId, removals: Iterable[Removal]
    ) -> tuple[suspicions.Suspicion, ...]:
        """Give the member's suspicions that nobody said to be none."""
        return tuple(
            _without_removed(each, removals)
            for each in self.all.values()
            if each.member == member
            and (each.settled is not suspicions.Settlement.CLEARED or each.violation is not None)
        )

    def recent(self) -> list[Recent]:
        """Give what is suspected and not settled; what is counted is a violation."""
        return [
            Recent(
                member=each.member,
                at=each.at,
                messages=frozenset(each.messages),
                rules=frozenset(found.rule for found in each.found),
            )
            for each in self.all.values()
            if each.settled is None
        ]

    def record(self, fact: suspicions.SuspicionFact, at: datetime) -> None:
        number = fact.number
        match fact:
            case suspicions.SuspicionRaised(found=found, acts_at=acts_at):
                self.all[number] = suspicions.Suspicion(
                    number=number,
                    member=fact.member,
                    at=at,
                    last_at=at,
                    found=frozenset(found),
                    acts_at=acts_at,
                )
            case suspicions.SuspicionGrown(found=found, acts_at=acts_at):
                before = self.all[number].found
                self._change(number, found=before | set(found), last_at=at, acts_at=acts_at)
                if self.all[number].findings:
                    self._keep(number, self.all[number].findings)
            case suspicions.SuspicionPresented():
                self._change(number, acts_at=None)
            case suspicions.SuspicionSettled(how=how, violation=violation, by=by):
                assert fact.message is not None
                finding = suspicions.SettledFinding(
                    message=fact.message, how=how, by=by, at=at, violation=violation
                )
                self._keep(number, (*self._but(number, fact.message), finding))
            case suspicions.SuspicionReopened(message=message):
                self._keep(number, self._but(number, message))

    def _but(
        self, number: SuspicionNumber, message: MessageId | None
    ) -> tuple[suspicions.SettledFinding, ...]:
        return tuple(each for each in self.all[number].findings if each.message != message)

    def _keep(
        self, number: SuspicionNumber, findings: tuple[suspicions.SettledFinding, ...]
    ) -> None:
        said = {each.message: each.how for each in findings}
        every = [said.get(each) for each in self.all[number].messages]
        whole = (
            None
            if None in every
            else suspicions.Settlement.COUNTED
            if suspicions.Settlement.COUNTED in every
            else suspicions.Settlement.LEFT
            if suspicions.Settlement.LEFT in every
            else suspicions.Settlement.CLEARED
        )
        self._change(
            number,
            findings=findings,
            settled=whole,
            settled_at=None if whole is None else max(each.at for each in findings),
        )

    def _change(self, number: SuspicionNumber, **changes: object) -> None:
        self.all[number] = replace(self.all[number], **changes)  # type: ignore[arg-type]


def _without_removed(
    suspicion: suspicions.Suspicion, removals: Iterable[Removal]
) -> suspicions.Suspicion:
    gone = {
        each.message: each
        for each in removals
        if not each.withdrawn and each.message in suspicion.messages
    }
    by_hand = {message: each.by for message, each in gone.items() if each.by is not None}
    return replace(suspicion, removed=frozenset(gone), removed_by_hand=by_hand)
