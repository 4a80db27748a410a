"""The health of the process, for monitoring: figures, and no people, names or texts."""

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from handlers.conversation.services import Services
from handlers.events import Event
from handlers.screening import Findings

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds, in seconds, of the buckets of handling times."""

OTHER = "other"

WELL = -1
"""The code that stands for success."""

_VKS_TROUBLE = frozenset({0, 1, 10})
"""Codes by which VK is unreachable or in trouble (VK.md, 5)."""

_KINDS = frozenset(
    {
        "message_new",
        "message_event",
        "message_allow",
        "message_deny",
        "message_edit",
        "message_reply",
        "message_read",
        "message_typing_state",
        "message_reaction_event",
    }
)
"""Types of updates that are counted apart; a label never comes from outside."""


class Vitals:
    """Counts since the start; `clock` returns seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.updates: Counter[str] = Counter()
        self.calls: Counter[tuple[str, int]] = Counter()
        """By method and VK's error code; `WELL` for success."""
        self.within = [0] * (len(BOUNDS) + 1)
        """How many updates were handled within each bound and no lower one; the last: longer."""
        self.handling_seconds = 0.0
        self.last_update: float | None = None
        self.last_poll: float | None = None
        self.last_answer: float | None = None
        self.errors_in_row = 0

    def note_batch(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Count an answer of the long poll and its updates."""
        self.last_poll = self.clock()
        if updates:
            self.last_update = self.last_poll
            # nothing guarantees that each of them is an update
            kinds = [each.get("type") if isinstance(each, Mapping) else None for each in updates]
            self.updates.update([str(kind) for kind in kinds])

    def note_update(self, update: Mapping[str, Any]) -> None:
        """Count one update that VK delivered by callback."""
        self.last_update = self.clock()
        self.updates[update["type"]] += 1

    def note_call(self, method: str, code: int | None) -> None:
        """Count an answer of VK's: None for success, or the error code (0: no answer)."""
        self.calls[method, WELL if code is None else code] += 1
        if code in _VKS_TROUBLE:
            self.errors_in_row += 1
        else:
            # a refusal is an answer, too: VK is there
            self.errors_in_row = 0
            self.last_answer = self.clock()

    def timed(
        self, handle: Callable[[Event, Findings], Awaitable[None]]
    ) -> Callable[[Event, Findings], Awaitable[None]]:
        """Wrap `handle` so that it counts the seconds."""

        async def handle_timed(event: Event, found: Findings) -> None:
            begun = self.clock()
            try:
                await handle(event, found)
            finally:
                taken = self.clock() - begun
                self.within[bisect_left(BOUNDS, taken)] += 1
                self.handling_seconds += taken

        return handle_timed

    def updates_by_kind(self) -> Counter[str]:
        """Return the counts of updates; unknown types are summed up under `OTHER`."""
        known: Counter[str] = Counter()
        for kind, number in self.updates.items():
            known[kind if kind in _KINDS else OTHER] += number
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningBot:
    """A community's bot at work; `waiting` returns how many updates wait in memory, `polls` says
    that it uses the long poll."""

    services: Services
    vitals: Vitals
    waiting: Callable[[], int]
    polls: bool


class Board:
    """Which of the named communities work, which stand by, and which do neither."""

    def __init__(self, names: Iterable[str]) -> None:
        self._bots: dict[str, RunningBot | None] = dict.fromkeys(names)
        self._standing_by: set[str] = set()

    @property
    def bots(self) -> dict[str, RunningBot | None]:
        """Every community's bot by its name; None for one that does not work."""
        return dict(self._bots)

    def stands_by(self, name: str) -> bool:
        """Whether another process works for a community."""
        return name in self._standing_by

    @contextmanager
    def standing_by(self, name: str) -> Iterator[None]:
        """Show a community as standing by, until the end of the block."""
        self._standing_by.add(name)
        try:
            yield
        finally:
            self._standing_by.discard(name)

    @contextmanager
    def working(self, name: str, bot: RunningBot) -> Iterator[None]:
        """Show a bot as working, until the end of the block."""
        self._bots[name] = bot
        try:
            yield
        finally:
            self._bots[name] = None
