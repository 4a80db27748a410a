"""Words typed in the other keyboard layout: `[eq` for three Russian letters, «агсл» for four."""

from rules.detectors.obscenity import forms, latin, patterns
from rules.detectors.obscenity.innocent import is_innocent

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_LETTERS = "йцукенгшщзхъфывапролджэячсмитьбюе"
_TO_RUSSIAN = str.maketrans(_KEYS + '{}:"<>~', _LETTERS + "хъжэбюе")
_TO_LATIN = str.maketrans(_LETTERS[:32], _KEYS[:32])
_NOT_LAYOUT = frozenset(("cerb",))
_ENGLISH_BEGINNINGS = ("аг", "ыр", "иш", "сг", "фы", "ыд", "цр", "тш")
_KEYS_IN_WORDS = frozenset(_KEYS + '{}:"<>~')


def is_russian_on_latin_keys(token: str) -> bool:
    """Whether a token of lower-case Latin letters and signs is obscene on Russian keys."""
    if len(token) < 3 or not _KEYS_IN_WORDS.issuperset(token) or token in _NOT_LAYOUT:
        return False
    word = token.translate(_TO_RUSSIAN)
    if token[-1] in ",." and word not in forms.forms():
        # here it is punctuation, not «б» or «ю»
        return False
    found = patterns.strict().fullmatch(word)
    return found is not None and not is_innocent(word, 0, len(word))


def is_english_on_russian_keys(word: str) -> bool:
    """Whether a lower-case Russian word is an obscene English one on Latin keys."""
    return word.startswith(_ENGLISH_BEGINNINGS) and latin.is_english(word.translate(_TO_LATIN))
