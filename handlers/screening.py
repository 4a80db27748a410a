"""The first look at an event: does it need handling?

Most messages are ordinary: they cost no query and no handler.
"""

from handlers.commands import read_command
from handlers.conversation.services import Services
from handlers.events import Event, InPrivate, Unheeded, Wrote
from handlers.suspicions import find
from rules.detectors.detection import Detection
from rules.ids import ChatId

_MARKS = "/!"
_ADDRESSES = "[@*"

Findings = tuple[Detection, ...]
"""What detectors found in a message; passed on with the event to its handler."""

_NOTHING: Findings = ()


class Screen:
    """Tells ordinary messages from events that need handling."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._watch = services.watch
        self._lookout = services.lookout
        self._names = services.community_names
        self._looks = services.looks
        self._now = services.now

    def look(self, event: Event) -> Findings | None:
        """Look at an event, once; return the detectors' findings, or None if it needs no handling.

        Findings of handled events are mostly empty: commands, presses, arrivals.
        """
        if type(event) is not Wrote:
            return None if isinstance(event, Unheeded) else _NOTHING
        if event.is_bot:
            return None
        watch, place = self._watch, event.place
        if isinstance(place, InPrivate):
            return _NOTHING
        chat = place.peer
        if chat not in watch.served:
            # a chat that waits for adoption is looked at when somebody types a command or presses
            hints = chat not in watch.waiting and self._looks.wants(chat, self._now())
            return _NOTHING if hints or self._is_command(event) else None
        if self._could_not_write(event, chat):
            return _NOTHING
        if self._lookout.looks_at(chat):
            if event.enclosed.is_cropped:
                return _NOTHING
            if found := find(self._services, event):
                return found
        if chat in watch.quiet and watch.is_late(chat, event.at):
            return _NOTHING
        return _NOTHING if self._is_command(event) else None

    def _could_not_write(self, wrote: Wrote, chat: ChatId) -> bool:
        watch, author = self._watch, wrote.author
        pair = (chat, author)
        if (
            pair not in watch.blocked
            and chat not in watch.silent
            and pair not in watch.unacquainted
        ):
            return False
        written = (chat, author, wrote.at, wrote.message)
        return watch.was_blocked(*written) or watch.had_to_be_silent(*written)

    def _is_command(self, wrote: Wrote) -> bool:
        text = wrote.text.lstrip()
        if not text or (text[0] not in _MARKS and text[0] not in _ADDRESSES):
            return False
        return read_command(text, self._names) is not None
