"""Where in VK's stream of updates everything before is done.

VK numbers places between updates (`ts`); an answer of the long poll is a batch of updates and
the place after it. A place may be saved only when every update before it is finished: then a
bot that was killed begins again with what it had not finished, and with nothing less.
"""

from collections import deque
from collections.abc import Iterable


class StreamPlace:
    """Keeps the batches that are not finished, and the newest place that may be saved."""

    def __init__(self, start: str) -> None:
        self.place = start
        self._batches: deque[tuple[str, set[str]]] = deque()

    def begin(self, place: str, events: Iterable[str]) -> None:
        """Take note of a batch: these events are to be finished before `place` holds."""
        self._batches.append((place, set(events)))
        self._advance()

    def join(self, event: str, more: Iterable[str]) -> None:
        """Take note that these are to be finished, too, before the place holds for which that
        event is to be."""
        for _, open_events in self._batches:
            if event in open_events:
                open_events.update(more)
                return

    def finish(self, event: str) -> None:
        """Take note that an event is finished; one that is not known is no matter."""
        for _, open_events in self._batches:
            if event in open_events:
                open_events.discard(event)
                break
        self._advance()

    def place_of(self, event: str) -> str | None:
        """Give the place that may be saved together with what finishes this event, if any."""
        place = None
        for after, open_events in self._batches:
            if open_events and open_events != {event}:
                break
            place = after
        return place

    def _advance(self) -> None:
        while self._batches and not self._batches[0][1]:
            self.place = self._batches.popleft()[0]
