"""The first look at an update: is there anything in it for us?

Most messages of a chat are ordinary. They are looked at as the plain dictionaries that came
in: no model is built, nothing is queried, and the router is not asked.
"""

from collections.abc import Mapping
from typing import Any

from handlers.commands import read_command
from handlers.services import Services
from handlers.suspecting import is_order, to_staff
from handlers.updates import FIRST_CHAT, moment

_OTHERS = frozenset({"message_event", "message_allow", "message_deny", "message_edit"})
_MARKS = "/!"
_ADDRESSES = "[@*"


class Screen:
    """Tells ordinary messages from those that need something."""

    def __init__(self, services: Services) -> None:
        self._watch = services.watch
        self._lookout = services.lookout
        self._names = services.community_names

    def concerns(self, event: Mapping[str, Any]) -> bool:
        """Say whether an update is to be handled: False for an ordinary message."""
        if event["type"] != "message_new":
            return event["type"] in _OTHERS
        message = event["object"].get("message")
        if message is None:
            return False
        peer, author = message["peer_id"], message["from_id"]
        if message.get("action"):
            return True
        if author <= 0:
            return False
        if peer < FIRST_CHAT:
            return True
        watch = self._watch
        if peer not in watch.served:
            # one that waits for its adoption is looked at when somebody types or presses
            return peer not in watch.waiting or self._is_command(message)
        if (peer, author) in watch.blocked or watch.must_be_silent(peer, author):
            return True
        if self._is_suspicious(message):
            return True
        if peer in watch.quiet and watch.is_late(peer, moment(message.get("date"))):
            return True
        return self._is_command(message)

    def _is_suspicious(self, message: Mapping[str, Any]) -> bool:
        if message.get("is_cropped"):
            return self._lookout.looks_at(message["peer_id"])
        staff = to_staff(self._watch, message)
        order = is_order(self._watch, message, self._names)
        return bool(self._lookout.notice(message, to_staff=staff, is_order=order))

    def _is_command(self, message: Mapping[str, Any]) -> bool:
        text = message.get("text", "").lstrip()
        if not text or (text[0] not in _MARKS and text[0] not in _ADDRESSES):
            return False
        return read_command(text, self._names) is not None
