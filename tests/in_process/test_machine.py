"""The whole bot at random: whatever people, the clock and the messenger do, the laws hold."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.sandbox.world import PersonId
from tests.in_process import laws
from tests.in_process.classroom import STUDENTS
from tests.in_process.life import MOTHER, PEOPLE, SENDING, TEACHERS, Life
from tests.rights.campus import ADMINISTRATOR, NEWCOMER

students = st.sampled_from(STUDENTS)
teachers = st.sampled_from(TEACHERS)
people = st.sampled_from(PEOPLE)
backs = st.integers(0, 3)
"""How far back, counted from the newest: few, so that the same things are met again."""

TEXTS = ("привет всем", "когда зачёт?", "иди на хуй", "ты дебил", "мамин номер 8 917 123-45-67")
SPANS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=20),
    timedelta(hours=2),
    timedelta(days=1),
    timedelta(days=4),
    timedelta(days=32),
)
ABSENCES = (timedelta(minutes=1), timedelta(days=2), timedelta(days=32))
SETTINGS = (
    "пробный режим вкл",
    "пробный режим выкл",
    "способ удаление",
    "способ запрет писать",
    "блокировки автоматически",
    "блокировки по решению",
    "досрочное снятие подтверждает модератор",
    "мат удалять и засчитывать",
    "мат карточка",
)
REFUSALS = (
    ("messages.send", 10),
    ("messages.send", 901),
    ("messages.edit", 909),
    ("messages.delete", 15),
    ("messages.changeConversationMemberRestrictions", 15),
)


class Machine(RuleBasedStateMachine):
    """Life at random. The rules are what may happen, the invariant is every law."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @initialize(way=st.sampled_from(("способ удаление", "способ удаление", "способ запрет писать")))
    def the_chat_is_set_up(self, way: str) -> None:
        self.life.write(TEACHERS[0], f"/настройки {way}")

    def teardown(self) -> None:
        try:
            laws.check_the_journal(self.life)
        finally:
            self.life.close()

    @rule(who=students, text=st.sampled_from(TEXTS))
    def somebody_writes(self, who: PersonId, text: str) -> None:
        self.life.write(who, text)

    @rule(text=st.sampled_from(TEXTS), back=backs)
    def somebody_edits(self, text: str, back: int) -> None:
        self.life.rewrite(text, back=back)
        self.life.read_again()

    @rule(by=teachers, number=st.integers(1, 3), back=backs)
    def a_teacher_records(self, by: PersonId, number: int, back: int) -> None:
        self.life.write(by, f"/нарушение {number}", back=back)

    @rule(by=teachers, who=students)
    def a_teacher_records_by_name(self, by: PersonId, who: PersonId) -> None:
        self.life.write(by, f"/нарушение @id{who} 3 шумел на уроке")

    @rule(by=teachers, back=backs)
    def a_teacher_removes(self, by: PersonId, back: int) -> None:
        self.life.write(by, "/удалить 3", back=back)

    @rule(by=teachers, number=st.integers(1, 8))
    def a_teacher_annuls(self, by: PersonId, number: int) -> None:
        self.life.write(by, f"/отменить {number} по ошибке")

    @rule(by=teachers, who=students, term=st.sampled_from(("1 день", "неделя", "месяц")))
    def a_teacher_blocks(self, by: PersonId, who: PersonId, term: str) -> None:
        self.life.write(by, f"/блок @id{who} {term}")

    @rule(by=teachers, who=students)
    def a_quarrel(self, by: PersonId, who: PersonId) -> None:
        for _ in range(4):
            self.life.write(who, "а мне всё равно")
            self.life.write(by, "/нарушение 3", back=0)
        self.life.write(by, f"/блок @id{who} 1 день")

    @rule(by=teachers, words=st.sampled_from(("10 минут", "стоп")))
    def a_teacher_silences(self, by: PersonId, words: str) -> None:
        self.life.write(by, f"/тишина {words}")

    @rule(by=teachers, words=st.sampled_from(SETTINGS))
    def a_teacher_sets(self, by: PersonId, words: str) -> None:
        self.life.write(by, f"/настройки {words}")

    @rule(who=people, back=st.integers(0, 6))
    def somebody_presses(self, who: PersonId, back: int) -> None:
        self.life.press(who, back=back)

    @rule(who=people, words=st.sampled_from(("ну и что", "не знаю")))
    def somebody_confides(self, who: PersonId, words: str) -> None:
        self.life.confide(who, words)

    @rule(label=st.sampled_from(("Да, это мой ребёнок", "Нет, это ошибка", "Обжаловать")))
    def the_mother_answers(self, label: str) -> None:
        self.life.press(MOTHER, back=0, label=label)

    @rule(who=students, words=st.sampled_from(("Простите меня", "Иди на хуй")), sends=st.booleans())
    def somebody_apologises(self, who: PersonId, words: str, sends: bool) -> None:
        self.life.confide(who, f"/извинения {words}")
        if sends:
            self.life.press(who, back=0, label=SENDING)

    @rule(who=students, number=st.integers(1, 8), sends=st.booleans())
    def somebody_contests(self, who: PersonId, number: int, sends: bool) -> None:
        self.life.confide(who, f"/обжаловать {number} Это был не я")
        if sends:
            self.life.press(who, back=0, label=SENDING)

    @rule(who=st.sampled_from((*STUDENTS, *TEACHERS)), back=backs)
    def somebody_reports(self, who: PersonId, back: int) -> None:
        self.life.report(who, back=back)

    @rule(
        who=students,
        by=st.sampled_from((*TEACHERS, ADMINISTRATOR)),
        label=st.sampled_from(("Похоже, взломали", "Убрать везде", "Ничего страшного")),
    )
    def somebody_writes_everywhere(self, who: PersonId, by: PersonId, label: str) -> None:
        self.life.spread(who)
        self.life.press(by, back=0, label=label)

    @rule(
        who=st.sampled_from((*STUDENTS, *TEACHERS)),
        label=st.sampled_from(("Страница снова у меня", "Вернуть право писать")),
    )
    def a_page_is_its_owners_again(self, who: PersonId, label: str) -> None:
        self.life.press(who, back=0, label=label)

    @rule(
        who=students,
        trouble=st.sampled_from(("Оскорбляют меня", "Мне плохо")),
        chat=st.sampled_from((None, "Это о модераторе")),
        sends=st.booleans(),
    )
    def somebody_calls_for_help(
        self, who: PersonId, trouble: str, chat: str | None, sends: bool
    ) -> None:
        self.life.confide(who, "меня травят")
        for label in (trouble, *(() if chat is None else (chat,))):
            self.life.press(who, back=0, label=label)
        if sends:
            self.life.press(who, back=0, label=SENDING, aloud=False)

    @rule(
        label=st.sampled_from(("Не нарушение", "Меры приняты", "Вижу", "Занимаюсь")),
        who=st.sampled_from((*TEACHERS, ADMINISTRATOR)),
        back=backs,
    )
    def somebody_looks_into_it(self, label: str, who: PersonId, back: int) -> None:
        self.life.press(who, back=back, label=label)

    @rule(
        label=st.sampled_from(("Отменить решение", "Оставить в силе", "Спросить участника")),
        span=st.sampled_from(SPANS),
        sends=st.booleans(),
    )
    def an_administrator_decides(self, label: str, span: timedelta, sends: bool) -> None:
        self.life.press(ADMINISTRATOR, back=0, label=label)
        self.life.pass_time(span)
        self.life.confide(ADMINISTRATOR, "куплю молоко")
        if sends:
            self.life.press(ADMINISTRATOR, back=0, label=SENDING)

    @rule(span=st.sampled_from(SPANS))
    def time_passes(self, span: timedelta) -> None:
        self.life.pass_time(span)

    @precondition(lambda self: not self.life.is_off)
    @rule()
    def the_bot_stops(self) -> None:
        self.life.stop()

    @precondition(lambda self: self.life.is_off)
    @rule(due_first=st.booleans())
    def the_bot_starts(self, due_first: bool) -> None:
        self.life.start(due_first=due_first)

    @precondition(lambda self: not self.life.is_off)
    @rule(
        who=students,
        before=st.sampled_from(ABSENCES),
        after=st.sampled_from(ABSENCES),
        due_first=st.booleans(),
    )
    def the_bot_is_off_for_a_while(
        self, who: PersonId, before: timedelta, after: timedelta, due_first: bool
    ) -> None:
        self.life.stop()
        who = next(iter(self.life.blocked()), who)
        for span in (before, after):
            self.life.write(who, "а я пишу")
            self.life.pass_time(span)
        self.life.start(due_first=due_first)

    @rule(who=st.sampled_from((*STUDENTS, NEWCOMER)))
    def somebody_comes(self, who: PersonId) -> None:
        self.life.come(who)

    @rule(who=st.sampled_from((*STUDENTS, NEWCOMER)), by_hand=st.booleans())
    def somebody_leaves(self, who: PersonId, by_hand: bool) -> None:
        self.life.leave(who, by=TEACHERS[0] if by_hand else who)

    @rule(refusal=st.sampled_from(REFUSALS))
    def the_messenger_refuses(self, refusal: tuple[str, int]) -> None:
        self.life.refuse(*refusal)

    @invariant()
    def the_laws_hold(self) -> None:
        laws.check(self.life)


class TestEveryDay(Machine.TestCase):  # type: ignore[valid-type,misc]
    settings = settings(
        max_examples=3,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.slow
class TestLonger(Machine.TestCase):  # type: ignore[valid-type,misc]
    settings = settings(
        max_examples=40,
        stateful_step_count=60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


SAID = st.lists(
    st.tuples(
        students,
        st.sampled_from(TEXTS),
        st.sampled_from((timedelta(seconds=1), timedelta(seconds=40), timedelta(minutes=9))),
    ),
    min_size=4,
    max_size=10,
)


def suspicions(said: list[tuple[PersonId, str, timedelta]], *, trial: bool) -> list[object]:
    life = Life()
    try:
        if trial:
            life.write(TEACHERS[0], "/настройки пробный режим вкл")
        for who, text, pause in said:
            life.write(who, text)
            life.pass_time(pause)
        return [*laws.suspicions(life)]
    finally:
        life.close()


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(SAID)
def test_on_trial_the_same_is_suspected(said: list[tuple[PersonId, str, timedelta]]) -> None:
    assert suspicions(said, trial=True) == suspicions(said, trial=False)
