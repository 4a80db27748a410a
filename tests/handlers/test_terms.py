"""Terms as a tired teacher types them: any words, any order, any end."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.terms import find_term, read_term
from rules.times import Span, Term, Unit, Until

ZONE = ZoneInfo("Europe/Saratov")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)  # Wednesday, 16:00 in Saratov


def until(month: int, day: int, hour: int = 23, minute: int = 59, year: int = 2026) -> Until:
    return Until(moment=datetime(year, month, day, hour, minute, tzinfo=ZONE))


SPANS: dict[str, tuple[int, Unit]] = {
    "полчаса": (30, Unit.MINUTE),
    "на полчасика": (30, Unit.MINUTE),
    "пол дня": (12, Unit.HOUR),
    "полмесяца": (15, Unit.DAY),
    "полтора часа": (90, Unit.MINUTE),
    "полторы недели": (252, Unit.HOUR),
    "2,5 дня": (60, Unit.HOUR),
    "на 1.5 часа": (90, Unit.MINUTE),
    "1 день 12 часов": (36, Unit.HOUR),
    "3 дня и 2 часа": (74, Unit.HOUR),
    "неделю и день": (8, Unit.DAY),
    "1д12ч": (36, Unit.HOUR),
    "три дня": (3, Unit.DAY),
    "двух недель": (2, Unit.WEEK),
    "двадцать пять минут": (25, Unit.MINUTE),
    "на пару дней": (2, Unit.DAY),
    "на недельку": (1, Unit.WEEK),
    "на срок 3 дня": (3, Unit.DAY),
    "на\u00a03\u00a0дня": (3, Unit.DAY),
    "forty five minutes": (45, Unit.MINUTE),
    "half an hour": (30, Unit.MINUTE),
    "год": (12, Unit.MONTH),
    "полгода": (4380, Unit.HOUR),
}

ENDS = {
    "до утра": until(11, 26, 8, 0),
    "до завтрашнего утра": until(11, 26, 8, 0),
    "до вечера": until(11, 25, 18, 0),
    "до конца четверга": until(11, 26),
    "до пятницы включительно": until(11, 27),
    "до следующей недели": until(11, 29),
    "до нового года": until(12, 31),
    "до завтра": until(11, 26),
    "до завтра 9:00": until(11, 26, 9, 0),
    "до послезавтра": until(11, 27),
    "до конца дня": until(11, 25),
    "до конца недели": until(11, 29),
    "до конца следующей недели": until(12, 6),
    "до конца месяца": until(11, 30),
    "until the end of the week": until(11, 29),
    "до 5 декабря": until(12, 5),
    "по 5 декабря": until(12, 5),
    "до 5 дек": until(12, 5),
    "до пятого декабря": until(12, 5),
    "до двадцать пятого декабря": until(12, 25),
    "до 5 декабря 2026 года 18:00": until(12, 5, 18, 0),
    "до 5 декабря в 10 часов": until(12, 5, 10, 0),
    "до 1 января": until(1, 1, year=2027),
    "до 2026-12-05": until(12, 5),
    "до 30-го": until(11, 30),
    "до 5 числа": until(12, 5),
    "до следующего понедельника": until(11, 30),
    "до следующей пятницы": until(12, 4),
    "до этой пятницы": until(11, 27),
    "до пятницы": until(11, 27),
    "до среды": until(12, 2),
    "до пт": until(11, 27),
    "до выходных": until(11, 27),
    "до 18 часов": until(11, 25, 18, 0),
    "до 6 вечера": until(11, 25, 18, 0),
    "до двух часов дня": until(11, 26, 14, 0),
    "до 9 утра": until(11, 26, 9, 0),
    "до полуночи": until(11, 26, 0, 0),
}


@pytest.mark.parametrize("words", [*SPANS, *ENDS])
def test_a_term_in_words(words: str) -> None:
    if words in ENDS:
        assert read_term(words, NOW, ZONE) == ENDS[words]
    else:
        count, unit = SPANS[words]
        assert read_term(words, NOW, ZONE) == Span(count=count, unit=unit)


@pytest.mark.parametrize(
    "words", ["день рождения", "до 5", "завтра", "до конца урока", "м", "сто дней", "до 31 ноября"]
)
def test_what_could_mean_another_moment_is_not_read(words: str) -> None:
    assert read_term(words, NOW, ZONE) is None


@pytest.mark.parametrize(
    ("words", "term", "before", "after"),
    [
        ("Тимура на неделю за мат", Span(count=1, unit=Unit.WEEK), "Тимура", "за мат"),
        ("3 дня, Тимур", Span(count=3, unit=Unit.DAY), "", "Тимур"),
        ("неделя Клавишину", Span(count=1, unit=Unit.WEEK), "", "Клавишину"),
        ("за мат, до завтра", until(11, 26), "за мат", ""),
        # a preposition makes it surer than a bare word that stands before it
        ("за срыв недели на 3 дня", Span(count=3, unit=Unit.DAY), "за срыв недели", ""),
        # the number does, too
        ("за день учителя 2 часа", Span(count=2, unit=Unit.HOUR), "за день учителя", ""),
    ],
)
def test_a_term_is_found_wherever_it_stands(
    words: str, term: Term, before: str, after: str
) -> None:
    found = find_term(words, NOW, ZONE)
    assert found is not None
    assert (found.term, found.before, found.after) == (term, before, after)


@given(st.lists(st.sampled_from([*SPANS, *ENDS, "до", "на", "и", "5", "12:30", "-3"]), max_size=6))
def test_no_row_of_such_words_breaks_the_reading(words: list[str]) -> None:
    find_term(" ".join(words), NOW, ZONE)


@given(st.integers(0, 4 * 365 * 24 * 60))
def test_an_end_in_words_is_ahead_and_within_reach(minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    for words in ("до завтра", "до пятницы", "до конца недели", "до 18 часов", "до 30-го"):
        term = read_term(words, now, ZONE)
        assert isinstance(term, Until)
        assert now.astimezone(ZONE).date() <= term.moment.date()
        assert (term.moment - now).days <= 62
