"""Catalogues and what depends on a language: sentences, plurals, dates, lists.

Text is written in English in the code and found in the catalogue of the chat's language.
The catalogues are compiled in memory at start, so that a broken one fails there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Self

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

SOURCE = "en"
"""The language of the code's own sentences; it needs no catalogue."""

LANGUAGES = ("ru", "en")

_ORDINALS = {
    "ru": {"other": "-й"},
    "en": {"one": "st", "two": "nd", "few": "rd", "other": "th"},
}
"""Endings of ordinals, by the ordinal forms of the language."""

_COUNTED = {
    "ru": (
        ("первое", "первого", "одного"),
        ("второе", "второго", "двух"),
        ("третье", "третьего", "трёх"),
        ("четвёртое", "четвёртого", "четырёх"),
        ("пятое", "пятого", "пяти"),
        ("шестое", "шестого", "шести"),
        ("седьмое", "седьмого", "семи"),
    ),
    "en": tuple(
        (nth, nth, many)
        for nth, many in (
            ("first", "one"),
            ("second", "two"),
            ("third", "three"),
            ("fourth", "four"),
            ("fifth", "five"),
            ("sixth", "six"),
            ("seventh", "seven"),
        )
    ),
}
"""Small numbers of violations in words: which one it is, from which one on, of how many."""


class CatalogueError(Exception):
    """A catalogue is missing or cannot be read."""


class Texts:
    """The sentences of one language, found by the English ones of the code; its dates and lists."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self._locale = Locale.parse(language)
        self._translations = translations
        self.gettext = translations.gettext
        self.ngettext = translations.ngettext
        self.npgettext = translations.npgettext

    def gendered(self, sex: str, message: str) -> str:
        """Return a sentence about a person of that sex; the neutral form where there is no other.

        In a catalogue the sex is the context of the form.
        """
        said = str(self._translations.pgettext(sex, message))
        return self.gettext(message) if said == message else said

    def moment(self, at: datetime, zone: tzinfo, *, now: datetime | None = None) -> str:
        """Return a moment in the zone's time: «25 ноября, 14:30»; a year other than `now`'s too."""
        local = at.astimezone(zone)
        same_year = now is None or now.astimezone(zone).year == local.year
        return self._written(local, "d\u00a0MMMM" if same_year else "d\u00a0MMMM yyyy")

    def time(self, at: datetime, zone: tzinfo) -> str:
        """Return the time of a moment: «14:30»."""
        return format_time(at.astimezone(zone), "HH:mm", locale=self._locale)

    def dated(self, at: datetime, zone: tzinfo) -> str:
        """Return a moment in the zone's time with its year: «25 ноября 2026, 14:30»."""
        return self._written(at.astimezone(zone), "d\u00a0MMMM yyyy")

    def _written(self, local: datetime, pattern: str) -> str:
        day = format_date(local, pattern, locale=self._locale)
        return f"{day}, {format_time(local, 'HH:mm', locale=self._locale)}"

    def stamp(self, at: datetime, zone: tzinfo) -> str:
        """Return a moment in short, for lists: «25.11 14:30»."""
        return format_datetime(at, "dd.MM HH:mm", tzinfo=zone, locale=self._locale)

    def day(self, at: datetime, zone: tzinfo) -> str:
        """Return the day of a moment with its year: «1 сентября 2026»."""
        return format_date(at.astimezone(zone), "d\u00a0MMMM yyyy", locale=self._locale)

    def month(self, at: datetime, zone: tzinfo) -> str:
        """Return the month of a moment by itself: «ноябрь 2026»."""
        return format_date(at.astimezone(zone), "LLLL yyyy", locale=self._locale)

    def annual_day(self, month: int, day: int) -> str:
        """Return a day of the calendar: «1 сентября»."""
        # any year will do: only the day and the month are shown
        return format_date(date(2023, month, day), "d MMMM", locale=self._locale)

    def last_day(self, until: datetime, zone: tzinfo) -> str:
        """Return the last day of a period that ends before `until`."""
        return self.day(until - timedelta(microseconds=1), zone)

    def listed(self, parts: Iterable[str]) -> str:
        """Join parts into a list: «1, 2 и 3»."""
        return format_list(list(parts), locale=self._locale)

    def choice(self, parts: Iterable[str]) -> str:
        """Join alternatives into a list: «1, 2 или 3»."""
        return format_list(list(parts), style="or", locale=self._locale)

    def ordinal(self, n: int) -> str:
        """Return an ordinal number: “22nd”, «22-й»."""
        return f"{n}{_ORDINALS[self.language][self._locale.ordinal_form(n)]}"

    def nth(self, n: int) -> str:
        """Return which violation it is: «третье», “third”."""
        return self._counted(n)[0]

    def from_nth(self, n: int) -> str:
        """Return from which violation on: «четвёртого», “fourth”."""
        return self._counted(n)[1]

    def out_of(self, n: int) -> str:
        """Return of how many violations it is one: «трёх», “three”."""
        return self._counted(n)[2]

    def _counted(self, n: int) -> tuple[str, str, str]:
        known = _COUNTED[self.language]
        if 1 <= n <= len(known):
            return known[n - 1]
        if self.language == "ru":
            return f"{n}-е", f"{n}-го", f"{n}"
        return self.ordinal(n), self.ordinal(n), f"{n}"

    def of(self, translated: Mapping[str, str]) -> str:
        """Return the policy's text in this language, or in its first one."""
        return translated.get(self.language) or next(iter(translated.values()))


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The languages that the bot speaks."""

    languages: Mapping[str, Texts]

    @classmethod
    def load(cls) -> Self:
        """Read and compile every catalogue. Raises `CatalogueError` for a broken one."""
        return cls({language: Texts(language, _translations(language)) for language in LANGUAGES})

    def texts(self, language: str) -> Texts:
        """Return the texts of a language; the Russian ones if the bot does not speak it."""
        return self.languages.get(language, self.languages[LANGUAGES[0]])


@cache
def _translations(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    source = files("locales").joinpath(f"{language}.po")
    try:
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=language, abort_invalid=True)
    except (OSError, ValueError) as broken:
        raise CatalogueError(f"locales/{language}.po: {broken}") from broken
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
