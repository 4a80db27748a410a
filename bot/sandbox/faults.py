"""Faults that the sandbox is told to show: VK's errors, and what happens to connections."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

LONG_POLL = "longpoll"
"""The name under which the long poll can be made to fail, beside the methods'."""

CALLBACK = "callback"
"""The name under which what callback servers are sent can be made to fail."""

_RATE_LIMIT = 29

Kind = Literal[
    "error",
    "drop",
    "lost_answer",
    "bad_gateway",
    "delay",
    "hang",
    "duplicate",
    "late",
    "repeat",
    "failed_1",
    "failed_2",
    "failed_3",
]


@dataclass(slots=True, kw_only=True)
class Fault:
    """The next `times` calls of a method fail so.

    `error`: VK's error of that `code`. `drop`: the connection breaks before anything is done;
    `lost_answer`: after it is done. `delay`: it is done after `seconds`; `hang`: it is done, and
    the answer comes `seconds` later. Of the long poll alone: `duplicate` gives updates twice,
    `repeat` gives updates of long ago once more, `late` lets one chat's updates come after all
    others', `failed_…` as VK.md, 3.1 says; a `failed_1` that does not `lose` anything lets the
    bot go on from where it asks. Of the callback alone: `duplicate` sends an event twice,
    `lost_answer` does not get to see the answer.
    """

    method: str
    code: int = 0
    kind: Kind = "error"
    times: int = 1
    seconds: float = 0.0
    loses: bool = True


class Faults:
    """The faults that are still to be shown."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self.weather: Weather | None = None
        """What goes wrong at random, besides; None: nothing does."""

    def add(self, fault: Fault) -> None:
        """Let it happen, after what was asked for before."""
        self._waiting.append(fault)

    def waits(self, method: str) -> bool:
        """Say whether a fault of that method is still to be shown."""
        return any(fault.method == method for fault in self._waiting)

    def clear(self) -> None:
        """Let everything be well again."""
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """Give the fault that this call is to show, if any."""
        for fault in self._waiting:
            if fault.method == method:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None if self.weather is None else self.weather.take(method)


QUESTIONS = frozenset(
    {
        "messages.getByConversationMessageId",
        "messages.getConversationMembers",
        "messages.getConversationsById",
        "messages.getHistory",
        "users.get",
        "utils.resolveScreenName",
    }
)
"""Methods that only ask."""

Subject = Literal["method", "question", "community", "longpoll", "callback"]
"""A method, one that only asks, one of those that the bot begins with (`groups.…`), the long poll,
what is handed over to a callback server."""

Odds = Mapping[Subject, tuple[float, tuple[Fault, ...]]]
"""How often something goes wrong (0 to 1), and what then may, all alike."""


class Weather:
    """Faults by probability. `shown` counts them by what they were.

    VK asks for the longest pauses of all with error 29; there are no more than `most_long` of
    them from one `rise` to the next, so that it is known how long everything takes at most.
    """

    def __init__(self, chance: Random, odds: Odds, *, most_long: int = 2) -> None:
        self._chance = chance
        self._odds = odds
        self._most_long = most_long
        self._long = 0
        self._calm = False
        self.shown: Counter[str] = Counter()

    def rise(self) -> None:
        """Let everything go wrong again that may."""
        self._calm, self._long = False, 0

    def lull(self) -> None:
        """Let nothing go wrong until it rises again."""
        self._calm = True

    def take(self, method: str) -> Fault | None:
        """Give what goes wrong with this call, if anything does."""
        share, faults = self._odds.get(_subject_of(method), (0.0, ()))
        if self._calm or self._chance.random() >= share:
            return None
        fault = self._chance.choice(faults)
        if fault.code == _RATE_LIMIT:
            if self._long >= self._most_long:
                return None
            self._long += 1
        where = _OF.get(method, "")
        name = f"error {fault.code}" if fault.kind == "error" else fault.kind
        self.shown[name + where] += 1
        return fault


_OF = {LONG_POLL: " of the long poll", CALLBACK: " of the callback"}


def _subject_of(method: str) -> Subject:
    match method:
        case "longpoll" | "callback":
            return method
        case _ if method in QUESTIONS:
            return "question"
        case _:
            return "community" if method.startswith("groups.") else "method"
