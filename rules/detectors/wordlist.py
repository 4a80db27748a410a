"""A chat's own list of words, phrases and addresses, maintained by its moderators (п. 5.12.2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any

from rules.detectors.detection import Answer, Detection, Sign
from rules.detectors.inspection import Setup
from rules.detectors.lazy import Pattern
from rules.detectors.link.addresses import addresses_in, may_lead
from rules.detectors.message import AttachmentKind, Message
from rules.detectors.plain import Plain, made_plain
from rules.detectors.registry import Detector, Label

MOST_ENTRIES = 200
"""The list is checked on every message; a longer one belongs into the policy's detectors."""
LONGEST_ENTRY = 60
"""In characters."""

_QUOTED = re.compile(r"""[«"'“„](.+)[»"'”“]""")
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:www\.)?((?:[^\W_][\w-]*\.)+[^\W\d_]{2,}(?:/\S*)?)")
_WORD = re.compile(r"[^\W_]+")

_BY_SIGHT = str.maketrans("aceopxykmthbi", "асеорхукмтнви")
_CYRILLIC = re.compile("[а-я]")
_LATIN = re.compile("[a-z]")

_FLEETING = Pattern(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[кнцл]$)")
"""The vowel that «ставок» has and «ставки» lacks."""
_FIRST_LETTERS = 2
"""Letters that all forms of a word share; a shorter word is its own stem."""
_SHORTEST_STEM = 4
"""In letters; shorter ones are unchanged, or different words would coincide."""
_DROPPED = "аеиоуыэюяьй"
"""Final letters that some forms of a word have and others lack."""


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
    words = [word for word, _, _ in _words_of(made_plain(quoted[1] if quoted else tidy).text)]
    if not words:
        raise UnreadableEntryError(Unreadable.EMPTY)
    if quoted:
        exactly = tuple(frozenset({word}) for word in words)
        return ListEntry(text=f"«{quoted[1].strip()}»", words=exactly, exact=True, rule=rule)
    return ListEntry(text=tidy, words=tuple(map(_stems_of, words)), rule=rule)


def _words_of(plain: str) -> list[tuple[str, int, int]]:
    """Return the words of a plain text, each with start and end."""
    return [(match[0], match.start(), match.end()) for match in _WORD.finditer(plain)]


class WordList:
    """Finds entries of a chat's list, as typed or stored, each with the number of its rule, if any.

    Entries beyond the two hundredth are left out. Raises `UnreadableEntryError`.
    """

    def __init__(self, listed: Iterable[tuple[str, int | None]]) -> None:
        entries = [parse_entry(text, rule) for text, rule in islice(listed, MOST_ENTRIES)]
        self._exact: dict[str, list[ListEntry]] = {}
        self._stems: dict[str, list[ListEntry]] = {}
        for entry in entries:
            by_word = self._exact if entry.exact else self._stems
            for word in entry.words[0] if entry.words else ():
                by_word.setdefault(word, []).append(entry)
        self._firsts = {word[:_FIRST_LETTERS] for word in (*self._exact, *self._stems)}
        self._addresses = [entry for entry in entries if entry.address]

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the entries that a message contains, at their first places, in text order."""
        found: dict[str, Detection] = {}
        if self._firsts:
            plain = made_plain(message.text)
            if self._may_hold(plain.text):
                for detection, entry in self._words(plain):
                    found.setdefault(entry.text, detection)
        if self._addresses:
            for detection, entry in self._linked(made_plain(message.text), message):
                found.setdefault(entry.text, detection)
        return tuple(sorted(found.values(), key=lambda each: each.start)) if found else ()

    def explain(self, message: Message) -> Answer:
        """Return the same: this detector clears nothing."""
        return Answer(detections=self.detect(message))

    def _may_hold(self, plain: str) -> bool:
        beginnings = [word[:_FIRST_LETTERS] for word in _WORD.findall(plain)]
        return not self._firsts.isdisjoint(beginnings) or _LATIN.search(plain) is not None

    def _words(self, plain: Plain) -> Iterator[tuple[Detection, ListEntry]]:
        words = _words_of(plain.text)
        for index, (word, start, _) in enumerate(words):
            for entry in self._beginning_with(word):
                said = words[index : index + len(entry.words)]
                if len(said) == len(entry.words) and all(
                    _is_one_of(each, wanted, exact=entry.exact)
                    for (each, _, _), wanted in zip(said, entry.words, strict=True)
                ):
                    disguised = any(_as_seen(each) != each for each, _, _ in said)
                    sign = Sign.LOOK_ALIKE if disguised else Sign.PLAIN
                    yield _in_text(entry, plain, start, said[-1][2], sign), entry

    def _beginning_with(self, word: str) -> Iterator[ListEntry]:
        for form in {word, _as_seen(word)}:
            if form[:_FIRST_LETTERS] in self._firsts:
                yield from self._exact.get(form, ())
                yield from self._stems.get(stem(form), ())

    def _linked(self, plain: Plain, message: Message) -> Iterator[tuple[Detection, ListEntry]]:
        if may_lead(plain.text):
            for address in addresses_in(plain.text):
                for entry in self._addresses:
                    if _leads_below(address.target, entry.address):
                        sign = Sign.SPREAD if address.hidden else Sign.PLAIN
                        yield _in_text(entry, plain, address.start, address.end, sign), entry
        for attachment in message.attachments:
            if attachment.kind is AttachmentKind.LINK:
                target = re.sub(r"^[a-z]+://", "", attachment.name.lower())
                for entry in self._addresses:
                    if _leads_below(target, entry.address):
                        yield _detection(entry, Sign.PLAIN, attachment.name), entry


def _is_one_of(word: str, wanted: frozenset[str], *, exact: bool) -> bool:
    forms = {word, _as_seen(word)}
    return not wanted.isdisjoint(forms if exact else map(stem, forms))


def _as_seen(word: str) -> str:
    """Return a word of mixed alphabets in Cyrillic letters; any other unchanged."""
    mixed = _LATIN.search(word) is not None and _CYRILLIC.search(word) is not None
    return word.translate(_BY_SIGHT) if mixed else word


def _leads_below(target: str, listed: str) -> bool:
    host, _, path = target.removeprefix("www.").rstrip("/").partition("/")
    wanted_host, _, wanted_path = listed.partition("/")
    if host != wanted_host and not host.endswith("." + wanted_host):
        return False
    return not wanted_path or re.match(re.escape(wanted_path) + r"(?![\w-])", path) is not None


def _detection(entry: ListEntry, sign: Sign, found: str, start: int = 0, end: int = 0) -> Detection:
    return Detection(
        detector=Detector.WORDLIST,
        label=Label.LISTED_LINK if entry.address else Label.LISTED_WORD,
        certainty=1.0,
        sign=sign,
        found=found,
        start=start,
        end=end,
        rule=entry.rule,
    )


def _in_text(entry: ListEntry, plain: Plain, first: int, last: int, sign: Sign) -> Detection:
    start, end = plain.span(first, last)
    return _detection(entry, sign, plain.source[start:end], start, end)


def watcher(setup: Setup) -> WordList | None:
    """Make the detector; None for a chat without a list."""
    return WordList(setup.listed) if setup.listed else None


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # imported only for chats with a list: most have none
    from snowballstemmer import stemmer  # type: ignore[import-untyped]

    return stemmer("russian")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return the stem of a plain word, nearly always the same for all its forms."""
    stemmed = str(_stemmer().stemWord(word))
    return _without_fleeting(stemmed) if len(stemmed) >= _FIRST_LETTERS else word


def _stems_of(word: str) -> frozenset[str]:
    """Return the stems that the forms of a listed word may have.

    Some words end like a form of another («колчан» looks like a participle), so the stem without
    their last vowel is included.
    """
    base = word[:-1] if word[-1] in _DROPPED else word
    stems = {stem(word)}
    if len(base) >= _SHORTEST_STEM:
        stems.add(_without_fleeting(base))
    return frozenset(stems)


def _without_fleeting(word: str) -> str:
    if len(word) > _SHORTEST_STEM and (vowel := _FLEETING.search(word)):
        return word[: vowel.start()] + word[vowel.end() :]
    return word
