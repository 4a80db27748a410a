"""What `bot policy` prints: every setting, in both languages, in whole sentences."""

import re
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cli import main
from bot.policy.words import in_term, in_time, policy_in_words
from locales.texts import Catalogues
from rules.conduct import Conduct
from rules.detectors.registry import Detector
from rules.policy import (
    Answers,
    Brakes,
    ForDays,
    Heat,
    Keeping,
    Policy,
    Safety,
    SinceDayOfYear,
    Spreading,
    Trust,
)
from rules.policy_file import read_policy
from rules.settings import Blocks, Kind, Setting
from rules.times import Span, Unit
from tests.rules.moments import DAY, HOUR, MINUTE, ONE_DAY, ONE_WEEK
from tests.rules.policies import a_policy, a_rule
from tests.rules.policy_text import but

POLICY = read_policy(None)
RUSSIAN, ENGLISH = (Catalogues.load().texts(language) for language in ("ru", "en"))
SECOND = timedelta(seconds=1)

OTHERWISE: list[tuple[str, Any, str, str]] = [
    ("version", "2027", "версия правил 2027", "version of the rules 2027"),
    ("threshold", 4, "больше 4 нарушений.", "more than 4 violations that count."),
    ("threshold", 21, "больше 21 нарушения.", "more than 21 violations that count."),
    ("validity", ForDays(days=181), "учитывается 181 день.", "counts for 181 days."),
    ("validity", ForDays(days=1), "учитывается 1 день.", "counts for 1 day."),
    (
        "validity",
        SinceDayOfYear(month=1, day=9),
        "каждый год начинается заново: 9 января.",
        "again every year on 9 January.",
    ),
    ("blocks", Blocks.AUTOMATIC, "Бот блокирует сам", "The bot blocks by itself"),
    ("terms", (ONE_WEEK,), "модератору: на 1 неделю.", "to choose from: 1 week."),
    (
        "terms",
        (Span(count=2, unit=Unit.HOUR), Span(count=2, unit=Unit.WEEK)),
        "на 2 часа или 2 недели.",
        "2 hours or 2 weeks.",
    ),
    (
        "greatest_term",
        Span(count=22, unit=Unit.DAY),
        "не дольше чем на 22 дня и никогда",
        "longer than 22 days, and never",
    ),
    ("ladder", (ONE_DAY,), "каждый раз на 1 день.", "each time for 1 day."),
    (
        "ladder",
        (ONE_DAY, ONE_WEEK),
        "1-й раз на 1 день; 2-й раз и дальше на 1 неделю.",
        "1st time for 1 day; 2nd time and later for 1 week.",
    ),
    ("vote_length", 90 * MINUTE, "длится 1 час 30 минут,", "lasts 1 hour 30 minutes,"),
    ("apology_pause", 1 * HOUR, "можно через 1 час.", "again in 1 hour."),
    ("apology_pause", 0 * HOUR, "можно сразу.", "again at once."),
    ("reminder_quiet", MINUTE, "бот 1 минуту не", "For 1 minute after"),
    ("reminder_quiet", 0 * MINUTE, "Перерыва между", "There is no pause"),
    (
        "heat",
        Heat(violations=21, people=1, within=MINUTE),
        "за 1 минуту записано не меньше 21 нарушения, а нарушили не меньше 1 человека.",
        "at least 21 violations by at least 1 person within 1 minute.",
    ),
    (
        "heat",
        Heat(violations=5, people=3, within=HOUR),
        "за 1 час записано не меньше 5 нарушений, а нарушили не меньше 3 человек.",
        "at least 5 violations by at least 3 people within 1 hour.",
    ),
    ("gathering", 2 * SECOND, "пришедших за 2 секунды —", "come within 2 seconds share"),
    ("gathering", 0 * SECOND, "каждого — отдельным", "each in a message of their own"),
    ("undo_window", 2 * DAY, "работает 2 дня.", "works for 2 days."),
    ("undo_window", 0 * DAY, "не работает", "does not work"),
    (
        "keeping",
        Keeping(texts=31 * DAY, journal=2 * DAY, acknowledgements=5 * DAY),
        "извинения, хранятся 31 день.",
        "such as apologies, are kept for 31 days.",
    ),
    (
        "conduct",
        Conduct(rules=(replace(a_rule(7), detectors=(Detector.LINK, Detector.FLOOD)),)),
        "\n7. ru 7. ru 7 Следят: ",
        "\n7. en 7. en 7 Watched by: links and advertising, flooding.",
    ),
    (
        "kinds",
        {Kind.STAFF: {Setting.QUIET_HOURS: "22:00-07:00"}},
        "«сотрудники»: тихие часы — 22:00–07:00.",
        "“staff” begin with: quiet hours — 22:00–07:00.",
    ),
    ("kinds", {}, "Бот обслуживает беседу, когда", "The bot serves a chat once"),
    ("locked", frozenset({Setting.TRIAL}), "настройки: пробный режим.", "settings: trial."),
    ("longest_silence", 2 * HOUR, "не больше чем на 2 часа.", "for 2 hours at most."),
    ("dialogue_length", 2 * HOUR, "бот ждёт 2 часа, потом", "The bot waits 2 hours for words"),
    ("appeal_term", 2 * DAY, "на это есть 2 дня.", "there are 2 days for that."),
    (
        "trust",
        Trust(likely=0.57, certain=0.99),
        "не меньше чем на 57%, засчитать нарушением — не меньше чем на 99%.",
        "at least 57% sure of, and count as a violation what it is at least 99% sure of.",
    ),
    (
        "trust",
        Trust(gathering=3 * SECOND),
        "бот собирает 3 секунды и потом",
        "is gathered for 3 seconds, and then",
    ),
    (
        "trust",
        Trust(burst=MINUTE),
        "не длиннее чем 1 минуту, это один случай",
        "With pauses of 1 minute at most",
    ),
    (
        "permitted",
        ("college.example", "112"),
        "Не считаются посторонними: college.example, 112.",
        "Never minded: college.example, 112.",
    ),
    (
        "answers",
        Answers(card=2 * HOUR),
        "Карточка ждёт не дольше чем 2 часа",
        "A card waits for 2 hours at most",
    ),
    (
        "brakes",
        Brakes(measures=7, within=MINUTE),
        "После 7 мер одного модератора за 1 минуту",
        "After 7 measures of one moderator within 1 minute",
    ),
    (
        "brakes",
        Brakes(waits=HOUR),
        "если за 1 час никто не ответит",
        "after 1 hour without an answer",
    ),
    (
        "spreading",
        Spreading(watched=False),
        "в нескольких беседах бот не ищет",
        "One text in several chats is not looked for",
    ),
    (
        "spreading",
        Spreading(chats=4),
        "в 4 беседах за 2 минуты",
        "in 4 chats within 2 minutes",
    ),
    (
        "spreading",
        Spreading(within=MINUTE),
        "в 3 беседах за 1 минуту",
        "in 3 chats within 1 minute",
    ),
    (
        "spreading",
        Spreading(asked=2 * HOUR),
        "через 2 часа об этом спросят",
        "after 2 hours the moderators are asked",
    ),
    (
        "spreading",
        Spreading(longest=3 * DAY),
        "через 3 дня это закончится",
        "after 3 days it ends",
    ),
    (
        "guardians_hear_violations",
        True,
        "сообщают о каждом нарушении",
        "representative is told of each violation",
    ),
    (
        "safety",
        Safety(pause=MINUTE, helpline="112"),
        "Если за 1 минуту никто не ответил",
        "is told after 1 minute without an answer",
    ),
    ("repeat_within", 2 * MINUTE, "Если за 2 минуты человеку", "is recorded within 2 minutes,"),
    ("invitation_life", 2 * DAY, "действует 2 дня,", "is good for 2 days unless"),
]


@pytest.mark.parametrize(
    ("setting", "value", "russian", "english"),
    OTHERWISE,
    ids=[f"{setting}: {english}" for setting, _, _, english in OTHERWISE],
)
def test_a_setting_is_told_in_both_languages(
    setting: str, value: Any, russian: str, english: str
) -> None:
    policy = replace(POLICY, **{setting: value})
    assert russian in policy_in_words(policy, "ru")
    assert english in policy_in_words(policy, "en")


def test_every_setting_is_told() -> None:
    assert {setting for setting, *_ in OTHERWISE} == {field.name for field in fields(Policy)}


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_detector_has_a_name_in_words(locale: str) -> None:
    rules = tuple(
        replace(a_rule(number), detectors=(each,)) for number, each in enumerate(Detector, start=1)
    )
    told = policy_in_words(replace(POLICY, conduct=Conduct(rules=rules)), locale)
    named = re.findall(r"(?:Следят|Watched by): (.*)\.", told)

    assert len(set(named)) == len(Detector)
    assert not {"", *Detector} & set(named)


def test_what_takes_no_time_is_not_told() -> None:
    at_once = replace(POLICY, trust=Trust(gathering=0 * SECOND, burst=0 * SECOND), permitted=())
    for locale, silent in (
        ("ru", ("собирает", "паузы", "посторонними:")),
        ("en", ("gathered", "pauses", "minded:")),
    ):
        told = policy_in_words(at_once, locale)
        assert not [word for word in silent if word in told]


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("blocks", Blocks)
def test_the_policy_is_told_in_whole_sentences(locale: str, blocks: Blocks) -> None:
    title, *sections = policy_in_words(a_policy(blocks=blocks), locale).split("\n\n")
    assert "\n" not in title
    for section in sections:
        heading, *sentences = section.splitlines()
        assert re.search(r"\((п|cl)\. 5\.12\.\d\)$", heading)
        assert sentences
        rules = heading.startswith(("Правила общения", "Rules of conduct"))
        for sentence in sentences[1:] if rules else sentences:
            assert rules or re.fullmatch(r"[А-ЯA-Z].*\.", sentence)


def test_both_languages_tell_the_same() -> None:
    russian, english = (policy_in_words(POLICY, locale) for locale in ("ru", "en"))

    def shape(told: str) -> list[int]:
        return [section.count("\n") for section in told.split("\n\n")]

    assert shape(russian) == shape(english)
    assert re.findall(r"\d+", russian.split("\n\n")[1]) != []
    assert not re.search("[а-яё]", english.replace("«", ""))


def test_the_default_policy_reads_well() -> None:
    told = policy_in_words(POLICY, "ru")

    assert "Сроки на выбор модератору: на 1 день, 1 неделю или 1 месяц." in told
    assert "Заблокировать можно не дольше чем на календарный месяц." in told
    assert "Голосование длится 24 часа, но не дольше самой блокировки." in told
    assert "\n10. Чужая переписка — чужая. Не пересылайте" in told


@pytest.mark.parametrize(
    ("length", "russian", "english"),
    [
        (SECOND, "1 секунду", "1 second"),
        (61 * SECOND, "1 минуту 1 секунду", "1 minute 1 second"),
        (HOUR * 24, "24 часа", "24 hours"),
        (HOUR * 47 + MINUTE * 59, "47 часов 59 минут", "47 hours 59 minutes"),
        (HOUR * 48, "2 дня", "2 days"),
        (HOUR * 49, "2 дня 1 час", "2 days 1 hour"),
        (DAY * 21, "21 день", "21 days"),
    ],
)
def test_a_length_of_time_is_told_exactly(length: timedelta, russian: str, english: str) -> None:
    assert in_time(length, RUSSIAN) == russian
    assert in_time(length, ENGLISH) == english


@pytest.mark.parametrize(
    ("unit", "forms"),
    [
        (Unit.MINUTE, ["1 минуту", "3 минуты", "5 минут", "11 минут", "21 минуту", "111 минут"]),
        (Unit.HOUR, ["1 час", "3 часа", "5 часов", "11 часов", "21 час", "111 часов"]),
        (Unit.DAY, ["1 день", "3 дня", "5 дней", "11 дней", "21 день", "111 дней"]),
        (Unit.WEEK, ["1 неделю", "3 недели", "5 недель", "11 недель", "21 неделю", "111 недель"]),
        (Unit.MONTH, ["1 месяц", "3 месяца", "5 месяцев", "11 месяцев", "21 месяц", "111 месяцев"]),
    ],
)
def test_russian_plurals_are_right(unit: Unit, forms: list[str]) -> None:
    counts = (1, 3, 5, 11, 21, 111)
    assert [in_term(Span(count=n, unit=unit), RUSSIAN) for n in counts] == forms


def test_ordinals_are_right() -> None:
    places = (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 111)

    english = " ".join(map(ENGLISH.ordinal, places))
    assert english == "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 111th"
    assert [RUSSIAN.ordinal(n) for n in places] == [f"{n}-й" for n in places]


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_command_prints_the_policy_in_force(
    locale: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICY_FILE", raising=False)

    assert main(["policy", "--locale", locale]) == 0
    assert capsys.readouterr().out == policy_in_words(POLICY, locale) + "\n"


def test_the_command_says_each_mistake_of_the_file_in_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('version = "1"\n[blocks]\nthreshold = 2\nmode = "proposed"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICY_FILE", str(path))

    assert main(["policy"]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    told = said.err.splitlines()
    assert told[-1] == (
        f"Файл правил {path}, строка 3: blocks.threshold должно быть не меньше 3: блокировать "
        "можно только после более чем трёх нарушений (п. 5.12.5)"
    )
    missing = "не хватает ключа (violations|apology|reminders|newcomers|undo|rules): добавьте его"
    for words in told[:-4]:
        assert re.fullmatch(rf"Файл правил {re.escape(str(path))}, строка 1: {missing} .*", words)
    assert ["blocks.terms" in words for words in told[-4:-1]] == [True, False, False]


def test_the_command_says_mistakes_in_the_language_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(but(3, "threshold = 2"), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICY_FILE", str(path))

    assert main(["policy", "--locale", "en"]) == 2

    assert capsys.readouterr().err == (
        f"Policy file {path}, line 3: blocks.threshold must be at least 3: only after more than "
        "three violations can anybody be blocked (cl. 5.12.5)\n"
    )
