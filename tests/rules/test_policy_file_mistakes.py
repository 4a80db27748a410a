"""What would grant more than the regulation is refused, with its line and its clause."""

import re

import pytest

from rules.policy_file import load_policy
from tests.rules.policy_text import GIVEN, LAST, but, complaint

WRONG = [
    # п. 5.12.5: «более трёх раз»
    (3, "threshold = 2", 3, "5.12.5", "более чем трёх нарушений"),
    (3, "threshold = -1", 3, "5.12.5", ": threshold должно быть не меньше 3"),
    (3, "threshold = 1001", 3, "5.12.5", ": threshold должно быть не больше 1000"),
    (3, "threshold = 3.5", 3, "5.12.5", ": threshold должно быть целым числом"),
    (3, "threshold = true", 3, "5.12.5", "целым числом"),
    (3, 'threshold = "3"', 3, "5.12.5", "без кавычек"),
    # п. 5.12.5: «на срок до одного месяца»
    (10, 'greatest = "2 months"', 10, "5.12.5", "больше месяца"),
    (10, 'greatest = "32 days"', 10, "5.12.5", "больше месяца"),
    (10, 'greatest = "5 weeks"', 10, "5.12.5", "больше месяца"),
    (10, 'greatest = "745 hours"', 10, "5.12.5", "больше месяца"),
    (10, 'greatest = "0 days"', 10, "5.12.5", "больше нуля"),
    (10, 'greatest = "-1 days"', 10, "5.12.5", "3 days"),
    (10, 'greatest = "месяц"', 10, "5.12.5", "greatest: время пишется"),
    (10, "greatest = 30", 10, "5.12.5", "время пишется"),
    (10, 'greatest = "1 week"', 8, "5.12.5", "«1 month» больше наибольшего"),
    (7, '    "2 months",', 7, "5.12.5", "«2 months» больше месяца"),
    (7, '    "1 fortnight",', 7, "5.12.5", "terms: время пишется"),
    (7, "    7,", 7, "5.12.5", "время пишется"),
    (7, '    "1 day",', 7, "5.12.5", "уже назван"),
    (11, "ladder = []", 11, "5.12.5", "от 1 до 100"),
    (11, 'ladder = "1 day"', 11, "5.12.5", "список сроков"),
    (11, 'ladder = ["1 day", "40 days"]', 11, "5.12.5", "«40 days» больше месяца"),
    (11, 'ladder = [|"1 day",|"2 months"|]', 13, "5.12.5", "больше месяца"),
    (4, 'mode = "manual"', 4, "5.12.5", '"proposed" или "automatic"'),
    (4, 'mode = ["proposed"]', 4, "5.12.5", '"proposed" или "automatic"'),
    (13, "days = 0", 13, "5.12.5", "не меньше 1"),
    (13, "days = 3661", 13, "5.12.5", "не больше 3660"),
    (13, "", 12, "5.12.5", "ровно один"),
    (13, 'since = "09-01"|days = 3', 12, "5.12.5", "ровно один"),
    (13, 'since = "09-31"', 13, "5.12.5", "день года"),
    (13, 'since = "02-29"', 13, "5.12.5", "день года"),
    (13, 'since = "1 сентября"', 13, "5.12.5", "день года"),
    (13, "since = 09-01", 13, "", "TOML"),
    (13, "since = 901", 13, "5.12.5", "день года"),
    # п. 5.12.6
    (15, 'vote = "0 hours"', 15, "5.12.6", ": vote должно быть больше нуля"),
    (15, 'vote = "0 seconds"', 15, "5.12.6", "больше нуля"),
    (15, 'vote = "59 minutes"', 15, "5.12.6", "не меньше часа"),
    (15, 'vote = "1 second"', 15, "5.12.6", "не меньше часа"),
    (15, 'vote = "-24 hours"', 15, "5.12.6", "vote: время пишется"),
    (15, 'vote = "1 month"', 15, "5.12.6", ": vote: месяцы бывают разными"),
    (15, 'vote = "367 days"', 15, "5.12.6", "не больше года"),
    (15, "vote = 24", 15, "5.12.6", "время пишется"),
    (16, "", 14, "5.12.6", "не хватает ключа pause"),
    # п. 5.12.4
    (18, 'quiet = "half an hour"', 18, "5.12.4", "время пишется"),
    (19, "violations = 1", 19, "5.12.4", "не меньше 2"),
    (20, "people = 0", 20, "5.12.4", "не меньше 1"),
    (21, 'within = "61 minutes"', 21, "5.12.4", ": within должно быть не больше часа"),
    (21, 'within = "0 minutes"', 21, "5.12.4", "больше нуля"),
    # п. 5.12.3
    (23, 'gathering = "-30 seconds"', 23, "5.12.3", "время пишется"),
    (28, 'title.ru = ""', 28, "5.12.3", "непустой строкой"),
    (30, 'text.ru = "  "', 30, "5.12.3", "непустой строкой"),
    (31, "", 30, "5.12.3", "нет перевода: добавьте text.en"),
    (28, "", 29, "5.12.3", "нет перевода: добавьте title.ru"),
    (29, 'title.en = "B"|title.de = "B"', 30, "5.12.3", "не знает языка de"),
    (36, "", 35, "5.12.3", "нет перевода: добавьте title.ru"),
    (30, "text.ru = 5", 30, "5.12.3", "непустой строкой"),
    (30, f'text.ru = "{"а" * 1001}"', 30, "5.12.3", "длиннее 1000"),
    (28, f'title.ru = "{"а" * 101}"', 28, "5.12.3", "длиннее 100"),
    (28, 'title.ru = "А\\nБ"', 28, "5.12.3", "в одну строку"),
    # п. 5.12.7
    (25, 'window = "2 months"', 25, "5.12.7", "назовите дни"),
    (33, "number = 2", 33, "5.12.7", "второе правило с номером 2"),
    (33, "number = 0", 33, "5.12.7", "не меньше 1"),
    (33, "number = 1000", 33, "5.12.7", "не больше 999"),
    (33, "", 32, "5.12.7", "не хватает ключа number"),
    (33, "number = 1|nubmer = 1", 34, "5.12.7", "неизвестный ключ nubmer"),
    (34, 'detectors = "link"', 34, "5.12.2", "список названий"),
    (34, "detectors = [1]", 34, "5.12.2", "список названий"),
    # п. 6.2
    (1, 'version = ""', 1, "6.2", "непустой строкой"),
    (1, "version = 2026", 1, "6.2", "в кавычках"),
    (1, f'version = "{"1" * 61}"', 1, "6.2", "длиннее 60"),
    (1, 'version = "1\\n2"', 1, "6.2", "в одну строку"),
    (1, "", 1, "6.2", "не хватает ключа version"),
    # unknown keys, wrong shapes
    (3, "threshold = 3|treshold = 9", 4, "5.12.5", "неизвестный ключ treshold"),
    (16, 'pause = "1 day"|"pa\\nuse" = 1', 17, "5.12.6", "неизвестный ключ pa use"),
    (24, "[undoing]", 24, "", "неизвестный ключ undoing"),
    (1, 'version = "1"|colour = 1', 2, "", "неизвестный ключ colour"),
    (12, "[violation]", 12, "", "неизвестный ключ violation"),
    # not TOML
    (3, "threshold = ", 3, "", "не по правилам TOML"),
    (12, "[blocks]", 12, "", "не по правилам TOML"),
    (LAST, 'en = "Ah', LAST, "", "не по правилам TOML"),
]


@pytest.mark.parametrize(
    ("line", "written", "at", "clause", "words"),
    WRONG,
    ids=[f"{line}: {written[:40]}" for line, written, *_ in WRONG],
)
def test_a_wrong_file_is_refused_with_its_line_and_clause(
    line: int, written: str, at: int, clause: str, words: str
) -> None:
    told = complaint(but(line, written))

    assert told.startswith(f"Файл правил правила.toml, строка {at}: ")
    assert words in told
    assert re.findall(r"\(п\. ([\d.]+)\)$", told) == ([clause] if clause else [])


@pytest.mark.parametrize(
    ("text", "at", "clause", "words"),
    [
        ("", 1, "6.2", "не хватает ключа version"),
        (but(9, ""), 10, "", "не по правилам TOML"),
        (GIVEN + "x = [1,\n\n\n", LAST + 1, "", "не по правилам TOML"),
        (GIVEN[: GIVEN.index("[[rules]]")], 1, "5.12.7", "не хватает ключа rules"),
        ('rules = []\nversion = "1"', 1, "5.12.7", "хотя бы одно правило"),
        ('version = "1"\nrules = 5', 2, "5.12.7", "хотя бы одно правило"),
        ('version = "1"\nrules = [\n5]', 3, "5.12.7", "должно быть таблицей"),
        ('version = "1"\nblocks = 3', 2, "5.12.5", "[blocks]"),
        ('version = "1"\n[[blocks]]', 2, "5.12.5", "[blocks]"),
        ('version = "1"\nrules = [\n{ number = 1 },\n]', 3, "5.12.7", "ключа title"),
        (
            'version = "1"\nrules = [\n{ number = 1, title = "А" },\n]',
            3,
            "5.12.3",
            "title.ru и title.en",
        ),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(
    text: str, at: int, clause: str, words: str
) -> None:
    told = complaint(text)

    assert told.startswith(f"Файл правил правила.toml, строка {at}: ")
    assert words in told
    assert re.findall(r"\(п\. ([\d.]+)\)$", told) == ([clause] if clause else [])


@pytest.mark.parametrize("value", ["[" * 5000, "9" * 5000], ids=["nesting", "number"])
def test_what_is_beyond_all_bounds_is_refused(value: str) -> None:
    assert complaint(f"x = {value}").startswith(
        "Файл правил правила.toml: запись не по правилам TOML"
    )


@pytest.mark.parametrize(
    ("table", "clause"),
    [
        ("blocks", "5.12.5"),
        ("violations", "5.12.5"),
        ("apology", "5.12.6"),
        ("reminders", "5.12.4"),
        ("newcomers", "5.12.3"),
        ("undo", "5.12.7"),
    ],
)
def test_a_missing_table_is_refused(table: str, clause: str) -> None:
    text = re.sub(rf"(?ms)^\[{table}\]$.*?(?=^\[)", "", GIVEN, count=1)

    assert complaint(text) == (
        f"Файл правил правила.toml, строка 1: не хватает ключа {table}: добавьте его (п. {clause})"
    )


SETTINGS = {
    place: written
    for place, written in enumerate(GIVEN.splitlines(), start=1)
    if " = " in written and not written.startswith("detectors")
}


@pytest.mark.parametrize("line", SETTINGS, ids=[f"{n}: {each}" for n, each in SETTINGS.items()])
def test_no_setting_is_optional_but_detectors(line: int) -> None:
    assert complaint(but(line, ""))
    assert load_policy(but(34, ""), "правила.toml")


def test_more_terms_than_buttons_are_refused() -> None:
    ten = ", ".join(f'"{days} days"' for days in range(1, 11))
    nine = ", ".join(f'"{days} days"' for days in range(1, 10))
    text = re.sub(r"(?s)terms = \[.*?\]", "terms = [{}]", GIVEN)

    assert "от 1 до 9" in complaint(text.replace("{}", ten))
    assert len(load_policy(text.replace("{}", nine), "правила.toml").terms) == 9


def test_rules_that_do_not_fit_into_a_message_are_refused() -> None:
    rules = [
        f'[[rules]]\nnumber = {number}\ntitle = {{ ru = "а", en = "a" }}\n'
        f'text.en = "a"\ntext.ru = "{"а" * 749}"\n'
        for number in range(1, 5)
    ]
    head = GIVEN[: GIVEN.index("[[rules]]")]
    fits = head + "".join(rules)

    assert load_policy(fits, "правила.toml")
    told = complaint(fits.removesuffix('"\n') + 'а"\n')
    assert f"строка {head.count(chr(10)) + 3 * 5 + 1}: " in told
    assert told.endswith("сократите (п. 5.12.3)")
