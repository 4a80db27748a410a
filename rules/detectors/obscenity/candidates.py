"""What a word of mixed characters could be meant to say, letter by letter."""

import re
from collections.abc import Iterator
from itertools import islice, product

from rules.detectors.obscenity.lookalikes import JOINED

_MEANT: dict[str, tuple[str, ...]] = {
    letter: tuple(meant.replace("_", "")) if "_" not in meant else (*meant.replace("_", ""), "")
    for letter, meant in (
        *((letter, letter) for letter in "абвгдежзийклмнопрстуфхцчшщъыьэюя"),
        *(("a", "а"), ("b", "бвь"), ("c", "сц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "гд")),
        *(("h", "хн"), ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "мт"), ("n", "пн")),
        *(("o", "о"), ("p", "пр"), ("q", "к"), ("r", "ргя"), ("s", "с"), ("t", "т"), ("u", "уи")),
        *(("v", "в"), ("w", "ш"), ("x", "х"), ("y", "уйы"), ("z", "з"), ("0", "о"), ("1", "илй_")),
        *(("2", "з_"), ("3", "зе"), ("4", "ча"), ("5", "с"), ("6", "бь"), ("7", "тп"), ("8", "в")),
        *(("9", "яад"), ("@", "а"), ("$", "с"), ("!", "и"), ("|", "ли"), ("^", "л"), ("%", "х")),
        ("#", "х"),
    )
}
"""What a character may be meant as; «_» says: perhaps as nothing at all."""

_MOST = 24
_LONGEST = 28
_SOUNDS = (
    *(("shch", "щ"), ("sch", "щ"), ("kh", "х"), ("zh", "ж"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю")),
    *(("ju", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "е"), ("jo", "е"), ("ye", "е"), ("ts", "ц")),
)
"""Letters that together stand for one sound."""


def candidates(text: str) -> Iterator[str]:
    """Give what a folded word could mean, in Cyrillic letters alone, the likeliest first."""
    for joined, letter in JOINED:
        if joined in text:
            text = text.replace(joined, letter)
    yield from _letter_by_letter(text)
    if _CYRILLIC.search(text) is not None:
        sounds = text
        for latin, letter in _SOUNDS:
            sounds = sounds.replace(latin, letter)
        if sounds != text:
            yield from _letter_by_letter(sounds)


def _letter_by_letter(text: str) -> Iterator[str]:
    meant = [_MEANT.get(sign, _NOTHING) for sign in text[:_LONGEST]]
    for letters in islice(product(*meant), _MOST):
        yield "".join(letters)


_NOTHING = ("",)


_CYRILLIC = re.compile("[а-я]")
