"""Insults and threats aimed at somebody, without obscene words (rule of conduct 1, п. 5.12.2)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import islice

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.inspection import Setup
from rules.detectors.insult.aim import Aim, aim_of, is_reported
from rules.detectors.insult.lexicon import Weight
from rules.detectors.insult.phrases import phrases, triggers
from rules.detectors.insult.reading import Gap, Word, is_of_interest, read
from rules.detectors.message import Message
from rules.detectors.plain import lowered
from rules.detectors.registry import Detector, Label

_AIMED = 0.75
"""Certainty of a word or phrase that insults an addressed person, and of a threat.

Nothing is more certain: only a moderator can judge whether something is meant as an insult, so a
finding is only a hint, whatever a chat sets for certain findings.
"""
_UNAIMED = 0.6
"""Certainty of a word that always insults, where its target is unknown."""
_FAINT = 0.5
"""Certainty of what is as often a joke or an appointment as the threat it looks like."""
_MOST = 8
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

    def __init__(self) -> None:
        self._dull: set[str] = set()

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the insults and threats in a message's text; nearly always none."""
        low = lowered(message.text)
        chunks = low.split()
        if self._dull.issuperset(chunks) or not self._has_interest(chunks):
            return ()
        return _answer(message.text, low).detections

    def explain(self, message: Message) -> Answer:
        """Return the same detections, and the coarse words that were allowed, with reasons."""
        return _answer(message.text, lowered(message.text))

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


def _answer(text: str, low: str) -> Answer:
    words, quotes = read(low), _quotes(text)
    judged = Answer.of((*_by_words(text, words, quotes), *_by_phrases(text, words, quotes)))
    detections = sorted(judged.detections, key=lambda found: (found.start, found.end))
    return Answer(detections=tuple(detections[:_MOST]), cleared=judged.cleared[:_MOST])


def _by_words(
    text: str, words: list[Word], quotes: list[tuple[int, int]]
) -> Iterator[Detection | Cleared]:
    listed = [place for place, word in enumerate(words) if word.weight is not None]
    for place in listed[:_JUDGED]:
        word = words[place]
        aim = aim_of(words, place)
        certainty, sign = 0.0, word.sign
        if aim is Aim.PRESENT:
            certainty, sign = _AIMED, Sign.AIMED if sign is Sign.PLAIN else sign
        elif aim is Aim.UNKNOWN and word.weight is Weight.GRAVE:
            # a name in Latin letters, or a title, may sound like the insult
            named = sign is Sign.TRANSLITERATED or _is_within(quotes, word.start)
            certainty = 0.0 if named else _UNAIMED
        why = Clearance.INNOCENT_WORD if aim is Aim.INNOCENT else Clearance.NOT_AIMED
        yield _told(Label.INSULT, certainty, sign, why, text, word.start, word.end)


def _by_phrases(
    text: str, words: list[Word], quotes: list[tuple[int, int]]
) -> Iterator[Detection | Cleared]:
    keys = {word.key for word in words}
    if keys.isdisjoint(triggers()):
        return
    line, places = _line(words)
    for phrase in phrases():
        if phrase.needs.isdisjoint(keys):
            continue
        for match in islice(phrase.pattern.finditer(line), _MOST):
            first = bisect_right(places, match.start()) - 1
            last = bisect_right(places, match.end() - 1) - 1
            start, end = words[first].start, words[last].end
            certainty = _FAINT if phrase.faint else _AIMED
            if _is_within(quotes, start) or is_reported(words, first):
                certainty = 0.0
            why = Clearance.NOT_AIMED
            yield _told(phrase.label, certainty, Sign.AIMED, why, text, start, end)


def _told(
    label: Label, certainty: float, sign: Sign, why: Clearance, text: str, start: int, end: int
) -> Detection | Cleared:
    # without any certainty it is cleared
    insult, found = Detector.INSULT, text[start:end]
    if not certainty:
        return Cleared(detector=insult, why=why, found=found, start=start, end=end)
    return Detection(
        detector=insult,
        label=label,
        certainty=certainty,
        sign=sign,
        found=found,
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


@cache
def _of_all_chats() -> InsultDetector:
    return InsultDetector()


def watcher(_setup: Setup) -> InsultDetector:
    """Return the one detector of all chats, since its cache of words is the same everywhere."""
    return _of_all_chats()
