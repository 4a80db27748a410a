"""Stems of Russian words."""

from functools import lru_cache
from typing import Any

from rules.detectors.lazy import Pattern

_FLEETING = Pattern(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[кнцл]$)")
"""The vowel that «ставок» has and «ставки» lacks."""
FIRST_LETTERS = 2
"""Letters that all forms of a word share; a shorter word is its own stem."""
_SHORTEST_STEM = 4
"""In letters; shorter ones are unchanged, or different words would coincide."""
_DROPPED = "аеиоуыэюяьй"
"""Final letters that some forms of a word have and others lack."""


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # imported only for chats with a list: most have none
    from snowballstemmer import stemmer  # type: ignore[import-untyped]

    return stemmer("russian")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return the stem of a plain word, nearly always the same for all its forms."""
    stemmed = str(_stemmer().stemWord(word))
    return _without_fleeting(stemmed) if len(stemmed) >= FIRST_LETTERS else word


def stems_of(word: str) -> frozenset[str]:
    """Return the stems that the forms of a listed word may have.

    Some words end like a form of another («колчан» looks like a participle), so the stem without
    their last vowel is included.
    """
    base = word[:-1] if word[-1] in _DROPPED else word
    stems = {stem(word)}
    if len(base) >= _SHORTEST_STEM:
        stems.add(_without_fleeting(base))
    return frozenset(stems)


def _without_fleeting(word: str) -> str:
    if len(word) > _SHORTEST_STEM and (vowel := _FLEETING.search(word)):
        return word[: vowel.start()] + word[vowel.end() :]
    return word
