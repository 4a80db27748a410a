"""In private no slash is needed; words that are no command get an answer that fits the state."""

import pytest

from bot.sandbox.world import Message, PersonId
from rules.vocabulary.appeals import AppealMade
from rules.vocabulary.violations import ViolationRecorded
from tests.in_process.college import ADMINISTRATOR, College, found_with_block
from tests.in_process.college import STUDENT as BLOCKED
from tests.in_process.lesson import PHONE, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by
from tests.variants import variants

OUTSIDER = PersonId(777)

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson)
college = prepared_by(found_with_block, administrators=[ADMINISTRATOR])


def answer(ground: Lesson | College, who: int) -> str:
    return ground.said(who)[-1].text.replace("\u00a0", " ")


def labels(ground: Lesson | College, who: int) -> list[str]:
    return [each.label for row in ground.said(who)[-1].keyboard or () for each in row]


async def press(college: College, message: Message, label: str) -> None:
    college.bot.world.press(BLOCKED, BLOCKED, message.conversation_message_id, label)
    await college.bot.follow()


@pytest.mark.parametrize(
    "typed", variants("правила", "Правила!", "покажи правила, пожалуйста", "RULES")
)
async def test_rules_are_shown_without_a_slash(lesson: Lesson, typed: str) -> None:
    await lesson.say(STUDENT, typed, to=STUDENT)
    assert "1. Без оскорблений" in answer(lesson, STUDENT)


@pytest.mark.parametrize(
    "typed",
    [
        *variants("статус", "мои записи", "Что записано обо мне", "нарушения"),
        *("сколько у меня нарушений?", "есть у меня предупреждения", "меня заблокировали?"),
    ],
)
async def test_ones_standing_is_shown_without_a_slash(lesson: Lesson, typed: str) -> None:
    await lesson.say(STUDENT, typed, to=STUDENT)
    assert "Что записано о Вас в беседе «ИСП-21»" in answer(lesson, STUDENT)


async def test_a_students_words_are_no_moderators_command(lesson: Lesson) -> None:
    for typed in ("у меня вопрос", "предупреждение", "проверь меня", "дела"):
        await lesson.bot.advance(3600)
        await lesson.say(STUDENT, typed, to=STUDENT)
        assert answer(lesson, STUDENT) == "Здравствуйте! Я слежу за порядком в «ИСП-21»."
        assert labels(lesson, STUDENT) == ["Правила", "Что записано обо мне", "Мне нужна помощь"]


async def test_what_works_in_a_chat_works_for_the_only_one(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "нарушение", to=TEACHER)
    assert answer(lesson, TEACHER).startswith("«ИСП-21»: О ком речь?")
    await lesson.tap(TEACHER, "Тимур Клавишин", TEACHER)
    assert "Какое правило" in answer(lesson, TEACHER)
    await lesson.tap(TEACHER, "3. Флуд и спам", TEACHER)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.member, recorded.message, recorded.by) == (STUDENT, None, TEACHER)
    assert "Тимур Клавишин" in lesson.said()[-1].text
    assert answer(lesson, TEACHER) == "Готово."


async def test_a_mistake_is_not_answered_twice_in_the_same_words(lesson: Lesson) -> None:
    for _ in range(3):
        await lesson.say(TEACHER, "/отменить 99 ошибка", to=TEACHER)
    first, second, third = (each.text for each in lesson.said(TEACHER)[-3:])
    assert first == third != second
    assert second == "Ответ тот же, что выше. Что я умею: /помощь."


async def test_a_moderator_is_greeted_with_their_chats_and_cases(lesson: Lesson) -> None:
    await lesson.bot.advance(3600)
    await lesson.say(TEACHER, "Добрый день", to=TEACHER)
    assert answer(lesson, TEACHER) == (
        "Здравствуйте, Марина! Вы ведёте «ИСП-21». Сюда я буду присылать карточки, журнал и отчёты."
    )
    assert labels(lesson, TEACHER) == ["Дела", "Мои беседы", "Запись о человеке", "Отчёт", "Помощь"]
    await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(60)
    await lesson.say(TEACHER, "что там?", to=TEACHER)
    assert "Ждут решения: 1 карточка." in answer(lesson, TEACHER)
    assert labels(lesson, TEACHER) == [
        "Дела · 1",
        "Мои беседы",
        "Запись о человеке",
        "Отчёт",
        "Помощь",
    ]
    await lesson.say(TEACHER, "Дела · 1", to=TEACHER)
    assert "Клавишин" in answer(lesson, TEACHER)


async def test_the_same_is_not_said_twice_in_a_row(lesson: Lesson) -> None:
    await lesson.bot.advance(3600)
    for _ in range(4):
        await lesson.say(STUDENT, "ау", to=STUDENT)
    first, second, third, fourth = (each.text for each in lesson.said(STUDENT)[-4:])
    assert first == "Здравствуйте! Я слежу за порядком в «ИСП-21»."
    assert second == fourth != first
    assert second.startswith(
        "Этого я не понимаю. Напишите одно из слов: «правила», «мои записи», «помощь». С другим"
        " вопросом напишите модератору: "
    )
    assert "Книжникова" in second
    assert third == "Чем помочь?"
    await lesson.say(STUDENT, "мои записи", to=STUDENT)
    assert "Что записано" in answer(lesson, STUDENT)


@pytest.mark.parametrize("typed", variants("/щщщщ", "!щщщщ"))
async def test_what_resembles_no_command_is_conversation(lesson: Lesson, typed: str) -> None:
    for _ in range(2):
        await lesson.bot.advance(60)
        await lesson.say(STUDENT, typed, to=STUDENT)
    first, second = (each.text for each in lesson.said(STUDENT)[-2:])
    assert first == "Здравствуйте! Я слежу за порядком в «ИСП-21»."
    assert second.startswith("Этого я не понимаю")


async def test_who_is_in_no_chat_hears_so(lesson: Lesson) -> None:
    stranger = PersonId(691)
    lesson.bring({stranger: ("Яков", "Чужаков")})
    await lesson.say(stranger, "привет", to=stranger)
    assert "Вас нет" in answer(lesson, stranger)


@pytest.mark.parametrize("typed", variants("за что", "простите", "Простите меня, я больше не буду"))
async def test_who_is_blocked_sees_the_end_the_reason_and_the_ways_out(
    college: College, typed: str
) -> None:
    await college.say(BLOCKED, typed, to=BLOCKED)
    said = answer(college, BLOCKED)
    assert said.startswith("Вы не можете писать в «")
    assert "Причина: 4 нарушения (прави" in said
    assert labels(college, BLOCKED) == ["Извиниться", "Обжаловать", "Что записано обо мне"]


async def test_who_says_sorry_again_is_heard(college: College) -> None:
    for typed in ("за что", "простите", "ну пожалуйста", "алло"):
        await college.say(BLOCKED, typed, to=BLOCKED)
        ways = labels(college, BLOCKED)
        assert ways[:3] == ["Извиниться", "Обжаловать", "Что записано обо мне"]
        # who is not understood may be hurt
        assert ways[3:] == (["Мне нужна помощь"] if typed in {"ну пожалуйста", "алло"} else [])
    why, sorry, again, heard = (each.text for each in college.said(BLOCKED)[-4:])
    assert sorry.startswith("Спасибо, что Вы это сказали.")
    assert why == again
    assert heard.startswith("Я Вас слышу, но сам ничего не решаю: решают люди.")


@pytest.mark.parametrize(
    ("typed", "fits"),
    variants(
        ("когда это кончится", "закончится сама"),
        ("я не виноват", "решают администраторы колледжа"),
        ("позовите учителя", "Я бот и сам ничего не решаю"),
        ("спасибо", "Пожалуйста!"),
    ),
)
async def test_the_answer_fits_the_words(college: College, typed: str, fits: str) -> None:
    await college.say(BLOCKED, typed, to=BLOCKED)
    assert "Вы не можете писать в «" in answer(college, BLOCKED)
    assert fits in answer(college, BLOCKED)


async def test_who_is_not_blocked_hears_what_is_recorded(lesson: Lesson) -> None:
    await lesson.say(STUDENT, "за что", to=STUDENT)
    assert answer(lesson, STUDENT).startswith("Нарушений за Вами нет, и писать в беседе Вы можете.")
    number = await lesson.say(STUDENT, "Продаю клавиатуру, недорого")
    await lesson.say(TEACHER, "/нарушение 4", reply_to=number)
    await lesson.say(STUDENT, "это несправедливо", to=STUDENT)
    said = answer(lesson, STUDENT)
    assert said.startswith("В «ИСП-21» учитывается 1 Ваше нарушение, последнее — № 1,")
    assert said.endswith("Не согласны? Обжалуйте решение.")
    await lesson.say(STUDENT, "это не я!!", to=STUDENT)
    assert answer(lesson, STUDENT).startswith("Нажмите «Обжаловать»")
    await lesson.say(STUDENT, "обжаловать 1 это было по теме", to=STUDENT)
    await lesson.tap(STUDENT, "Отправить", peer=STUDENT)
    await lesson.say(STUDENT, "ну и когда ответ", to=STUDENT)
    assert answer(lesson, STUDENT).startswith("Ваша жалоба № 1 у администраторов колледжа.")


async def test_a_parent_who_asks_about_a_child_is_told_who_answers(lesson: Lesson) -> None:
    await lesson.say(STUDENT, "что с моим сыном", to=STUDENT)
    assert "только законному представителю" in answer(lesson, STUDENT)
    assert "Книжникова" in answer(lesson, STUDENT)
    lesson.bring({OUTSIDER: ("Елена", "Соседова")})
    for typed in ("что с моим сыном?", "/статус сына", "/мои данные дочери"):
        await lesson.say(OUTSIDER, typed, to=OUTSIDER)
        assert "только законному представителю" in answer(lesson, OUTSIDER)


@pytest.mark.parametrize(
    "typed", ["я не хочу больше жить", "устала жить", "порезал себе вены", "хочу умереть"]
)
async def test_a_sign_of_despair_is_asked_about(college: College, typed: str) -> None:
    await college.say(BLOCKED, typed, to=BLOCKED)
    assert "Что случилось?" in answer(college, BLOCKED)
    assert "Мне плохо" in labels(college, BLOCKED)


@pytest.mark.parametrize(
    ("typed", "label"), [("отчот за ноябрь", "/отчёт"), ("тихие часы 22-7 везде", "/настройки")]
)
async def test_a_moderators_sentence_is_a_guess_with_a_button(
    lesson: Lesson, typed: str, label: str
) -> None:
    await lesson.say(TEACHER, typed, to=TEACHER)
    assert answer(lesson, TEACHER) == "Вам нужно это?"
    assert labels(lesson, TEACHER) == [label]


async def test_the_ways_out_are_one_tap_away(college: College) -> None:
    await college.say(BLOCKED, "за что", to=BLOCKED)
    message = college.said(BLOCKED)[-1]
    for label, opened in (
        ("Что записано обо мне", "Что записано о Вас"),
        ("Обжаловать", "Блокировка"),
        ("Извиниться", "что Вы хотите сказать"),
    ):
        await press(college, message, label)
        assert opened.casefold() in answer(college, BLOCKED).casefold()
    # now words are awaited: what is written is the apology, even if it begins like a command
    await college.say(BLOCKED, "Извинения мои примите, правила я прочитал", to=BLOCKED)
    assert "Извинения мои примите, правила я прочитал" in answer(college, BLOCKED)


@pytest.mark.parametrize("typed", ["обжаловать", "/обжаловать Это писал брат."])
async def test_words_before_the_choice_of_what_is_contested_are_kept(
    college: College, typed: str
) -> None:
    await college.say(BLOCKED, typed, to=BLOCKED)
    await college.say(BLOCKED, "Телефон был у него.", to=BLOCKED)
    assert "сохранил" in answer(college, BLOCKED)
    await press(college, college.said(BLOCKED)[-2], "Блокировка №\u00a01")
    said = answer(college, BLOCKED)
    assert "Телефон был у него." in said
    assert ("Это писал брат." in said) == ("брат" in typed)
    await college.confirm(BLOCKED)
    (made,) = await college.facts(AppealMade)
    assert made.block == 1
    await college.say(BLOCKED, "и ещё я болел", to=BLOCKED)
    assert "сохранил" not in answer(college, BLOCKED)


async def test_despair_waits_for_no_choice(college: College) -> None:
    other = await college.chat("Кружок")
    await college.block(BLOCKED, by=TEACHER, to=other)
    await college.say(BLOCKED, "извиниться", to=BLOCKED)
    await college.say(BLOCKED, "я не хочу больше жить", to=BLOCKED)
    assert "Что случилось?" in answer(college, BLOCKED)
    assert "Мне плохо" in labels(college, BLOCKED)


async def test_words_before_the_choice_of_a_chat_are_kept(college: College) -> None:
    other = await college.chat("Кружок")
    await college.block(BLOCKED, by=TEACHER, to=other)
    await college.say(BLOCKED, "извиниться", to=BLOCKED)
    await college.say(BLOCKED, "Простите, больше не буду.", to=BLOCKED)
    assert "сохранил" in answer(college, BLOCKED)
    await press(college, college.said(BLOCKED)[-2], "Кружок")
    assert "Простите, больше не буду." in answer(college, BLOCKED)
    assert "Отправить" in labels(college, BLOCKED)


@pytest.mark.parametrize("typed", ["/мои записи", "/Записи", "/статус"])
async def test_a_slash_is_a_command_also_while_words_are_awaited(
    college: College, typed: str
) -> None:
    await college.say(BLOCKED, "извиниться", to=BLOCKED)
    await college.say(BLOCKED, typed, to=BLOCKED)
    assert "Что записано о Вас" in answer(college, BLOCKED)


async def test_an_apology_needs_no_slash(college: College) -> None:
    await college.say(BLOCKED, "Извинения: я больше так не буду", to=BLOCKED)
    assert "я больше так не буду" in answer(college, BLOCKED)
    assert "Отправить" in labels(college, BLOCKED)


@pytest.mark.slow
async def test_an_administrator_sees_what_waits(college: College) -> None:
    await college.send(BLOCKED, "обжаловать блок Это писал не я")
    await college.say(ADMINISTRATOR, "здравствуйте", to=ADMINISTRATOR)
    assert "Ждут решения: 1 обжалование" in answer(college, ADMINISTRATOR)
    assert "Показать" in labels(college, ADMINISTRATOR)
    message = college.said(ADMINISTRATOR)[-1].conversation_message_id
    for way in ("button", "words"):
        before = len(college.said(ADMINISTRATOR))
        if way == "words":
            await college.say(ADMINISTRATOR, "дела", to=ADMINISTRATOR)
        else:
            college.bot.world.press(ADMINISTRATOR, ADMINISTRATOR, message, "Показать")
            await college.bot.follow()
        shown = "\n".join(each.text for each in college.said(ADMINISTRATOR)[before:])
        assert "Это писал не я" in shown


async def test_a_payload_of_ones_own_gives_no_command(lesson: Lesson) -> None:
    before = len(lesson.said())
    await lesson.press_payload(STUDENT, {"do": "give", "command": "rules"})
    await lesson.press_payload(STUDENT, {"do": "give", "command": "block"})
    assert len(lesson.said()) == before
