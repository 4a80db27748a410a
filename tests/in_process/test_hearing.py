"""A fair hearing: words can be added until it is decided, and the judge sees what was written."""

from datetime import timedelta
from typing import Any

from rules.ids import ChatId, MessageId
from rules.vocabulary.appeals import AppealAnswered, AppealExtended
from storage.erasing import erase_passing
from tests.in_process.college import (
    ADMINISTRATOR,
    STUDENT,
    TEACHER,
    College,
    found,
    found_with_block,
)
from tests.in_process.prepared import prepared_by
from tests.rights.campus import Hanging

college = prepared_by(found, administrators=[ADMINISTRATOR])
blocked = prepared_by(found_with_block, administrators=[ADMINISTRATOR])


def labels(college: College, peer: int) -> list[str]:
    return [each.label for row in college.said(peer)[-1].keyboard or () for each in row]


async def contest(college: College) -> None:
    await college.violation(STUDENT, by=TEACHER)
    await college.send(STUDENT, "/обжаловать 1 Это писал не я")


async def test_words_are_added_until_it_is_decided(college: College) -> None:
    await contest(college)
    add = college.button(STUDENT, "add_to")
    await college.press(STUDENT, add)
    await college.say(STUDENT, "Телефон был у брата", to=STUDENT)
    assert college.is_said(STUDENT, "Добавлю к Вашей жалобе")
    await college.confirm(STUDENT)
    (fact,) = await college.facts(AppealExtended)
    assert fact.text == "Телефон был у брата"
    cards = [each.text for each in college.said(ADMINISTRATOR) if "Это писал не я" in each.text]
    assert any("Телефон был у брата" in each for each in cards)
    assert college.is_said(ADMINISTRATOR, "добавляет: «Телефон был у брата»")

    await college.press(ADMINISTRATOR, college.button(ADMINISTRATOR, "decide", grant=False))
    await college.send(ADMINISTRATOR, "Есть свидетели")
    await college.press(STUDENT, add)
    await college.say(STUDENT, "И ещё вот что", to=STUDENT)
    assert len(await college.facts(AppealExtended)) == 1


async def test_a_reply_to_a_question_is_its_answer(college: College) -> None:
    await contest(college)
    await college.violation(STUDENT, by=TEACHER)
    await college.send(STUDENT, "/обжаловать 2 И это не я")
    for number, question in ((1, "Где был телефон?"), (2, "Кто это видел?")):
        ask = college.button(ADMINISTRATOR, "ask", side="member", appeal=number)
        await college.press(ADMINISTRATOR, ask)
        await college.send(ADMINISTRATOR, question)
    second = next(each for each in college.said(STUDENT) if "Кто это видел?" in each.text)
    await college.say(STUDENT, "Видел Иван", to=STUDENT, reply_to=second.conversation_message_id)
    await college.confirm(STUDENT)
    (answered,) = await college.facts(AppealAnswered)
    assert answered.number == 2


async def test_the_judge_sees_each_ground_with_its_message_and_recorder(blocked: College) -> None:
    college = blocked
    await college.send(STUDENT, "/обжаловать блок Слишком строго")
    (card,) = [each for each in college.said(ADMINISTRATOR) if "Слишком строго" in each.text]
    assert card.text.count("Анна Учителева") >= 4
    assert card.text.count("«") >= 4
    colours = {button.color for row in card.keyboard or () for button in row}
    assert colours == {"secondary"}


async def test_the_notice_of_a_block_has_both_ways_out(blocked: College) -> None:
    notice = next(each for each in blocked.said(STUDENT) if "Извиниться" in str(each.keyboard))
    said = [button.label for row in notice.keyboard or () for button in row]
    assert said == ["Извиниться", "Обжаловать"]


async def test_status_says_first_what_holds_and_folds_the_records(blocked: College) -> None:
    await blocked.say(STUDENT, "/статус", to=STUDENT)
    shown = blocked.said(STUDENT)[-1]
    assert "Вы не можете писать" in shown.text.split("\n")[1] or "до" in shown.text.split("\n")[1]
    assert "•" not in shown.text
    assert labels(blocked, STUDENT) == ["Извиниться", "Обжаловать", "Показать записи"]
    await blocked.press(
        STUDENT,
        Hanging(STUDENT, shown.conversation_message_id, _payload(shown)),
    )
    assert blocked.said(STUDENT)[-1].text.count("•") == 4


def _payload(message: object) -> dict[str, object]:
    buttons = [button for row in message.keyboard for button in row]  # type: ignore[attr-defined]
    return next(each.payload for each in buttons if each.payload.get("do") == "records")


async def test_status_marks_what_is_contested(college: College) -> None:
    await contest(college)
    await college.say(STUDENT, "/статус", to=STUDENT)
    assert "обжалуется" in college.last(STUDENT)


async def test_status_says_that_a_block_is_contested(blocked: College) -> None:
    await blocked.say(STUDENT, "/статус", to=STUDENT)
    assert "обжалуется" not in blocked.last(STUDENT)
    await blocked.send(STUDENT, "/обжаловать блок Слишком строго")
    await blocked.say(STUDENT, "/статус", to=STUDENT)
    assert "Блокировка обжалуется" in blocked.last(STUDENT)

    await blocked.press(ADMINISTRATOR, blocked.button(ADMINISTRATOR, "decide", grant=False))
    await blocked.send(ADMINISTRATOR, "Есть свидетели")
    await blocked.say(STUDENT, "/статус", to=STUDENT)
    assert "обжалуется" not in blocked.last(STUDENT)


async def test_the_judge_is_told_that_a_message_was_only_a_picture(college: College) -> None:
    world = college.bot.world
    picture = world.write(college.main, STUDENT, "", attachments=[world.photo(STUDENT)])
    await college.bot.follow()
    await college.say(TEACHER, "/нарушение 3", reply_to=picture)
    await college.send(STUDENT, "/обжаловать 1 На картинке наш кот")
    (card,) = [each.text for each in college.said(ADMINISTRATOR) if "наш кот" in each.text]
    assert "Текста сообщения нет" in card
    assert "картинка" in card


async def with_pictures(college: College, text: str = "", pictures: int = 1, **more: Any) -> int:
    """Let the student write a message with pictures; return its number."""
    world = college.bot.world
    photos = [world.photo(STUDENT) for _ in range(pictures)]
    message = world.write(college.main, STUDENT, text, attachments=photos, **more)
    await college.bot.follow()
    return message


async def sent_pictures(college: College) -> list[tuple[str, int]]:
    """Give each message to the judge that has pictures: its words, and how many."""
    return [
        (each.text, len(each.attachments))
        for each in college.said(ADMINISTRATOR)
        if each.attachments
    ]


async def test_pictures_are_kept_only_where_the_chat_allows_it(college: College) -> None:
    message = await with_pictures(college)
    await college.say(TEACHER, "/нарушение 3", reply_to=message)
    await college.send(STUDENT, "/обжаловать 1 Это наш кот")
    assert await sent_pictures(college) == []


async def test_the_judge_sees_the_pictures_though_the_message_is_gone(college: College) -> None:
    await college.say(TEACHER, "/настройки картинки хранить")
    message = await with_pictures(college, "смотрите", pictures=2)
    await college.say(TEACHER, "/н! 3", reply_to=message)
    await college.send(STUDENT, "/обжаловать 1 Это наш кот")
    ((words, number),) = await sent_pictures(college)
    assert number == 2
    assert "жалобе № 1" in words
    assert "№ 1 — 2 картинки" in words
    there = college.bot.world.messages(college.main)
    assert message not in {each.conversation_message_id for each in there}


async def test_a_picture_without_words_is_announced(college: College) -> None:
    await college.say(TEACHER, "/настройки картинки вкл")
    message = await with_pictures(college)
    await college.say(TEACHER, "/нарушение 3", reply_to=message)
    await college.send(STUDENT, "/обжаловать 1 Это наш кот")
    (card,) = [each.text for each in college.said(ADMINISTRATOR) if "наш кот" in each.text]
    assert "картинки придут следом" in card
    assert len(await sent_pictures(college)) == 1


async def test_pictures_go_with_the_words_when_their_term_is_over(college: College) -> None:
    await college.say(TEACHER, "/настройки картинки хранить")
    message = await with_pictures(college, "смотрите")
    await college.say(TEACHER, "/нарушение 3", reply_to=message)

    policy, now = college.bot.services.policy, college.bot.services.now()
    term = policy.keeping.texts
    for later, left in ((term - timedelta(days=1), {message: 1}), (term, {})):
        async with college.bot.storage.work() as work:
            await erase_passing(work.connection, policy, now + later)
            assert await work.pictures_of(ChatId(college.main), [MessageId(message)]) == left
