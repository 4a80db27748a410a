"""Reading a word without its disguise: look-alikes, sounds, drawn-out letters.

Much lighter than the obscenity detector's reading: insults are seldom disguised, and a finding is
only a hint.
"""

import re
import unicodedata
from collections.abc import Iterator

from rules.detectors.detection import Sign

RUSSIAN = re.compile(r"[а-яё]+")
"""A word in lower-case Russian letters."""

_ODD = re.compile(r"[^!-~а-яё]")
_REPEATED = re.compile(r"(.)\1+")


def _table(pairs: str) -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in pairs.split()}


_LOOKS = _table(
    "aа bб cс eе hн iи kк mм nп oо pр rг tт uи xх yу 0о 1и 3з 4ч 6б 8в @а !и $с іи єе їи"
)
"""The Russian letter that a sign looks like."""

_SOUNDS = _table(
    "aа bб cс dд eе fф gг hх iи jй kк lл mм nн oо pп rр sс tт uу vв wв xх yы zз"
    " 0о 1и 3з 4ч 6б @а !и $с"
)
"""The Russian letter that a Latin letter, or a digit among them, sounds like."""

_DIGRAPHS = (("sch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("ya", "я"), ("yu", "ю"))


def single(word: str) -> str:
    """Return a lower-case Russian word with `ё` as `е` and repeated letters as one."""
    return _REPEATED.sub(r"\1", word.replace("ё", "е"))


def plain(word: str) -> tuple[str, Sign]:
    """Return the reading of a lower-case Russian word, and whether it was drawn out."""
    folded = single(word)
    return folded, Sign.STRETCHED if len(word) - len(folded) > 1 else Sign.PLAIN


def readings(word: str) -> Iterator[tuple[str, Sign]]:
    """Yield the possible readings of a lower-case word without edge punctuation, likeliest first.

    Each reading is folded by `single` and comes with the sign by which it was recognised. A word
    with characters that cannot stand for letters has none.
    """
    if RUSSIAN.fullmatch(word):
        yield plain(word)
        return
    bare = word
    if _ODD.search(word):
        bare = "".join(
            char
            for char in unicodedata.normalize("NFKD", word.replace("й", "\0"))
            if unicodedata.category(char) not in {"Mn", "Cf", "Me"}
        ).replace("\0", "й")
        if RUSSIAN.fullmatch(bare):
            yield single(bare), Sign.HIDDEN
            return
    if bare.isdigit():
        return
    looks = bare.translate(_LOOKS)
    for latin, russian in _DIGRAPHS:
        bare = bare.replace(latin, russian)
    sounds = bare.translate(_SOUNDS)
    # among Russian letters a Latin one is read by look, otherwise by sound
    sign = Sign.TRANSLITERATED if word.isascii() else Sign.LOOK_ALIKE
    read_as = [(looks, Sign.LOOK_ALIKE), (sounds, sign)]
    if word.isascii():
        read_as.reverse()
    for reading, how in read_as:
        if RUSSIAN.fullmatch(reading):
            yield single(reading), how
    if RUSSIAN.fullmatch(sounds):
        yield single(sounds) + "ь", sign  # Latin spelling drops the soft sign
