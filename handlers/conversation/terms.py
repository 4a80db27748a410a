"""Terms as people write them: «на 3 дня», «полчаса», «1 день 12 часов», «до конца недели».

A day without a time means its end, and a date without a year the next such date. What could mean
two moments («до 5») is not read: the asker then chooses a term by a button.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from typing import TypeVar

from rules.times import Span, Term, Unit, Until

_TOKEN = re.compile(
    r"(?<![-−\d])(?:\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)"
    r"|\d+(?:[.,]\d+)?)|[^\W\d_]+"
)


Value = TypeVar("Value")


def _by_word(*rows: tuple[Value, str]) -> dict[str, Value]:
    return {word: value for value, words in rows for word in words.split()}


_NUMBERS = _by_word(
    (Fraction(1, 2), "пол половина половину half"),
    (Fraction(1), "один одна одну одного одной one a an"),
    (Fraction(3, 2), "полтора полторы полутора"),
    (Fraction(2), "два две двух двое пара пару two couple"),
    (Fraction(3), "три трех трое three"),
    (Fraction(4), "четыре четырех четверо four"),
    (Fraction(5), "пять пяти five"),
    (Fraction(6), "шесть шести six"),
    (Fraction(7), "семь семи seven"),
    (Fraction(8), "восемь восьми eight"),
    (Fraction(9), "девять девяти nine"),
    (Fraction(10), "десять десяти ten"),
    (Fraction(11), "одиннадцать одиннадцати eleven"),
    (Fraction(12), "двенадцать двенадцати twelve"),
    (Fraction(14), "четырнадцать четырнадцати fourteen"),
    (Fraction(15), "пятнадцать пятнадцати fifteen"),
    (Fraction(20), "двадцать двадцати twenty"),
    (Fraction(30), "тридцать тридцати thirty"),
    (Fraction(40), "сорок сорока forty"),
    (Fraction(50), "пятьдесят пятидесяти fifty"),
    (Fraction(60), "шестьдесят шестидесяти sixty"),
)

_UNITS = _by_word(
    (Unit.MINUTE, "минута минуту минуты минут минутка минутку минутки минуток minute minutes"),
    (Unit.HOUR, "час часа часов часик часика часок hour hours"),
    (Unit.DAY, "день дня дней денек денька деньков сутки суток day days"),
    (Unit.WEEK, "неделя неделю недели недель неделька недельку недельки week weeks"),
    (Unit.MONTH, "месяц месяца месяцев month months"),
    ("year", "год года лет year years"),
)
_SHORT_UNITS = _by_word(
    (Unit.MINUTE, "мин м min mins"),
    (Unit.HOUR, "ч h hr hrs"),
    (Unit.DAY, "д дн сут d"),
    (Unit.WEEK, "н нед w wk"),
    (Unit.MONTH, "мес mo"),
    ("year", "г"),
)
"""Units that are read only after a number: «3 д», «12ч»."""

_MINUTES = {
    Unit.MINUTE: 1,
    Unit.HOUR: 60,
    Unit.DAY: 24 * 60,
    Unit.WEEK: 7 * 24 * 60,
    Unit.MONTH: 30 * 24 * 60,
    "year": 365 * 24 * 60,
}
"""How long a unit is where it is not counted on the calendar: in «полмесяца», «1 день 2 часа»."""

_WEEKDAYS = _by_word(
    (0, "понедельника пн monday mon"),
    (1, "вторника вт tuesday tue"),
    (2, "среды ср wednesday wed"),
    (3, "четверга чт thursday thu"),
    (4, "пятницы пт выходных friday fri weekend"),
    (5, "субботы сб saturday sat"),
    (6, "воскресенья вс воскресения sunday sun"),
)

_MONTHS = _by_word(
    (1, "января янв january jan"),
    (2, "февраля фев february feb"),
    (3, "марта мар march mar"),
    (4, "апреля апр april apr"),
    (5, "мая may"),
    (6, "июня июн june jun"),
    (7, "июля июл july jul"),
    (8, "августа авг august aug"),
    (9, "сентября сен сент september sep"),
    (10, "октября окт october oct"),
    (11, "ноября ноя нояб november nov"),
    (12, "декабря дек december dec"),
)

_DAYS = {
    word: day
    for day, word in enumerate(
        "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого"
        " одиннадцатого двенадцатого тринадцатого четырнадцатого пятнадцатого шестнадцатого"
        " семнадцатого восемнадцатого девятнадцатого двадцатого".split(),
        start=1,
    )
} | {"тридцатого": 30}

_BEFORE_A_SPAN = frozenset("на сроком срок for".split())
_BEFORE_AN_END = frozenset("до по until till".split())
_NEXT = frozenset("следующего следующей след next".split())
_THIS = frozenset("этого этой ближайшего ближайшей ближайших this сегодняшнего текущей".split())
_END_OF_DAY = time(23, 59)
_PARTS_OF_DAY = _by_word(
    (time(8), "утра morning"), (time(13), "обеда lunch"), (time(18), "вечера evening")
)
"""When a part of the day begins, where no hour is named; the answer always says the moment."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One word or number; `start` and `end` are its place in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTerm:
    """A term in a text, with the text `before` and `after` it."""

    term: Term
    before: str
    after: str


def read_term(text: str, now: datetime, zone: tzinfo) -> Term | None:
    """Return the term that a whole text is; None if it is none.

    The ends of days, and dates without a year, are counted in `zone` from `now`.
    """
    found = find_term(text, now, zone)
    return None if found is None or re.search(r"\w", found.before + found.after) else found.term


def find_term(text: str, now: datetime, zone: tzinfo) -> FoundTerm | None:
    """Return the term in a text; None if there is none.

    One with a preposition («на», «до») comes before one with a number, and that before a bare
    word («неделя»).
    """
    tokens = [
        _Token(match[0].casefold().replace("ё", "е"), *match.span())
        for match in _TOKEN.finditer(text)
    ]
    reader = _Reader([token.word for token in tokens], now.astimezone(zone))
    best: tuple[int, int, int, Term] | None = None
    for start in range(len(tokens)):
        for rank, end, term in reader.terms_at(start):
            # the surest, then the first, then the longest
            if best is None or (rank, start, -end) < (best[0], best[1], -best[2]):
                best = rank, start, end, term
    if best is None:
        return None
    _, start, end, term = best
    return FoundTerm(
        term=term,
        before=text[: tokens[start].start].rstrip(" ,;:\n\xa0"),
        after=text[tokens[end - 1].end :].lstrip(" ,;:.\n\xa0"),
    )


class _Reader:
    """Reads the words of one text; `here` is the present moment in the chat's zone.

    Each method takes the index of the first word and returns what it read with the index after
    it, or None.
    """

    def __init__(self, words: Sequence[str], here: datetime) -> None:
        self._words = [*words, ""]
        self._here = here

    def terms_at(self, start: int) -> Iterator[tuple[int, int, Term]]:
        """Yield the terms that begin at a word: how unsure each is, its end, itself."""
        word, after = self._words[start], start + 1
        if word in _BEFORE_AN_END and (until := self._end(after)):
            yield 0, until[1], Until(moment=until[0])
        elif word in _BEFORE_A_SPAN:
            while self._words[after] in _BEFORE_A_SPAN:
                after += 1
            if span := self._span(after):
                yield 0, span[1], span[0]
        elif span := self._span(start):
            yield 2 if word in _UNITS else 1, span[1], span[0]

    def _span(self, at: int) -> tuple[Span, int] | None:
        parts: list[tuple[Fraction, Unit | str]] = []
        while part := self._part(at):
            parts.append(part[0])
            at = part[1]
            if self._words[at] in {"и", "and"} and self._part(at + 1):
                at += 1
            elif self._words[at] in _UNITS:
                break
        return (_sum(parts), at) if parts else None

    def _part(self, at: int) -> tuple[tuple[Fraction, Unit | str], int] | None:
        word = self._words[at]
        if word in _UNITS:
            return (Fraction(1), _UNITS[word]), at + 1
        if word.startswith("пол") and word[3:] in _UNITS:
            return (Fraction(1, 2), _UNITS[word[3:]]), at + 1
        number = self._number(at)
        if number is None:
            return None
        count, at = number
        at += count < 1 and self._words[at] in {"a", "an"}
        unit = _UNITS.get(self._words[at]) or _SHORT_UNITS.get(self._words[at])
        return None if unit is None else ((count, unit), at + 1)

    def _number(self, at: int) -> tuple[Fraction, int] | None:
        word, following = self._words[at], self._words[at + 1 : at + 2]
        if word[:1].isdecimal():
            digits = word.replace(",", ".")
            if not re.fullmatch(r"\d{1,6}(\.\d{1,2})?", digits):
                return None
            return Fraction(digits), at + 1
        number = _NUMBERS.get(word)
        if number is None:
            return None
        ones = _NUMBERS.get(following[0]) if following and number >= 20 else None
        if ones is not None and ones.denominator == 1 and ones < 10:
            return number + ones, at + 2
        return number, at + 1

    def _end(self, at: int) -> tuple[datetime, int] | None:
        if clock := self._clock(at):
            return self._next_time(clock[0]), clock[1]
        if not (day := self._day(at)):
            return None
        on, at = day
        at += self._words[at] in {"включительно", "inclusive"}
        clock = self._clock(at + (self._words[at] in {"в", "at", "к"}))
        at_time, at = clock or (_END_OF_DAY, at)
        return datetime.combine(on, at_time, tzinfo=self._here.tzinfo), at

    def _next_time(self, at: time) -> datetime:
        moment = datetime.combine(self._here.date(), at, tzinfo=self._here.tzinfo)
        return moment if moment > self._here else moment + timedelta(days=1)

    def _clock(self, at: int) -> tuple[time, int] | None:
        word = self._words[at]
        if word in {"полуночи", "midnight"}:
            return time(0), at + 1
        if word in {"полудня", "noon"}:
            return time(12), at + 1
        if word in _PARTS_OF_DAY:
            return _PARTS_OF_DAY[word], at + 1
        if match := re.fullmatch(r"(\d{1,2}):(\d{2})", word):
            return _time(int(match[1]), int(match[2]), at + 1)
        number = self._number(at)
        if number is None or number[0].denominator != 1:
            return None
        hour, at = int(number[0]), number[1]
        counted = self._words[at] in {"час", "часа", "часов", "ч"}
        part = self._words[at + counted]
        if part in {"вечера", "дня", "pm"} and hour <= 12:
            return _time(hour % 12 + 12, 0, at + counted + 1)
        if part in {"утра", "ночи", "am"} and hour <= 12:
            return _time(hour % 12, 0, at + counted + 1)
        return _time(hour, 0, at + 1) if counted else None

    def _day(self, at: int) -> tuple[date, int] | None:
        at += self._words[at] == "the"
        word, today = self._words[at], self._here.date()
        if word in {"конца", "end"}:
            return self._end_of(at + 1) or self._day(at + 1)
        if word in _NEXT and _UNITS.get(self._words[at + 1]) is Unit.WEEK:
            # until it begins
            return today + timedelta(days=6 - today.weekday()), at + 2
        if word == "нового" and self._words[at + 1] == "года":
            return date(today.year, 12, 31), at + 2
        if word in {"завтра", "завтрашнего", "tomorrow"}:
            return today + timedelta(days=1), at + 1
        if word == "послезавтра":
            return today + timedelta(days=2), at + 1
        if word in {"сегодня", "today"}:
            return today, at + 1
        following, this = word in _NEXT, word in _THIS
        if (weekday := _WEEKDAYS.get(self._words[at + following + this])) is not None:
            return self._on(weekday, following=following), at + following + this + 1
        return self._date(at)

    def _end_of(self, at: int) -> tuple[date, int] | None:
        today = self._here.date()
        while self._words[at] in {"of", "the"}:
            at += 1
        following = self._words[at] in _NEXT
        at += following or self._words[at] in _THIS
        match _UNITS.get(self._words[at]):
            case Unit.DAY:
                return today + timedelta(days=following), at + 1
            case Unit.WEEK:
                return today + timedelta(days=6 - today.weekday() + 7 * following), at + 1
            case Unit.MONTH:
                first = today.replace(day=1)
                for _ in range(1 + following):
                    first = (first + timedelta(days=31)).replace(day=1)
                return first - timedelta(days=1), at + 1
            case _:
                return None

    def _on(self, weekday: int, *, following: bool) -> date:
        today = self._here.date()
        if following:
            return today + timedelta(days=7 - today.weekday() + weekday)
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)

    def _date(self, at: int) -> tuple[date, int] | None:
        word = self._words[at]
        if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", word):
            return self._dated(int(match[3]), int(match[2]), int(match[1]), at + 1)
        if match := re.fullmatch(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?", word):
            year = int(match[3]) if match[3] else None
            return self._dated(int(match[1]), int(match[2]), year, at + 1)
        if word.isdecimal() and len(word) <= 2:
            day, at = int(word), at + 1
        elif word in {"двадцать", "тридцать"} and self._words[at + 1] in _DAYS:
            day, at = int(_NUMBERS[word]) + _DAYS[self._words[at + 1]], at + 2
        elif word in _DAYS:
            day, at = _DAYS[word], at + 1
        else:
            return None
        said = not word.isdecimal()
        if self._words[at] in {"го", "числа"}:
            said, at = True, at + 1
            at += self._words[at] == "числа"
        month = _MONTHS.get(self._words[at])
        if month is None:
            return self._next_day(day, at) if said else None
        at += 1
        year = None
        if re.fullmatch(r"\d{4}", self._words[at]):
            year, at = int(self._words[at]), at + 1
            at += self._words[at] in {"года", "г"}
        return self._dated(day, month, year, at)

    def _next_day(self, day: int, at: int) -> tuple[date, int] | None:
        """Return the next day of that number, in this month or a later one."""
        month = self._here.date().replace(day=1)
        for _ in range(3):
            try:
                found = month.replace(day=day)
            except ValueError:
                found = None
            if found is not None and found >= self._here.date():
                return found, at
            month = (month + timedelta(days=31)).replace(day=1)
        return None

    def _dated(self, day: int, month: int, year: int | None, at: int) -> tuple[date, int] | None:
        today = self._here.date()
        if year is not None and year < 100:
            year += 2000
        try:
            on = date(year or today.year, month, day)
            if year is None and on < today:
                on = on.replace(year=on.year + 1)
        except ValueError:
            return None
        return on, at


def _sum(parts: Sequence[tuple[Fraction, Unit | str]]) -> Span:
    """Return the span of its parts, by the calendar where one unit is counted."""
    if len(parts) == 1 and parts[0][0].denominator == 1:
        count, unit = int(parts[0][0]), parts[0][1]
        if unit == "year":
            return Span(count=12 * count, unit=Unit.MONTH)
        return Span(count=count, unit=Unit(unit))
    minutes = round(sum(count * _MINUTES[unit] for count, unit in parts))
    for unit in (Unit.DAY, Unit.HOUR):
        if minutes and minutes % _MINUTES[unit] == 0:
            return Span(count=minutes // _MINUTES[unit], unit=unit)
    return Span(count=minutes, unit=Unit.MINUTE)


def _time(hour: int, minute: int, at: int) -> tuple[time, int] | None:
    try:
        return time(hour, minute), at
    except ValueError:
        return None
