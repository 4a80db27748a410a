"""Insults and threats aimed at a person, without obscene words (правило «Без оскорблений и угроз»).

Never certain: whether a word hurts depends on who says it to whom, so a moderator decides.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.detectors.detection import Answer, Clearance, Cleared, Detection, Detector, Label, Sign
from rules.detectors.insult.lexicon import MAY_MATTER, MILD, ORDERS, STRONG, THREATS
from rules.detectors.message import Message

_AIMED = 0.75
_SAID = 0.6
_MILD = 0.55
_ORDER = 0.6

_WORD = re.compile(r"[а-яё]+")
_SECOND = re.compile(
    r"ты|теб[яе]|тобою?|тво(?:й|я|е|и|его|ей|им|их|ю)|вы|вас|вами?|ваш(?:а|е|и|его|ей|их|у)?"
    r"|сам[аи]?|эй|слышь?"
)
"""Words by which somebody is spoken to."""

_FIRST = re.compile(r"я|мн(?:е|ой)|меня|мы|нас|себ[ея]")
"""Words by which people speak of themselves."""

_NAMING = re.compile(
    r"(?:об|на|про)?з[ыо]?в(?:а(?:л|ть|ют|ет|ешь|йте|й|ете)|ут)\w*|считает|считают|сказал\w*|говор\w+"
    r"|написал\w*|прозвище|кличка|слов[оа]"
)
_SAYINGS = re.compile(
    r"валя\w+ дурак\w*|(?:в|колода|карты) дурака|дурак\w* включ\w*|включ\w+ дур\w+"
    r"|козл?\w* отпущения|дуракам закон|дураков нет|на дурака|дурака не|тварь дрожащая"
    r"|божь\w+ твар\w+|кажд\w+ твари|твари по паре|урода?\w* в семье|гад\w* морск\w*|достоевск\w*"
)
"""Sayings and titles in which such a word means nobody."""

_QUOTES = re.compile(r"«[^»]*»|“[^”]*”|„[^“]*“|\"[^\"\n]{1,80}\"")
_AROUND = 5
"""Words on either side in which whom it is said to may stand."""
_SHORT = 4
"""A message of so few words is said to whoever reads it."""


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Insults:
    """Finds insults and threats; a quoted, denied or self-addressed one is cleared."""

    def detect(self, message: Message) -> tuple[Detection, ...]:
        """Give what is said against somebody; at most one insult and one threat."""
        lower = message.text.lower()
        if not any(map(_may_matter, lower.split())):
            return ()
        return self._judge(message.text, lower).detections

    def explain(self, message: Message) -> Answer:
        """Give the same, and which coarse words are said of nobody here."""
        return self._judge(message.text, message.text.lower())

    def _judge(self, text: str, lower: str) -> Answer:
        plain = _plain(lower)
        found: list[Detection] = []
        cleared: list[Cleared] = []
        quotes = [_Place(*match.span()) for match in _QUOTES.finditer(plain)]
        sayings = [_Place(*match.span()) for match in _SAYINGS.finditer(plain)]
        words = list(_WORD.finditer(plain))
        for match in THREATS.finditer(_spaced(plain)):
            if not _within(match.start(), quotes):
                found.append(_detection(Label.THREAT, _AIMED, text, *match.span()))
                break
        for place, word in enumerate(words):
            strong = STRONG.fullmatch(word[0]) is not None
            if not strong and MILD.fullmatch(word[0]) is None:
                continue
            if _within(word.start(), quotes) or _within(word.start(), sayings):
                why = Clearance.INNOCENT_WORD
            elif _is_said_of_nobody(words, place):
                why = Clearance.NOT_AIMED
            else:
                aimed = _is_aimed(plain, words, place, alone=strong)
                if strong or aimed:
                    certainty = (_AIMED if aimed else _SAID) if strong else _MILD
                    found.append(_detection(Label.INSULT, certainty, text, *word.span()))
                    break
                why = Clearance.NOT_AIMED
            cleared.append(
                Cleared(
                    detector=Detector.INSULT,
                    why=why,
                    found=text[word.start() : word.end()],
                    start=word.start(),
                    end=word.end(),
                )
            )
        order = None if found else ORDERS.search(_spaced(plain))
        if order is not None and not _within(order.start(), quotes):
            found.append(_detection(Label.INSULT, _ORDER, text, *order.span()))
        return Answer(detections=tuple(found), cleared=tuple(cleared))


@lru_cache(maxsize=50_000)
def _may_matter(token: str) -> bool:
    """Say whether a word could be part of what is looked for; words of a chat repeat."""
    return MAY_MATTER.search(_plain(token[:_LONGEST_WORD])) is not None


_LONGEST_WORD = 200


def _plain(lower: str) -> str:
    """Give the text with look-alike Latin letters and ё folded, every sign in its place."""
    return lower.translate(_FOLDS)


_FOLDS = str.maketrans("ёaeopcyxkmbt", "еаеорсухкмвт")


def _spaced(plain: str) -> str:
    return _BETWEEN.sub(" ", plain)


_BETWEEN = re.compile(r"[\s,.!?;:]")


def _within(at: int, places: list[_Place]) -> bool:
    return any(place.start <= at < place.end for place in places)


def _is_said_of_nobody(words: list[re.Match[str]], place: int) -> bool:
    before = [word[0] for word in words[max(0, place - 3) : place]]
    after = [word[0] for word in words[place + 1 : place + 3]]
    if before[-1:] == ["не"] or "ни" in before[-1:]:
        return True
    if any(_NAMING.fullmatch(word) for word in before):
        return True
    own = any(_FIRST.fullmatch(word) for word in (*before, *after[:1]))
    return own and not any(_SECOND.fullmatch(word) for word in (*before, *after))


def _is_aimed(plain: str, words: list[re.Match[str]], place: int, *, alone: bool) -> bool:
    if alone and len(words) <= _SHORT:
        return True
    near = words[max(0, place - _AROUND) : place + _AROUND + 1]
    if any(_SECOND.fullmatch(word[0]) for word in near):
        return True
    word = words[place]
    after = plain[word.end() : word.end() + 2].strip()
    before = plain[max(0, word.start() - 2) : word.start()].strip()
    # «дебил, ты где», «отстань, дебил»: called to
    return (place == 0 and after[:1] in {",", "!"}) or (
        before[-1:] == "," and (after[:1] in {",", "!", ".", "?"} or word.end() == len(plain))
    )


def _detection(label: Label, certainty: float, text: str, start: int, end: int) -> Detection:
    return Detection(
        detector=Detector.INSULT,
        label=label,
        certainty=certainty,
        sign=Sign.AIMED if certainty >= _AIMED else Sign.PLAIN,
        found=text[start:end],
        start=start,
        end=end,
    )
