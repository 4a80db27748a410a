"""The port by which the intake reads a messenger's updates."""

from typing import Any, Protocol

from handlers.events import Event

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
