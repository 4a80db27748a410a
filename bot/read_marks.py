"""Which messages of each chat have been read: up to the newest, but for what is missing.

A chat counts its messages (VK.md, 0.4), and an event may come again, under its own id or as what
was read of the chat after a gap. An ordinary message leaves no trace in the storage; without the
mark it would be judged once more, by what holds meanwhile: its author may have been blocked.

Where the messenger lost updates, each chat has a gap: it begins after the newest message known
then, and ends with the first that the messenger tells of again. It is kept with the mark until all
of it was read and handled, so that whoever is killed meanwhile reads it at the next start.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.chat_gap import Gap, Reading
from rules.ids import ChatId, MessageId
from storage.records import ReadMark

_REMEMBERED = 512
"""Missing numbers of a chat that are remembered, and at most twice as many: a bot is not told of
what it writes itself. A number that is lower than the newest by more begins the counting anew."""


@dataclass(slots=True)
class _Mark:
    newest: int
    missing: set[int] = field(default_factory=set)

    def miss(self, numbers: Iterable[int]) -> None:
        """Take note that these have not come; of very many only the newest are remembered."""
        self.missing.update(numbers)
        # now and then, as sorting them with each message would take longer than all the rest
        if len(self.missing) > 2 * _REMEMBERED:
            self.missing = set(sorted(self.missing)[-_REMEMBERED:])


class ReadMarks:
    """Keeps, for each chat, what was taken in, and up to where it is finished."""

    def __init__(self, finished: Mapping[ChatId, ReadMark] | None = None) -> None:
        self._marks: dict[int, _Mark] = {}
        self._gaps: dict[int, list[Gap]] = {}
        self._finished: dict[ChatId, MessageId] = {}
        self._changed: set[ChatId] = set()
        self._under_way: dict[str | None, tuple[ChatId, MessageId, Gap | None]] = {}
        self.heard: datetime | None = None
        """When the messenger was heard last (UTC); None: not yet."""
        self.load(finished or {})

    def load(self, finished: Mapping[ChatId, ReadMark]) -> None:
        """Begin where the process before this one ended."""
        self._finished = {chat: mark.message for chat, mark in finished.items()}
        self._marks = {chat: _Mark(mark.message) for chat, mark in finished.items()}
        self._gaps = {
            chat: [Gap(after, before) for after, before in mark.missed]
            for chat, mark in finished.items()
            if mark.missed
        }

    def take(self, chat: int, number: int, *, missed: bool = False) -> bool:
        """Take note that a message came in; False where it did before.

        `missed`: it was read of the chat, and the messenger did not tell of it by itself.
        """
        mark = self._marks.get(chat)
        if mark is None:
            # nobody knows what was before it
            before = range(max(1, number - _REMEMBERED), number)
            self._marks[chat] = _Mark(number, set(before))
            return True
        for gap in self._gaps.get(chat, ()):
            if gap.covers(number):
                if gap.before is None and not missed:
                    gap.before = number
                mark.newest = max(mark.newest, number)
                mark.missing.discard(number)
                return gap.take(number)
        newest = mark.newest
        if number == newest + 1:
            mark.newest = number
            return True
        if number > newest:
            mark.miss(range(max(newest + 1, number - _REMEMBERED), number))
            mark.newest = number
            return True
        if number < newest - _REMEMBERED:
            self._marks[chat] = _Mark(number)
            return True
        if number in mark.missing:
            mark.missing.discard(number)
            return True
        return False

    def open_gaps(self) -> None:
        """Take note that the messenger lost what it had to tell, of every chat."""
        for chat, mark in self._marks.items():
            gaps = self._gaps.setdefault(chat, [])
            for gap in gaps:
                gap.lose_again()
            if not gaps or gaps[-1].before is not None:
                gaps.append(Gap(mark.newest))

    @property
    def has_gaps(self) -> bool:
        """Whether anything is still to be read, or handled, that the messenger did not tell of."""
        return bool(self._gaps)

    def is_unread(self, chat: int) -> bool:
        """Say whether something of a chat that was lost is still to be read."""
        gaps = self._gaps.get(chat)
        return gaps is not None and any(gap.is_unread for gap in gaps)

    def gaps(self, chat: ChatId) -> tuple[Gap, ...]:
        """Give the gaps of a chat that are still to be read or handled."""
        return tuple(self._gaps.get(chat, ()))

    def readings(self, chat: int) -> tuple[Reading, ...]:
        """Begin to read the gaps of a chat that are still to be read."""
        return tuple(gap.reading() for gap in self._gaps.get(chat, ()) if gap.is_unread)

    def end_readings(self, chat: int, readings: Iterable[Reading]) -> None:
        """Take note that the messenger gives no more of what these look for in a chat."""
        for reading in readings:
            reading.end()
        self._forget_gaps(chat)

    def close_gaps_but_of(self, chats: Iterable[ChatId]) -> None:
        """Take note that nobody reads the gaps of other chats than these."""
        kept = set(chats)
        for chat in [chat for chat in self._gaps if chat not in kept]:
            self.end_readings(chat, self.readings(chat))

    def _forget_gaps(self, chat: int) -> None:
        gaps, mark = self._gaps.get(chat, []), self._marks.get(chat)
        left = [gap for gap in gaps if not gap.is_over]
        if mark is not None:
            for gap in (gap for gap in gaps if gap.is_over):
                # it may come yet, late
                mark.miss(gap.never_came(mark.newest - _REMEMBERED))
        if left:
            self._gaps[chat] = left
        elif self._gaps.pop(chat, None) is not None and chat in self._finished:
            self._changed.add(ChatId(chat))

    def begin(self, event: str, chat: int, number: int, *, missed: bool = False) -> None:
        """Take note that a message is being handled; `finish` ends it. `missed` as in `take`."""
        gap = self._gap_of(chat, number) if missed else None
        if gap is not None:
            gap.begin(event)
        self._under_way[event] = (ChatId(chat), MessageId(number), gap)

    def _gap_of(self, chat: int, number: int) -> Gap | None:
        return next((gap for gap in self._gaps.get(chat, ()) if gap.covers(number)), None)

    def finish(self, event: str) -> None:
        """Take note that the event is finished; one that is no message of a chat is no matter."""
        done = self._under_way.pop(event, None)
        if done is None:
            return
        chat, number, gap = done
        if gap is not None:
            gap.finish(event, number)
        self.pass_by(chat, number)
        if gap is not None:
            self._forget_gaps(chat)

    def pass_by(self, chat: int, number: int, *, missed: bool = False) -> None:
        """Take note that a message is finished, and all of its chat before it but for its gaps.

        `missed` as in `take`.
        """
        if missed and (gap := self._gap_of(chat, number)) is not None:
            gap.finish(None, number)
        self._finished[ChatId(chat)] = self._up_to(ChatId(chat), MessageId(number))
        self._changed.add(ChatId(chat))

    def _up_to(self, chat: ChatId, number: MessageId) -> MessageId:
        """Give up to which message a chat is finished when that one is."""
        finished = self._finished.get(chat)
        if finished is None or number >= finished:
            return number
        begins_anew = number < finished - _REMEMBERED and self._gap_of(chat, number) is None
        # else it came late, or stood between those of a sweep: what was missed is handled after
        # what came when the messenger was heard again
        return number if begins_anew else finished

    def marks_of(self, event: str | None, chats: Iterable[ChatId]) -> dict[ChatId, ReadMark]:
        """Give what may be saved together with what finishes an event and is recorded in chats."""
        marks = {
            chat: self._mark_of(chat, self._finished[chat])
            for chat in chats
            if chat in self._finished
        }
        if event in self._under_way:
            chat, number, gap = self._under_way[event]
            marks[chat] = self._mark_of(chat, self._up_to(chat, number), gap, number)
        return marks

    def _mark_of(
        self, chat: ChatId, message: MessageId, ended: Gap | None = None, number: int = 0
    ) -> ReadMark:
        left = (gap.left(message, number if gap is ended else 0) for gap in self.gaps(chat))
        return ReadMark(message=message, missed=tuple(each for each in left if each is not None))

    def newest(self, chat: ChatId) -> MessageId | None:
        """Give the number of the newest message that came in; None where none did."""
        mark = self._marks.get(chat)
        return None if mark is None else MessageId(mark.newest)

    def missing(self, chat: ChatId) -> int:
        """Give how many numbers before the newest are remembered as not having come in."""
        mark = self._marks.get(chat)
        return 0 if mark is None else len(mark.missing)

    def unsaved(self) -> dict[ChatId, ReadMark]:
        """Give up to where chats are finished that have changed since this was asked last."""
        changed = {chat: self._mark_of(chat, self._finished[chat]) for chat in self._changed}
        self._changed.clear()
        return changed

    def not_saved(self, chats: Iterable[ChatId]) -> None:
        """Take note that what `unsaved` gave of these chats could not be saved."""
        self._changed.update(chats)
