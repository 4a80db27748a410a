"""Mobile numbers disguised by unusual separators, or by letters in place of digits."""

from collections.abc import Iterator

from rules.detectors.detection import Sign
from rules.detectors.lazy import Pattern
from rules.detectors.personal_data.dialling import END, GAP, START, ends_a_word
from rules.detectors.personal_data.finding import Find, digits_of, personal
from rules.detectors.registry import Label

_FEWEST_REAL = 7
"""Real digits needed before letters between them are read as digits."""

_SPREAD = Pattern(
    rf"{START}(?:\+?7|8)(?P<between>[^\w\n]{{1,3}}"
    rf"|\n)9\d\d(?P=between)\d{{3}}(?P=between)(?:\d\d(?P=between)\d\d|\d{{4}}){END}"
    rf"|{START}(?:\+?7|8)(?P<each>[^\w\n]{{1,3}}|\n)9(?:(?P=each)\d){{9}}{END}"
)
"""One separator between the usual groups of digits, or between all of them."""

_LOOKS = "oоiіl|!zзsчб"
_WORTHS = "001111133546"
_LETTERED = Pattern(rf"(?<![\w+])(?:\+?[78]{GAP})?9(?:{GAP}[\d{_LOOKS}]){{9}}(?!\w)")
_LONE = Pattern(rf"(?<![\d{_LOOKS}])[{_LOOKS}](?![\d{_LOOKS}])")
"""A letter on its own is a word: «о», «з»."""


def disguised_phones_in(plain: str) -> Iterator[Find]:
    """Yield the disguised mobile numbers of a text."""
    for match in _SPREAD.finditer(plain):
        if not ends_a_word(plain, match.start()):
            yield personal(match, Label.PHONE, 0.85, Sign.SPREAD)
    for match in _LETTERED.finditer(plain):
        real = len(digits_of(match[0]))
        all_digits = digits_of(match[0].translate(str.maketrans(_LOOKS, _WORTHS)))
        if _FEWEST_REAL <= real < len(all_digits) and not _LONE.search(match[0]):
            yield personal(match, Label.PHONE, 0.8, Sign.LOOK_ALIKE)
