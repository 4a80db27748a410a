"""A sentence names what its reader knows: today by the hour, a chat or a child by name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.reporting import Part, compose
from handlers.voice import Named
from handlers.words import families, silence, violations
from handlers.words.rows import JournalLine
from handlers.words.status import Standing, shown
from rules.conduct import Conduct, Rule
from rules.figures import Figures
from rules.ids import ChatId, MemberId, RuleNumber, ViolationNumber
from rules.vocabulary.families import FamilyLinked
from storage.records import Entry
from tests.handlers.voices import NOW, VOICES, a_name, a_voice

RULE = Rule(number=RuleNumber(3), title={"ru": "Флуд", "en": "Flood"}, text={"ru": "а", "en": "a"})
ANYBODY = Named(member=MemberId(7), names=a_name("Иван Студентов"))


@pytest.mark.parametrize(
    ("counted", "russian", "english"),
    [
        (1, "Это первое из трёх. С четвёртого возможна", "This is the first of three."),
        (3, "Это третье из трёх. С четвёртого возможна", "This is the third of three."),
        (4, "Это четвёртое: возможна", "This is the fourth: a block is possible now"),
        (12, "Это 12-е: возможна", "This is the 12th: a block is possible now"),
    ],
)
def test_a_violation_is_one_of_so_many(counted: int, russian: str, english: str) -> None:
    for language, expected in (("ru", russian), ("en", english)):
        said = violations.recorded(
            VOICES[language],
            member=ANYBODY,
            number=ViolationNumber(10),
            rule=RULE,
            note="",
            counted=counted,
            threshold=3,
            automatic=False,
        )
        assert expected in said
        assert "5.12.5" in said


def test_what_ends_today_is_told_by_the_hour_alone() -> None:
    voice = VOICES["ru"]
    today, tomorrow = NOW + timedelta(minutes=15), NOW + timedelta(days=1)
    assert silence.begun(voice, by=ANYBODY, ends_at=today).startswith("До 16:15 ")
    assert "24\u00a0ноября, 16:00" in silence.begun(voice, by=ANYBODY, ends_at=tomorrow)
    # two minutes of the clock, and another day of the chat's zone
    midnight = replace(voice, now=datetime(2026, 11, 23, 19, 59, tzinfo=UTC))
    said = silence.begun(midnight, by=ANYBODY, ends_at=datetime(2026, 11, 23, 20, 1, tzinfo=UTC))
    assert "24\u00a0ноября, 00:01" in said


@pytest.mark.parametrize("title", ["", " ", "\u200b"])
def test_a_chat_without_a_title_is_called_so(title: str) -> None:
    assert a_voice("ru").chat(title) == "без названия"
    assert a_voice("ru").chat("ИСП-21") == "ИСП-21"


@pytest.mark.parametrize(("child", "called"), [(ANYBODY, "Иван Студентов"), (None, "участник 7")])
def test_the_journal_names_a_child(child: Named | None, called: str) -> None:
    fact = FamilyLinked(member=MemberId(1), child=MemberId(7), by=None)
    entry = Entry(chat=ChatId(0), number=1, at=NOW, fact=fact, policy_version="1", hash="")
    line = JournalLine(entry=entry, member=None, by=None, rule=None, child=child)
    assert families.line(fact, line, VOICES["ru"]) == f"записан ребёнок: {called}"


@pytest.mark.parametrize(
    ("title", "until", "name"),
    [
        ("ИСП-21", datetime(2026, 11, 30, 20, tzinfo=UTC), "Отчёт ИСП-21, ноябрь 2026"),
        ("ИСП/21: «а»?", datetime(2026, 11, 30, 20, tzinfo=UTC), "Отчёт ИСП 21  «а» , ноябрь 2026"),
        (
            "ИСП-21",
            datetime(2026, 12, 1, 20, tzinfo=UTC),
            "Отчёт ИСП-21, 1\u00a0ноября 2026 – 1\u00a0декабря 2026",
        ),
    ],
)
def test_a_report_is_called_by_its_chat_and_month(title: str, until: datetime, name: str) -> None:
    since = datetime(2026, 10, 31, 20, tzinfo=UTC)
    parts = (Part(chat=title, figures=Figures()),)
    report = compose(VOICES["ru"], Conduct(rules=(RULE,)), parts, since, until)
    assert report.file_name == name


@pytest.mark.parametrize(
    ("counted", "russian", "english"),
    [
        (0, "Нарушений нет.", "No violation counts."),
        (
            1,
            "Учитывается 1 нарушение. С четвёртого возможна блокировка (п. 5.12.5).",
            "1 violation counts. From the fourth on, a block is possible (cl. 5.12.5).",
        ),
        (
            4,
            "Учитываются 4 нарушения. Возможна блокировка (п. 5.12.5).",
            "4 violations count. A block is possible now (cl. 5.12.5).",
        ),
    ],
)
def test_a_standing_says_what_the_count_means(counted: int, russian: str, english: str) -> None:
    of = Standing(
        member=Named(member=MemberId(7), names=None),
        own=True,
        chat="ИСП-21",
        acknowledged=True,
        marks=(),
        counted=counted,
        threshold=3,
        blocked_until=None,
        apologises=False,
        block_grounds=(),
    )
    for language, said in (("ru", russian), ("en", english)):
        assert shown(a_voice(language), of=of).replace("\u00a0", " ").splitlines()[1] == said
    blocked = replace(of, counted=0, blocked_until=NOW)
    assert "Нарушений нет" not in shown(a_voice("ru"), of=blocked)
