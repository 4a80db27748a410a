"""Run each chat's detectors on messages, before any query.

Most messages are looked at here once, in memory alone.
"""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.events import Wrote
from rules.detectors.detection import Detection
from rules.detectors.inspection import Inspection
from rules.detectors.message import Message
from rules.detectors.registry import Detector
from rules.ids import ChatId, MessageId

_LATELY = 100
"""How many of a chat's latest messages are read again for edits that no event reported."""


@dataclass(frozen=True, slots=True)
class Read:
    """A message that was looked at: `at` is a Unix timestamp, `sight` a hash of its text."""

    message: MessageId
    at: int
    sight: int


@dataclass(slots=True)
class Lookout:
    """Looks at messages; `inspections` are the detectors of the chats that have any on.

    Chats in which nobody has written yet are `unmade`: of ten thousand chats most are quiet.
    """

    inspections: dict[ChatId, Inspection] = field(default_factory=dict)
    unmade: dict[ChatId, Callable[[], Inspection | None]] = field(default_factory=dict)
    found_by: Counter[Detector] = field(default_factory=Counter)
    """How many findings each detector had since the start."""
    _newest: dict[ChatId, MessageId] = field(default_factory=dict)
    _lately: dict[ChatId, deque[Read]] = field(default_factory=dict)

    def note_chat(self, chat: ChatId, inspection: Inspection | None) -> None:
        """Set a chat's detectors; None: nothing is looked for there."""
        self.unmade.pop(chat, None)
        before = self.inspections.pop(chat, None)
        if inspection is None:
            self._lately.pop(chat, None)
            return
        if before is not None:
            inspection.go_on_from(before)
        self.inspections[chat] = inspection

    def note_unmade(self, chat: ChatId, make: Callable[[], Inspection | None]) -> None:
        """Set how to build a chat's detectors when somebody writes there."""
        self.unmade[chat] = make

    def looks_at(self, chat: ChatId) -> bool:
        """Return whether anything is looked for in a chat."""
        return self._inspection(chat) is not None

    def _inspection(self, chat: ChatId) -> Inspection | None:
        if chat in self.unmade:
            self.note_chat(chat, self.unmade[chat]())
        return self.inspections.get(chat)

    def notice(
        self, wrote: Wrote, *, to_staff: bool, is_order: bool = False
    ) -> tuple[Detection, ...]:
        """Look at a new message of a chat.

        A repeated message is judged by its text alone: its part in a flood was counted the first
        time.
        """
        chat, number = wrote.chat, wrote.message
        inspection = self.inspections.get(chat) or self._inspection(chat)
        if inspection is None:
            return ()
        newest = self._newest.get(chat, MessageId(0))
        utterance = wrote.judged(to_staff=to_staff, is_order=is_order)
        if number <= newest and self._has_read(chat, number):
            return inspection.look_again(utterance)
        self._newest[chat] = max(number, newest)
        self._remember(chat, number, utterance)
        found = inspection.look(utterance)
        if found:
            self.found_by.update(each.detector for each in found)
        return found

    def look_again(self, chat: ChatId, message: Message) -> tuple[Detection, ...]:
        """Look at a message's current text after an edit, or after it was fetched whole."""
        inspection = self._inspection(chat)
        return () if inspection is None else inspection.look_again(message)

    def has_changed(self, chat: ChatId, number: MessageId, message: Message) -> bool:
        """Return whether a message's text differs from the last look; remember the new text."""
        lately = self._lately.get(chat)
        for place, read in enumerate(lately or ()):
            if read.message == number:
                sight = hash(message.text)
                if read.sight == sight:
                    return False
                assert lately is not None  # noqa: S101 -- something was found in it
                lately[place] = Read(number, read.at, sight)
                return True
        return False

    def read_since(self, at: int) -> dict[ChatId, tuple[MessageId, ...]]:
        """Return each chat's messages since a Unix timestamp, longest unread chats first."""
        return {
            chat: numbers
            for chat, lately in self._lately.items()
            if (numbers := tuple(read.message for read in lately if read.at >= at))
        }

    def read_at(self, chat: ChatId, at: int) -> tuple[MessageId, ...]:
        """Return the chat's messages of that second, a Unix timestamp, as far as remembered."""
        return tuple(read.message for read in self._lately.get(chat, ()) if read.at == at)

    def note_reread(self, chat: ChatId) -> None:
        """Move a chat to the end of the order of reading again."""
        if chat in self._lately:
            self._lately[chat] = self._lately.pop(chat)

    def _has_read(self, chat: ChatId, number: MessageId) -> bool:
        """Return whether a message older than the newest one was looked at.

        A message that could not be handed over at once comes after newer ones.
        """
        return any(read.message == number for read in self._lately.get(chat, ()))

    def _remember(self, chat: ChatId, number: MessageId, message: Message) -> None:
        lately = self._lately.get(chat)
        if lately is None:
            lately = self._lately[chat] = deque(maxlen=_LATELY)
        lately.append(Read(number, message.at, hash(message.text)))
