"""The suspicions of a chat in memory: what storage does with facts about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from rules.ids import MemberId, SuspicionNumber
from rules.vocabulary import suspicions
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import Recent, Removal


@dataclass
class KeptSuspicions:
    """The suspicions of one chat, and what was taught by them."""

    all: dict[SuspicionNumber, suspicions.Suspicion] = field(default_factory=dict)
    taught: dict[SuspicionNumber, tuple[str, ...]] = field(default_factory=dict)

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
            Recent(member=each.member, at=each.at, messages=frozenset(each.messages))
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
            case suspicions.SuspicionPresented():
                self._change(number, acts_at=None)
            case suspicions.SuspicionSettled(how=how, violation=violation, by=by):
                self._change(number, settled=how, settled_at=at)
                if violation is not None:
                    self._change(number, violation=violation, counted_by=by)
                else:
                    self._change(number, cleared_by=by)
                self.taught[number] = fact.taught
            case suspicions.SuspicionReopened():
                self._change(number, settled=None, settled_at=None, cleared_by=None)
                self.taught[number] = ()

    def _change(self, number: SuspicionNumber, **changes: object) -> None:
        self.all[number] = replace(self.all[number], **changes)  # type: ignore[arg-type]


def _without_removed(
    suspicion: suspicions.Suspicion, removals: Iterable[Removal]
) -> suspicions.Suspicion:
    gone = {each.message for each in removals if not each.withdrawn}
    return replace(suspicion, removed=frozenset(gone & set(suspicion.messages)))
