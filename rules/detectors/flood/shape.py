"""What is too much in a single message: length, capitals, marks, mentions."""

import re
from collections.abc import Iterator

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.flood.config import FloodConfig
from rules.detectors.registry import Detector, Label
from rules.mentions import KINDS

_CERTAINTY = {Label.WALL: 0.9, Label.CAPITALS: 0.8, Label.ZALGO: 0.95, Label.MENTIONS: 0.9}

_LOUD = re.compile(r"[A-ZА-ЯЁ]{5}")
"""A text of capitals nearly always has so many in a row, so its absence is a quick «no»."""

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACKED = re.compile(f"[{_MARKS}]{{2,}}")

_EVERYBODY = re.compile(
    r"(?<![\w.@*])[@*](?:all|everyone|here|online|все|всем|онлайн)(?![\w.-])", re.IGNORECASE
)
_MEMBER = re.compile(rf"\[(?:{KINDS})(\d+)\||(?<![\w.])[@*](?:{KINDS})(\d+)\b", re.IGNORECASE)


def is_ordinary(text: str, config: FloodConfig) -> bool:
    """Whether, by a quick check, nothing in a text is worth measuring."""
    return not (
        len(text) >= config.shouted_alone
        or _STACKED.search(text)
        or "@" in text
        or "*" in text
        or "[" in text
        or ("\n" in text and text.count("\n") >= config.most_lines // 2)
    )


def _shouted_share(text: str, config: FloodConfig) -> tuple[int, int]:
    """Return the number of letters and the percentage of capitals; 0, 0 if it is not loud."""
    if len(text) < config.least_shouted or not _LOUD.search(text):
        return 0, 0
    letters = sum(map(str.isalpha, text))
    return letters, 100 * sum(map(str.isupper, text)) // letters


def is_shouted(text: str, config: FloodConfig) -> bool:
    """Whether a text is shouted, but short enough to be allowed once or twice."""
    letters, share = _shouted_share(text, config)
    return share > config.most_capitals and (config.least_shouted <= letters < config.shouted_alone)


def shape_of(text: str, config: FloodConfig) -> Answer:
    """Return what is too much in a text by itself, and what was counted and allowed."""
    detections: list[Detection] = []
    cleared: list[Cleared] = []
    for label, measured, limit, start, end in _measures(text, config):
        if measured > limit:
            detections.append(
                Detection(
                    detector=Detector.FLOOD,
                    label=label,
                    certainty=_CERTAINTY[label],
                    sign=Sign.MEASURED,
                    found=text[start:end],
                    start=start,
                    end=end,
                    measured=measured,
                    limit=limit,
                )
            )
        else:
            cleared.append(
                Cleared(
                    detector=Detector.FLOOD,
                    why=Clearance.WITHIN_MEASURE,
                    label=label,
                    found=text[start:end],
                    start=start,
                    end=end,
                    measured=measured,
                    limit=limit,
                )
            )
    return Answer(detections=tuple(detections), cleared=tuple(cleared))


def _measures(text: str, config: FloodConfig) -> Iterator[tuple[Label, int, int, int, int]]:
    # label, count, limit, start, end
    length = len(text)
    if length > config.most_characters // 2:
        yield Label.WALL, length, config.most_characters, 0, 0
    lines = text.count("\n") + 1
    if lines > config.most_lines // 2:
        yield Label.WALL, lines, config.most_lines, 0, 0
    letters, share = _shouted_share(text, config)
    if letters >= config.shouted_alone:
        yield Label.CAPITALS, share, config.most_capitals, 0, length
    if stacked := _STACKED.search(text):
        tallest = max(_STACKED.finditer(text), key=lambda found: found.end() - found.start())
        height = tallest.end() - tallest.start()
        # the letter below the marks belongs to the finding
        yield Label.ZALGO, height, config.most_marks, max(stacked.start() - 1, 0), stacked.end()
    if "@" in text or "*" in text or "[" in text:
        if everybody := _EVERYBODY.search(text):
            yield Label.MENTIONS, 1, 0, *everybody.span()
        elif members := list(_MEMBER.finditer(text)):
            count = len({found[1] or found[2] for found in members})
            start, end = members[0].start(), members[-1].end()
            yield Label.MENTIONS, count, config.most_members, start, end
