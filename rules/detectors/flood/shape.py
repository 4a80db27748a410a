"""What is too much in a single message: length, capitals, marks, mentions.

The limits of flooding suit a lively class of thirty; each `most` is still allowed. False alarms on
lively talk are worse than misses, so a limit is what hardly anybody in a conversation reaches, not
what most people stay below.
"""

import re
from collections.abc import Iterator

from rules.detectors.registry import Label
from rules.mentions import KINDS

Measured = tuple[Label, int, int, int, int]
"""What was counted, the count including this message, the limit, and where it starts and ends."""

MOST_CHARACTERS = 2500
"""Characters of one message."""
_MOST_LINES = 50
"""Lines of one message."""
_MOST_CAPITALS = 80
"""Percent of capitals among a message's letters before it counts as shouting."""
_LEAST_SHOUTED = 15
"""Least number of letters of a shouted message: shorter ones are abbreviations."""
_SHOUTED_ALONE = 200
"""Number of letters from which one shouted message is too much by itself."""
_MOST_MARKS = 2
"""Combining marks that may be stacked on one letter."""
_MOST_MEMBERS = 5
"""Members that one message may mention; mentioning everybody is always too much."""

_LOUD = re.compile(r"[A-ZА-ЯЁ]{5}")
"""A text of capitals nearly always has so many in a row, so its absence is a quick «no»."""

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACKED = re.compile(f"[{_MARKS}]{{2,}}")

_EVERYBODY = re.compile(
    r"(?<![\w.@*])[@*](?:all|everyone|here|online|все|всем|онлайн)(?![\w.-])", re.IGNORECASE
)
_MEMBER = re.compile(rf"\[(?:{KINDS})(\d+)\||(?<![\w.])[@*](?:{KINDS})(\d+)\b", re.IGNORECASE)


def is_ordinary(text: str) -> bool:
    """Whether, by a quick check, nothing in a text is worth measuring."""
    return not (
        len(text) >= _SHOUTED_ALONE
        or _STACKED.search(text)
        or "@" in text
        or "*" in text
        or "[" in text
        or ("\n" in text and text.count("\n") >= _MOST_LINES // 2)
    )


def _shouted_share(text: str) -> tuple[int, int]:
    """Return the number of letters and the percentage of capitals; 0, 0 if it is not loud."""
    if len(text) < _LEAST_SHOUTED or not _LOUD.search(text):
        return 0, 0
    letters = sum(map(str.isalpha, text))
    return letters, 100 * sum(map(str.isupper, text)) // letters


def is_shouted(text: str) -> bool:
    """Whether a text is shouted, but short enough to be allowed once or twice."""
    letters, share = _shouted_share(text)
    return share > _MOST_CAPITALS and (_LEAST_SHOUTED <= letters < _SHOUTED_ALONE)


def measures_of(text: str) -> Iterator[Measured]:
    """Yield what was counted in a text by itself, allowed or not."""
    length = len(text)
    if length > MOST_CHARACTERS // 2:
        yield Label.WALL, length, MOST_CHARACTERS, 0, 0
    lines = text.count("\n") + 1
    if lines > _MOST_LINES // 2:
        yield Label.WALL, lines, _MOST_LINES, 0, 0
    letters, share = _shouted_share(text)
    if letters >= _SHOUTED_ALONE:
        yield Label.CAPITALS, share, _MOST_CAPITALS, 0, length
    if stacked := _STACKED.search(text):
        tallest = max(_STACKED.finditer(text), key=lambda found: found.end() - found.start())
        height = tallest.end() - tallest.start()
        # the letter below the marks belongs to the finding
        yield Label.ZALGO, height, _MOST_MARKS, max(stacked.start() - 1, 0), stacked.end()
    if "@" in text or "*" in text or "[" in text:
        if everybody := _EVERYBODY.search(text):
            yield Label.MENTIONS, 1, 0, *everybody.span()
        elif members := list(_MEMBER.finditer(text)):
            count = len({found[1] or found[2] for found in members})
            start, end = members[0].start(), members[-1].end()
            yield Label.MENTIONS, count, _MOST_MEMBERS, start, end
