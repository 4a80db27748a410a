"""A messenger's stream of updates: the port by which it is read, and the place in it up to which
everything is finished.

The messenger numbers the places between updates (VK: `ts`), and answers with a batch of updates and
the place after it. A place may be saved only once every update before it is finished: then a killed
bot starts again with exactly its unfinished updates.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from bot.read_marks import Reading
from handlers.events import Event
from handlers.screening import Findings

Update = dict[str, Any]
"""An update as the messenger sent it; only its adapter knows the shape."""


class UnreadableError(ValueError):
    """Something arrived that has not the shape of an update."""


class Reader(Protocol):
    """Reads the updates of one messenger account."""

    def read(self, update: Any) -> Event | None:
        """Read an update; None if its type does not concern the bot.

        Raises `UnreadableError`.
        """

    def id_of(self, update: Any) -> str | None:
        """Return the id of an update's event; None if it has none."""

    def number_of(self, event: Event) -> int | None:
        """Return an event's number among its chat's messages, which are numbered without holes;
        None if the messenger does not number them so, or it is no message of a chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Updates and the place after them; `gap` says that some before them were lost."""

    place: str
    updates: list[Update]
    gap: bool = False


Look = Callable[[Event], Findings | None]
"""Takes the first look at an event: its findings, or None for an ordinary message."""

TakeMissed = Callable[[int, list[Update], Sequence[Reading]], None]
"""Takes all messages that these readings of a chat gave, and ends the readings."""


class Source(Protocol):
    """Where updates come from: VK's long poll, or what arrived at the callback server."""

    async def after(self, place: str) -> Batch:
        """Wait for the updates after a place and return them."""

    async def done_with(self, events: Collection[str]) -> None:
        """Forget these events: they are handled."""


class StreamPlace:
    """The unfinished batches, and the newest place that may be saved."""

    def __init__(self, start: str) -> None:
        self.place = start
        self._batches: deque[tuple[str, set[str]]] = deque()

    def begin(self, place: str, events: Iterable[str]) -> None:
        """Add a batch: `place` holds once these events are finished."""
        self._batches.append((place, set(events)))
        self._advance()

    def join(self, event: str, more: Iterable[str]) -> None:
        """Add events to the batch of `event`: its place waits for them as well."""
        for _, open_events in self._batches:
            if event in open_events:
                open_events.update(more)
                return

    def finish(self, event: str) -> None:
        """Record that an event is finished; an unknown one is ignored."""
        for _, open_events in self._batches:
            if event in open_events:
                open_events.discard(event)
                break
        self._advance()

    def place_of(self, event: str) -> str | None:
        """Return the place that may be saved in the transaction that finishes an event; None if
        none may."""
        place = None
        for after, open_events in self._batches:
            if open_events and open_events != {event}:
                break
            place = after
        return place

    def _advance(self) -> None:
        while self._batches and not self._batches[0][1]:
            self.place = self._batches.popleft()[0]


class Transport(Source, Protocol):
    """One of the two ways."""

    def serving(self) -> AbstractAsyncContextManager[None]:
        """Accept callbacks for any working process, until the end of the block.

        Raises `SettingsError`.
        """

    async def open(self, place: StreamPlace) -> None:
        """Get ready, and set the place to start from. Raises what `VkClient.call` raises."""

    def looking(self, look: Look) -> Look:
        """Return the look for the intake; `look` is the first look, taken once per update."""

    async def run(self) -> None:
        """Do what runs beside the intake, until cancelled."""

    async def close(self) -> None:
        """Save what the next start needs."""
