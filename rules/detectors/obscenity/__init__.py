"""Obscene Russian in any spelling (rule of conduct on decent language, п. 5.12.2).

A message is read token by token, and then across tokens. `detect` is for the stream of messages; it
is fast for those without a finding, nearly all. `explain` also says what looked obscene and why it
was allowed.
"""

import re

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Sign
from rules.detectors.inspection import Setup
from rules.detectors.message import Message
from rules.detectors.obscenity import forms, roots, tokens
from rules.detectors.obscenity.folding import BY_EYE, Verdict, fold
from rules.detectors.obscenity.signs import spread_words
from rules.detectors.plain import lowered
from rules.detectors.registry import Detector

_TOKEN = re.compile(r"\S+")
_RUN = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"(.)\1+")
_MOST_REMEMBERED = 40_000
_LONGEST_REMEMBERED = 40
_LONGEST_PIECE = 16
_MOST_READ_THOROUGHLY = 100
"""Tokens of a message, never seen before, that are read in every way; the following ones are read
only for plain words, so that no message takes long.
"""

_WORD = re.compile("[а-яё]+")

_CUE_WORDS = """
хрен хер муха моталки бабай пипец писец колотить куй куя кую ю юу хрена хера ухо вошь театр сын
"""
_CUES = frozenset(_CUE_WORDS.split())
_OBSCENE = re.compile(
    r"(?<!\w)(?:на|ни|не|по|до|за|от)\s(?:ку[йяю])(?!\w)|(?<!\w)сукин\sсын(?!\w)"
    r"|(?<!\w)фак\sюу?(?!\w)"
)
_EUPHEMISMS = re.compile(
    r"(?<!\w)(?:бляха[-\s]+муха"
    r"|(?:иди|идите|пош[её]л|пошла|пошли|вали|валите|послать|послал\w?)\s(?:ты\s|вы\s|все\s)?на\s?(?:хрен|хер)"
    r"|х(?:рен|ер)\s(?:его\s|е[её]\s|их\s|тебя\s|вас\s)?знает|[её]карный\sбабай|[её]лки[-\s]моталки"
    r"|полный\s(?:пипец|писец)|едрить[-\s]колотить|едр[её]на\sвошь|[её]перный\sтеатр)(?!\w)"
)
"""Phrases that are obscene only as several words: «на куй», «хрен знает», «бляха-муха»."""

_Known = tuple[Verdict, ...] | str | None
"""What is remembered of a token: verdicts, none for a part of a phrase; the letters of a possible
piece of a word ("": no letters); or None: nothing of interest.
"""


class Reader:
    """Reads messages; it remembers the tokens seen, in bounded memory."""

    def __init__(self) -> None:
        self._seen: dict[str, _Known] = {}

    @property
    def remembers(self) -> int:
        """The number of remembered tokens."""
        return len(self._seen)

    def read(self, text: str) -> list[Verdict]:
        """Return the obscene words of a message, in order."""
        low = lowered(text)
        seen = self._seen
        telling = cut = False
        before = ""
        singles = unseen = 0
        for token in low.split():
            try:
                known = seen[token]
            except KeyError:
                unseen += 1
                known = self._judge(token, thorough=unseen <= _MOST_READ_THOROUGHLY)
            if known is None:
                before, singles = "", 0
            elif isinstance(known, str):
                if not known:
                    continue
                singles = singles + 1 if len(known) == 1 else 0
                cut = cut or singles > 2 or (before != "" and before + known in forms.beginnings())
                before = known
            else:
                telling = True
                before, singles = "", 0
        if not (telling or cut):
            return []
        found = self._tokens(low) if telling else []
        if cut:
            folded = fold(low)
            found += [verdict.unfolded(folded) for verdict in spread_words(folded.text)]
        if telling:
            found += _phrases(low)
        return _without_overlaps(found)

    def _judge(self, token: str, *, thorough: bool) -> _Known:
        known = _known(token, thorough=thorough)
        if thorough and len(token) <= _LONGEST_REMEMBERED:
            if len(self._seen) >= _MOST_REMEMBERED:
                self._seen.clear()
            self._seen[token] = known
        return known

    def _tokens(self, low: str) -> list[Verdict]:
        found = []
        for token in _TOKEN.finditer(low):
            word = token[0]
            if word in self._seen:
                known = self._seen[word]
            else:
                known = self._judge(word, thorough=len(word) > _LONGEST_REMEMBERED)
            if isinstance(known, tuple):
                found += [verdict.moved(token.start()) for verdict in known]
        return found


def _known(token: str, *, thorough: bool) -> _Known:
    word = tokens.plain_word(token)
    if word is None:
        verdicts = tokens.judge_token(token, thorough=thorough)
        if verdicts:
            return tuple(verdicts)
        if "-" in token and _phrases(token):
            return ()
        return _piece(token)
    verdict = tokens.judge_word(word)
    if verdict is not None:
        return (verdict.moved(token.replace("ё", "е").index(word)),)
    if word in _CUES:
        return ()
    return forms.fragment(word[0] if word == word[0] * len(word) else word)


def _piece(token: str) -> str | None:
    if len(token) > _LONGEST_PIECE or (token.isdigit() and len(token) > 1):
        return None
    text = fold(token).text
    inner = _RUN.findall(text)
    if not inner:
        return ""
    return forms.fragment(_REPEATED.sub(r"\1", "".join(inner)).translate(BY_EYE))


def _phrases(text: str) -> list[Verdict]:
    return [
        *(Verdict.obscene(*phrase.span(), Sign.PHONETIC) for phrase in _OBSCENE.finditer(text)),
        *(Verdict.euphemism(*phrase.span()) for phrase in _EUPHEMISMS.finditer(text)),
    ]


def _without_overlaps(found: list[Verdict]) -> list[Verdict]:
    kept: list[Verdict] = []
    for verdict in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or verdict.start >= kept[-1].end:
            kept.append(verdict)
    return kept


_reader = Reader()


def detect(text: str) -> tuple[Detection, ...]:
    """Return the obscene words in a message's text, in order."""
    return tuple(
        Detection(
            detector=Detector.OBSCENITY,
            label=verdict.label,
            certainty=verdict.certainty,
            sign=verdict.sign,
            found=text[verdict.start : verdict.end],
            start=verdict.start,
            end=verdict.end,
        )
        for verdict in _reader.read(text)
    )


def explain(text: str) -> Answer:
    """Return what `detect` finds, and what looks obscene but is part of an innocent word."""
    detections = detect(text)
    return Answer(
        detections=detections,
        cleared=tuple(
            Cleared(
                detector=Detector.OBSCENITY,
                why=Clearance.INNOCENT_WORD,
                found=text[word.start() : word.end()],
                start=word.start(),
                end=word.end(),
            )
            for word in _WORD.finditer(lowered(text))
            if roots.LOOSE.search(word[0].replace("ё", "е"))
            and not any(one.start < word.end() and word.start() < one.end for one in detections)
        ),
    )


class Obscenity:
    """Finds obscene words and their euphemisms; it reads only the text."""

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Return the obscene words in a message's text."""
        return detect(message.text)

    def explain(self, message: Message) -> Answer:
        """Return the same, and which words only look obscene."""
        return explain(message.text)


def watcher(_setup: Setup) -> Obscenity:
    """Make the detector, which is the same in every chat."""
    return Obscenity()
