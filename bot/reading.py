"""How the intake reads updates: the part of a messenger's adapter that it needs."""

from typing import Any, Protocol

from handlers.events import Event

Update = dict[str, Any]
"""An update as the messenger sent it; only its adapter knows the shape."""


class UnreadableError(ValueError):
    """Something came that has not the shape of an update."""


class Reader(Protocol):
    """Reads the updates of one messenger account."""

    def read(self, update: Any) -> Event | None:
        """Read an update; None where it is of no kind that concerns the bot.

        Raises `UnreadableError`.
        """

    def id_of(self, update: Any) -> str | None:
        """Give the id of an update's event; None where it has none."""

    def number_of(self, event: Event) -> int | None:
        """Give an event's place in its chat's count of messages, which has no holes; None where
        the messenger does not count so, or it is no message of a chat.
        """
