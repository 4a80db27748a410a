"""Numbers with their nouns in Russian and English, as the policy is told in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from rules.policy import SinceDayOfYear
from rules.terms import Span

_Forms = Mapping[str, str]
"""A noun by the plural categories of its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """One language's amounts. `units` stand in the case that follows «на», «за», «через»;
    `violations` and `people` in the one that follows «больше», «не меньше», «у».
    """

    locale: Locale
    units: Mapping[str, _Forms]
    violations: _Forms
    people: _Forms

    def counted(self, n: int, forms: _Forms) -> str:
        """Give a number with its noun in the right form: «3 дня»."""
        return f"{n} {forms[self.locale.plural_form(n)]}"

    def days(self, n: int) -> str:
        """Give a number of days."""
        return self.counted(n, self.units["day"])

    def term(self, term: Span) -> str:
        """Give a term of a block: «1 неделю»."""
        return self.counted(term.count, self.units[term.unit.value])

    def choice(self, terms: Iterable[Span]) -> str:
        """Give terms to choose from: «1 день, 1 неделю или 1 месяц»."""
        return format_list([self.term(term) for term in terms], style="or", locale=self.locale)

    def duration(self, length: timedelta) -> str:
        """Give a length of time in as few units as tell it exactly; below two days in hours."""
        seconds = int(length.total_seconds())
        days = seconds // 86_400 if seconds >= 2 * 86_400 else 0
        hours, rest = divmod(seconds - days * 86_400, 3600)
        minutes, seconds = divmod(rest, 60)
        parts = {"day": days, "hour": hours, "minute": minutes, "second": seconds}
        return " ".join(self.counted(n, self.units[unit]) for unit, n in parts.items() if n)

    def day_of_year(self, since: SinceDayOfYear) -> str:
        """Give a day of every year: «1 сентября»."""
        # any year will do: only the day and the month are shown
        return format_date(date(2023, since.month, since.day), "d MMMM", locale=self.locale)


RUSSIAN = Amounts(
    locale=Locale("ru"),
    units={
        "second": {"one": "секунду", "few": "секунды", "many": "секунд"},
        "minute": {"one": "минуту", "few": "минуты", "many": "минут"},
        "hour": {"one": "час", "few": "часа", "many": "часов"},
        "day": {"one": "день", "few": "дня", "many": "дней"},
        "week": {"one": "неделю", "few": "недели", "many": "недель"},
        "month": {"one": "месяц", "few": "месяца", "many": "месяцев"},
    },
    violations={"one": "нарушения", "few": "нарушений", "many": "нарушений"},
    people={"one": "человека", "few": "человек", "many": "человек"},
)

ENGLISH = Amounts(
    locale=Locale("en"),
    units={
        unit: {"one": unit, "other": f"{unit}s"}
        for unit in ("second", "minute", "hour", "day", "week", "month")
    },
    violations={"one": "violation", "other": "violations"},
    people={"one": "person", "other": "people"},
)

_ORDINALS = {"one": "st", "two": "nd", "few": "rd", "other": "th"}


def english_ordinal(n: int) -> str:
    """Give an English ordinal: “22nd”."""
    return f"{n}{_ORDINALS[ENGLISH.locale.ordinal_form(n)]}"
