"""Names as people write them: kept in one way, compared without what the eye passes over."""

import re
import unicodedata

_HYPHENS = re.compile(r"[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_LOOKING_ALIKE = dict(zip("AaBEeKkMmHhOoPpCcTtyYXx", "АаВЕеКкМмНнОоРрСсТтуУХх", strict=True))
_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)
_ENGLISH = re.compile(r"[a-z]", re.IGNORECASE)


def with_plain_hyphens(words: str) -> str:
    """Give words with one kind of hyphen."""
    return _HYPHENS.sub("-", words)


def tidy(name: str) -> str:
    """Give a name as it is kept: letters as NFKC has them, one kind of hyphen and of space."""
    return " ".join(with_plain_hyphens(unicodedata.normalize("NFKC", name)).split())


def compared(words: str) -> str:
    """Give what is the same of two ways to write one name."""
    return re.sub(r"\s*-\s*", "-", tidy(words).casefold().replace("ё", "е"))


def foreign_letter(words: str, *, in_words: bool = False) -> str | None:
    """Give a Latin letter that stands among Russian ones and can be taken for one; None if none.

    With `in_words` a word of Latin letters alone is fine: «ИСП-21 B».
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
    """Give words in which Latin letters that look Russian are Russian, next to Russian ones."""
    return _WORD.sub(
        lambda found: (
            "".join(_LOOKING_ALIKE.get(each, each) for each in found[0])
            if _RUSSIAN.search(found[0])
            else found[0]
        ),
        words,
    )
