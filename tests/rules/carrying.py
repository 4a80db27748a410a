"""What each violation carries, reckoned from facts alone, without the policy's means."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rules.ids import MessageId, ViolationNumber
from rules.vocabulary.suspicions import Settlement, SuspicionSettled
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded, ViolationReinstated


@dataclass
class Carrying:
    """The messages of one chat, and the violations that they carry.

    A violation carries its own message, and those that it was recorded for on a card; a correction
    carries what it corrects carried.
    """

    carried: dict[ViolationNumber, set[MessageId]] = field(default_factory=dict)
    standing: set[ViolationNumber] = field(default_factory=set)
    own: dict[ViolationNumber, MessageId | None] = field(default_factory=dict)
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
                    self.own[number] = message
                    self._just = None if before is not None else number
                case ViolationAnnulled(number=number):
                    self.standing.discard(number)
                case ViolationReinstated(number=number):
                    self.standing.add(number)
                case SuspicionSettled(how=Settlement.COUNTED, violation=int(number)):
                    if number == self._just and fact.message is not None:
                        self.carried[number].add(fact.message)
                case SuspicionSettled(message=int(message)):
                    # what is no violation, or recorded otherwise, is no part of a flood
                    for number, messages in self.carried.items():
                        if self.own.get(number) != message:
                            messages.discard(message)
                case _:
                    pass

    def twice(self) -> set[MessageId]:
        """Give the messages that carry several violations that stand."""
        every = [message for number in self.standing for message in self.carried[number]]
        return {message for message in every if every.count(message) > 1}
