"""Which messages of each chat have been read: all up to the newest, except those missing.

A chat numbers its messages (VK.md, 0.4), and one may arrive twice: under another event id, or read
from the chat after a gap. An ordinary message leaves no trace in the storage. Without the mark it
would be judged again, by the state at that time: its author may be blocked by then.

A messenger that does not number messages without holes has no marks (`bot.stream.Reader.number_of`
returns None): its repeats are recognised by the ids of their events.

When the messenger lost updates, each chat gets a gap: after the newest message known then, up to
the first one delivered again. It is stored with the mark until all of it is read and handled, so
that a restart reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rules.ids import ChatId, MessageId
from storage.records import ReadMark


@dataclass(slots=True, eq=False)
class Gap:
    """Numbers of messages that the messenger did not deliver: above `after`, below `before`."""

    after: int
    before: int | None = None
    """None while the messenger has delivered nothing since."""

    _done: int = field(init=False)
    _taken: set[int] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)
    _losses: int = 1
    _made_up_for: int = 0

    def __post_init__(self) -> None:
        self._done = self.after

    def covers(self, number: int) -> bool:
        """Whether a message number lies in the gap."""
        return self.after < number and (self.before is None or number < self.before)

    def take(self, number: int) -> bool:
        """Record that a message of the gap was received; False if it was received before."""
        is_new = number not in self._taken
        self._taken.add(number)
        return is_new

    def begin(self, event: str) -> None:
        """Record that the handling of an event of the gap begins."""
        self._open.add(event)

    def finish(self, event: str | None, number: int) -> None:
        """Record in order that a message is handled; `event` is None if it needed no handling."""
        if event is not None:
            self._open.discard(event)
        self._done = max(self._done, number)

    def lose_again(self) -> None:
        """Record another loss: the gap is to be read once more."""
        self._losses += 1

    def reading(self) -> "Reading":
        """Start a reading, which covers the losses so far."""
        return Reading(self, self._losses)

    def make_up_for(self, losses: int) -> None:
        """Record that the first `losses` losses were read, as far as the messenger gives the
        messages."""
        self._made_up_for = max(self._made_up_for, losses)

    @property
    def is_unread(self) -> bool:
        """Whether it is still to be read, perhaps once more."""
        return self._made_up_for < self._losses

    @property
    def is_over(self) -> bool:
        """Whether all of it was read and handled."""
        return not self.is_unread and not self._open

    def never_came(self, since: int) -> set[int]:
        """Message numbers from `since` on that were never received; empty while the gap is open."""
        before = self.after + 1 if self.before is None else self.before
        return set(range(max(self.after + 1, since), before)) - self._taken

    def left(self, finished: int, handled: int = 0) -> tuple[int, int] | None:
        """Return the stretch (after, before) still to be handled; None if nothing is, or while it
        is open.

        The chat is finished up to the message `finished`, the gap up to `handled`.
        """
        if self.before is None or self.is_over:
            return None
        done = max(self._done, handled, finished if finished < self.before else 0)
        return (done, self.before) if done + 1 < self.before else None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a gap. It covers the first `_losses` losses; a later loss needs another."""

    gap: Gap
    _losses: int

    def end(self) -> None:
        """Mark the losses that this reading covers as read."""
        self.gap.make_up_for(self._losses)


_REMEMBERED = 512
"""Missing numbers that are remembered per chat, at most twice as many: a bot receives none of its
own messages. A number lower than the newest by more than this restarts the counting."""


@dataclass(slots=True)
class _Mark:
    newest: int
    missing: set[int] = field(default_factory=set)

    def miss(self, numbers: Iterable[int]) -> None:
        """Add numbers that were not received; of very many only the newest are remembered."""
        self.missing.update(numbers)
        # rarely: sorting at every message would take longer than everything else
        if len(self.missing) > 2 * _REMEMBERED:
            self.missing = set(sorted(self.missing)[-_REMEMBERED:])


class ReadMarks:
    """Records for each chat which messages were received, and up to which it is finished."""

    def __init__(self, finished: Mapping[ChatId, ReadMark] | None = None) -> None:
        self._marks: dict[int, _Mark] = {}
        self._gaps: dict[int, list[Gap]] = {}
        # plain numbers: each ordinary message comes past them
        self._finished: dict[int, int] = {}
        self._changed: set[int] = set()
        self._under_way: dict[str | None, tuple[ChatId, MessageId, Gap | None]] = {}
        self.heard: datetime | None = None
        """When the messenger last answered (UTC); None: not yet."""
        self.load(finished or {})

    def load(self, finished: Mapping[ChatId, ReadMark]) -> None:
        """Continue from the marks that an earlier process saved."""
        self._finished = {chat: mark.message for chat, mark in finished.items()}
        self._marks = {chat: _Mark(mark.message) for chat, mark in finished.items()}
        self._gaps = {
            chat: [Gap(after, before) for after, before in mark.missed]
            for chat, mark in finished.items()
            if mark.missed
        }

    def take(self, chat: int, number: int, *, missed: bool = False) -> bool:
        """Record that a message was received; False if it was received before.

        `missed`: it was read from the chat, not delivered by the messenger.
        """
        mark = self._marks.get(chat)
        if mark is None:
            # what came before it is unknown
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
        """Open a gap in every chat: the messenger lost updates."""
        for chat, mark in self._marks.items():
            gaps = self._gaps.setdefault(chat, [])
            for gap in gaps:
                gap.lose_again()
            if not gaps or gaps[-1].before is not None:
                gaps.append(Gap(mark.newest))

    @property
    def has_gaps(self) -> bool:
        """Whether any gap is still to be read or handled."""
        return bool(self._gaps)

    def is_unread(self, chat: int) -> bool:
        """Whether a gap of the chat is still to be read."""
        gaps = self._gaps.get(chat)
        return gaps is not None and any(gap.is_unread for gap in gaps)

    def gaps(self, chat: ChatId) -> tuple[Gap, ...]:
        """Return the gaps of a chat that are still to be read or handled."""
        return tuple(self._gaps.get(chat, ()))

    def readings(self, chat: int) -> tuple[Reading, ...]:
        """Start readings of the gaps of a chat that are still to be read."""
        return tuple(gap.reading() for gap in self._gaps.get(chat, ()) if gap.is_unread)

    def end_readings(self, chat: int, readings: Iterable[Reading]) -> None:
        """Close these readings of a chat: the messenger gives no more messages."""
        for reading in readings:
            reading.end()
        self._forget_gaps(chat)

    def close_gaps_but_of(self, chats: Iterable[ChatId]) -> None:
        """Close the gaps of all other chats than these: nobody reads them."""
        kept = set(chats)
        for chat in [chat for chat in self._gaps if chat not in kept]:
            self.end_readings(chat, self.readings(chat))

    def _forget_gaps(self, chat: int) -> None:
        gaps, mark = self._gaps.get(chat, []), self._marks.get(chat)
        left = [gap for gap in gaps if not gap.is_over]
        if mark is not None:
            for gap in (gap for gap in gaps if gap.is_over):
                # it may still arrive late
                mark.miss(gap.never_came(mark.newest - _REMEMBERED))
        if left:
            self._gaps[chat] = left
        elif self._gaps.pop(chat, None) is not None and chat in self._finished:
            self._changed.add(chat)

    def begin(self, event: str, chat: int, number: int, *, missed: bool = False) -> None:
        """Record that the handling of a message begins; `finish` ends it. `missed` as in `take`."""
        gap = self._gap_of(chat, number) if missed else None
        if gap is not None:
            gap.begin(event)
        self._under_way[event] = (ChatId(chat), MessageId(number), gap)

    def _gap_of(self, chat: int, number: int) -> Gap | None:
        return next((gap for gap in self._gaps.get(chat, ()) if gap.covers(number)), None)

    def finish(self, event: str) -> None:
        """Record that an event is finished; one that is no message of a chat is ignored."""
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
        """Record that a message is finished, and its chat up to it except for gaps.

        `missed` as in `take`.
        """
        if missed and (gap := self._gap_of(chat, number)) is not None:
            gap.finish(None, number)
        finished = self._finished.get(chat)
        is_newer = finished is None or number >= finished
        self._finished[chat] = number if is_newer else self._up_to(chat, number)
        self._changed.add(chat)

    def _up_to(self, chat: int, number: int) -> int:
        """Return up to which message a chat is finished once `number` is."""
        finished = self._finished.get(chat)
        if finished is None or number >= finished:
            return number
        begins_anew = number < finished - _REMEMBERED and self._gap_of(chat, number) is None
        # otherwise it came late, or stood between those of a sweep: missed messages are handled
        # after those delivered since
        return number if begins_anew else finished

    def marks_of(self, event: str | None, chats: Iterable[ChatId]) -> dict[ChatId, ReadMark]:
        """Return the marks to save in the transaction that finishes an event and records facts in
        chats."""
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
        self, chat: int, message: int, ended: Gap | None = None, number: int = 0
    ) -> ReadMark:
        left = (
            gap.left(message, number if gap is ended else 0) for gap in self._gaps.get(chat, ())
        )
        return ReadMark(
            message=MessageId(message), missed=tuple(each for each in left if each is not None)
        )

    def newest(self, chat: ChatId) -> MessageId | None:
        """Return the number of the newest received message; None if there is none."""
        mark = self._marks.get(chat)
        return None if mark is None else MessageId(mark.newest)

    def missing(self, chat: ChatId) -> int:
        """Return how many numbers before the newest are remembered as missing."""
        mark = self._marks.get(chat)
        return 0 if mark is None else len(mark.missing)

    def unsaved(self) -> dict[ChatId, ReadMark]:
        """Return the marks that changed since the last call."""
        changed = {
            ChatId(chat): self._mark_of(chat, self._finished[chat]) for chat in self._changed
        }
        self._changed.clear()
        return changed

    def mark_unsaved(self, chats: Iterable[ChatId]) -> None:
        """Mark these chats dirty again after a failed save."""
        self._changed.update(chats)
