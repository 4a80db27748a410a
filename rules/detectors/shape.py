"""Messages that are a nuisance by their shape: walls, capitals, heaped marks, mass mentions."""

import re

from rules.detectors.detection import Detection, Detector, Label, Sign

MOST_CHARACTERS = 2500
MOST_LINES = 60
MOST_MENTIONS = 5

_CAPITALS_FROM = 30
"""Letters from which capitals throughout are shouting, and no abbreviation."""
_CAPITALS_SHARE = 0.8
_MOST_MARKS = 10
_MARKS_SHARE = 0.25

_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_UPPER = re.compile("[A-ZА-ЯЁ]")
_LOWER = re.compile("[a-zа-яё]")
_RUN_OF_CAPITALS = re.compile("[A-ZА-ЯЁ]{2}")
_MENTION = re.compile(r"\[(?:id|club|public)\d+\||[@*](?:id|club|public)\d+")
_EVERYONE = re.compile(r"(?<!\w)[@*](all|online|everyone|here|все|онлайн)(?!\w)", re.IGNORECASE)


def judge_shape(text: str) -> list[Detection]:
    """Give what a text is by its shape; nothing for nearly every text."""
    found = []
    length = len(text)
    if length >= _CAPITALS_FROM:
        if length > MOST_CHARACTERS:
            found.append(_detection(Label.WALL, 0.7, length, MOST_CHARACTERS))
        elif length > MOST_LINES and (lines := text.count("\n") + 1) > MOST_LINES:
            found.append(_detection(Label.WALL, 0.7, lines, MOST_LINES))
        if _RUN_OF_CAPITALS.search(text) and (share := _share_of_capitals(text)) > _CAPITALS_SHARE:
            found.append(
                _detection(Label.CAPITALS, 0.75, round(share * 100), round(_CAPITALS_SHARE * 100))
            )
    if not text.isascii() and _MARKS.search(text):
        marks = len(_MARKS.findall(text))
        if marks > _MOST_MARKS and marks > _MARKS_SHARE * (length - marks):
            found.append(_detection(Label.ZALGO, 0.9, marks, _MOST_MARKS))
    if "@" in text or "*" in text or "[" in text:
        found += _mentions(text)
    return found


def _share_of_capitals(text: str) -> float:
    upper, lower = len(_UPPER.findall(text)), len(_LOWER.findall(text))
    return upper / (upper + lower) if upper >= _CAPITALS_FROM else 0.0


def _mentions(text: str) -> list[Detection]:
    everyone = _EVERYONE.search(text)
    if everyone is not None:
        start, end = everyone.span()
        return [
            Detection(
                detector=Detector.FLOOD,
                label=Label.MENTIONS,
                certainty=0.9,
                sign=Sign.PLAIN,
                found=everyone[0],
                start=start,
                end=end,
            )
        ]
    mentions = len(_MENTION.findall(text))
    if mentions > MOST_MENTIONS:
        return [_detection(Label.MENTIONS, 0.8, mentions, MOST_MENTIONS)]
    return []


def _detection(label: Label, certainty: float, measured: int, limit: int) -> Detection:
    return Detection(
        detector=Detector.FLOOD,
        label=label,
        certainty=certainty,
        sign=Sign.MEASURED,
        measured=measured,
        limit=limit,
    )
