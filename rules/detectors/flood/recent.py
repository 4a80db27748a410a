"""The recent past of one chat, in bounded memory: who wrote how often, and which texts."""

import re
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from functools import cache

from rules.detectors.flood.shape import Measured, is_shouted
from rules.detectors.message import NOBODYS, AttachmentKind, Message
from rules.detectors.registry import Label
from rules.ids import MemberId

_WINDOW = 60
"""Period in which one person's messages, stickers and crumbs are counted."""
_MOST_MESSAGES = 15
"""Messages of one person within the window."""
_MOST_STICKERS = 3
"""Stickers of one person within the window."""
_MOST_CRUMBS = 5
"""Messages of one character, or without meaning, within the window."""
_REPEAT_WINDOW = 600
"""Period in which the same text counts as repeated."""
_MOST_REPEATS = 2
"""How often one person may send a text within the repeat window."""
_CHORUS_WINDOW = 120
"""Period in which several people with one text are a chorus."""
_MOST_VOICES = 4
"""People who may send one text within the chorus window."""
_LEAST_REPEATED = 10
"""Least number of letters and digits of a repeat: «да», «+», «спасибо» are none."""
_LEAST_CHORUS = 20
"""Least number of letters and digits of a chorus's text."""
_LIKENESS = 95.0
"""Likeness from which two texts are the same (percent, by `rapidfuzz.fuzz.ratio`)."""
_CUT_PAUSE = 10
"""Longest pause between two pieces of one thought."""
_CUT_LENGTH = 20
"""Longest piece, in characters."""
_MOST_PIECES = 7
"""Pieces into which a thought may be split, with nobody else writing between."""
_MOST_SHOUTS = 2
"""Shorter shouted messages of one person within the repeat window."""

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

_NOISE = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_COMPARED = 400
"""Letters of a long text that are compared, half from either end: time is quadratic."""

_LEAST_COMPARED = 20
"""Shorter texts have to be identical: in them every letter matters."""

_COURTESY = re.compile(
    r"дн[её]мрожд|сднюх|сдр\b|поздрав|спасибо|благодар|здравству|доброе?утр|добрыйдень|добрыйвечер"
    r"|сновымгод|снаступ|праздник|выздор|соболезн|удачи|присутству|ознакомл|прочита|принят[оа]"
    r"|будувовремя|выполнил|отправил|сдела|сдал|проголос|понял|согласен|согласна|жела[юе]"
)
"""What many people write at once out of courtesy, or because they were asked to."""


class Past:
    """The part of a chat's past that counting needs; it forgets by the messages' own times.

    Counting restarts after a limit was exceeded, so that a burst is reported once, and again at the
    next multiple.
    """

    def __init__(self) -> None:
        self._newest = 0
        self._people: OrderedDict[MemberId, dict[Label, deque[int]]] = OrderedDict()
        self._said: OrderedDict[str, dict[MemberId, deque[int]]] = OrderedDict()
        self._ends: set[str] = set()
        self._speaker = NOBODYS
        self._spoke_at = 0
        self._pieces = 0

    def add(self, message: Message) -> list[Measured]:
        """Count a message; return the counts, empty for a late message."""
        at, text = message.at, message.text
        if at < self._newest - _LATE:
            return []
        if at > self._newest:
            self._newest = at
        counts = self._counts_of(message.author)
        counted = [_count(counts, Label.FREQUENT, at, _WINDOW, _MOST_MESSAGES)]
        if message.attachments and _has_sticker(message):
            counted.append(_count(counts, Label.STICKERS, at, _WINDOW, _MOST_STICKERS))
        elif len(text) <= _CRUMB:
            if text and sum(map(str.isalnum, text)) <= 1:
                counted.append(_count(counts, Label.CRUMBS, at, _WINDOW, _MOST_CRUMBS))
        elif is_shouted(text):
            counted.append(_count(counts, Label.CAPITALS, at, _REPEAT_WINDOW, _MOST_SHOUTS))
        counted.append(self._cut_up(message))
        if len(text) >= _LEAST_REPEATED:
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

    def _cut_up(self, message: Message) -> Measured:
        at = message.at
        pieces = 0
        if 0 < len(message.text) <= _CUT_LENGTH and not message.attachments:
            follows = self._speaker == message.author and at - self._spoke_at <= _CUT_PAUSE
            pieces = self._pieces + 1 if follows else 1
        self._speaker, self._spoke_at = message.author, at
        self._pieces = 0 if pieces > _MOST_PIECES else pieces
        return Label.CUT_UP, pieces, _MOST_PIECES, 0, 0

    def _add_repeats(self, message: Message, counted: list[Measured]) -> None:
        at = message.at
        key = essence(message.text)
        if len(key) < _LEAST_REPEATED:
            return
        speakers = self._speakers_of(key)
        times = speakers.get(message.author)
        if times is None:
            if len(speakers) >= _PEOPLE:
                del speakers[next(iter(speakers))]
            times = speakers[message.author] = deque()
        again = _count_in(times, at, _REPEAT_WINDOW, _MOST_REPEATS)
        counted.append((Label.REPEATED, again, _MOST_REPEATS, 0, 0))
        # a text that nobody else said, or that was just reported, is no chorus
        if len(speakers) == 1 or not times or len(key) < _LEAST_CHORUS or is_courteous(key):
            return
        since = at - _CHORUS_WINDOW
        voices = sum(1 for said in speakers.values() if said and said[-1] > since)
        counted.append((Label.CHORUS, voices, _MOST_VOICES, 0, 0))
        if voices > _MOST_VOICES:
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
        return _first_alike(key, akin)


def _has_sticker(message: Message) -> bool:
    return any(each.kind is AttachmentKind.STICKER for each in message.attachments)


def _count(
    counts: dict[Label, deque[int]], label: Label, at: int, window: int, most: int
) -> Measured:
    times = counts.get(label)
    if times is None:
        times = counts[label] = deque()
    return label, _count_in(times, at, window, most), most, 0, 0


def _count_in(times: deque[int], at: int, window: int, most: int) -> int:
    # adds a moment and returns how many are within the window; restarts beyond the limit
    while times and times[0] <= at - window:
        times.popleft()
    times.append(at)
    count = len(times)
    if count > most:
        times.clear()
    return count


def essence(text: str) -> str:
    """Return the letters and digits of a text in lower case, without anything between."""
    return _NOISE.sub("", text.lower())


def is_courteous(key: str) -> bool:
    """Whether an essence is something that many people may say at once."""
    return _COURTESY.search(key[:_COMPARED]) is not None


def _first_alike(key: str, others: Iterable[str]) -> str | None:
    """Return the first of `others` that is at least so alike, or None.

    Numbers have to be equal: «номер 5» and «номер 6» are two questions.
    """
    if len(key) < _LEAST_COMPARED:
        return None
    # with a greater difference in length the ratio cannot be reached
    share = _LIKENESS / (200 - _LIKENESS)
    least, most = len(key) * share, len(key) / share
    for other in [other for other in others if least <= len(other) <= most]:
        alike = _ratio()(_cut(key), _cut(other), score_cutoff=_LIKENESS)
        if alike and _DIGITS.findall(key) == _DIGITS.findall(other):
            return other
    return None


def _cut(key: str) -> str:
    if len(key) <= _COMPARED:
        return key
    return key[: _COMPARED // 2] + key[-_COMPARED // 2 :]


@cache
def _ratio() -> Callable[..., float]:
    # loading it takes as long as loading the whole policy, and most processes never need it
    from rapidfuzz.fuzz import ratio

    return ratio
