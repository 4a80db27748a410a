"""The first look at an update: is there anything in it for us?

Most messages of a chat are ordinary. They are looked at as the plain dictionaries that came
in: no model is built, nothing is queried, and the router is not asked.
"""

from collections.abc import Mapping
from typing import Any

from handlers.commands import read_command
from handlers.conversation.services import Services
from handlers.conversation.updates import moment
from handlers.suspecting import find
from rules.detectors.detection import Detection

_OTHERS = frozenset({"message_event", "message_allow", "message_deny", "message_edit"})
_MARKS = "/!"
_ADDRESSES = "[@*"

Findings = tuple[Detection, ...]
"""What detectors found in a message; it travels with the update until that is handled."""

_NOTHING: Findings = ()


class Screen:
    """Tells ordinary messages from those that need something."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._watch = services.watch
        self._lookout = services.lookout
        self._names = services.community_names
        self._is_chat = services.messenger.is_chat
        self._looks = services.looks
        self._now = services.now

    def look(self, event: Mapping[str, Any]) -> Findings | None:
        """Look at an update, once; give what detectors found in it, or None for an ordinary
        message, which needs no handling.

        What most of the handled updates give is empty: they are commands, presses, or arrivals.
        """
        if event["type"] != "message_new":
            return _NOTHING if event["type"] in _OTHERS else None
        message = event["object"].get("message")
        if message is None:
            return None
        peer, author = message["peer_id"], message["from_id"]
        if message.get("action"):
            return _NOTHING
        if author <= 0:
            return None
        watch = self._watch
        if peer not in watch.served:
            if not self._is_chat(peer):
                return _NOTHING
            # one that waits for its adoption is looked at when somebody types or presses
            hints = peer not in watch.waiting and self._looks.wants(peer, self._now())
            return _NOTHING if hints or self._is_command(message) else None
        if self._could_not_write(message):
            return _NOTHING
        if message.get("is_cropped"):
            if self._lookout.looks_at(peer):
                return _NOTHING
        elif found := find(self._services, message):
            return found
        if peer in watch.quiet and watch.is_late(peer, moment(message.get("date"))):
            return _NOTHING
        return _NOTHING if self._is_command(message) else None

    def _could_not_write(self, message: Mapping[str, Any]) -> bool:
        watch, peer, author = self._watch, message["peer_id"], message["from_id"]
        pair = (peer, author)
        if (
            pair not in watch.blocked
            and peer not in watch.silent
            and pair not in watch.unacquainted
        ):
            return False
        at, number = moment(message.get("date")), message["conversation_message_id"]
        return watch.was_blocked(peer, author, at, number) or watch.had_to_be_silent(
            peer, author, at, number
        )

    def _is_command(self, message: Mapping[str, Any]) -> bool:
        text = message.get("text", "").lstrip()
        if not text or (text[0] not in _MARKS and text[0] not in _ADDRESSES):
            return False
        return read_command(text, self._names) is not None
