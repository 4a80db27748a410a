"""Folding a text to plain lower-case letters, and verdicts on what is read in them.

Fonts, circles, small capitals, regional indicators, letters of other Cyrillic alphabets and accents
are folded by Unicode's data, and by `lookalikes.txt` what these lack; zero-width and combining
marks are dropped. The original offset of each letter is kept.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rules.detectors.detection import Sign
from rules.detectors.lazy import lists_in
from rules.detectors.registry import Label


def _table(pairs: list[str]) -> dict[str, str]:
    return dict(pair.split(" ") for pair in pairs)


_LOOKALIKES = lists_in("obscenity/lookalikes.txt")
_SHAPES = _table(_LOOKALIKES["shapes"])
JOINED = _table(_LOOKALIKES["joined"])
"""The letters that several signs look like together."""
SEEN = _table(_LOOKALIKES["seen"])
"""For each Russian letter, the characters that may replace it in a word of mixed characters."""


def _by(pairs: str) -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in pairs.split()}


_BY_BOTH = _by("0о 3з 4ч 6б 9я 1и 8в @а $с әа")
BY_EYE = _BY_BOTH | _by(
    "aа bв cс dд eе gд hн iи jй kк lл mм nп oо pр rг tт uи wш xх yу zз sс vв fф"
)
BY_EAR = _BY_BOTH | _by(
    "aа bб cс dд eе fф gг hх iи jй kк lл mм nн oо pп rр sс tт uу vв wв xх yу zз qк"
)
"""A first guess of the Russian letter for each Latin letter or digit, by shape or sound."""
_PLAIN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz0123456789")
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
_SIMPLE = re.compile(r"[а-яёa-z -@\[-`{-~]*")
_BREVE = "\u0306"
_CYRILLIC = {
    "A": "а", "BE": "б", "VE": "в", "GHE": "г", "DE": "д", "IE": "е", "IO": "е", "ZHE": "ж",
    "ZE": "з", "I": "и", "SHORT I": "й", "KA": "к", "EL": "л", "EM": "м", "EN": "н", "O": "о",
    "PE": "п", "ER": "р", "ES": "с", "TE": "т", "U": "у", "STRAIGHT U": "у", "EF": "ф", "HA": "х",
    "TSE": "ц", "CHE": "ч", "SHA": "ш", "SHCHA": "щ", "YERU": "ы", "E": "э", "YU": "ю", "YA": "я",
    "SOFT SIGN": "ь", "HARD SIGN": "ъ", "BARRED O": "о", "SHHA": "h",
}  # fmt: skip
_NAMED = re.compile(
    r"(?P<alphabet>LATIN|CYRILLIC|CROSSED|REGIONAL INDICATOR|SQUARED|NEGATIVE|PARENTHESIZED|CIRCLED"
    r"|TAG|TURNED|MODIFIER|COMBINING|SUBSCRIPT|MATHEMATICAL)\b.*?\b(?:LETTER|SYMBOL LETTER)"
    r"(?: SMALL CAPITAL| SMALL| CAPITAL| TURNED| REVERSED| INVERTED| OPEN| SIDEWAYS)*"
    r" (?P<letter>SHORT I|STRAIGHT U|SOFT SIGN|HARD SIGN|BARRED O|[A-Z]+)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A folded text; `places[i]` is the offset of its i-th character in the original.

    `vanished`: marks were dropped. `dressed`: letters were in another font.
    """

    text: str
    places: Sequence[int]
    vanished: bool
    dressed: bool


def fold(text: str) -> Folded:
    """Fold a text (in any case) to plain lower-case letters."""
    if _SIMPLE.fullmatch(text):
        return Folded(
            text=text.replace("ё", "е"), places=range(len(text)), vanished=False, dressed=False
        )
    letters: list[str] = []
    places: list[int] = []
    vanished = dressed = False
    for place, sign in enumerate(text):
        if sign == _BREVE and letters and letters[-1] == "и":
            letters[-1] = "й"
            continue
        folded = sign if sign in _PLAIN else fold_sign(sign)
        if not folded:
            vanished = True
        elif folded != sign and folded != sign.lower() and sign not in "ёЁ":
            dressed = True
        for letter in folded:
            letters.append(letter)
            places.append(place)
    return Folded(text="".join(letters), places=tuple(places), vanished=vanished, dressed=dressed)


@lru_cache(maxsize=4096)
def fold_sign(sign: str) -> str:
    """Fold one character to a lower-case letter, to itself, or to "" if it is invisible."""
    low = sign.lower()
    if low in _PLAIN:
        return low
    if low == "ё":
        return "е"
    if low in _SHAPES:
        return _SHAPES[low]
    if sign in _SHAPES:
        return _SHAPES[sign]
    kind = unicodedata.category(sign)
    name = unicodedata.name(sign, "")
    if kind == "Cf" and name.startswith("TAG LATIN"):
        return name[-1].lower()
    if kind in ("Mn", "Me", "Cf") or sign in _INVISIBLE:
        return ""
    parts = [part for part in unicodedata.normalize("NFKD", sign) if not _combines(part)]
    if parts and "".join(parts) != sign and any(part.isalnum() for part in parts):
        return "".join(fold_sign(part) for part in parts if part.isalnum())
    return _by_name(name) or low


def _combines(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me")


def _by_name(name: str) -> str:
    found = _NAMED.search(name)
    if found is None:
        return ""
    letter = found["letter"]
    if found["alphabet"] == "CYRILLIC" or "CYRILLIC" in name:
        return _CYRILLIC.get(letter, "")
    return letter.lower() if len(letter) == 1 else ""


CERTAINTY = {
    Sign.PLAIN: 0.99,
    Sign.STRETCHED: 0.98,
    Sign.HIDDEN: 0.97,
    Sign.FONT: 0.97,
    Sign.LOOK_ALIKE: 0.96,
    Sign.TRANSLITERATED: 0.93,
    Sign.SPREAD: 0.92,
    Sign.GLUED: 0.92,
    Sign.LAYOUT: 0.9,
    Sign.MASKED: 0.88,
    Sign.PHONETIC: 0.85,
    Sign.REVERSED: 0.8,
}
"""Certainty of each way of recognition: the more is guessed, the less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An obscene stretch from `start` up to `end` of the letters examined."""

    start: int
    end: int
    sign: Sign
    certainty: float
    label: Label = Label.OBSCENE

    @classmethod
    def obscene(cls, start: int, end: int, sign: Sign, *, less: float = 0) -> "Verdict":
        """Make a verdict that is as certain as its sign, or by so much less."""
        return cls(start=start, end=end, sign=sign, certainty=CERTAINTY[sign] - less)

    @classmethod
    def euphemism(cls, start: int, end: int) -> "Verdict":
        """Make the verdict on a euphemism."""
        label = Label.EUPHEMISM
        return cls(start=start, end=end, sign=Sign.PLAIN, certainty=0.5, label=label)

    def moved(self, by: int) -> "Verdict":
        """Return the verdict shifted by this many letters."""
        # `replace` takes thrice as long, and every finding comes by here
        start, end, label = self.start + by, self.end + by, self.label
        return Verdict(start=start, end=end, sign=self.sign, certainty=self.certainty, label=label)

    def unfolded(self, folded: Folded) -> "Verdict":
        """Return the verdict on a folded text with offsets in the original text."""
        sign = self.sign
        if sign is Sign.PLAIN and folded.dressed:
            sign = Sign.FONT
        elif sign is Sign.PLAIN and folded.vanished:
            sign = Sign.HIDDEN
        return replace(
            self,
            start=folded.places[self.start],
            end=folded.places[self.end - 1] + 1,
            sign=sign,
            certainty=min(self.certainty, CERTAINTY[sign]),
        )
