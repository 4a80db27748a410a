"""The detector of insults and threats without obscene words (rule of conduct 1, п. 5.12.2)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.insult.aim import Aim, aim_of, is_reported
from rules.detectors.insult.lexicon import Weight
from rules.detectors.insult.phrases import phrases, triggers
from rules.detectors.insult.reading import Gap, Word, is_of_interest, read
from rules.detectors.message import Message
from rules.detectors.registry import Detector, Label
from rules.detectors.watcher import Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class InsultConfig:
    """Certainties of the findings, from 0 to 1; 0: never found.

    None exceeds 0.75: only a moderator can judge whether something is meant as an insult, so a
    finding is only a hint, whatever a chat sets for certain findings.
    """

    aimed: float = 0.75
    """A word or phrase that insults an addressed person."""
    unaimed: float = 0.6
    """A word that always insults, where its target is unknown."""
    threat: float = 0.75
    """A threat."""
    faint: float = 0.5
    """Something that is as often a joke or an appointment as the threat it looks like."""
    most: int = 8
    """The most detections, and the most clearances, for one message."""


_REMEMBERED = 20_000
"""How many uninteresting chunks of text are remembered; a chat's words repeat."""
_WORTH_REMEMBERING = 24
"""Characters of the longest remembered chunk; keeps memory below 4 MB."""

_JUDGED = 64
"""Listed words that are judged in one message; further ones add nothing."""

_QUOTED = re.compile(r"«[^«»]{1,200}»|\"[^\"]{1,200}\"|“[^“”]{1,200}[”“]|„[^„“”]{1,200}[“”]")


class InsultDetector:
    """Finds insults and threats; its cache changes its speed, never its answers."""

    def __init__(self, config: InsultConfig | None = None) -> None:
        self._config = config or InsultConfig()
        self._dull: set[str] = set()

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the insults and threats in a message's text; nearly always none."""
        lowered = message.text.lower()
        chunks = lowered.split()
        if self._dull.issuperset(chunks) or not self._has_interest(chunks):
            return ()
        return self._answer(message.text, lowered).detections

    def explain(self, message: Message) -> Answer:
        """Return the same detections, and the coarse words that were allowed, with reasons."""
        return self._answer(message.text, message.text.lower())

    def _has_interest(self, chunks: list[str]) -> bool:
        dull = self._dull
        for chunk in chunks:
            if chunk in dull:
                continue
            if is_of_interest(chunk):
                return True
            if len(chunk) <= _WORTH_REMEMBERING:
                if len(dull) >= _REMEMBERED:
                    dull.clear()
                dull.add(chunk)
        return False

    def _answer(self, text: str, lowered: str) -> Answer:
        if len(lowered) != len(text):
            # some capitals have a lower case of another length, and offsets must stay right
            lowered = "".join(small if len(small := char.lower()) == 1 else char for char in text)
        words = read(lowered)
        quotes = _quotes(text)
        judged = [
            *self._by_words(text, words, quotes),
            *self._by_phrases(text, words, quotes),
        ]
        most = self._config.most
        detections = sorted(
            (each for each in judged if isinstance(each, Detection)),
            key=lambda found: (found.start, found.end),
        )
        cleared = [each for each in judged if isinstance(each, Cleared)]
        return Answer(detections=tuple(detections[:most]), cleared=tuple(cleared[:most]))

    def _by_words(
        self, text: str, words: list[Word], quotes: list[tuple[int, int]]
    ) -> Iterator[Detection | Cleared]:
        listed = [place for place, word in enumerate(words) if word.weight is not None]
        for place in listed[:_JUDGED]:
            word = words[place]
            aim = aim_of(words, place)
            certainty = {
                Aim.PRESENT: self._config.aimed,
                Aim.UNKNOWN: self._config.unaimed if word.weight is Weight.GRAVE else 0.0,
            }.get(aim, 0.0)
            if aim is Aim.UNKNOWN and (
                word.sign is Sign.TRANSLITERATED or _is_within(quotes, word.start)
            ):
                # a name in Latin letters, or a title, may sound like the insult
                certainty = 0.0
            if certainty:
                yield Detection(
                    detector=Detector.INSULT,
                    label=Label.INSULT,
                    certainty=certainty,
                    sign=Sign.AIMED
                    if aim is Aim.PRESENT and word.sign is Sign.PLAIN
                    else word.sign,
                    found=text[word.start : word.end],
                    start=word.start,
                    end=word.end,
                )
            else:
                innocent = aim is Aim.INNOCENT
                yield Cleared(
                    detector=Detector.INSULT,
                    why=Clearance.INNOCENT_WORD if innocent else Clearance.NOT_AIMED,
                    found=text[word.start : word.end],
                    start=word.start,
                    end=word.end,
                )

    def _by_phrases(
        self, text: str, words: list[Word], quotes: list[tuple[int, int]]
    ) -> Iterator[Detection | Cleared]:
        keys = {word.key for word in words}
        if keys.isdisjoint(triggers()):
            return
        line, places = _line(words)
        for phrase in phrases():
            if phrase.needs.isdisjoint(keys):
                continue
            for match in islice(phrase.pattern.finditer(line), self._config.most):
                first = bisect_right(places, match.start()) - 1
                last = bisect_right(places, match.end() - 1) - 1
                start, end = words[first].start, words[last].end
                threatens = phrase.label is Label.THREAT
                certainty = self._config.threat if threatens else self._config.aimed
                if phrase.faint:
                    certainty = self._config.faint
                if _is_within(quotes, start) or is_reported(words, first):
                    certainty = 0.0
                if certainty:
                    yield Detection(
                        detector=Detector.INSULT,
                        label=phrase.label,
                        certainty=certainty,
                        sign=Sign.AIMED,
                        found=text[start:end],
                        start=start,
                        end=end,
                    )
                else:
                    yield Cleared(
                        detector=Detector.INSULT,
                        why=Clearance.NOT_AIMED,
                        found=text[start:end],
                        start=start,
                        end=end,
                    )


def _line(words: list[Word]) -> tuple[str, list[int]]:
    # the line in which phrases are searched for, and the offset of each word in it
    pieces, places, length = [" "], [], 1
    marks = {Gap.NONE: "", Gap.PAUSE: ", ", Gap.STOP: ". "}
    for word in words:
        mark = marks[word.gap]
        places.append(length + len(mark))
        piece = f"{mark}{word.key} "
        pieces.append(piece)
        length += len(piece)
    return "".join([*pieces, ". "]), places


def _quotes(text: str) -> list[tuple[int, int]]:
    # quotations, unless the whole message is one
    return [
        match.span()
        for match in _QUOTED.finditer(text)
        if match.end() - match.start() < len(text.strip())
    ]


def _is_within(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, (place, len(spans) and spans[-1][1])) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def watcher(_setup: Setup) -> InsultDetector:
    """Return the one detector of all chats, since its cache of words is the same everywhere."""
    return _of_all_chats()


@cache
def _of_all_chats() -> InsultDetector:
    return InsultDetector()
