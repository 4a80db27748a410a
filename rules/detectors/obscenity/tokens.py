"""Judging one token, the text between two spaces."""

import re

from rules.detectors.detection import Sign
from rules.detectors.obscenity import layout, letters, masks, russian, shields, spread
from rules.detectors.obscenity.folding import Folded, fold
from rules.detectors.obscenity.lookalikes import JOINED
from rules.detectors.obscenity.verdict import CERTAINTY, Verdict

_EDGE = r"[.,!?;:()\"'«»“”„—–\-…=\u2764\ufe0f\U0001f600-\U0001f64f]*"
_PLAIN = re.compile(f"{_EDGE}([а-яё]+){_EDGE}")
_LATIN = re.compile("[a-z]")
_LETTER = re.compile(r"[^\W\d_]")
_RUN = re.compile(r"[^\W_]+")
_RUN_WITH_SIGNS = re.compile(r"[^\W_]+(?:[@$!|'`’][^\W_]+)+|[@$|][^\W_]+|[^\W_]+[@$]")
_RUSSIAN_OR_LATIN = re.compile("[а-яa-z]")
_RUSSIAN = re.compile("[а-я]")
_INNER = re.compile(r"[^\W\d_](?:[\W\d_]+)[^\W_]")
_LATIN_MASK = re.compile(
    r"f[^\w\s]{1,3}c?k(?:ing|er|ed|s)?|f[*#@$%]{2,3}k?|sh[^\w\s]t|s[*#]{2}t|b[^\w\s]{1,2}t?ch|c[*#@]nt|fu[*#@]k?\w{0,3}"
    r"|x[*#]y|h[*#]y|p[*#]zd\w+|bl[*#]t|s[*#]ka"
)
_MOST_RUNS = 250
"""Runs of one token that are read in every alphabet; the limit keeps it fast."""
_TRAILING = ".,!?;:()\"'*»«"
_JOINED_SIGNS = re.compile("|".join(re.escape(signs) for signs, _ in JOINED))
_JOINED_LETTERS = dict(JOINED)


def plain_word(token: str) -> str | None:
    """Return the word of a token, if it is a Russian word with only punctuation around it."""
    found = _PLAIN.fullmatch(token)
    return found[1].replace("ё", "е") if found else None


def judge_word(word: str) -> Verdict | None:
    """Judge a word returned by `plain_word`."""
    verdict = russian.judge(word)
    if verdict is None and layout.is_english_on_russian_keys(word):
        return Verdict(start=0, end=len(word), sign=Sign.LAYOUT, certainty=CERTAINTY[Sign.LAYOUT])
    return verdict


def judge_token(token: str, *, thorough: bool = True) -> list[Verdict]:
    """Judge a lower-case token of any other kind; offsets are within the token.

    Unless `thorough`, only its runs of Russian letters are read, and not its signs.
    """
    if token.isascii() and not _LETTER.search(token):
        return []
    folded = fold(token)
    text = folded.text
    if not _RUSSIAN_OR_LATIN.search(text) or shields.is_shielded(text):
        return []
    found = _judged(_RUN, text, thorough=thorough)
    if not found and thorough:
        found = _signs(folded) or _whole_token(folded)
    if not found and thorough and folded.dressed and (span := masks.find(token)):
        # a picture that looks like a letter may also hide one
        return [_masked(*span)]
    return [verdict.unfolded(folded) for verdict in found]


def _judged(pattern: re.Pattern[str], text: str, *, thorough: bool = True) -> list[Verdict]:
    found = []
    for number, run in enumerate(pattern.finditer(text)):
        whatever = thorough and number < _MOST_RUNS
        verdict = letters.judge(run[0]) if whatever else letters.judge_russian(run[0])
        if verdict is not None:
            found.append(verdict.moved(run.start()))
    return found


def _signs(folded: Folded) -> list[Verdict]:
    """Read the signs of a token as letters, as masks, and as separators."""
    text = folded.text
    if text.isalnum():
        return _with_digits_apart(text)
    if found := _judged(_RUN_WITH_SIGNS, text):
        return found
    if not _RUSSIAN.search(text):
        masked = _LATIN_MASK.fullmatch(text.strip(".,!?;:()\"'"))
        if masked:
            return [_masked(0, len(text))]
    elif span := _mask(text):
        return [_masked(*span)]
    if _INNER.search(text) and (found := spread.find(text)):
        return found
    if found := _with_digits_apart(text):
        return found
    return _joined(text)


def _with_digits_apart(text: str) -> list[Verdict]:
    if _RUSSIAN.search(text) and any(map(str.isdigit, text)) and _INNER.search(text):
        return spread.find(text, digits_apart=True)
    return []


def _mask(text: str) -> tuple[int, int] | None:
    if not _LATIN.search(text):
        return masks.find(text)
    return masks.find(letters.by_eye(text)) or masks.find(letters.by_ear(text))


def _masked(start: int, end: int) -> Verdict:
    return Verdict(start=start, end=end, sign=Sign.MASKED, certainty=CERTAINTY[Sign.MASKED])


def _joined(text: str) -> list[Verdict]:
    """Read signs that look like a letter together: `}{`, `|-|`, `3.14`."""
    letters_, places = [], []
    last = 0
    for found in _JOINED_SIGNS.finditer(text):
        for place in range(last, found.start()):
            letters_.append(text[place])
            places.append(place)
        for letter in _JOINED_LETTERS[found[0]]:
            letters_.append(letter)
            places.append(found.start())
        last = found.end()
    if not last:
        return []
    for place in range(last, len(text)):
        letters_.append(text[place])
        places.append(place)
    places.append(len(text))
    return [
        Verdict(
            start=places[verdict.start],
            end=places[verdict.end],
            sign=Sign.LOOK_ALIKE,
            certainty=min(verdict.certainty, CERTAINTY[Sign.LOOK_ALIKE] - 0.04),
            label=verdict.label,
        )
        for verdict in _judged(_RUN, "".join(letters_))
    ]


def _whole_token(folded: Folded) -> list[Verdict]:
    text = folded.text
    if _RUSSIAN.search(text):
        return []
    for word in dict.fromkeys((text, text.rstrip(_TRAILING), text.strip(_TRAILING))):
        if layout.is_russian_on_latin_keys(word):
            start = text.index(word)
            return [
                Verdict(
                    start=start,
                    end=start + len(word),
                    sign=Sign.LAYOUT,
                    certainty=CERTAINTY[Sign.LAYOUT],
                )
            ]
    return []
