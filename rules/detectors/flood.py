"""Flooding: too much, too often, or the same again (правило «Без флуда и спама»).

The measures fit a lively class of thirty: whatever people do together, such as a roll-call of
pluses, congratulations or thanks, is no flood, and a false accusation is worse than a missed one.
"""

import re
from collections import deque
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Detector, Label, Sign
from rules.detectors.message import AttachmentKind, Message
from rules.detectors.shape import judge_shape
from rules.ids import MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodLimits:
    """How much is let pass; times in seconds, lengths in characters.

    `frequent`: messages of one person in a minute. `repeated`: times that one person writes the
    same within `repeated_within`, if it is `repeatable` long; what is shorter may come
    `short_repeated` times in a minute. `chorus`: people who write the same, of `chorus_length` at
    least, within `chorus_within`. `cut_up`: short messages of one person in a row within a minute.
    `stickers` and `crumbs`: of one person in a minute.
    """

    frequent: int = 15
    repeated: int = 2
    repeated_within: int = 600
    repeatable: int = 10
    short_repeated: int = 5
    chorus: int = 3
    chorus_length: int = 25
    chorus_within: int = 300
    cut_up: int = 7
    cut_up_length: int = 20
    stickers: int = 4
    crumbs: int = 5


_MINUTE = 60
_REMEMBERED = 24
"""Messages of one person that are remembered."""
_LATELY = 20
"""Longer messages of the chat that are compared with a new one."""
_END = 8
_MOST_ENDS = 200
"""Beginnings and ends of so many characters are remembered, so many of them."""
_MOST_PEOPLE = 500
"""People of whom something is remembered in one chat."""
_LIKENESS = 95
"""Per cent (rapidfuzz's ratio) from which two texts say the same; «номер 5?» and «номер 6?» have
other digits and do not."""

_NOISE = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_TOGETHER = re.compile(
    r"поздрав|с\s*дн[её]м|с\s*праздник|с\s*нов|спасибо|благодар|здравствуй|добр(?:ый|ое|ой)"
    r"|с\s*наступающ|соболезн|молодц|ура|congrat|happy|thank"
)
"""What many people say at once and mean well."""


@dataclass(slots=True)
class _Wrote:
    at: int
    key: str
    digits: str
    sticker: bool
    crumb: bool
    author: MemberId


@dataclass(slots=True)
class Flood:
    """Remembers the recent past of one chat; messages come once each, in the chat's order."""

    limits: FloodLimits = FloodLimits()
    _by: dict[MemberId, deque[_Wrote]] = field(default_factory=dict)
    _lately: deque[_Wrote] = field(default_factory=lambda: deque(maxlen=_LATELY))
    _ends: set[str] = field(default_factory=set)
    _row: deque[int] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    _last: MemberId | None = None

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Take the message in, and say where it goes beyond what is let pass."""
        wrote = _read(message)
        past = self._past(message.author)
        past.append(wrote)
        found = [*judge_shape(message.text), *self._too_many(past, wrote)]
        if wrote.key:
            found += self._same_again(past, wrote, message.text)
        if (cut_up := self._cut_up(wrote)) is not None:
            found.append(cut_up)
        return tuple(found)

    def explain(self, message: Message) -> Answer:
        """Judge a text by itself: nothing is taken in, and what came before is left out."""
        found = tuple(judge_shape(message.text))
        if found:
            return Answer(detections=found)
        return Answer(
            cleared=(
                Cleared(
                    detector=Detector.FLOOD,
                    why=Clearance.WITHIN_MEASURE,
                    measured=1,
                    limit=self.limits.frequent,
                ),
            )
        )

    def _past(self, author: MemberId) -> deque[_Wrote]:
        past = self._by.pop(author, None)
        if past is None:
            past = deque(maxlen=_REMEMBERED)
            if len(self._by) >= _MOST_PEOPLE:
                del self._by[next(iter(self._by))]
        # whoever wrote last stands last: the one who goes first wrote longest ago
        self._by[author] = past
        return past

    def _too_many(self, past: deque[_Wrote], wrote: _Wrote) -> list[Detection]:
        found = []
        limits = self.limits
        if len(past) > limits.frequent:
            lately = _count(past, wrote.at - _MINUTE)
            if _is_passed(lately, limits.frequent):
                found.append(_measured(Label.FREQUENT, 0.85, lately, limits.frequent))
        if wrote.sticker:
            stickers = sum(1 for each in past if each.sticker and each.at > wrote.at - _MINUTE)
            if _is_passed(stickers, limits.stickers):
                found.append(_measured(Label.STICKERS, 0.85, stickers, limits.stickers))
        elif wrote.crumb:
            crumbs = sum(1 for each in past if each.crumb and each.at > wrote.at - _MINUTE)
            if _is_passed(crumbs, limits.crumbs):
                found.append(_measured(Label.CRUMBS, 0.8, crumbs, limits.crumbs))
        return found

    def _same_again(self, past: deque[_Wrote], wrote: _Wrote, text: str) -> list[Detection]:
        limits, found = self.limits, []
        long = len(wrote.key) >= limits.repeatable
        if len(past) > 1:
            within = limits.repeated_within if long else _MINUTE
            most = limits.repeated if long else limits.short_repeated
            recent = [each for each in past if each.at > wrote.at - within and each.key]
            if len(recent) > most:
                times = sum(1 for each in recent if _is_same(each, wrote, near=long))
                if _is_passed(times, most):
                    found.append(_measured(Label.REPEATED, 0.9, times, most))
        if len(wrote.key) >= limits.chorus_length:
            since = wrote.at - limits.chorus_within
            alike = self._alike(wrote)
            voices = {each.author for each in alike if each.at > since}
            if alike and wrote.author not in voices:
                voices.add(wrote.author)
                if _is_passed(len(voices), limits.chorus) and not _TOGETHER.search(text.lower()):
                    found.append(_measured(Label.CHORUS, 0.75, len(voices), limits.chorus))
            self._lately.append(wrote)
        return found

    def _alike(self, wrote: _Wrote) -> list[_Wrote]:
        # what is nearly the same begins or ends the same: most texts are told apart by that
        begins, ends = wrote.key[:_END], wrote.key[-_END:]
        known = begins in self._ends or ends in self._ends
        if len(self._ends) > _MOST_ENDS:
            self._ends.clear()
        self._ends.update((begins, ends))
        if not known:
            return []
        return [each for each in self._lately if _is_same(each, wrote, near=True)]

    def _cut_up(self, wrote: _Wrote) -> Detection | None:
        limits = self.limits
        short = 0 < len(wrote.key) <= limits.cut_up_length
        if wrote.author != self._last or not short:
            self._row.clear()
        self._last = wrote.author
        if not short:
            return None
        self._row.append(wrote.at)
        row = sum(1 for at in self._row if at > wrote.at - _MINUTE)
        if _is_passed(row, limits.cut_up):
            return _measured(Label.CUT_UP, 0.75, row, limits.cut_up)
        return None


def _read(message: Message) -> _Wrote:
    text = message.text
    key = _NOISE.sub("", text.lower())
    digits = "" if key.isalpha() else "".join(_DIGITS.findall(key))
    stickers = not text and any(each.kind is AttachmentKind.STICKER for each in message.attachments)
    crumb = len(key) <= 1 and bool(text)
    return _Wrote(message.at, key, digits, stickers, crumb, message.author)


def _count(past: deque[_Wrote], since: int) -> int:
    return sum(1 for each in past if each.at > since)


def _is_passed(measured: int, limit: int) -> bool:
    """Say whether a measure was passed just now: once a burst, and again at each multiple."""
    return measured > limit and (measured - 1) % limit == 0


def _is_same(one: _Wrote, other: _Wrote, *, near: bool) -> bool:
    if one.key == other.key:
        return True
    if not near or one.digits != other.digits:
        return False
    return fuzz.ratio(one.key, other.key, score_cutoff=_LIKENESS) >= _LIKENESS


def _measured(label: Label, certainty: float, measured: int, limit: int) -> Detection:
    return Detection(
        detector=Detector.FLOOD,
        label=label,
        certainty=certainty,
        sign=Sign.MEASURED,
        measured=measured,
        limit=limit,
    )
