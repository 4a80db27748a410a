"""Repeating people's own words so that they can ping nobody and break nothing."""

import re

_WORD_JOINER = "\u2060"
_RINGS = re.compile(r"([@*])(?=\w)|(\[)(?=\w+\|)")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_GAPS = re.compile(r"\n\s*\n+")


def quote(words: str, most: int) -> str:
    """Give the words with mentions defused, direction marks gone, `most` characters at most.

    A word joiner after `@`, `*` and `[` keeps the sight and takes away the mention: VK reads
    `@all`, `[id1|…]` and `*id1` only where the name follows at once.
    """
    clean = _GAPS.sub("\n", _INVISIBLE.sub("", words)).strip()
    if len(clean) > most:
        clean = clean[: most - 1].rstrip() + "…"
    return _RINGS.sub(lambda mark: mark[0] + _WORD_JOINER, clean)


def cut(words: str, most: int) -> str:
    """Give the words in `most` UTF-16 units at most, with an ellipsis where something is gone."""
    units = words.encode("utf-16-le", "replace")
    if len(units) <= 2 * most:
        return words
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
