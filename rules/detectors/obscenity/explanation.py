"""Words in a message that look obscene and are not."""

import re

from rules.detectors.obscenity import russian
from rules.detectors.obscenity.message import lowered

_WORD = re.compile("[а-яё]+")


def cleared(text: str) -> list[tuple[int, int]]:
    """Return the offsets of words that contain an obscene root by chance."""
    return [
        word.span()
        for word in _WORD.finditer(lowered(text))
        if russian.looks_like(word[0].replace("ё", "е")) is not None
    ]
