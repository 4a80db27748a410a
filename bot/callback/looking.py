"""First looks at events, taken when they arrive, and kept until the intake takes the event."""

from bot.intake import Look
from handlers.events import Event
from handlers.screening import Findings


class FirstLooks:
    """The findings of first looks at stored events, by the event's id.

    The server looks at an event to decide whether to store it; the intake takes the findings from
    here, so that nothing is looked at twice. An event without an entry was stored unseen, or before
    a restart: the intake looks at it. There are never more entries than stored events.
    """

    def __init__(self) -> None:
        self._look: Look | None = None
        self._found: dict[str, Findings] = {}

    def begin(self, look: Look) -> None:
        """Look at arriving events from now on; until then everything is stored unseen."""
        self._look = look

    def leads_somewhere(self, event: Event) -> bool:
        """Look at an event that arrived: False for an ordinary message."""
        if self._look is None:
            return True
        found = self._look(event)
        if found is not None:
            self._found[event.event] = found
        return found is not None

    def forget(self, event: str) -> None:
        """Drop the findings of an event that could not be stored: VK sends it again."""
        self._found.pop(event, None)

    def taken(self, event: Event) -> Findings | None:
        """Return the findings of an event as it arrived, or look now; for the intake."""
        found = self._found.pop(event.event, None)
        if found is None and self._look is not None:
            found = self._look(event)
        return found
