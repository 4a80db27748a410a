"""Innocent words that look obscene: every word of the dictionary that the patterns match."""

import re
from functools import cache

from rules.detectors.obscenity.innocent_parts import PARTS


@cache
def _parts() -> re.Pattern[str]:
    # a lookahead, so that overlapping parts are all found
    longest_first = sorted(PARTS, key=len, reverse=True)
    return re.compile("(?=(" + "|".join(map(re.escape, longest_first)) + "))")


def is_innocent(word: str, start: int, end: int) -> bool:
    """Whether a match in a word lies within a part of innocent words.

    `^` ties a part to the beginning of the word, `$` to its end.
    """
    framed = f"^{word}$"
    # no part is longer than 24 letters, so the cost does not grow with the word
    first, last = max(0, start - 24), end + 26
    for found in _parts().finditer(framed, first, min(len(framed), last)):
        if found.start(1) <= start + 1 and end + 1 <= found.end(1):
            return True
    return False
