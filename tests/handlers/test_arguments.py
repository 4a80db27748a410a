"""How people and terms can be written: links are pasted, commas and colons follow names."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vk.contents import CAPABILITIES
from handlers.conversation.arguments import (
    ById,
    ByName,
    ByScreenName,
    Whom,
    read_number,
    read_whom,
    read_whom_and_rule,
    read_whom_and_term,
)
from handlers.conversation.terms import read_term
from rules.conduct import Conduct, Rule
from rules.ids import MemberId, RuleNumber
from rules.times import Span, Term, Unit, Until

ZONE = ZoneInfo("Europe/Saratov")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # 16:00 in Saratov
IVAN = ById(MemberId(7))
VK = CAPABILITIES.pages
CONDUCT = Conduct(
    rules=(
        Rule(
            number=RuleNumber(2),
            title={"ru": "Без мата"},
            text={"ru": "Не ругайтесь."},
            words=("мат", "ругань"),
        ),
    )
)
NICK = ByScreenName("ivan.7")


def test_nobody() -> None:
    assert read_whom("3 дня", VK) == (None, "3 дня")
    assert read_whom("", VK) == (None, "")


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
    read = read_whom_and_rule(words, VK, CONDUCT, answers=whom is None)
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
    "минута": Span(count=1, unit=Unit.MINUTE),
    "на минуту": Span(count=1, unit=Unit.MINUTE),
    "1 минута": Span(count=1, unit=Unit.MINUTE),
    "45 мин.": Span(count=45, unit=Unit.MINUTE),
    "час": Span(count=1, unit=Unit.HOUR),
    "an hour": Span(count=1, unit=Unit.HOUR),
    "for an hour": Span(count=1, unit=Unit.HOUR),
    "один час": Span(count=1, unit=Unit.HOUR),
    "24 hours": Span(count=24, unit=Unit.HOUR),
    "на сутки": Span(count=1, unit=Unit.DAY),
    "2 суток": Span(count=2, unit=Unit.DAY),
    "5 дн.": Span(count=5, unit=Unit.DAY),
    "5 дней": Span(count=5, unit=Unit.DAY),
    "one day": Span(count=1, unit=Unit.DAY),
    "одну неделю": Span(count=1, unit=Unit.WEEK),
    "2 нед.": Span(count=2, unit=Unit.WEEK),
    "на месяц": Span(count=1, unit=Unit.MONTH),
    "5 месяцев": Span(count=5, unit=Unit.MONTH),
    "0 дней": Span(count=0, unit=Unit.DAY),
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
    read = read_whom_and_term(f"[id7|Иван] {words}", NOW, ZONE, VK)
    assert (read.whom, read.term, read.rest) == (IVAN, TERMS[words], "")
    named = read_whom_and_term(f"Соколов {words}", NOW, ZONE, VK)
    assert (named.whom, named.term, named.rest) == (ByName("Соколов"), TERMS[words], "")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "когда-нибудь",
        "до 31.02",
        "до 25:00",
        "до пятницы 25:00",
        "3 попугая",
        "-3 дня",
        "до 0.12",
        "до 25.13",
        "до 25.11 24:00",
        "до 18:60",
        "до",
        "3",
        "дня 3",
        "1000000 дней",
        "до 25.11.126",
    ],
)
def test_no_term(words: str) -> None:
    assert read_term(words, NOW, ZONE) is None


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_reading(words: str) -> None:
    read_whom(words, VK)
    read_whom_and_rule(words, VK, CONDUCT, answers=True)
    read_whom_and_rule(words, VK, CONDUCT, answers=False)
    read_number(words)
    read_term(words, NOW, ZONE)
    read_whom_and_term(words, NOW, ZONE, VK)


@given(st.integers(0, 999_999), st.sampled_from(["дней", "ч", "months", "недель", "мин"]))
def test_a_term_of_any_size_is_read(count: int, unit: str) -> None:
    term = read_term(f"{count} {unit}", NOW, ZONE)
    assert isinstance(term, Span)


COMMUNITY = ById(MemberId(-5))
PEOPLE: dict[Whom, list[str]] = {
    IVAN: [
        "[id7|Иван]",
        "[id7|Иван Соколов]",
        "[id7|@ivan]",
        "@id7",
        "@id7 (Иван)",
        "*id7 (Иван)",
        "id7",
        "ID7",
        "vk.com/id7",
        "http://vk.ru/id7",
        "https://vk.com/id7",
        "https://vk.com/id7?from=search",
        "https://vk.ru/id7#wall",
        "https://m.vk.com/id7",
        "https://m.vk.com/id7/?z=photo7_1",
        "https://www.vk.com/id7",
        "HTTPS://VK.COM/id7",
    ],
    NICK: [
        "@ivan.7",
        "vk.ru/ivan.7",
        "https://vk.com/ivan.7",
        "https://m.vk.ru/ivan.7?utm_source=x",
    ],
    COMMUNITY: ["[club5|Объявления]", "[public5|Объявления]", "club5", "vk.com/club5"],
}


@pytest.mark.parametrize(
    ("words", "whom"), [(words, whom) for whom, each in PEOPLE.items() for words in each]
)
@pytest.mark.parametrize("between", [" ", ", ", ": ", "  ", "\n", "\u00a0"])
def test_a_person_with_whatever_follows(words: str, whom: Whom, between: str) -> None:
    assert read_whom(words, VK) == (whom, "")
    asked = read_whom_and_rule(f"{words}{between}3 кричал.", VK, CONDUCT, answers=False)
    assert (asked.whom, asked.rule, asked.note) == (whom, 3, "кричал.")
    timed = read_whom_and_term(f"{words}{between}3 дня", NOW, ZONE, VK)
    assert (timed.whom, timed.term, timed.rest) == (whom, Span(count=3, unit=Unit.DAY), "")


@pytest.mark.parametrize("words", ["@ivan.7.", "vk.com/ivan.7.", "https://vk.ru/ivan.7, "])
def test_the_full_stop_of_a_sentence_is_not_part_of_the_name(words: str) -> None:
    assert read_whom(words, VK)[0] == NICK


@pytest.mark.parametrize("words", ["idea", "id", "id7x", "identity 7", "@", "* 3", "[id7|Иван"])
def test_what_only_begins_like_a_person_is_no_id(words: str) -> None:
    assert not isinstance(read_whom(words, VK)[0], ById)


@pytest.mark.parametrize("name", ["Соколов", "Иван Соколов", "Анна-Мария", "Соколов,"])
def test_a_bare_name_before_a_rule_or_a_term(name: str) -> None:
    whom = ByName(name.rstrip(","))
    for words in (f"{name} п. 3 кричал", f"{name} 3", f"{name} мат", f"за мат {name}"):
        read = read_whom_and_rule(words, VK, CONDUCT, answers=False)
        assert (read.whom, read.rule) == (whom, 2 if "мат" in words else 3)
    assert read_whom_and_term(f"{name} на неделю", NOW, ZONE, VK).whom == whom
    assert read_whom_and_term(f"{name} до 25.11 18:00", NOW, ZONE, VK).rest == ""


def test_words_between_a_person_and_a_rule_are_not_taken_for_either() -> None:
    asked = read_whom_and_rule("[id7|Иван] сказал 3 раза", VK, CONDUCT, answers=False)
    assert (asked.whom, asked.rule, asked.note) == (IVAN, None, "сказал 3 раза")


def test_a_reason_between_a_person_and_a_term_is_read_over() -> None:
    timed = read_whom_and_term("[id7|Иван] за мат 3 дня", NOW, ZONE, VK)
    # the grounds of a block are its violations: a reason is read over
    assert (timed.whom, timed.term, timed.rest) == (IVAN, Span(count=3, unit=Unit.DAY), "")


def test_a_day_is_the_chats_and_not_greenwichs() -> None:
    # 22:30 in Greenwich is half past two of the next day in Saratov
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert read_term("до 24.11", late, ZONE) == until(11, 24, 23, 59)
    assert read_term("до 23.11", late, ZONE) == until(11, 23, 23, 59, 2027)
    assert read_term("до 02:00", late, ZONE) == until(11, 25, 2, 0)
    assert read_term("до 03:00", late, ZONE) == until(11, 24, 3, 0)
