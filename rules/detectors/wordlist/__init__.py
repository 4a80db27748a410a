"""A chat's own list of words, phrases and addresses, maintained by its moderators (п. 5.12.2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rules.detectors.detection import Answer, Detection, Sign
from rules.detectors.link.addresses import addresses_in
from rules.detectors.link.glance import may_lead
from rules.detectors.message import AttachmentKind, Message
from rules.detectors.plain import Plain, made_plain
from rules.detectors.registry import Detector, Label
from rules.detectors.watcher import Setup
from rules.detectors.wordlist.entries import (
    LONGEST_ENTRY,
    MOST_ENTRIES,
    WORD,
    ListEntry,
    Unreadable,
    UnreadableEntryError,
    parse_entry,
    words_of,
)
from rules.detectors.wordlist.inflection import FIRST_LETTERS, stem

__all__ = [
    "LONGEST_ENTRY",
    "MOST_ENTRIES",
    "ListEntry",
    "Unreadable",
    "UnreadableEntryError",
    "WordList",
    "parse_entry",
    "watcher",
]

_BY_SIGHT = str.maketrans("aceopxykmthbi", "асеорхукмтнви")
_CYRILLIC = re.compile("[а-я]")
_LATIN = re.compile("[a-z]")


@dataclass(frozen=True, slots=True)
class WordList:
    """Finds entries of a chat's list. Make it with `WordList.of`."""

    exact: dict[str, tuple[ListEntry, ...]]
    stems: dict[str, tuple[ListEntry, ...]]
    firsts: frozenset[str]
    addresses: tuple[ListEntry, ...]

    @classmethod
    def of(cls, listed: Iterable[tuple[str, int | None]]) -> "WordList":
        """Make a list from entries as typed or stored, each with the number of its rule, if any.

        Entries beyond the two hundredth are left out. Raises `UnreadableEntryError`.
        """
        exact: dict[str, tuple[ListEntry, ...]] = {}
        stems: dict[str, tuple[ListEntry, ...]] = {}
        entries = [parse_entry(text, rule) for text, rule in islice(listed, MOST_ENTRIES)]
        for entry in entries:
            by_word = exact if entry.exact else stems
            for word in entry.words[0] if entry.words else ():
                by_word[word] = (*by_word.get(word, ()), entry)
        firsts = frozenset(word[:FIRST_LETTERS] for word in (*exact, *stems))
        return cls(exact, stems, firsts, tuple(entry for entry in entries if entry.address))

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the entries that a message contains, at their first places, in text order."""
        found: dict[str, Detection] = {}
        if self.firsts:
            plain = made_plain(message.text)
            if self._may_hold(plain.text):
                for detection, entry in self._words(plain):
                    found.setdefault(entry.text, detection)
        if self.addresses:
            for detection, entry in self._addresses(made_plain(message.text), message):
                found.setdefault(entry.text, detection)
        return tuple(sorted(found.values(), key=lambda each: each.start)) if found else ()

    def explain(self, message: Message) -> Answer:
        """Return the same: this detector clears nothing."""
        return Answer(detections=self.detect(message))

    def _may_hold(self, plain: str) -> bool:
        beginnings = [word[:FIRST_LETTERS] for word in WORD.findall(plain)]
        return not self.firsts.isdisjoint(beginnings) or _LATIN.search(plain) is not None

    def _words(self, plain: Plain) -> Iterator[tuple[Detection, ListEntry]]:
        words = words_of(plain.text)
        for index, (word, start, _) in enumerate(words):
            for entry in self._beginning_with(word):
                said = words[index : index + len(entry.words)]
                if len(said) == len(entry.words) and all(
                    _is_one_of(each, wanted, exact=entry.exact)
                    for (each, _, _), wanted in zip(said, entry.words, strict=True)
                ):
                    disguised = any(_as_seen(each) != each for each, _, _ in said)
                    sign = Sign.LOOK_ALIKE if disguised else Sign.PLAIN
                    yield _detection(entry, plain, start, said[-1][2], sign), entry

    def _beginning_with(self, word: str) -> Iterator[ListEntry]:
        for form in {word, _as_seen(word)}:
            if form[:FIRST_LETTERS] in self.firsts:
                yield from self.exact.get(form, ())
                yield from self.stems.get(stem(form), ())

    def _addresses(self, plain: Plain, message: Message) -> Iterator[tuple[Detection, ListEntry]]:
        if may_lead(plain.text):
            for address in addresses_in(plain.text):
                for entry in self.addresses:
                    if _leads_below(address.target, entry.address):
                        sign = Sign.SPREAD if address.hidden else Sign.PLAIN
                        yield _detection(entry, plain, address.start, address.end, sign), entry
        for attachment in message.attachments:
            if attachment.kind is AttachmentKind.LINK:
                target = re.sub(r"^[a-z]+://", "", attachment.name.lower())
                for entry in self.addresses:
                    if _leads_below(target, entry.address):
                        yield _attached(entry, attachment.name), entry


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


def _detection(entry: ListEntry, plain: Plain, first: int, last: int, sign: Sign) -> Detection:
    start, end = plain.span(first, last)
    return Detection(
        detector=Detector.WORDLIST,
        label=Label.LISTED_LINK if entry.address else Label.LISTED_WORD,
        certainty=1.0,
        sign=sign,
        found=plain.source[start:end],
        start=start,
        end=end,
        rule=entry.rule,
    )


def _attached(entry: ListEntry, address: str) -> Detection:
    return Detection(
        detector=Detector.WORDLIST,
        label=Label.LISTED_LINK,
        certainty=1.0,
        found=address,
        rule=entry.rule,
    )


def watcher(setup: Setup) -> WordList | None:
    """Make the detector; None for a chat without a list."""
    return WordList.of(setup.listed) if setup.listed else None
