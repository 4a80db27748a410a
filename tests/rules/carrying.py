"""What each violation carries, reckoned from facts alone, without the policy's means."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rules.ids import MessageId, SuspicionNumber, ViolationNumber
from rules.vocabulary.suspicions import (
    Settlement,
    SuspicionGrown,
    SuspicionRaised,
    SuspicionSettled,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded, ViolationReinstated


@dataclass
class Carrying:
    """The messages of one chat, and the violations that they carry.

    A violation carries its own message, and those of the card that it counts which carried no other
    then; a correction carries what it corrects carried.
    """

    carried: dict[ViolationNumber, set[MessageId]] = field(default_factory=dict)
    standing: set[ViolationNumber] = field(default_factory=set)
    cards: dict[SuspicionNumber, set[MessageId]] = field(default_factory=dict)
    counted: dict[SuspicionNumber, ViolationNumber] = field(default_factory=dict)
    _just: ViolationNumber | None = None

    def follow(self, facts: Iterable[Fact]) -> None:
        """Take note of facts, oldest first."""
        for fact in facts:
            if not isinstance(fact, SuspicionSettled):
                self._just = None
            match fact:
                case ViolationRecorded(number=number, message=message, replaces=before):
                    own = set() if message is None else {message}
                    self.carried[number] = own | self.carried.get(before or number, set())
                    self.standing.add(number)
                    self._just = None if before is not None else number
                case ViolationAnnulled(number=number):
                    self.standing.discard(number)
                case ViolationReinstated(number=number):
                    self.standing.add(number)
                case SuspicionRaised(number=card) | SuspicionGrown(number=card):
                    messages = {each.message for each in fact.found}
                    self.cards.setdefault(card, set()).update(messages)
                    self._carry(self.counted.get(card), messages)
                case SuspicionSettled(number=card, how=Settlement.COUNTED, violation=int(number)):
                    self.counted[card] = number
                    if number == self._just:
                        self._carry(number, self.cards[card])
                case _:
                    pass

    def _carry(self, number: ViolationNumber | None, messages: set[MessageId]) -> None:
        if number in self.standing and number is not None:
            others = set().union(*(self.carried[each] for each in self.standing - {number}))
            self.carried[number] |= messages - others

    def twice(self) -> set[MessageId]:
        """Give the messages that carry several violations that stand."""
        every = [message for number in self.standing for message in self.carried[number]]
        return {message for message in every if every.count(message) > 1}
