"""How people and terms can be written."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.arguments import (
    ById,
    ByName,
    ByScreenName,
    read_number,
    read_term,
    read_whom,
    read_whom_and_rule,
    read_whom_and_term,
)
from rules.ids import MemberId
from rules.terms import Span, Term, Unit, Until

ZONE = ZoneInfo("Europe/Saratov")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # 16:00 in Saratov
IVAN = ById(MemberId(7))


@pytest.mark.parametrize(
    "words",
    [
        "[id7|Иван]",
        "[id7|@ivan]",
        "@id7",
        "@id7 (Иван)",
        "*id7 (Иван)",
        "id7",
        "https://vk.com/id7",
        "http://vk.ru/id7",
        "vk.com/id7",
        "https://m.vk.com/id7",
    ],
)
def test_a_person_by_id(words: str) -> None:
    assert read_whom(words) == (IVAN, "")
    assert read_whom(f"{words} 3 дня") == (IVAN, "3 дня")


@pytest.mark.parametrize("words", ["@ivan.7", "https://vk.com/ivan.7", "vk.ru/ivan.7"])
def test_a_person_by_screen_name(words: str) -> None:
    assert read_whom(words) == (ByScreenName("ivan.7"), "")
    assert read_whom(f"{words} 3") == (ByScreenName("ivan.7"), "3")


def test_nobody() -> None:
    assert read_whom("3 дня") == (None, "3 дня")
    assert read_whom("") == (None, "")


@pytest.mark.parametrize(
    ("words", "whom", "rule", "note"),
    [
        ("3", None, 3, ""),
        ("3 пояснение тут", None, 3, "пояснение тут"),
        ("№3", None, 3, ""),
        ("[id7|Иван] 3", IVAN, 3, ""),
        ("[id7|Иван] 3 кричал", IVAN, 3, "кричал"),
        ("Соколов 3 кричал", ByName("Соколов"), 3, "кричал"),
        ("Иван Соколов 3", ByName("Иван Соколов"), 3, ""),
        ("[id7|Иван]", IVAN, None, ""),
        ("", None, None, ""),
    ],
)
def test_whom_and_rule(words: str, whom: object, rule: int | None, note: str) -> None:
    read = read_whom_and_rule(words)
    assert (read.whom, read.rule, read.note) == (whom, rule, note)


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("12 причина", 12, "причина"),
        ("№12 причина", 12, "причина"),
        ("# 12", 12, ""),
        ("причина 12", None, "причина 12"),
        ("", None, ""),
    ],
)
def test_a_leading_number(words: str, number: int | None, rest: str) -> None:
    assert read_number(words) == (number, rest)


def until(month: int, day: int, hour: int, minute: int, year: int = 2026) -> Until:
    return Until(moment=datetime(year, month, day, hour, minute, tzinfo=ZONE))


TERMS: dict[str, Term] = {
    "3 дня": Span(count=3, unit=Unit.DAY),
    "3дня": Span(count=3, unit=Unit.DAY),
    "на 3 дня": Span(count=3, unit=Unit.DAY),
    "день": Span(count=1, unit=Unit.DAY),
    "сутки": Span(count=1, unit=Unit.DAY),
    "неделя": Span(count=1, unit=Unit.WEEK),
    "на неделю": Span(count=1, unit=Unit.WEEK),
    "2 недели": Span(count=2, unit=Unit.WEEK),
    "12ч": Span(count=12, unit=Unit.HOUR),
    "12 часов": Span(count=12, unit=Unit.HOUR),
    "30 минут": Span(count=30, unit=Unit.MINUTE),
    "месяц": Span(count=1, unit=Unit.MONTH),
    "МЕСЯЦ": Span(count=1, unit=Unit.MONTH),
    "1 month": Span(count=1, unit=Unit.MONTH),
    "2 weeks": Span(count=2, unit=Unit.WEEK),
    "a week": Span(count=1, unit=Unit.WEEK),
    "for 3 days": Span(count=3, unit=Unit.DAY),
    "12h": Span(count=12, unit=Unit.HOUR),
    "до 25.11": until(11, 25, 23, 59),
    "до 25.11 18:00": until(11, 25, 18, 0),
    "до 25.11 в 18:00": until(11, 25, 18, 0),
    "до 25.11.2026": until(11, 25, 23, 59),
    "до 25.11.26": until(11, 25, 23, 59),
    "до 10.01": until(1, 10, 23, 59, 2027),
    "до 18:00": until(11, 23, 18, 0),
    "до 15:00": until(11, 24, 15, 0),
    "until 25.11": until(11, 25, 23, 59),
    "до пятницы": until(11, 27, 23, 59),
    "до пятницы 18:00": until(11, 27, 18, 0),
    "до пятницы в 9:30": until(11, 27, 9, 30),
    "до вторника": until(11, 24, 23, 59),
    "до понедельника": until(11, 30, 23, 59),
    "until Sunday": until(11, 29, 23, 59),
}


@pytest.mark.parametrize("words", TERMS)
def test_a_term(words: str) -> None:
    assert read_term(words, NOW, ZONE) == TERMS[words]
    read = read_whom_and_term(f"[id7|Иван] {words}", NOW, ZONE)
    assert (read.whom, read.term, read.rest) == (IVAN, TERMS[words], "")
    named = read_whom_and_term(f"Соколов {words}", NOW, ZONE)
    assert (named.whom, named.term, named.rest) == (ByName("Соколов"), TERMS[words], "")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "когда-нибудь",
        "до 31.02",
        "до 25:00",
        "до завтра",
        "до пятницы 25:00",
        "3 попугая",
        "-3 дня",
    ],
)
def test_no_term(words: str) -> None:
    assert read_term(words, NOW, ZONE) is None


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_reading(words: str) -> None:
    read_whom(words)
    read_whom_and_rule(words)
    read_number(words)
    read_term(words, NOW, ZONE)
    read_whom_and_term(words, NOW, ZONE)


@given(st.integers(0, 999_999), st.sampled_from(["дней", "ч", "months", "недель", "мин"]))
def test_a_term_of_any_size_is_read(count: int, unit: str) -> None:
    term = read_term(f"{count} {unit}", NOW, ZONE)
    assert isinstance(term, Span)
