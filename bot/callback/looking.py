"""The first look at an event, taken as it arrives, and kept until the intake takes the event."""

from collections.abc import Mapping
from typing import Any

from bot.intake import Look
from handlers.screening import Findings


class FirstLooks:
    """What the first looks at kept events gave, by the event's id.

    The server looks at an event to know whether it is to be kept; the intake takes what was
    found from here, so that nothing is looked at twice. Whatever is not here was kept without a
    look, or before a restart: the intake looks at it. There are never more than events are kept.
    """

    def __init__(self) -> None:
        self._look: Look | None = None
        self._found: dict[str, Findings] = {}

    def begin(self, look: Look) -> None:
        """Look at what arrives from now on; until then everything is kept unseen."""
        self._look = look

    def leads_somewhere(self, update: Mapping[str, Any]) -> bool:
        """Look at an event that arrived: False for an ordinary message."""
        if self._look is None:
            return True
        found = self._look(update)
        if found is not None:
            self._found[update["event_id"]] = found
        return found is not None

    def forget(self, event: str) -> None:
        """Drop what was found in an event that could not be kept: it comes again."""
        self._found.pop(event, None)

    def taken(self, update: Mapping[str, Any]) -> Findings | None:
        """Give what was found in an event as it arrived, or look at it now; for the intake."""
        found = self._found.pop(update["event_id"], None)
        if found is None and self._look is not None:
            found = self._look(update)
        return found
