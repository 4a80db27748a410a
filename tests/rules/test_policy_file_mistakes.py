"""What would grant more than the regulation is refused, with its line and its clause."""

import re

import pytest

from bot.policy.file import mistakes_in_words
from rules.policy_file import PolicyFileError, load_policy
from rules.policy_file.mistakes import Mistake, Wrong
from rules.settings import Kind
from tests.rules.policy_text import ENGLISH, GIVEN, LAST, but, complaint, complaints, mistakes_in

WRONG = [
    # п. 5.12.5: «более трёх раз»
    (3, "threshold = 2", 3, "5.12.5", "более чем трёх нарушений"),
    (3, "threshold = -1", 3, "5.12.5", ": blocks.threshold должно быть не меньше 3"),
    (3, "threshold = 1001", 3, "5.12.5", ": blocks.threshold должно быть не больше 1000"),
    (3, "threshold = 3.5", 3, "5.12.5", ": blocks.threshold должно быть целым числом"),
    (3, "threshold = true", 3, "5.12.5", "целым числом"),
    (3, 'threshold = "3"', 3, "5.12.5", "без кавычек"),
    # п. 5.12.5: «на срок до одного месяца»
    (10, 'greatest = "2 months"', 10, "5.12.5", "больше месяца"),
    (10, 'greatest = "32 days"', 10, "5.12.5", "больше месяца"),
    (10, 'greatest = "5 weeks"', 10, "5.12.5", "больше месяца"),
    (10, 'greatest = "745 hours"', 10, "5.12.5", "больше месяца"),
    (10, 'greatest = "0 days"', 10, "5.12.5", "больше нуля"),
    (10, 'greatest = "-1 days"', 10, "5.12.5", "3 days"),
    (10, 'greatest = "месяц"', 10, "5.12.5", "blocks.greatest: время пишется"),
    (10, "greatest = 30", 10, "5.12.5", "время пишется"),
    (7, '    "2 months",', 7, "5.12.5", "«2 months» больше месяца"),
    (7, '    "1 fortnight",', 7, "5.12.5", "blocks.terms[2]: время пишется"),
    (7, "    7,", 7, "5.12.5", "время пишется"),
    (7, '    "1 day",', 7, "5.12.5", "blocks.terms[2]: этот срок уже назван"),
    (11, "ladder = []", 11, "5.12.5", "от 1 до 100"),
    (11, 'ladder = "1 day"', 11, "5.12.5", "список сроков"),
    (
        11,
        'ladder = ["1 day", "40 days"]',
        11,
        "5.12.5",
        "blocks.ladder[2]: срок «40 days» больше месяца",
    ),
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
    (15, 'vote = "0 hours"', 15, "5.12.6", ": apology.vote должно быть больше нуля"),
    (15, 'vote = "0 seconds"', 15, "5.12.6", "больше нуля"),
    (15, 'vote = "59 minutes"', 15, "5.12.6", "не меньше часа"),
    (15, 'vote = "1 second"', 15, "5.12.6", "не меньше часа"),
    (15, 'vote = "-24 hours"', 15, "5.12.6", "apology.vote: время пишется"),
    (15, 'vote = "1 month"', 15, "5.12.6", ": apology.vote: месяцы бывают разными"),
    (15, 'vote = "367 days"', 15, "5.12.6", "не больше года"),
    (15, "vote = 24", 15, "5.12.6", "время пишется"),
    (16, "", 14, "5.12.6", "не хватает ключа apology.pause"),
    # п. 5.12.4
    (18, 'quiet = "half an hour"', 18, "5.12.4", "время пишется"),
    (19, "violations = 1", 19, "5.12.4", "не меньше 2"),
    (20, "people = 0", 20, "5.12.4", "не меньше 1"),
    (21, 'within = "61 minutes"', 21, "5.12.4", ": reminders.within должно быть не больше часа"),
    (21, 'within = "0 minutes"', 21, "5.12.4", "больше нуля"),
    # п. 5.12.3
    (23, 'gathering = "-30 seconds"', 23, "5.12.3", "время пишется"),
    (28, 'title.ru = ""', 28, "5.12.3", "непустой строкой"),
    (30, 'text.ru = "  "', 30, "5.12.3", "непустой строкой"),
    (31, "", 30, "5.12.3", "нет перевода: добавьте rules[1].text.en"),
    (28, "", 29, "5.12.3", "нет перевода: добавьте rules[1].title.ru"),
    (29, 'title.en = "B"|title.de = "B"', 30, "5.12.3", "rules[1].title.de: бот не знает языка de"),
    (36, "", 35, "5.12.3", "нет перевода: добавьте rules[2].title.ru"),
    (30, "text.ru = 5", 30, "5.12.3", "непустой строкой"),
    (30, f'text.ru = "{"а" * 1001}"', 30, "5.12.3", "длиннее 1000"),
    (28, f'title.ru = "{"а" * 101}"', 28, "5.12.3", "длиннее 100"),
    (28, 'title.ru = "А\\nБ"', 28, "5.12.3", "в одну строку"),
    # п. 5.12.7
    (25, 'window = "2 months"', 25, "5.12.7", "назовите дни"),
    (33, "number = 2", 33, "5.12.7", "rules[2].number: второе правило с номером 2"),
    (33, "number = 0", 33, "5.12.7", "не меньше 1"),
    (33, "number = 1000", 33, "5.12.7", "не больше 999"),
    (33, "", 32, "5.12.7", "не хватает ключа rules[2].number"),
    (33, "number = 1|nubmer = 1", 34, "5.12.7", "неизвестный ключ rules[2].nubmer"),
    (34, 'detectors = "link"', 34, "5.12.2", "список названий"),
    (34, "detectors = [1]", 34, "5.12.2", "список названий"),
    (33, 'number = 1|words = "мат"', 34, "5.12.2", "список отдельных слов"),
    (33, 'number = 1|words = ["не по теме"]', 34, "5.12.2", "список отдельных слов"),
    (33, 'number = 1|short.ru = "Мат"', 34, "5.12.3", "нет перевода: добавьте rules[2].short.en"),
    # п. 6.2
    (1, 'version = ""', 1, "6.2", "непустой строкой"),
    (1, "version = 2026", 1, "6.2", "в кавычках"),
    (1, f'version = "{"1" * 61}"', 1, "6.2", "длиннее 60"),
    (1, 'version = "1\\n2"', 1, "6.2", "в одну строку"),
    (1, "", 1, "6.2", "не хватает ключа version"),
    # unknown keys, wrong shapes
    (3, "threshold = 3|treshold = 9", 4, "5.12.5", "неизвестный ключ blocks.treshold"),
    (16, 'pause = "1 day"|"pa\\nuse" = 1', 17, "5.12.6", "неизвестный ключ apology.pa use"),
    (1, 'version = "1"|colour = 1', 2, "", "неизвестный ключ colour"),
    # not TOML
    (3, "threshold = ", 3, "", "не по правилам TOML"),
    (12, "[blocks]", 12, "", "не по правилам TOML"),
    (LAST, 'en = "Ah', LAST, "", "не по правилам TOML"),
]

NO_RULE_FOR_SOME = but(27, 'number = 2|kinds = ["group"]').replace(
    "number = 1", 'number = 1\nkinds = ["staff"]'
)
"""Without a rule for parents, subjects and other chats."""

HEAD = GIVEN[: GIVEN.index("[[rules]]")]
FITTING = HEAD + "".join(
    f'[[rules]]\nnumber = {number}\ntitle = {{ ru = "а", en = "a" }}\n'
    f'text.en = "a"\ntext.ru = "{"а" * 749}"\n'
    for number in range(1, 5)
)
"""With rules that just fit into a message."""

TOO_LONG = FITTING.removesuffix('"\n') + 'а"\n'


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
        (but(10, 'greatest = "1 week"'), 8, "5.12.5", "terms[3]: срок «1 month» больше наиб"),
        (but(10, 'greatest = "1 week"'), 11, "5.12.5", "ladder[2]: срок «1 month» больше наиб"),
        (but(24, "[undoing]"), 24, "", "неизвестный ключ undoing"),
        (but(24, "[undoing]"), 1, "5.12.7", "не хватает ключа undo:"),
        (but(12, "[violation]"), 12, "", "неизвестный ключ violation"),
        (but(9, ""), 10, "", "не по правилам TOML"),
        (GIVEN + "x = [1,\n\n\n", LAST + 1, "", "не по правилам TOML"),
        (GIVEN[: GIVEN.index("[[rules]]")], 1, "5.12.7", "не хватает ключа rules"),
        ('rules = []\nversion = "1"', 1, "5.12.7", "хотя бы одно правило"),
        ('version = "1"\nrules = 5', 2, "5.12.7", "хотя бы одно правило"),
        ('version = "1"\nrules = [\n5]', 3, "5.12.7", "должно быть таблицей"),
        ('version = "1"\nblocks = 3', 2, "5.12.5", "[blocks]"),
        ('version = "1"\n[[blocks]]', 2, "5.12.5", "[blocks]"),
        ('version = "1"\nrules = [\n{ number = 1 },\n]', 3, "5.12.7", "ключа rules[1].title"),
        (
            'version = "1"\nrules = [\n{ number = 1, title = "А" },\n]',
            3,
            "5.12.3",
            "rules[1].title.ru и rules[1].title.en",
        ),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused(
    text: str, at: int, clause: str, words: str
) -> None:
    [told] = [each for each in complaints(text) if words in each]
    assert told.startswith(f"Файл правил правила.toml, строка {at}: ")
    assert re.findall(r"\(п\. ([\d.]+)\)$", told) == ([clause] if clause else [])


def test_all_mistakes_are_told_at_once_by_their_key_paths_and_lines() -> None:
    written = {
        1: 'version = ""',
        3: "threshold = 2",
        7: '    "2 months",',
        8: '    "1 fortnight",',
        10: "greatest = 1",
        11: 'ladder = ["1 day", "40 days"]',
        13: "",
        16: 'pause = "3 days"|paws = 1',
        24: "[undo]|window = 5|[kinds.group]|quiet_hours = 'noon'|cards = 'private'|[other]",
        27: "number = 1",
        28: "title.ru = 5",
        34: 'detectors = ["links"]|personal = "yes"',
    }
    lines = GIVEN.splitlines()
    for line, words in written.items():
        lines[line - 1] = words.replace("|", "\n")

    told = [
        re.sub(r"^Файл правил правила.toml, строка (\d+): ", r"\1 ", each)
        for each in complaints("\n".join(lines))
    ]

    assert [re.sub(r"(должно|:|\(п|,).*", "", each).strip() for each in told] == [
        "1 version",
        "3 blocks.threshold",
        "7 blocks.terms[2]",
        "8 blocks.terms[3]",
        "10 blocks.greatest",
        "11 blocks.ladder[2]",
        "12 violations",
        "17 неизвестный ключ apology.paws",
        "26 undo.window",
        "28 у настройки kinds.group.quiet_hours нет значения 'noon'",
        "29 неизвестный ключ kinds.group.cards",
        "30 неизвестный ключ other",
        "34 rules[1].title.ru",
        "39 rules[2].number",
        "40 rules[2].detectors — список названий",
        "41 rules[2].personal бывает true или false",
    ]


def test_nothing_is_told_that_follows_from_another_mistake() -> None:
    # a wrong number is nobody's number, a wrong term no repetition, a wrong rule none of a kind
    assert "rules[1].number" in complaint(but(27, "number = 1.5"))
    assert "blocks.terms[2]" in complaint(but(7, '    "2 months",'))
    assert "blocks.greatest" in complaint(but(10, 'greatest = "2 months"'))
    assert "rules[2].kinds" in complaint(but(33, 'number = 1|kinds = ["teachers"]'))


ONE = '{id = 7, role.ru = "а", role.en = "a"}'

IN_TABLES: list[tuple[str, Wrong, str]] = [
    ("[chats]|locked = 5", Wrong.NOT_SETTINGS, "chats.locked — список названий настроек"),
    ('[chats]|locked = ["trial", "x"]', Wrong.NO_SUCH_SETTING, "chats.locked[2]: нет настройки"),
    ("[kinds]|group = 5", Wrong.NOT_A_TABLE, "kinds.group должно быть таблицей: [kinds.group]"),
    ("[kinds.pupils]", Wrong.UNKNOWN_KEY, "неизвестный ключ kinds.pupils"),
    (
        '[kinds.group]|quiet_hours = "18:00-09:00"',
        Wrong.QUIET_TOO_LONG,
        "kinds.group.quiet_hours: тихие часы длятся не больше 14 часов",
    ),
    ('[silence]|longest = "25 hours"', Wrong.TOO_LONG, "longest должно быть не больше 1 дня"),
    ('[kinds.group]|trial = "no"', Wrong.NO_SUCH_VALUE, "kinds.group.trial нет значения 'no'"),
    ('[kinds.group]|late = "count"', Wrong.FORBIDDEN_VALUE, "kinds.group.late не может быть"),
    ("[detectors]|likely = 1", Wrong.TOO_UNSURE, "detectors.likely должно быть не меньше 50"),
    ("[detectors]|likely = 96", Wrong.CERTAIN_BELOW_LIKELY, "detectors.certain не может быть"),
    ("[detectors]|permitted = 1", Wrong.NOT_STRINGS, "detectors.permitted — список строк"),
    ('[keeping]|texts = "1 day"', Wrong.KEPT_TOO_SHORT, "keeping.texts должно быть не меньше 31"),
    ('[answers]|night = "always"', Wrong.NOT_HOURS, "answers.night пишется как"),
    ("[safety]|people = 1", Wrong.NOT_PEOPLE, "safety.people – список людей"),
    (f"[safety]|people = [{ONE}, {ONE}]", Wrong.SAME_PERSON, "человек 7 назван дважды"),
]


@pytest.mark.parametrize(("table", "wrong", "words"), IN_TABLES, ids=[row[0] for row in IN_TABLES])
def test_a_wrong_value_in_a_table_that_need_not_be_is_told(
    table: str, wrong: Wrong, words: str
) -> None:
    text = but(24, f"{table}|[undo]")
    assert words in complaint(text)
    assert [mistake.wrong for mistake in mistakes_in(text)] == [wrong]


def test_every_kind_of_mistake_is_told_in_english_too() -> None:
    texts = [but(line, written) for line, written, *_ in WRONG]
    texts += [but(24, f"{table}|[undo]") for table, *_ in IN_TABLES]
    texts += [NO_RULE_FOR_SOME, "", "rules = []", "rules = [{ title = 1 }]", TOO_LONG]
    texts.append(but(10, 'greatest = "1 week"'))
    texts.append(but(33, 'number = 1|words = [1]|kinds = ["teachers"]|personal = 1'))
    found = [mistake for text in texts for mistake in mistakes_in(text)]

    of_the_file = {Wrong.ABSENT, Wrong.UNREADABLE, Wrong.NOT_UTF8}
    assert {mistake.wrong for mistake in found} == set(Wrong) - of_the_file
    whole = [*found, *(Mistake(wrong=each, fields={"reason": "x"}) for each in of_the_file)]
    for told in mistakes_in_words(PolicyFileError("rules.toml", whole), ENGLISH):
        assert "olicy file rules.toml" in told
        assert not re.search("[а-я]", told.replace("1 сентября", "").replace("месяц", ""))


def test_chats_of_every_kind_keep_a_rule() -> None:
    told = complaints(NO_RULE_FOR_SOME)
    assert [re.findall("вида (\\w+)", each) for each in told] == [
        [kind] for kind in Kind if kind not in {Kind.GROUP, Kind.STAFF}
    ]


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
    assert load_policy(FITTING, "правила.toml")
    told = complaint(TOO_LONG)
    assert f"строка {HEAD.count(chr(10)) + 3 * 5 + 1}: rules[4]: " in told
    assert told.endswith("сократите (п. 5.12.3)")
