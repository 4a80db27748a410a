"""Faults that the sandbox is told to show: VK's errors, and what happens to connections."""

from dataclasses import dataclass
from typing import Literal

LONG_POLL = "longpoll"
"""The name under which the long poll can be made to fail, beside the methods'."""

CALLBACK = "callback"
"""The name under which what callback servers are sent can be made to fail."""

Kind = Literal[
    "error",
    "drop",
    "lost_answer",
    "bad_gateway",
    "delay",
    "duplicate",
    "failed_1",
    "failed_2",
    "failed_3",
]


@dataclass(slots=True, kw_only=True)
class Fault:
    """The next `times` calls of a method fail so.

    `error`: VK's error of that `code`. `drop`: the connection breaks before anything is done;
    `lost_answer`: after it is done. `delay`: the answer takes `seconds` longer. Of the long
    poll alone: `duplicate` gives updates twice, `failed_…` as VK.md, 3.1 says. Of the callback
    alone: `duplicate` sends an event twice, `lost_answer` does not get to see the answer.
    """

    method: str
    code: int = 0
    kind: Kind = "error"
    times: int = 1
    seconds: float = 0.0


class Faults:
    """The faults that are still to be shown."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let it happen, after what was asked for before."""
        self._waiting.append(fault)

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
        return None
