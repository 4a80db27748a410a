"""Personal data: our own rules beside two libraries, on what the tests hold and on ordinary talk.

The libraries are in the dependency group `bench`; without them their rows say so. The cases were
written by the author of the rules, so they show a ceiling of ours, and what a library lacks.
"""

import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from rules.detectors.message import NOBODYS, Message
from rules.detectors.personal_data import PersonalData
from rules.detectors.registry import Label
from tests.bench.collection import rows
from tests.bench.figures import print_head, print_row, rate
from tests.rules.detectors import personal_data_cases as cases

_DIGIT = re.compile(r"\d")

Finder = Callable[[str], bool]
"""Says whether a text holds personal data."""

PHONES = [carrier.format(number) for number in cases.PHONES for carrier in ("{}", "мамин {} вот")]
OTHERS = {
    Label.SNILS: cases.SNILS + cases.SNILS_BESIDE_ITS_WORD,
    Label.INN: cases.INN,
    Label.PASSPORT: cases.PASSPORTS,
    Label.EMAIL: cases.EMAILS,
    Label.ADDRESS: cases.ADDRESSES,
    Label.DOCUMENT: cases.DOCUMENTS,
}
INNOCENT = [text for texts in cases.INNOCENT.values() for text in texts]


def print_rows() -> None:
    """Print a table: what each finds of the positives, and wrongly of innocent and ordinary."""
    stream = [row.text for row in rows("stream_dev")]
    kinds = {"phone": PHONES, **{label.value: texts for label, texts in OTHERS.items()}}
    print_head("finder", *kinds, "innocent", "stream", "messages a second")
    for name, finder in (
        ("Poryadok", _ours()),
        ("ru-pii", _ru_pii()),
        ("phonenumberslite", _phonenumbers()),
    ):
        if finder is None:
            print(f"| {name} | not installed: `uv sync --group bench` |")
            continue
        found = [f"{sum(map(finder, texts))}/{len(texts)}" for texts in kinds.values()]
        wrong = f"{sum(map(finder, INNOCENT))}/{len(INNOCENT)}"
        flagged = f"{sum(map(finder, stream))}/{len(stream)}"
        speed = f"{rate(finder, stream, rounds=3):,.0f}" if stream else "–"
        print_row(name, *found, wrong, flagged, speed)


def _ours() -> Finder:
    detector = PersonalData()
    return lambda text: bool(detector.detect(Message(text=text, author=NOBODYS)))


def _ru_pii() -> Finder | None:
    if find_spec("ru_pii") is None:
        return None
    library = import_module("ru_pii")
    return lambda text: bool(library.find(text))


def _phonenumbers() -> Finder | None:
    if find_spec("phonenumbers") is None:
        return None
    library = import_module("phonenumbers")

    def has_number(text: str) -> bool:
        # without a digit it would be asked in vain, which our own rules are spared, too
        return bool(_DIGIT.search(text)) and library.PhoneNumberMatcher(text, "RU").has_next()

    return has_number


if __name__ == "__main__":
    print_rows()
