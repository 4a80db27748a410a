"""A fair hearing: words can be added until it is decided, and the judge sees what was written."""

from rules.vocabulary.appeals import AppealAnswered, AppealExtended
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
    await college.send(STUDENT, "Телефон был у брата")
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
