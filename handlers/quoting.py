"""Quote people's words so that they mention nobody and break no markup."""

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
"""Characters that are invisible by themselves."""


def quote(words: str, most: int) -> str:
    """Return the words without working mentions and direction marks, cut to `most` units."""
    clean = _GAPS.sub("\n", _plain(words)).strip()
    if len(clean) > most:
        clean = clean[: most - 1].rstrip() + "…"
    return _silence(clean)


def quote_name(name: str, most: int) -> str:
    """Return a name as `quote` does, in one line, without characters that end a mention.

    «» if nothing of it is visible.
    """
    # a second line would look like the bot's own words
    line = quote(" ".join(name.split()), most).replace("]", ")").replace("|", "/")
    return line if _UNSEEN.sub("", line) else ""


def defuse(words: str) -> str:
    """Return the college's words uncut, without working mentions and direction marks."""
    return _silence(_plain(words))


def _plain(words: str) -> str:
    return _INVISIBLE.sub("", _BREAKS.sub("\n", words))


def _silence(words: str) -> str:
    # A word joiner is invisible and breaks the mention: `@all`, `[id1|…]` and `*id1` work only if
    # the name follows at once.
    return _RINGS.sub(lambda mark: mark[0] + _WORD_JOINER, words)


def cut(words: str, most: int) -> str:
    """Cut the words to `most` UTF-16 units, with an ellipsis if anything is lost."""
    units = words.encode("utf-16-le", "replace")
    if len(units) <= 2 * most:
        return words
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


def capital(words: str) -> str:
    """Capitalise the first letter, and leave the rest."""
    return words[:1].upper() + words[1:]
