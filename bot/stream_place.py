"""The place in VK's stream of updates before which everything is finished.

VK numbers the places between updates (`ts`); the long poll answers with a batch of updates and the
place after it. A place may be saved only once every update before it is finished: then a killed bot
starts again with exactly its unfinished updates.
"""

from collections import deque
from collections.abc import Iterable


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
