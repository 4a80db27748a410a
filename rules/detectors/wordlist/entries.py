"""The entries of a chat's own list, as moderators type them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rules.detectors.plain import made_plain
from rules.detectors.wordlist.inflection import stems_of

MOST_ENTRIES = 200
"""The list is checked on every message; a longer one belongs into the policy's detectors."""
LONGEST_ENTRY = 60
"""In characters."""

_QUOTED = re.compile(r"""[«"'“„](.+)[»"'”“]""")
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:www\.)?((?:[^\W_][\w-]*\.)+[^\W\d_]{2,}(?:/\S*)?)")
WORD = re.compile(r"[^\W_]+")


class Unreadable(StrEnum):
    """What is wrong with an entry."""

    EMPTY = "empty"
    """It has no letter and no digit."""
    TOO_LONG = "too_long"
    """It has more than `LONGEST_ENTRY` characters."""
    UNSEEN = "unseen"
    """It has invisible characters."""


class UnreadableEntryError(Exception):
    """The text is no word, phrase or address; `why` says what is wrong."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """An entry of a list; `text` is its stored and displayed form, which parses as the same entry.

    `words` has for each of its words the accepted forms: itself if the entry is `exact`, else the
    stems of its forms. An `address` is a host, with or without a path. `rule` is the number of the
    rule of conduct that it breaks, if the moderator named one.
    """

    text: str
    words: tuple[frozenset[str], ...] = ()
    exact: bool = False
    address: str = ""
    rule: int | None = None


def parse_entry(typed: str, rule: int | None = None) -> ListEntry:
    """Parse an entry: крипта, "ставка" (only in this form), пример.рф/страница.

    Raises `UnreadableEntryError`.
    """
    tidy = " ".join(typed.split())
    if len(tidy) > LONGEST_ENTRY:
        raise UnreadableEntryError(Unreadable.TOO_LONG)
    if not tidy.isprintable():
        raise UnreadableEntryError(Unreadable.UNSEEN)
    if address := _ADDRESS.fullmatch(made_plain(tidy).text):
        kept = address[1].rstrip("/")
        return ListEntry(text=kept, address=kept, rule=rule)
    quoted = _QUOTED.fullmatch(tidy)
    words = [word for word, _, _ in words_of(made_plain(quoted[1] if quoted else tidy).text)]
    if not words:
        raise UnreadableEntryError(Unreadable.EMPTY)
    if quoted:
        exactly = tuple(frozenset({word}) for word in words)
        return ListEntry(text=f"«{quoted[1].strip()}»", words=exactly, exact=True, rule=rule)
    return ListEntry(text=tidy, words=tuple(map(stems_of, words)), rule=rule)


def words_of(plain: str) -> list[tuple[str, int, int]]:
    """Return the words of a plain text, each with start and end."""
    return [(match[0], match.start(), match.end()) for match in WORD.finditer(plain)]
