"""Judging one word: whatever stands between two spaces."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from rules.detectors.detection import Label, Sign
from rules.detectors.obscenity import latin, roots
from rules.detectors.obscenity.candidates import candidates
from rules.detectors.obscenity.folding import Folded, fold
from rules.detectors.obscenity.forms import BACKWARDS, FORMS, SWAPPED
from rules.detectors.obscenity.masks import unmasked
from rules.detectors.obscenity.roots import skeleton

LONGEST = 400
"""Characters of a word that are looked at; no word is longer."""

_PLAIN = re.compile("[а-яё]+")
_ADDRESS = re.compile(
    r"://|www\.|@\w+\.|^[@#/]\w|\w\.(?:ru|com|рф|net|org|me|io|su)(?:/|$)|[\w-]{2,}/[\w-]{2,}/"
)
_CODE = re.compile(
    r"[(){}\[\];=<>][a-z0-9_]{2,}[(){}\[\];=<>]\w*[(){}\[\];=]|::|->|==|^\w+\.\w+\(|^[a-z]+_[a-z_]+$|^0x[0-9a-f]+$"
)
_HASH = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{16,}")
_LETTER = re.compile("[^\\W\\d_]|[\u2460-\u24ff\U0001f100-\U0001f1ff\U0001d400-\U0001d7ff]")
_LOOKS_RUSSIAN = re.compile(r"[acekmnoptuxyhbrgzd0-9@$!|%#^.,*'\"(){}\[\]<>/\\-]+")
_NOT_LETTERS = re.compile("[^а-я]+")
_NOT_LATIN = re.compile("[^a-z]+")
_MAY_BE = re.compile(
    r"ху|хй|хе|хр|п[иеы]?[здж]|пи[дспт]|пе[дсз]|[еёи]+[бп]|б+л|му+д|залу|манд|с[уюц]|шлю|дроч|г[ао]нд"
    r"|елд|йо+б|м[лр]я|нах|нех|д[оа]лб|п+ц|едр|екар"
)
"""A cheap look at a plain word: no root stands in a word without one of these."""

_MIXED_MAY_BE = re.compile(
    r"[хxh%#}>)]|[пnp/|][иuie1!3]?[з3z2сsdдg]|[еe3иi]+[бb6]|[б6b]+[лlj|]|[мm][уuy][дdg9]|3[.,]14|[сcs$5][уuyю]"
    r"|[пnp][иuie1!][дdg]|[зz3][аa@4][лl]|[шw][лl]|[дdg][рpr]"
)

_EDGES = ".,!?;:()«»\"'…-–—“”„"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is obscene in a word, from `start` up to `end` of it."""

    label: Label
    certainty: float
    sign: Sign
    start: int
    end: int


@lru_cache(maxsize=60_000)
def judge(word: str) -> Verdict | None:
    """Say what is obscene in a word, in any case; None: nothing is. Words of a chat repeat."""
    return _judge(word, thoroughly=True)


def is_ordinary(lower: str) -> bool:
    """Say at a glance that a word is nothing to look at; it is in small letters, no mark around."""
    return _PLAIN.fullmatch(lower) is not None and not _may_be(lower) and lower not in _SPECIAL


def _may_be(word: str) -> bool:
    if _MAY_BE.search(word) is not None:
        return True
    return _DOUBLED.search(word) is not None and _MAY_BE.search(skeleton(word)) is not None


_DOUBLED = re.compile(r"(.)\1")


_SPECIAL = BACKWARDS | SWAPPED | latin.TYPED_IN_RUSSIAN


@lru_cache(maxsize=10_000)
def judge_briefly(word: str) -> Verdict | None:
    """Say the same with less effort, for what stands far behind in a very long message."""
    return _judge(word, thoroughly=False)


def _judge(word: str, *, thoroughly: bool) -> Verdict | None:
    bare = word.strip(_EDGES)
    lower = bare.lower()
    if _PLAIN.fullmatch(lower):
        verdict = _judge_plain(lower)
        return verdict if verdict is None or bare == word else _shifted(verdict, word.index(bare))
    if _LETTER.search(lower) is None:
        return None
    return _judge_dressed(word[:LONGEST], word[:LONGEST].lower(), thoroughly=thoroughly)


def _shifted(verdict: Verdict, by: int) -> Verdict:
    return replace(verdict, start=verdict.start + by, end=verdict.end + by)


def judge_letters(letters: str) -> tuple[Label, float] | None:
    """Say what is obscene in small Cyrillic letters that were put together."""
    bare = skeleton(letters)
    if roots.INNOCENT.match(bare):
        return None
    if roots.STARTING.match(bare):
        return Label.OBSCENE, 0.98 if not bare.startswith(("сук", "суч", "хул", "нах")) else 0.9
    if roots.ANYWHERE.search(bare):
        return Label.OBSCENE, 0.95
    if roots.DROPPED.fullmatch(bare):
        return Label.OBSCENE, 0.85
    if roots.EUPHEMISM.match(bare):
        return Label.EUPHEMISM, 0.6
    glue = roots.GLUED.match(bare)
    rest = bare[glue.end() :] if glue is not None else ""
    if len(rest) > _SHORTEST - 1 and rest != "нах" and roots.STARTING.match(rest):
        return Label.OBSCENE, 0.85
    return None


def _judge_plain(word: str) -> Verdict | None:
    word = word[:LONGEST]
    found = judge_letters(word) if _may_be(word) else None
    if found is not None:
        label, certainty = found
        sign = Sign.STRETCHED if _is_stretched(word) else Sign.PLAIN
        return Verdict(label, certainty, sign, 0, len(word))
    if word in BACKWARDS:
        return Verdict(Label.OBSCENE, 0.85, Sign.REVERSED, 0, len(word))
    if word in SWAPPED:
        return Verdict(Label.OBSCENE, 0.8, Sign.PHONETIC, 0, len(word))
    if word in latin.TYPED_IN_RUSSIAN:
        return Verdict(Label.OBSCENE, 0.8, Sign.LAYOUT, 0, len(word))
    return None


def _is_stretched(word: str) -> bool:
    return _DOUBLED.search(word) is not None


def _judge_dressed(word: str, lower: str, *, thoroughly: bool) -> Verdict | None:
    verdict = _judge_whole(word, lower, thoroughly=thoroughly)
    if verdict is not None:
        return verdict
    parts = list(_PART.finditer(word))
    if len(parts) < 2 or _ADDRESS.search(lower):
        return None
    for part in parts[:_MOST_PARTS]:
        verdict = _judge_part(part[0], thoroughly=thoroughly)
        if verdict is not None:
            return _shifted(verdict, part.start())
    return None


_PART = re.compile(r"[^,!?;:()«»\"“”„…]+")
"""What stands between marks after which somebody forgot the space."""

_MOST_PARTS = 8


def _judge_part(part: str, *, thoroughly: bool) -> Verdict | None:
    lower = part.lower()
    if _PLAIN.fullmatch(lower):
        return _judge_plain(lower)
    return _judge_whole(part, lower, thoroughly=thoroughly)


def _is_no_word(lower: str) -> bool:
    """Say whether this is an address, a piece of code, or a key."""
    if lower.isalnum():
        return len(lower) >= _KEY and _HASH.fullmatch(lower) is not None
    return _ADDRESS.search(lower) is not None or _CODE.search(lower) is not None


_KEY = 16


def _judge_whole(word: str, lower: str, *, thoroughly: bool) -> Verdict | None:
    if _is_no_word(lower):
        return None
    folded = fold(word)
    text = folded.text
    if not any(sign.isalpha() for sign in text):
        return None
    begin, end = _bounds(text)
    inner = text[begin:end]
    if not inner:
        return None
    found = (
        _plain_inside(inner, folded)
        or _in_latin(inner, text)
        or _mixed(inner, folded, thoroughly=thoroughly)
        or (_masked(inner, folded, word, begin) if thoroughly else None)
    )
    if found is None:
        return None
    label, certainty, sign = found
    places = folded.places
    return Verdict(label, certainty, sign, places[begin], places[end - 1] + 1)


def _bounds(text: str) -> tuple[int, int]:
    begin, end = 0, len(text)
    while begin < end and not (text[begin].isalnum() or text[begin] in "@$*#[{}<,;'|"):
        begin += 1
    while end > begin and not (text[end - 1].isalnum() or text[end - 1] in "*#@…"):
        end -= 1
    return begin, end


_Found = tuple[Label, float, Sign]


def _plain_inside(inner: str, folded: Folded) -> _Found | None:
    """Judge Cyrillic letters between which only hyphens, marks or fonts stand."""
    sign = Sign.HIDDEN if folded.vanished else Sign.FONT if folded.dressed else Sign.PLAIN
    for part in (*re.split(r"[^а-яa-z0-9@$*#]+", inner), inner.replace("-", "")):
        if part and _PLAIN.fullmatch(part):
            found = judge_letters(part)
            if found is not None:
                return (*found, sign)
            bare = skeleton(part)
            if part in BACKWARDS:
                return Label.OBSCENE, 0.85, Sign.REVERSED
            if bare in SWAPPED:
                return Label.OBSCENE, 0.8, Sign.PHONETIC
    return None


def _in_latin(inner: str, text: str) -> _Found | None:
    if re.search("[а-я]", inner):
        return None
    bare = _NOT_LATIN.sub("", inner)
    for part in (*re.split(r"[^a-z0-9@$!'’]+", inner), bare):
        if not part or part in latin.INNOCENT or skeleton(part) in latin.INNOCENT:
            continue
        if latin.ENGLISH.fullmatch(part) or latin.ENGLISH.fullmatch(skeleton(part)):
            return Label.OBSCENE, 0.95, Sign.PLAIN
        spelt = latin.without_digits(part)
        if any(latin.TRANSLITERATED.fullmatch(each) for each in spelt):
            return Label.OBSCENE, 0.85, Sign.TRANSLITERATED
        if latin.TRANSLITERATED.fullmatch(part) or latin.TRANSLITERATED.fullmatch(skeleton(part)):
            return Label.OBSCENE, 0.9, Sign.TRANSLITERATED
    letters = _NOT_LETTERS.sub("", latin.typed_in_russian(text))
    if letters in FORMS or (len(letters) >= 5 and roots.STARTING.match(skeleton(letters))):
        return Label.OBSCENE, 0.85, Sign.LAYOUT
    return None


def _mixed(inner: str, folded: Folded, *, thoroughly: bool) -> _Found | None:
    """Judge what letters, digits and signs of several alphabets could mean together."""
    cyrillic = _NOT_LETTERS.sub("", inner)
    others = len([sign for sign in inner if sign.isalnum()]) - len(cyrillic)
    if len(cyrillic) >= 3 and others <= 2:
        found = judge_letters(cyrillic)
        if found is not None and found[0] is Label.OBSCENE:
            return (*_less(found, 0.03), _sign_between(inner, others))
    inner = _REPEATED.sub(r"\1", inner)
    if _MIXED_MAY_BE.search(inner) is None:
        compact = _NOT_WORD.sub("", inner)
        if _MIXED_MAY_BE.search(compact) is None:
            return None
        inner = compact
    if not cyrillic and _LOOKS_RUSSIAN.fullmatch(inner) is None:
        return None
    doubtful = not cyrillic and _is_doubtful(inner)
    for meant in islice(candidates(inner), None if thoroughly else _FEW):
        if doubtful:
            found = (Label.OBSCENE, 0.9) if meant in FORMS else None
        else:
            found = judge_letters(meant) if len(meant) >= _SHORTEST else None
        if found is not None and found[0] is Label.OBSCENE:
            return (*_less(found, 0.03), Sign.LOOK_ALIKE)
    return None


def _sign_between(inner: str, others: int) -> Sign:
    if _MASKS.search(inner) is not None:
        return Sign.MASKED
    return Sign.SPREAD if others == 0 else Sign.LOOK_ALIKE


_MASKS = re.compile("[*#…]")
_SHORTEST = 3
_REPEATED = re.compile(r"(.)\1+")
_NOT_WORD = re.compile(r"[\W_]+")
_FEW = 2


def _is_doubtful(inner: str) -> bool:
    """Say whether a word without a Cyrillic letter is rather a foreign one, a code, or a model."""
    letters = _NOT_LATIN.sub("", inner)
    if not any(sign.isdigit() for sign in inner):
        return True
    return re.fullmatch(r"[a-z]+\d+|\d+[a-z]+", inner) is not None and len(letters) < 4


def _less(found: tuple[Label, float], by: float) -> tuple[Label, float]:
    label, certainty = found
    return label, round(certainty - by, 2)


def _masked(inner: str, folded: Folded, word: str, begin: int) -> _Found | None:
    # a picture is a mask, whatever letter it looks like
    shown = "".join(
        "*" if unicodedata.category(word[folded.places[begin + place]]) == "So" else sign
        for place, sign in enumerate(inner)
    )
    form = unmasked(shown)
    return None if form is None else (Label.OBSCENE, 0.85, Sign.MASKED)
