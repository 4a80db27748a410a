"""Which rule a moderator's words mean (п. 5.12.7): numbers, number words, the rule's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.called import called
from rules.conduct import Conduct, Rule
from rules.ids import RuleNumber


def rule(number: int, title: str, words: str = "") -> Rule:
    return Rule(
        number=RuleNumber(number),
        title={"ru": title, "en": title},
        text={"ru": title, "en": title},
        words=tuple(words.split()),
    )


CONDUCT = Conduct(
    rules=(
        rule(1, "Без оскорблений и угроз", "оскорб* угроз*"),
        rule(2, "Без мата и грубости", "мат матер* ругань"),
        rule(3, "Без флуда и спама", "флуд* спам*"),
        rule(7, "Берегите чужие личные данные", "личн* данн*"),
        rule(10, "Чужая переписка — чужая", "переписк*"),
        # without words of its own: those of its title
        rule(12, "По теме беседы"),
        rule(13, "Нарушение расписания"),
    )
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((text, 3) for text in ("3", "3.", "№3", "№ 3", "#3", "п.3", "п. 3", "пункт 3", "3-е")),
        *((text, 3) for text in ("три", "третье", "третье правило", "по третьему правилу")),
        *((text, 3) for text in ("правило 3", "правило № 3", "нарушение правила 3", "rule 3")),
        *((text, 3) for text in ("флуд", "флуда", "флудит", "за флуд", "спам и флуд", "ФЛУД!")),
        *(
            (text, 2)
            for text in ("мат", "матом", "за мат", "маты", "матерится", "ругань", "ругани")
        ),
        *((text, 1) for text in ("оскорбление", "оскорблений", "оскорбил", "угрозы")),
        *((text, 12) for text in ("беседы", "беседа", "по беседе")),
        ("личные данные", 7),
        ("99", 99),
    ],
)
def test_a_rule_by_itself(text: str, number: int) -> None:
    found = called(CONDUCT, text, named=False)
    assert (found.rule, found.before, found.after) == (number, "", "")


@pytest.mark.parametrize(
    ("named", "text", "rule_number", "before", "after"),
    [
        (False, "3 пояснение тут", 3, "", "пояснение тут"),
        (False, "кричал 3", 3, "кричал", ""),
        (False, "3 два-два", 3, "", "два-два"),
        (False, "3 раз-раз", 3, "", "раз-раз"),
        (False, "кричал, правило 3, весь урок", 3, "кричал", "весь урок"),
        (False, "за мат на уроке", 2, "", "на уроке"),
        (True, "Соколов 3 кричал", 3, "Соколов", "кричал"),
        (True, "Соколов три", 3, "Соколов", ""),
        (True, "Иван Соколов п. 3", 3, "Иван Соколов", ""),
        (True, "Соколов мат", 2, "Соколов", ""),
        (True, "мат Соколов", 2, "", "Соколов"),
        (True, "Тимура за флуд", 3, "Тимура", ""),
    ],
)
def test_a_rule_beside_a_remark_or_a_name(
    named: bool, text: str, rule_number: int, before: str, after: str
) -> None:
    found = called(CONDUCT, text, named=named)
    assert (found.rule, found.before, found.after) == (rule_number, before, after)


@pytest.mark.parametrize(
    ("text", "guesses"),
    [
        ("", ()),
        ("ерунда", ()),
        # a word that stands before any rule means none, even if it is in a title
        ("нарушение", ()),
        ("за нарушение", ()),
        ("математика", ()),
        ("сказал 3 раза", ()),
        ("3 раза сказал", ()),
        ("три раза сказал", ()),
        ("писал в 12:30", ()),
        ("личная переписка", (7, 10)),
        ("мешал уроку своим флудом весь день", (3,)),
        ("1234567", ()),
    ],
)
def test_what_is_not_certain_is_at_most_a_guess(text: str, guesses: tuple[int, ...]) -> None:
    found = called(CONDUCT, text, named=False)
    assert (found.rule, found.guesses) == (None, guesses)
    assert " ".join(filter(None, (found.before, found.after))) == text


@pytest.mark.parametrize(
    ("text", "guesses", "rest"),
    [
        ("2 3", (2, 3), ("", "")),
        ("2, 3", (2, 3), ("", "")),
        ("2 и 3", (2, 3), ("", "")),
        ("п. 2 и п. 3", (2, 3), ("", "")),
        ("второе и 3", (2, 3), ("", "")),
        ("за 2 и 3 весь урок", (2, 3), ("", "весь урок")),
    ],
)
def test_of_several_rules_one_has_to_be_chosen(
    text: str, guesses: tuple[int, ...], rest: tuple[str, str]
) -> None:
    found = called(CONDUCT, text, named=False)
    assert (found.rule, found.guesses) == (None, guesses)
    assert (found.before, found.after) == rest


def test_the_words_before_the_first_guess_are_told_apart() -> None:
    found = called(CONDUCT, "Спорщикову Льву за оскорбление", named=False)
    assert (found.before, found.guesses) == ("Спорщикову Льву за", (1,))


@given(
    st.lists(
        st.sampled_from(["3", "три", "правило", "п.", "мат", "флуд", "Соколов", "за", "раз", "№"]),
        max_size=6,
    ),
    st.booleans(),
)
def test_no_words_are_invented(words: list[str], named: bool) -> None:
    text = " ".join(words)
    found = called(CONDUCT, text, named=named)
    assert found.before in text
    assert found.after in text
