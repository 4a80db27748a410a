"""Faults that the sandbox is told to show: VK's errors, and broken connections."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

LONG_POLL = "longpoll"
"""The name of the long poll among the methods that can be made to fail."""

CALLBACK = "callback"
"""The name of what is sent to callback servers, likewise."""

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
    """The next `times` calls of a method fail in this way.

    `error`: VK's error `code`. `drop`: the connection breaks before anything is done;
    `lost_answer`: after it is done. `delay`: it is done after `seconds`; `hang`: it is done, and
    the answer comes `seconds` later. For the long poll alone: `duplicate` delivers updates twice,
    `repeat` delivers updates of long ago again, `late` delivers one chat's updates after all
    others', `failed_…` as in VK.md, 3.1; after a `failed_1` without `loses` the bot continues where
    it was. For callbacks alone: `duplicate` sends an event twice, `lost_answer` ignores the answer.
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
        """The random faults besides; None: none."""

    def add(self, fault: Fault) -> None:
        """Add a fault after the earlier ones."""
        self._waiting.append(fault)

    def waits(self, method: str) -> bool:
        """Whether a fault of that method is still to be shown."""
        return any(fault.method == method for fault in self._waiting)

    def clear(self) -> None:
        """Remove all faults."""
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault of this call, if any, and use it up."""
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
"""Methods that only read."""

Subject = Literal["method", "question", "community", "longpoll", "callback"]
"""A method, one that only reads, one that the bot starts with (`groups.…`), the long poll, or
sending to a callback server."""

Odds = Mapping[Subject, tuple[float, tuple[Fault, ...]]]
"""The probability of a fault (0 to 1), and the possible faults, equally likely."""


class Weather:
    """Random faults. `shown` counts them by kind.

    VK asks for the longest pauses with error 29; at most `most_long` of them come from one `rise`
    to the next, so that the longest duration is known.
    """

    def __init__(self, chance: Random, odds: Odds, *, most_long: int = 2) -> None:
        self._chance = chance
        self._odds = odds
        self._most_long = most_long
        self._long = 0
        self._calm = False
        self.shown: Counter[str] = Counter()

    def rise(self) -> None:
        """Start random faults again."""
        self._calm, self._long = False, 0

    def lull(self) -> None:
        """Stop random faults until the next `rise`."""
        self._calm = True

    def take(self, method: str) -> Fault | None:
        """Return the fault of this call, if any."""
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
