"""п. 6.1: a person contests a violation or a block, and an administrator decides."""

import signal

import pytest

from bot.sandbox.attachments import File
from bot.sandbox.world import Message, PersonId
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

DAY = 24 * 3600
GRANT = "Отменить решение", "почему решение отменяется"
UPHOLD = "Оставить в силе", "почему решение остаётся"
"""Labels of the buttons that decide, with what the bot asks then."""


async def ready(stage: Stage, title: str) -> Story:
    story = await stage.story(title=title)
    for who in (ADMINISTRATOR, story.student, story.teacher):
        await story.opens(who)
    return story


async def contested(story: Story, words: str = "Это писал не я.") -> Message:
    """The student contests a violation by the button; gives the administrator's case."""
    cmid = story.writes(story.student, "купите клавиатуру")
    story.writes(story.teacher, "/нарушение 4 реклама в чате", reply_to=cmid)
    told = await story.hears("записано Ваше нарушение", story_title(story), peer=story.student)
    press(story, story.student, told, "Обжаловать")
    await story.hears("с чем Вы не согласны", peer=story.student)
    await story.sends(story.student, words)
    return await story.hears(story_title(story), words, "6.1", peer=ADMINISTRATOR)


def story_title(story: Story) -> str:
    return story.world.conversations[story.peer].title


def press(story: Story, who: PersonId, message: Message, label: str) -> None:
    story.world.press(message.peer, who, message.conversation_message_id, label)


async def decides(story: Story, case: Message, how: tuple[str, str], reason: str) -> None:
    """The administrator presses a decision, and gives the reason that they are asked for."""
    label, question = how
    press(story, ADMINISTRATOR, case, label)
    await story.hears(question, peer=ADMINISTRATOR)
    await story.sends(ADMINISTRATOR, reason)


@pytest.mark.over_http
async def test_the_judge_sees_the_picture_of_a_removed_message(stage: Stage) -> None:
    story = await ready(stage, "Картинная-1")
    await story.sets("картинки хранить", "хранить")
    photo = story.world.photo(story.student)
    cmid = story.writes(story.student, "", attachments=[photo])
    story.writes(story.teacher, "/н! 3", reply_to=cmid)
    told = await story.hears("записано Ваше нарушение", story_title(story), peer=story.student)
    conversation = story.world.conversations[story.peer]
    await stage.until(lambda: conversation.message(cmid) is None, "the message is gone")
    press(story, story.student, told, "Обжаловать")
    await story.hears("с чем Вы не согласны", peer=story.student)
    await story.sends(story.student, "Это наш кот.")
    shown = await story.hears("Картинки к жалобе", peer=ADMINISTRATOR)
    (kept,) = shown.attachments
    assert isinstance(kept, File)
    assert kept.key != photo.key, "a copy of the bot's own, not the member's picture"
    assert kept.content == photo.content


@pytest.mark.over_http
async def test_an_administrator_has_the_whole_case_and_grants_it(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-1")
    case = await contested(story)
    for part in ("купите клавиатуру", "реклама в чате", "Учителева", "учитывается: 1"):
        assert part in case.text
    await decides(story, case, GRANT, "Страница была взломана.")
    await story.hears("Решение отменено", "взломана", peer=story.student)
    await story.hears("Решение отменено", "взломана", peer=story.teacher)
    await story.hears("отменена (", "взломана")
    closed = await story.hears("Жалобная-1", "Решение отменено", peer=ADMINISTRATOR)
    assert story.labels(closed) == []
    story.writes(story.teacher, "/журнал")
    await story.hears("решение отменено: Страница была взломана", peer=story.teacher)


@pytest.mark.slow
async def test_it_stays_with_a_reason(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-2")
    case = await contested(story)
    await decides(story, case, UPHOLD, "Есть свидетели.")
    await story.hears("Жалобная-2", "Решение остаётся в силе", "свидетели", peer=story.student)
    story.writes_privately(story.student, "/обжаловать 1 ещё раз")
    await story.hears("один раз", "6.1", peer=story.student)


@pytest.mark.slow
async def test_both_sides_are_asked_through_the_bot(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-3")
    case = await contested(story)
    for label, who, question, answer in (
        ("Спросить участника", story.student, "Где Вы были?", "На паре."),
        ("Спросить модератора", story.teacher, "Что видели?", "Сообщение с рекламой."),
    ):
        press(story, ADMINISTRATOR, case, label)
        await story.hears("одним сообщением вопрос", peer=ADMINISTRATOR)
        await story.sends(ADMINISTRATOR, question)
        asked = await story.hears(question, "Жалобная-3", peer=who)
        press(story, who, asked, "Ответить")
        await story.hears("ответ одним сообщением", peer=who)
        await story.sends(who, answer)
        await story.hears(answer, "Жалобная-3", peer=ADMINISTRATOR)


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_restart_in_the_middle_loses_nothing(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-4")
    case = await contested(story)
    press(story, ADMINISTRATOR, case, "Отменить решение")
    await story.hears("почему решение отменяется", peer=ADMINISTRATOR)
    await stage.bot.stop(signal.SIGKILL)
    story.writes_privately(ADMINISTRATOR, "Ошиблись страницей.")
    await stage.bot.start()
    await story.confirms(ADMINISTRATOR)
    await story.hears("Жалобная-4", "Решение отменено", "Ошиблись", peer=story.student)


async def test_a_block_falls_with_one_of_its_four_grounds(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-5")
    await story.blocked("неделя")
    told = await story.hears("Основания", peer=story.student)
    assert "Обжаловать" in story.labels(told)
    await story.sends(story.student, "/обжаловать 2 Это было по теме")
    case = await story.hears("Жалобная-5", "по теме", peer=ADMINISTRATOR)
    await decides(story, case, GRANT, "По теме.")
    await story.hears("блокировка отменена", "5.12.7")
    await stage.until(lambda: not stage.world.member(story.peer, story.student).restricted)


@pytest.mark.slow
async def test_a_block_is_contested_as_a_whole(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-6")
    await story.blocked("неделя")
    await story.sends(story.student, "/обжаловать блок Слишком строго")
    case = await story.hears("Жалобная-6", "Слишком строго", "блокировка", peer=ADMINISTRATOR)
    await decides(story, case, GRANT, "Согласна.")
    await stage.until(lambda: not stage.world.member(story.peer, story.student).restricted)


@pytest.mark.slow
async def test_nobody_else_decides(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-8")
    stage.world.add_member(story.peer, ADMINISTRATOR, by=story.teacher)
    cmid = story.writes(story.student, "спам")
    story.writes(ADMINISTRATOR, "/нарушение 3", reply_to=cmid)
    told = await story.hears("записано Ваше нарушение", "Жалобная-8", peer=story.student)
    press(story, story.student, told, "Обжаловать")
    await story.hears("с чем Вы не согласны", peer=story.student)
    await story.sends(story.student, "Не согласен(на)")
    await story.hears("по своему делу никто не решает", peer=story.student)
    # that nobody is left to decide is told; the case itself is not
    assert not any("Не согласен" in m.text for m in story.bot_messages(ADMINISTRATOR))


@pytest.mark.slow
async def test_whoever_takes_no_private_messages_is_told_where_to_write(stage: Stage) -> None:
    story = await stage.story(title="Жалобная-9")
    await story.violation()
    story.writes(story.student, "/обжаловать 1 Это писал не я")
    await story.hears("писать Вам лично я пока не могу", "/обжаловать")
    assert not any("у Вас в личных" in m.text for m in story.bot_messages())
    await story.opens(story.student)
    await story.sends(story.student, "/обжаловать 1 Это писал не я")
    await story.hears("у администраторов колледжа", peer=story.student)


@pytest.mark.slow
async def test_nobody_writes_words_for_what_cannot_be_contested(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-10")
    await story.violation()
    told = await story.hears("записано Ваше нарушение", "Жалобная-10", peer=story.student)
    for typed in ("/обжаловать 77", "/обжаловать блок"):
        story.writes(story.student, typed)
        await story.hears("нет", "6.1", peer=story.student)
    stage.clock.advance(14 * DAY + 1)
    story.writes_privately(story.student, "/обжаловать 1")
    await story.hears("Срок обжалования истёк", peer=story.student)
    assert "Срок обжалования истёк" in await story.presses(story.student, told, "Обжаловать")
    assert not any("с чем Вы не согласны" in m.text for m in story.bot_messages(story.student))


@pytest.mark.slow
async def test_a_moderator_without_private_messages_is_told_in_the_chat(stage: Stage) -> None:
    story = await stage.story(title="Жалобная-11", reachable=False)
    for who in (ADMINISTRATOR, story.student):
        await story.opens(who)
    case = await contested(story)
    asked = await story.presses(ADMINISTRATOR, case, "Спросить модератора")
    assert "не принимает моих личных сообщений" in asked
    await decides(story, case, UPHOLD, "Есть свидетели.")
    said = await story.hears(
        f"id{story.teacher}|", "жалоба № 1 рассмотрена: решение остаётся в силе", "6.1"
    )
    assert "свидетели" not in said.text


@pytest.mark.slow
async def test_what_waits_is_told_as_soon_as_an_administrator_can_be_reached(
    own_stage: Stage,
) -> None:
    story = await own_stage.story(title="Жалобная-12")
    await story.opens(story.student)
    await story.violation()
    await story.sends(story.student, "/обжаловать 1 Это писал не я")
    await story.hears("у администраторов колледжа", peer=story.student)
    own_stage.world.remove_member(story.peer, story.students[1], by=story.teacher)
    await story.asks("/журнал")
    await story.hears("вне установленного порядка", peer=story.teacher)
    await story.opens(ADMINISTRATOR)
    case = await story.hears("Жалобная-12", "Это писал не я", peer=ADMINISTRATOR)
    await story.hears("Жалобная-12", "исключение вручную", peer=ADMINISTRATOR)
    await decides(story, case, GRANT, "Поверим.")
    closed = await story.hears("Жалобная-12", "Решение отменено", peer=ADMINISTRATOR)
    assert story.labels(closed) == []
    # once is enough
    own_stage.world.allow_private(ADMINISTRATOR, False)
    own_stage.world.allow_private(ADMINISTRATOR, True)
    story.writes_privately(ADMINISTRATOR, "/чат")
    await story.hears("Жалобная-12", "Модераторы", peer=ADMINISTRATOR)
    said = [m.text for m in story.bot_messages(ADMINISTRATOR)]
    assert sum("вручную" in text for text in said) == 1


@pytest.mark.slow
async def test_whoever_asked_for_the_record_does_not_decide(stage: Stage) -> None:
    story = await stage.story(title="Жалобная-13")
    for who in (ADMINISTRATOR, story.student, story.teacher):
        await story.opens(who)
    stage.world.add_member(story.peer, ADMINISTRATOR, by=story.teacher)
    asked = story.writes(ADMINISTRATOR, "Где работа?")
    answer = story.writes(story.student, "Вы слепая", reply_to=asked)
    story.writes(ADMINISTRATOR, "/нарушение 1 грубость", reply_to=answer)
    request = await story.hears("Решите, пожалуйста", "слепая", peer=story.teacher)
    await story.presses(story.teacher, request, "Записать нарушение")
    await story.hears("записано Ваше нарушение", "Жалобная-13", peer=story.student)
    await story.sends(story.student, "/обжаловать 1 Это шутка")
    await story.hears("по своему делу никто не решает", peer=story.student)
    assert not any("Это шутка" in m.text for m in story.bot_messages(ADMINISTRATOR))


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_person_adds_words_and_replies_to_the_question(stage: Stage) -> None:
    story = await ready(stage, "Жалобная-14")
    case = await contested(story)
    taken = await story.hears("рассмотрят до", peer=story.student)
    assert "Дополнить" in story.labels(taken)
    press(story, story.student, taken, "Дополнить")
    await story.hears("Что добавить", peer=story.student)
    await story.sends(story.student, "Телефон был у брата.")
    case = await story.hears("Это писал не я", "Телефон был у брата", peer=ADMINISTRATOR)

    press(story, ADMINISTRATOR, case, "Спросить участника")
    await story.hears("одним сообщением вопрос", peer=ADMINISTRATOR)
    await story.sends(ADMINISTRATOR, "С какого часа?")
    asked = await story.hears("С какого часа?", "Жалобная-14", peer=story.student)
    number = asked.conversation_message_id
    stage.world.write(story.student, story.student, "С обеда.", reply_to=number)
    await story.confirms(story.student)
    await story.hears("С обеда.", "Жалобная-14", peer=ADMINISTRATOR)
    await decides(story, case, GRANT, "Писал брат.")
    await story.hears("Решение отменено", "Писал брат", peer=story.student)
    await story.hears("Решение отменено", "Писал брат", peer=story.teacher)
