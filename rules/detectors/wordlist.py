"""A chat's own list of words, phrases and addresses, with or without their other forms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rules.detectors.detection import Answer, Detection, Detector, Label, Sign
from rules.detectors.message import Message

LONGEST_ENTRY = 60
"""Characters of an entry."""

_QUOTED = re.compile(r"""[«"'“„](.+)[»"'”“]""")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:/\S*)?)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class UnreadableEntryError(Exception):
    """What was typed is no word, no phrase and no address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a list; `text` is how it is kept and shown.

    `words` are what it consists of, folded: stems, or whole words where it is `exact`. An
    `address` is looked for as it stands.
    """

    text: str
    words: tuple[str, ...] = ()
    exact: bool = False
    address: str = ""
    rule: int | None = None


def parse_entry(typed: str, rule: int | None = None) -> Entry:
    """Read an entry as a moderator types it: крипта, "ставка" (in that form alone), пример.рф.

    Raises `UnreadableEntryError`.
    """
    plain = " ".join(typed.split())
    if not plain or len(plain) > LONGEST_ENTRY or not plain.isprintable():
        raise UnreadableEntryError
    if address := _ADDRESS.fullmatch(plain.lower()):
        return Entry(text=address[1].rstrip("/"), address=address[1].rstrip("/"), rule=rule)
    quoted = _QUOTED.fullmatch(plain)
    words = tuple(_WORD.findall(_folded(quoted[1] if quoted else plain)))
    if not words:
        raise UnreadableEntryError
    if quoted:
        return Entry(text=f"«{quoted[1].strip()}»", words=words, exact=True, rule=rule)
    return Entry(text=plain, words=tuple(map(stem, words)), rule=rule)


@dataclass(slots=True)
class WordList:
    """Finds what is on a chat's list. Make it with `WordList.of`."""

    entries: tuple[Entry, ...]
    _first: dict[str, list[Entry]] = field(default_factory=dict)
    _addresses: re.Pattern[str] | None = None
    _by_address: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, listed: Iterable[tuple[str, int | None]]) -> "WordList":
        """Make a list of entries as they are kept, each with the number of its rule, if any."""
        made = cls(entries=tuple(parse_entry(text, rule) for text, rule in listed))
        for entry in made.entries:
            if entry.address:
                made._by_address[entry.address] = entry
            else:
                made._first.setdefault(entry.words[0], []).append(entry)
        if made._by_address:
            longest_first = sorted(made._by_address, key=len, reverse=True)
            made._addresses = re.compile(
                r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])"
            )
        return made

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Give every entry that the message has, at its first place."""
        text = message.text
        found: dict[str, Detection] = {}
        if self._first:
            places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
            words = [_folded(text[start:end]) for start, end in places]
            for index, word in enumerate(words):
                for entry in self._beginning_with(word):
                    last = index + len(entry.words) - 1
                    if entry.text not in found and _follows(entry, words[index : last + 1]):
                        start, end = places[index][0], places[last][1]
                        found[entry.text] = _detection(entry, text, start, end)
        if self._addresses is not None:
            for match in self._addresses.finditer(text.lower()):
                entry = self._by_address[match[0]]
                found.setdefault(entry.text, _detection(entry, text, *match.span()))
        return tuple(found.values())

    def explain(self, message: Message) -> Answer:
        """Give the same: whatever is not on the list is nothing to this detector."""
        return Answer(detections=self.detect(message))

    def _beginning_with(self, word: str) -> Sequence[Entry]:
        exact = self._first.get(word, [])
        stemmed = self._first.get(stem(word), [])
        return [
            *(entry for entry in exact if entry.exact),
            *(entry for entry in stemmed if not entry.exact),
        ]


def _follows(entry: Entry, words: Sequence[str]) -> bool:
    if len(words) != len(entry.words):
        return False
    return list(entry.words) == [word if entry.exact else stem(word) for word in words]


def _detection(entry: Entry, text: str, start: int, end: int) -> Detection:
    return Detection(
        detector=Detector.WORDLIST,
        label=Label.LISTED_LINK if entry.address else Label.LISTED_WORD,
        certainty=1.0,
        sign=Sign.PLAIN,
        found=text[start:end],
        start=start,
        end=end,
        rule=entry.rule,
    )


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # imported where a chat has a list: most have none
    from snowballstemmer import stemmer  # type: ignore[import-untyped]

    return stemmer("russian")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Give the stem of a word, the same for all of its forms; the word is folded."""
    return str(_stemmer().stemWord(word))
