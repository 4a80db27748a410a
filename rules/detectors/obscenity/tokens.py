"""Judging one token, the text between two spaces."""

import re
from dataclasses import replace

from rules.detectors.detection import Sign
from rules.detectors.obscenity import latin, letters
from rules.detectors.obscenity.folding import (
    BY_EAR,
    BY_EYE,
    CERTAINTY,
    JOINED,
    Folded,
    Verdict,
    fold,
)
from rules.detectors.obscenity.signs import masked_word, spread_words
from rules.mentions import KINDS

_EDGE = r"[.,!?;:()\"'«»“”„—–\-…=\u2764\ufe0f\U0001f600-\U0001f64f]*"
_PLAIN = re.compile(f"{_EDGE}([а-яё]+){_EDGE}")
_LATIN = re.compile("[a-z]")
_LETTER = re.compile(r"[^\W\d_]")
_RUN = re.compile(r"[^\W_]+")
_RUN_WITH_SIGNS = re.compile(r"[^\W_]+(?:[@$!|'`’][^\W_]+)+|[@$|][^\W_]+|[^\W_]+[@$]")
_RUSSIAN_OR_LATIN = re.compile("[а-яa-z]")
_RUSSIAN = re.compile("[а-я]")
_RUSSIAN_WORD = re.compile("[а-я]{2,}")
_INNER = re.compile(r"[^\W\d_](?:[\W\d_]+)[^\W_]")
_LATIN_MASK = re.compile(
    r"f[^\w\s]{1,3}c?k(?:ing|er|ed|s)?|f[*#@$%]{2,3}k?|sh[^\w\s]t|s[*#]{2}t|b[^\w\s]{1,2}t?ch|c[*#@]nt|fu[*#@]k?\w{0,3}"
    r"|x[*#]y|h[*#]y|p[*#]zd\w+|bl[*#]t|s[*#]ka"
)
_MOST_RUNS = 250
"""Runs of one token that are read in every alphabet; the limit keeps it fast."""
_TRAILING = ".,!?;:()\"'*»«"
_AROUND = _TRAILING + "“”„—–-…"
_JOINED_SIGNS = re.compile("|".join(map(re.escape, JOINED)))
_ADDRESS = re.compile(
    r"(?:https?://|www\.|ftp://)\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zа-я]{2,}"
    r"|(?:[a-z0-9][\w-]*\.)+(?:ru|com|org|net|io|me|su|info|edu|gov|dev|app|html?|php|py|js|exe|zip|pdf|docx?)"
    r"(?::\d+)?(?:/\S*)?"
    r"|(?:[а-яa-z0-9-]{2,}\.)+(?:рф|ру|рус)(?:/\S*)?"
    rf"|[@#*]?\[(?:{KINDS})\d+\|[^\]]*\]"
    r"|@[a-z][\w.]+"
    r"|[a-z]:\\\S+|[~.]{0,2}/?(?:[\w.-]+/){2,}[\w.-]*"
)
_NUMBER = re.compile(
    r"\d{1,2}[а-я]|(?=.*[iіvlcdmх])[ixvlcdmхіс]{2,}"
    r"|[€$₽£]\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?[€$₽£]"
)
"""A class («3Б»), a Roman number in letters of any alphabet («ХХI»), a sum of money («369₽»)."""

_FOREIGN_LETTER = re.compile("[іїєґўәөүұқғҗңһҳҷјљњћђџ]")
"""Letters that Russian lacks, of languages written in Cyrillic."""

_GUESSED = 0.9
"""The most certainty of what was read through a digit or a letter of another language."""

_CODE = re.compile(
    r"[a-z_]\w*(?:\.[a-z_]\w*)*\(.*|[\w.]*[=<>]=?[\w.'\"]+;?|\w+::\w+|[a-z]{2,}_[a-z_]+|[a-z]_[a-z_]*[a-z]{2}[a-z_]*|&\w+;|<[/\w].*"
)
"""Never read for obscene words, as is an address or a mention."""


def plain_word(token: str) -> str | None:
    """Return the word of a token, if it is a Russian word with only punctuation around it."""
    found = _PLAIN.fullmatch(token)
    return found[1].replace("ё", "е") if found else None


def judge_word(word: str) -> Verdict | None:
    """Judge a word returned by `plain_word`."""
    verdict = letters.judge_russian(word)
    if verdict is None and latin.is_english_on_russian_keys(word):
        return Verdict.obscene(0, len(word), Sign.LAYOUT)
    return verdict


def judge_token(token: str, *, thorough: bool = True) -> list[Verdict]:
    """Judge a lower-case token of any other kind; offsets are within the token.

    Unless `thorough`, only its runs of Russian letters are read, and not its signs.
    """
    if token.isascii() and not _LETTER.search(token):
        return []
    if _NUMBER.fullmatch(token.strip(_AROUND)):
        return []
    folded = fold(token)
    text = folded.text
    if not _RUSSIAN_OR_LATIN.search(text) or _is_address_or_code(text):
        return []
    found = _judged(_RUN, text, thorough=thorough)
    if not found and thorough:
        found = _signs(folded) or _whole_token(folded)
    if not found and thorough and folded.dressed and (masked := masked_word(token)):
        # a picture that looks like a letter may also hide one
        return masked
    verdicts = [verdict.unfolded(folded) for verdict in found]
    if verdicts and (_FOREIGN_LETTER.search(token) or any(map(str.isdigit, token))):
        return [replace(each, certainty=min(each.certainty, _GUESSED)) for each in verdicts]
    return verdicts


def _judged(pattern: re.Pattern[str], text: str, *, thorough: bool = True) -> list[Verdict]:
    found = []
    for number, run in enumerate(pattern.finditer(text)):
        verdict = None
        if thorough and number < _MOST_RUNS:
            verdict = letters.judge(run[0])
        elif _RUSSIAN_WORD.fullmatch(run[0]):
            verdict = letters.judge_russian(run[0])
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
        if _LATIN_MASK.fullmatch(text.strip(".,!?;:()\"'")):
            return [Verdict.obscene(0, len(text), Sign.MASKED)]
    elif found := _masked(text):
        return found
    if _INNER.search(text) and (found := spread_words(text)):
        return found
    if found := _with_digits_apart(text):
        return found
    return _joined(text)


def _with_digits_apart(text: str) -> list[Verdict]:
    if _RUSSIAN.search(text) and any(map(str.isdigit, text)) and _INNER.search(text):
        return spread_words(text, digits_apart=True)
    return []


def _masked(text: str) -> list[Verdict]:
    if not _LATIN.search(text):
        return masked_word(text)
    return masked_word(text.translate(BY_EYE)) or masked_word(text.translate(BY_EAR))


def _joined(text: str) -> list[Verdict]:
    """Read signs that look like a letter together: `}{`, `|-|`, `3.14`."""
    read: list[str] = []
    places: list[int] = []
    last = 0
    for found in _JOINED_SIGNS.finditer(text):
        joined = JOINED[found[0]]
        read += (text[last : found.start()], joined)
        places += (*range(last, found.start()), *[found.start()] * len(joined))
        last = found.end()
    if not last:
        return []
    read.append(text[last:])
    places += range(last, len(text) + 1)
    return [
        Verdict(
            start=places[verdict.start],
            end=places[verdict.end],
            sign=Sign.LOOK_ALIKE,
            certainty=min(verdict.certainty, CERTAINTY[Sign.LOOK_ALIKE] - 0.04),
            label=verdict.label,
        )
        for verdict in _judged(_RUN, "".join(read))
    ]


def _whole_token(folded: Folded) -> list[Verdict]:
    text = folded.text
    if _RUSSIAN.search(text):
        return []
    for word in dict.fromkeys((text, text.rstrip(_TRAILING), text.strip(_TRAILING))):
        if latin.is_russian_on_latin_keys(word):
            start = text.index(word)
            return [Verdict.obscene(start, start + len(word), Sign.LAYOUT)]
    return []


def _is_address_or_code(token: str) -> bool:
    bare = token.strip("()<>\"'«»,;!?")
    if _ADDRESS.fullmatch(bare.rstrip(".:")):
        # letters separated by slashes or dots are no path
        return any(len(piece) > 1 for piece in re.split(r"[./\\]", bare) if piece)
    return not _RUSSIAN.search(token) and _CODE.fullmatch(bare) is not None
