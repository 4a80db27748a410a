"""What a policy file says of detectors, and how that can be wrong (п. 5.12.2, 5.12.7)."""

import re
from datetime import timedelta

import pytest

from rules.detectors.registry import Detector
from rules.policy import Policy, Trust
from rules.policy_file import load_policy, read_policy
from rules.settings import Kind, Setting
from tests.rules.moments import HOUR, SECOND
from tests.rules.policy_text import GIVEN, LAST, but, complaint, complaints

RULES = GIVEN[: GIVEN.index("[[rules]]")].count("\n")
"""The line before which another table fits."""


def with_table(*lines: str, table: str = "detectors") -> str:
    return but(RULES, f'window = "10 minutes"|[{table}]|{"|".join(lines)}')


def of_a_group(line: str) -> str:
    return with_table(line, table="kinds.group")


def loaded(text: str) -> Policy:
    return load_policy(text, "правила.toml")


def test_a_file_from_before_there_were_detectors_has_the_usual_trust() -> None:
    policy = loaded(GIVEN)
    assert policy.trust == Trust(likely=0.8, certain=0.95, gathering=2 * SECOND, burst=30 * SECOND)
    assert policy.permitted == ()


def test_the_default_policy_says_what_is_usual() -> None:
    policy = read_policy(None)
    assert (policy.trust, policy.permitted) == (Trust(), ())


@pytest.mark.parametrize(
    ("line", "trust"),
    [
        ("likely = 50", Trust(likely=0.5)),
        ("likely = 95", Trust(likely=0.95)),
        ("certain = 90", Trust(certain=0.9)),
        ("certain = 100", Trust(certain=1.0)),
        ("likely = 100|certain = 100", Trust(likely=1.0, certain=1.0)),
        ('gathering = "0 seconds"', Trust(gathering=timedelta(0))),
        ('gathering = "1 hour"', Trust(gathering=HOUR)),
        ('burst = "0 seconds"', Trust(burst=timedelta(0))),
        ('burst = "5 minutes"', Trust(burst=300 * SECOND)),
    ],
)
def test_a_college_says_how_far_detectors_are_trusted(line: str, trust: Trust) -> None:
    assert loaded(with_table(line)).trust == trust


def test_a_college_says_what_nobody_minds() -> None:
    most = [f"{number}.example" for number in range(199)]
    listed = ", ".join(f'"{each}"' for each in [*most, " college.example "])

    permitted = loaded(with_table(f"permitted = [{listed}]")).permitted

    assert permitted == (*most, "college.example")


TOO_MUCH_TRUST = [
    ("likely = 49", "detectors.likely должно быть не меньше 50: машина не должна"),
    ("likely = 101", "detectors.likely должно быть не больше 100"),
    ("likely = 0.8", "целым числом"),
    ("certain = 89", "detectors.certain должно быть не меньше 90: машина не должна"),
    ("certain = 101", "не больше 100"),
    ('certain = "95"', "без кавычек"),
    ('gathering = "2 hours"', "detectors.gathering должно быть не больше часа"),
    ("gathering = 2", "detectors.gathering: время пишется"),
    ('burst = "61 minutes"', "detectors.burst должно быть не больше часа"),
    ('burst = "1 month"', "назовите дни"),
    ('permitted = "college.example"', "список строк, не больше 200"),
    ("permitted = 5", "список строк"),
    ("permitted = [5]", "permitted[1] должно быть непустой строкой"),
    ('permitted = ["a", " "]', "permitted[2] должно быть непустой строкой"),
    ('permitted = ["a\\nb"]', "permitted[1] пишется в одну строку"),
    (f'permitted = ["{"а" * 101}"]', "permitted[1] длиннее 100"),
    ("obscenity = true", "неизвестный ключ detectors.obscenity"),
]

OF_A_RULE = [
    ("gravity = 0", "5.12.7", "rules[2].gravity должно быть не меньше 1"),
    ("gravity = 100", "5.12.7", "rules[2].gravity должно быть не больше 99"),
    ("gravity = true", "5.12.7", "целым числом"),
    ('gravity = "3"', "5.12.7", "без кавычек"),
    *(
        (f"detectors = {written}", "5.12.2", f"список названий, бывают: {', '.join(Detector)}")
        for written in ('["links"]', '["link", "mat"]', "[[]]", "true", '[["link"]]')
    ),
]

OF_A_GROUP = [
    ('late = "remove"', "5.11.1", "kinds.group.late не может быть значения 'remove'"),
    ('insult = "count"', "5.12.7", "kinds.group.insult не может быть значения 'count'"),
    ('obscenity = "ban"', "5.12.2", "у настройки kinds.group.obscenity нет значения 'ban'"),
    ('forbidden = "photos"', "5.12.2", "у настройки kinds.group.forbidden нет значения"),
    ('cards = "private"', "5.12.1", "неизвестный ключ kinds.group.cards"),
]

WRONG = [
    *((with_table(line), RULES + 2, "5.12.7", words) for line, words in TOO_MUCH_TRUST),
    *((but(34, line), 34, clause, words) for line, clause, words in OF_A_RULE),
    *((of_a_group(line), RULES + 2, clause, words) for line, clause, words in OF_A_GROUP),
]


@pytest.mark.parametrize(
    ("text", "at", "clause", "words"), WRONG, ids=[words[:40] for *_, words in WRONG]
)
def test_what_is_wrong_about_detectors_is_refused(
    text: str, at: int, clause: str, words: str
) -> None:
    told = complaint(text)
    assert told.startswith(f"Файл правил правила.toml, строка {at}: ")
    assert words in told
    assert re.findall(r"\(п\. ([\d.]+)\)$", told) == [clause]


def test_more_than_can_be_read_with_every_message_is_refused() -> None:
    listed = ", ".join(f'"{number}.example"' for number in range(201))
    assert "не больше 200" in complaint(with_table(f"permitted = [{listed}]"))


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        (("likely = 96", "certain = 95"), RULES + 3),
        (("likely = 96",), RULES + 1),
    ],
)
def test_what_is_counted_is_surer_than_what_is_removed(lines: tuple[str, ...], at: int) -> None:
    told = complaint(with_table(*lines))
    assert told == (
        f"Файл правил правила.toml, строка {at}: detectors.certain не может быть меньше "
        "detectors.likely: "
        "засчитать — больше, чем удалить (п. 5.12.7)"
    )


@pytest.mark.parametrize("text", ["detectors = 5", "[[detectors]]"])
def test_detectors_are_a_table(text: str) -> None:
    told = complaints(f"{text}\n{GIVEN}")
    assert any("detectors должно быть таблицей: [detectors]" in each for each in told)


@pytest.mark.parametrize("detector", Detector)
def test_any_detector_may_watch_for_a_rule(detector: Detector) -> None:
    first, _ = loaded(but(34, f'detectors = ["{detector}"]')).conduct.rules
    assert first.detectors == (detector,)


@pytest.mark.parametrize("gravity", [1, 99])
def test_a_rule_says_how_grave_it_is(gravity: int) -> None:
    conduct = loaded(but(34, f'gravity = {gravity}|detectors = ["link"]')).conduct
    assert [rule.gravity for rule in conduct.rules] == [gravity, 1]


def test_every_detector_of_the_default_policy_has_its_rule() -> None:
    conduct = read_policy(None).conduct
    assert all(conduct.watched_by(detector) is not None for detector in Detector)


@pytest.mark.parametrize(
    ("line", "setting", "value"),
    [
        ('obscenity = "count"', Setting("obscenity"), "count"),
        ('insult = "remove"', Setting("insult"), "remove"),
        ('late = "hint"', Setting("late"), "hint"),
        ('forbidden = "stickers  voice"', Setting.FORBIDDEN, "voice stickers"),
        ('forbidden = ""', Setting.FORBIDDEN, ""),
    ],
)
def test_chats_of_a_kind_begin_with_what_the_college_says(
    line: str, setting: Setting, value: str
) -> None:
    assert loaded(of_a_group(line)).kinds == {Kind.GROUP: {setting: value}}


def test_a_college_may_lock_what_follows() -> None:
    locked = loaded(with_table('locked = ["obscenity", "cards"]', table="chats")).locked
    assert locked == {Setting("obscenity"), Setting.CARDS}


def test_the_lines_of_the_file_are_counted_as_they_stand() -> None:
    assert complaint(f"{GIVEN}gravity = 0\n").startswith(
        f"Файл правил правила.toml, строка {LAST + 1}: "
    )
