"""The forms of a Russian word, told by its stem."""

from functools import lru_cache
from typing import Any

from rules.detectors.lazy import Pattern

_FLEETING = Pattern(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[кнцл]$)")
"""The vowel that «ставок» has and «ставки» has not."""
FIRST_LETTERS = 2
"""Letters that every form of a word begins with: of what is shorter, the word is its own stem."""
_SHORTEST_STEM = 4
"""Letters: shorter ones are left as they are, or different words would become one."""
_DROPPED = "аеиоуыэюяьй"
"""Letters that a word ends with in one form and not in others."""


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # imported where a chat has a list: most have none
    from snowballstemmer import stemmer  # type: ignore[import-untyped]

    return stemmer("russian")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Give the stem of a word, nearly always the same for all of its forms; the word is plain."""
    stemmed = str(_stemmer().stemWord(word))
    return _without_fleeting(stemmed) if len(stemmed) >= FIRST_LETTERS else word


def stems_of(word: str) -> frozenset[str]:
    """Give what the forms of a listed word may have for their stem.

    Some words end like a form of another («колчан» as a participle does): what remains of them
    without their last vowel is looked for, too.
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
