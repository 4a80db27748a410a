"""The policy file: a college's own, and the one that comes with the bot."""

import re
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest

from bot.policy.file import mistakes_in_words
from rules.detectors.registry import Detector
from rules.ids import RuleNumber
from rules.policy import ForDays, Heat, SinceDayOfYear
from rules.policy_file import LANGUAGES, PolicyFileError, load_policy, read_policy
from rules.settings import Blocks
from rules.times import ONE_MONTH, Span, Unit
from tests.rules.moments import HOUR, MINUTE, ONE_DAY, ONE_WEEK
from tests.rules.policy_text import GIVEN, RUSSIAN, but

DEFAULT = resources.files("rules").joinpath("default_policy.toml").read_text("utf-8")


def test_every_setting_is_read() -> None:
    policy = load_policy(GIVEN, "правила.toml")

    assert policy.version == "2026-09"
    assert policy.threshold == 3
    assert policy.blocks is Blocks.PROPOSED
    assert policy.terms == (ONE_DAY, ONE_WEEK, ONE_MONTH)
    assert policy.greatest_term == ONE_MONTH
    assert policy.ladder == (ONE_DAY, ONE_MONTH)
    assert policy.validity == SinceDayOfYear(month=9, day=1)
    assert policy.vote_length == timedelta(hours=24)
    assert policy.apology_pause == timedelta(days=3)
    assert policy.reminder_quiet == timedelta(minutes=30)
    assert policy.heat == Heat(violations=3, people=2, within=timedelta(minutes=10))
    assert policy.gathering == timedelta(seconds=30)
    assert policy.undo_window == timedelta(minutes=10)


def test_the_rules_are_read_in_the_order_of_their_numbers() -> None:
    first, second = load_policy(GIVEN, "правила.toml").conduct.rules

    assert (first.number, second.number) == (RuleNumber(1), RuleNumber(2))
    assert (first.title, first.text) == ({"ru": "А", "en": "A"}, {"ru": "А-а", "en": "Ah"})
    assert (first.detectors, second.detectors) == ((Detector.LINK,), ())


@pytest.mark.parametrize(
    ("text", "setting", "value"),
    [
        (but(1, f'version = "{"1" * 60}"'), "version", "1" * 60),
        (but(3, "threshold = 1000"), "threshold", 1000),
        (but(4, 'mode = "automatic"'), "blocks", Blocks.AUTOMATIC),
        (but(13, "days = 1"), "validity", ForDays(days=1)),
        (but(13, "days = 3660"), "validity", ForDays(days=3660)),
        (but(13, 'since = "02-28"'), "validity", SinceDayOfYear(month=2, day=28)),
        (but(15, 'vote = "60 minutes"'), "vote_length", timedelta(hours=1)),
        (but(15, 'vote = "366 days"'), "vote_length", timedelta(days=366)),
        (but(16, 'pause = "0 days"'), "apology_pause", timedelta(0)),
        (but(18, 'quiet = "0 minutes"'), "reminder_quiet", timedelta(0)),
        (but(23, 'gathering = "0 seconds"'), "gathering", timedelta(0)),
        (but(25, 'window = "0 minutes"'), "undo_window", timedelta(0)),
        (but(18, 'quiet = "1 week"'), "reminder_quiet", timedelta(weeks=1)),
        (but(19, "violations = 2"), "heat", Heat(violations=2, people=2, within=10 * MINUTE)),
        (but(20, "people = 1"), "heat", Heat(violations=3, people=1, within=10 * MINUTE)),
        (but(21, 'within = "1 hour"'), "heat", Heat(violations=3, people=2, within=HOUR)),
        (but(23, 'gathering = "1 second"'), "gathering", timedelta(seconds=1)),
        (but(11, 'ladder = ["31 days"]'), "ladder", (Span(count=31, unit=Unit.DAY),)),
        (but(11, 'ladder = ["1 day", "1 day"]'), "ladder", (ONE_DAY, ONE_DAY)),
        (GIVEN.replace("\n", "\r\n"), "version", "2026-09"),
    ],
)
def test_a_college_may_choose(text: str, setting: str, value: object) -> None:
    assert getattr(load_policy(text, "правила.toml"), setting) == value


@pytest.mark.parametrize(
    ("line", "written", "given"),
    [
        (30, 'text.ru = "первая\\nвторая"', "первая\nвторая"),
        (30, f'text.ru = "{"а" * 1000}"', "а" * 1000),
        (28, f'title.ru = "{"а" * 100}"', "а" * 100),
        (28, 'title.ru = " А "', "А"),
    ],
    ids=["lines", "long text", "long title", "blanks around"],
)
def test_a_rule_may_be_told_at_length(line: int, written: str, given: str) -> None:
    rule = load_policy(but(line, written), "правила.toml").conduct.rules[1]
    assert given in {rule.title["ru"], rule.text["ru"]}


def test_a_rule_may_have_any_number_that_can_be_typed() -> None:
    conduct = load_policy(but(27, "number = 999"), "правила.toml").conduct
    assert [rule.number for rule in conduct.rules] == [1, 999]


def test_the_default_policy_is_read_from_the_package() -> None:
    policy = read_policy(None)

    assert policy == load_policy(DEFAULT, "default_policy.toml")
    assert policy.threshold == 3
    assert policy.blocks is Blocks.PROPOSED
    assert policy.terms == policy.ladder == (ONE_DAY, ONE_WEEK, ONE_MONTH)
    assert policy.greatest_term == ONE_MONTH
    assert policy.validity == SinceDayOfYear(month=9, day=1)
    assert (policy.vote_length, policy.apology_pause) == (timedelta(hours=24), timedelta(days=3))


def test_the_default_rules_are_told_in_every_language() -> None:
    rules = read_policy(None).conduct.rules

    assert [rule.number for rule in rules] == list(range(1, 12))
    assert [rule.number for rule in rules if rule.kinds] == [11]
    for rule in rules:
        assert set(rule.title) == set(rule.text) == set(LANGUAGES)
        assert re.search("[а-я]", rule.title["ru"] + rule.text["ru"])
        assert not re.search("[а-яА-Я]", rule.title["en"] + rule.text["en"])


def test_every_setting_of_the_default_policy_cites_its_clause() -> None:
    # violations, people and within share the comment on top of them
    # and the tables of the kinds the one above them
    settings = DEFAULT[: DEFAULT.index("[[rules]]")]
    kinds = settings.index("[kinds.group]")
    settings = settings[:kinds] + settings[settings.index("[undo]") :]
    commented = re.findall(r"(?m)^# п\. [\d.]+.*\n(?:# .*\n)*(\w+) = ", settings)

    alone = {"people", "within"}
    assert set(commented) | alone == set(re.findall(r"(?m)^(\w+) = ", settings))


def test_a_college_names_its_own_file(tmp_path: Path) -> None:
    path = tmp_path / "правила.toml"
    path.write_text(GIVEN, "utf-8")
    assert read_policy(path) == load_policy(GIVEN, "правила.toml")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "правила.toml"
    path.write_text(GIVEN, "utf-8-sig")
    assert read_policy(path).version == "2026-09"


def refused(path: Path) -> str:
    with pytest.raises(PolicyFileError) as caught:
        read_policy(path)
    [words] = mistakes_in_words(caught.value, RUSSIAN)
    return words


def test_a_complaint_names_the_file_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "правила.toml"
    path.write_text(but(3, "threshold = 1"), "utf-8")
    assert refused(path).startswith(f"Файл правил {path}, строка 3: ")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "нет.toml"
    assert refused(path) == (
        f"Файла правил {path} нет: проверьте POLICY_FILE или уберите эту настройку"
    )


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path).startswith(f"Файл правил {tmp_path} не читается")


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "правила.toml"
    path.write_bytes(b"# 1\n# 2\n" + GIVEN.encode("cp1251"))
    line = GIVEN[: GIVEN.index("Б")].count("\n") + 3

    assert refused(path) == (
        f"Файл правил {path}, строка {line}: это не UTF-8, сохраните файл в этой кодировке"
    )
