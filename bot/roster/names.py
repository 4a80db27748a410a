"""Names as people write them: normalised, and compared regardless of invisible differences."""

import re
import unicodedata

_HYPHENS = re.compile(r"[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_LOOKING_ALIKE = dict(zip("AaBEeKkMmHhOoPpCcTtyYXx", "АаВЕеКкМмНнОоРрСсТтуУХх", strict=True))
_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)
_ENGLISH = re.compile(r"[a-z]", re.IGNORECASE)


def with_plain_hyphens(words: str) -> str:
    """Replace every kind of hyphen by the plain one."""
    return _HYPHENS.sub("-", words)


def tidy(name: str) -> str:
    """Return a name as it is stored: in NFKC, with one kind of hyphen and space."""
    return " ".join(with_plain_hyphens(unicodedata.normalize("NFKC", name)).split())


def compared(words: str) -> str:
    """Return a key that is the same for two spellings of one name."""
    return re.sub(r"\s*-\s*", "-", tidy(words).casefold().replace("ё", "е"))


def foreign_letter(words: str, *, in_words: bool = False) -> str | None:
    """Return a Latin letter among Russian ones that looks like one; None if there is none.

    With `in_words` a wholly Latin word is fine: «ИСП-21 B».
    """
    if not _RUSSIAN.search(words):
        return None
    for word in _WORD.findall(words):
        letters = _ENGLISH.findall(word)
        alike = not in_words and all(each in _LOOKING_ALIKE for each in word)
        if letters and (alike or _RUSSIAN.search(word)):
            return str(letters[0])
    return None


def in_russian_letters(words: str) -> str:
    """Replace Latin letters that look Russian by Russian ones, in words with Russian letters."""
    return _WORD.sub(
        lambda found: (
            "".join(_LOOKING_ALIKE.get(each, each) for each in found[0])
            if _RUSSIAN.search(found[0])
            else found[0]
        ),
        words,
    )
