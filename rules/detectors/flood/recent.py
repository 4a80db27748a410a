"""The recent past of one chat, in bounded memory: who wrote how often, and which texts."""

from collections import OrderedDict, deque

from rules.detectors.flood.config import FloodConfig
from rules.detectors.flood.likeness import essence, first_alike, is_courteous
from rules.detectors.flood.shape import is_shouted
from rules.detectors.message import NOBODYS, AttachmentKind, Message
from rules.detectors.registry import Label
from rules.ids import MemberId

Counted = tuple[Label, int, int]
"""What was counted, the count including this message, and the limit."""

_PEOPLE = 64
"""Remembered people; the one silent longest is forgotten first."""
_TEXTS = 20
"""Remembered texts; the one not repeated longest is forgotten first."""
_END = 5
"""Length of the remembered beginnings and ends, and how many of them."""
_MOST_ENDS = 200
_LATE = 60
"""Seconds by which a counted message may be older than the newest."""
_CRUMB = 3
"""Characters of the longest crumb."""


class Past:
    """The part of a chat's past that counting needs; it forgets by the messages' own times.

    Counting restarts after a limit was exceeded, so that a burst is reported once, and again at the
    next multiple.
    """

    def __init__(self, config: FloodConfig) -> None:
        self._config = config
        self._newest = 0
        self._people: OrderedDict[MemberId, dict[Label, deque[int]]] = OrderedDict()
        self._said: OrderedDict[str, dict[MemberId, deque[int]]] = OrderedDict()
        self._ends: set[str] = set()
        self._speaker = NOBODYS
        self._spoke_at = 0
        self._pieces = 0

    def add(self, message: Message) -> list[Counted]:
        """Count a message; return the counts, empty for a late message."""
        at, text, config = message.at, message.text, self._config
        if at < self._newest - _LATE:
            return []
        if at > self._newest:
            self._newest = at
        counts = self._counts_of(message.author)
        counted = [_count(counts, Label.FREQUENT, at, config.window, config.most_messages)]
        if message.attachments and _has_sticker(message):
            most = config.most_stickers
            counted.append(_count(counts, Label.STICKERS, at, config.window, most))
        elif len(text) <= _CRUMB:
            if text and sum(map(str.isalnum, text)) <= 1:
                most = config.most_crumbs
                counted.append(_count(counts, Label.CRUMBS, at, config.window, most))
        elif is_shouted(text, config):
            most = config.most_shouts
            counted.append(_count(counts, Label.CAPITALS, at, config.repeat_window, most))
        counted.append(self._cut_up(message))
        if len(text) >= config.least_repeated:
            self._add_repeats(message, counted)
        return counted

    def interrupt(self, message: Message) -> None:
        """Register somebody's message that is not counted: it ends the thoughts of others."""
        self._speaker, self._spoke_at, self._pieces = message.author, message.at, 0

    def _counts_of(self, author: MemberId) -> dict[Label, deque[int]]:
        counts = self._people.get(author)
        if counts is None:
            if len(self._people) >= _PEOPLE:
                self._people.popitem(last=False)
            counts = self._people[author] = {}
        else:
            self._people.move_to_end(author)
        return counts

    def _cut_up(self, message: Message) -> Counted:
        config, at = self._config, message.at
        pieces = 0
        if 0 < len(message.text) <= config.cut_length and not message.attachments:
            follows = self._speaker == message.author and at - self._spoke_at <= config.cut_pause
            pieces = self._pieces + 1 if follows else 1
        self._speaker, self._spoke_at = message.author, at
        self._pieces = 0 if pieces > config.most_pieces else pieces
        return Label.CUT_UP, pieces, config.most_pieces

    def _add_repeats(self, message: Message, counted: list[Counted]) -> None:
        config, at = self._config, message.at
        key = essence(message.text)
        if len(key) < config.least_repeated:
            return
        speakers = self._speakers_of(key)
        times = speakers.get(message.author)
        if times is None:
            if len(speakers) >= _PEOPLE:
                del speakers[next(iter(speakers))]
            times = speakers[message.author] = deque()
        again = _count_in(times, at, config.repeat_window, config.most_repeats)
        counted.append((Label.REPEATED, again, config.most_repeats))
        # a text that nobody else said, or that was just reported, is no chorus
        if len(speakers) == 1 or not times or len(key) < config.least_chorus or is_courteous(key):
            return
        since = at - config.chorus_window
        voices = sum(1 for said in speakers.values() if said and said[-1] > since)
        counted.append((Label.CHORUS, voices, config.most_voices))
        if voices > config.most_voices:
            speakers.clear()

    def _speakers_of(self, key: str) -> dict[MemberId, deque[int]]:
        # who said this or a similar text, and when
        said = self._said
        known = key if key in said else self._alike(key)
        if known is not None:
            said.move_to_end(known)
            return said[known]
        if len(said) >= _TEXTS:
            said.popitem(last=False)
        speakers = said[key] = {}
        return speakers

    def _alike(self, key: str) -> str | None:
        # similar texts begin or end alike, which rules out most of the others cheaply
        begins, ends = key[:_END], key[-_END:]
        if len(self._ends) > _MOST_ENDS:
            self._ends = {end for said in self._said for end in (said[:_END], said[-_END:])}
        is_told = begins in self._ends or ends in self._ends
        self._ends.update((begins, ends))
        if not is_told:
            return None
        akin = [said for said in self._said if said[:_END] == begins or said[-_END:] == ends]
        return first_alike(key, akin, self._config.likeness)


def _has_sticker(message: Message) -> bool:
    return any(each.kind is AttachmentKind.STICKER for each in message.attachments)


def _count(
    counts: dict[Label, deque[int]], label: Label, at: int, window: int, most: int
) -> Counted:
    times = counts.get(label)
    if times is None:
        times = counts[label] = deque()
    return label, _count_in(times, at, window, most), most


def _count_in(times: deque[int], at: int, window: int, most: int) -> int:
    # adds a moment and returns how many are within the window; restarts beyond the limit
    while times and times[0] <= at - window:
        times.popleft()
    times.append(at)
    count = len(times)
    if count > most:
        times.clear()
    return count
