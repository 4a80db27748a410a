"""Repeating people's own words so that they can ping nobody and break nothing."""

import re

_WORD_JOINER = "\u2060"


# also «[id1:bp-1_2|…]» and «[https://vk.com/…|…]»
_RINGS = re.compile(r"([@*])(?=\w)|(\[)(?=[^\[\]\n]*\|)")


_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


_BREAKS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")


_GAPS = re.compile(r"\n\s*\n+")


_UNSEEN = re.compile(r"[\s\u034f\u115f\u1160\u200b-\u200d\u2060-\u2064\u2800\u3164\uffa0]")
"""What takes room or joins other characters, and is not seen by itself."""


def quote(words: str, most: int) -> str:
    """Give the words with mentions defused, direction marks gone, `most` characters at most."""
    clean = _GAPS.sub("\n", _plain(words)).strip()
    if len(clean) > most:
        clean = clean[: most - 1].rstrip() + "…"
    return _silence(clean)


def quote_name(name: str, most: int) -> str:
    """Give a name as `quote` does, in one line, without what would end a mention early.

    «» where nothing of it can be seen.
    """
    # a line of its own would look like the bot's word
    line = quote(" ".join(name.split()), most).replace("]", ")").replace("|", "/")
    return line if _UNSEEN.sub("", line) else ""


def defuse(words: str) -> str:
    """Give what the college wrote, whole, with mentions defused and direction marks gone."""
    return _silence(_plain(words))


def _plain(words: str) -> str:
    return _INVISIBLE.sub("", _BREAKS.sub("\n", words))


def _silence(words: str) -> str:
    # a word joiner keeps the sight and takes away the mention: `@all`, `[id1|…]` and `*id1` are
    # read as one only where the name follows at once
    return _RINGS.sub(lambda mark: mark[0] + _WORD_JOINER, words)


def cut(words: str, most: int) -> str:
    """Give the words in `most` UTF-16 units at most, with an ellipsis where something is gone."""
    units = words.encode("utf-16-le", "replace")
    if len(units) <= 2 * most:
        return words
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


def capital(words: str) -> str:
    """Begin words with a capital letter, and leave the rest as it is."""
    return words[:1].upper() + words[1:]
