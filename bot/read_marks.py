"""Which messages of each chat have been read: up to the newest, but for what is missing.

A chat counts its messages (VK.md, 0.4), and an event may come again, under its own id or as what
was read of the chat after a gap. An ordinary message leaves no trace in the storage; without the
mark it would be judged once more, by what holds meanwhile: its author may have been blocked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rules.ids import ChatId, MessageId

_REMEMBERED = 512
"""Missing numbers that a chat's mark holds at most: a bot is not told of what it writes itself.
A number that is lower than the newest by more begins the counting anew."""


@dataclass(slots=True)
class _Mark:
    newest: int
    missing: set[int] = field(default_factory=set)


class ReadMarks:
    """Keeps, for each chat, what was taken in, and up to where it is finished."""

    def __init__(self, finished: Mapping[ChatId, MessageId] | None = None) -> None:
        self._marks: dict[int, _Mark] = {}
        self._finished: dict[ChatId, MessageId] = {}
        self._changed: set[ChatId] = set()
        self._under_way: dict[str | None, tuple[ChatId, MessageId]] = {}
        self.heard: datetime | None = None
        """When the messenger was heard last (UTC); None: not yet."""
        self.load(finished or {})

    def load(self, finished: Mapping[ChatId, MessageId]) -> None:
        """Begin where the process before this one ended."""
        self._finished = dict(finished)
        self._marks = {chat: _Mark(number) for chat, number in finished.items()}

    def take(self, chat: int, number: int) -> bool:
        """Take note that a message came in; False where it did before."""
        mark = self._marks.get(chat)
        if mark is None:
            # nobody knows what was before it
            before = range(max(1, number - _REMEMBERED), number)
            self._marks[chat] = _Mark(number, set(before))
            return True
        newest = mark.newest
        if number == newest + 1:
            mark.newest = number
            return True
        if number > newest:
            mark.missing.update(range(max(newest + 1, number - _REMEMBERED), number))
            if len(mark.missing) > _REMEMBERED:
                mark.missing = set(sorted(mark.missing)[-_REMEMBERED:])
            mark.newest = number
            return True
        if number < newest - _REMEMBERED:
            self._marks[chat] = _Mark(number)
            return True
        if number in mark.missing:
            mark.missing.discard(number)
            return True
        return False

    def begin(self, event: str, chat: int, number: int) -> None:
        """Take note that a message is being handled; `finish` ends it."""
        self._under_way[event] = (ChatId(chat), MessageId(number))

    def finish(self, event: str) -> None:
        """Take note that the event is finished; one that is no message of a chat is no matter."""
        done = self._under_way.pop(event, None)
        if done is not None:
            self.pass_by(*done)

    def pass_by(self, chat: int, number: int) -> None:
        """Take note that a message is finished, and all of its chat before it."""
        self._finished[ChatId(chat)] = MessageId(number)
        self._changed.add(ChatId(chat))

    def marks_of(self, event: str | None, chats: Iterable[ChatId]) -> dict[ChatId, MessageId]:
        """Give what may be saved together with what finishes an event and is recorded in chats."""
        marks = {chat: self._finished[chat] for chat in chats if chat in self._finished}
        if event in self._under_way:
            chat, number = self._under_way[event]
            marks[chat] = number
        return marks

    def newest(self, chat: ChatId) -> MessageId | None:
        """Give the number of the newest message that came in; None where none did."""
        mark = self._marks.get(chat)
        return None if mark is None else MessageId(mark.newest)

    def missing(self, chat: ChatId) -> int:
        """Give how many numbers before the newest are remembered as not having come in."""
        mark = self._marks.get(chat)
        return 0 if mark is None else len(mark.missing)

    def unsaved(self) -> dict[ChatId, MessageId]:
        """Give up to where chats are finished that have changed since this was asked last."""
        changed = {chat: self._finished[chat] for chat in self._changed}
        self._changed.clear()
        return changed

    def not_saved(self, chats: Iterable[ChatId]) -> None:
        """Take note that what `unsaved` gave of these chats could not be saved."""
        self._changed.update(chats)
