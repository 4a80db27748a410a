"""п. 5.12.5: nothing counts twice, whoever records it and however (issue «Fairness first», 1)."""

import pytest

from bot.sandbox.conversations import Message
from rules.vocabulary.blocks import BlockImposed, BlockProposed
from rules.vocabulary.suspicions import SuspicionSettled
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded, ViolationReinstated
from tests.in_process.lesson import (
    ANOTHER_PHONE,
    CLASSMATE,
    COLLEAGUE,
    HEAD,
    PHONE,
    STUDENT,
    TEACHER,
    Lesson,
    found_lesson,
)
from tests.in_process.prepared import prepared_by
from tests.rights.trial import message as written
from tests.variants import variants

pytestmark = pytest.mark.asyncio


lesson = prepared_by(found_lesson, administrators=[HEAD])


async def test_four_records_of_one_message_are_one_violation(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "спам")
    for by in (TEACHER, TEACHER, COLLEAGUE, TEACHER):
        await lesson.say(by, "/нарушение 1", reply_to=message)

    assert len(await lesson.facts(ViolationRecorded)) == 1
    assert await lesson.facts(BlockProposed, BlockImposed) == []
    refusal = lesson.said(TEACHER)[-1]
    assert "Это сообщение уже записано: №\u00a01, правило 1 (Марина Книжникова)" in refusal.text
    assert lesson.labels(refusal) == ["Другое правило", "Отменить запись"]
    await lesson.say(TEACHER, f"/блок @id{STUDENT} месяц")
    assert await lesson.facts(BlockImposed) == []


async def test_a_card_and_two_commands_are_one_violation(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    await lesson.tap(TEACHER, "Записать", TEACHER)
    for by in (TEACHER, COLLEAGUE):
        await lesson.say(by, "/нарушение 3", reply_to=message)

    (recorded,) = await lesson.facts(ViolationRecorded)
    assert recorded.message == message
    assert lesson.said(COLLEAGUE)[-1].text.count("уже записано: №\u00a01") == 1


async def test_a_command_settles_the_card_for_everybody(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    card = lesson.find("Записать", COLLEAGUE)
    await lesson.say(TEACHER, "/нарушение 7", reply_to=message)

    (settled,) = await lesson.facts(SuspicionSettled)
    assert (settled.violation, settled.by) == (1, TEACHER)
    for who in (TEACHER, COLLEAGUE):
        shown = lesson.said(who)[-1]
        assert "Записано нарушение № 1" in shown.text.replace("\u00a0", " ")
        assert "Записать" not in lesson.labels(shown)
    # also whoever has the old buttons still
    await lesson.press_payload(
        COLLEAGUE, {"do": "card", "chat": lesson.main, "card": 1, "act": "count"}
    )
    assert card.conversation_message_id == lesson.said(COLLEAGUE)[-1].conversation_message_id
    assert len(await lesson.facts(ViolationRecorded)) == 1


@pytest.mark.slow
async def test_a_card_of_two_messages_counts_what_is_left_once(lesson: Lesson) -> None:
    first = await lesson.say(STUDENT, PHONE)
    second = await lesson.say(STUDENT, ANOTHER_PHONE)
    await lesson.bot.advance(5)
    await lesson.say(TEACHER, "/нарушение 7", reply_to=first)

    card = lesson.find("Записать", COLLEAGUE)
    assert ANOTHER_PHONE in card.text
    await lesson.tap(COLLEAGUE, "Ещё 1 →", COLLEAGUE)
    settled = lesson.find("Ещё 1 →", COLLEAGUE)
    assert settled.text.count("Записано нарушение № 1".replace(" № ", " №\u00a0")) == 1
    assert "Записать" not in lesson.labels(settled)
    await lesson.tap(COLLEAGUE, "Ещё 1 →", COLLEAGUE)
    await lesson.tap(COLLEAGUE, "Записать", COLLEAGUE)
    await lesson.press_payload(
        TEACHER, {"do": "card", "chat": lesson.main, "card": 1, "act": "count"}
    )

    recorded = await lesson.facts(ViolationRecorded)
    assert [each.message for each in recorded] == [first, second]


async def test_all_messages_of_a_counted_flood_carry_its_one_violation(lesson: Lesson) -> None:
    for _ in range(7):
        await lesson.say(STUDENT, "купите слона у меня")
    await lesson.bot.advance(5)
    await lesson.tap(TEACHER, "Записать", TEACHER)
    messages = [each.message for each in await lesson.facts(SuspicionSettled)]
    assert len(messages) == 2
    for message in messages:
        await lesson.say(COLLEAGUE, "/нарушение 1", reply_to=message)
        refusal = lesson.said(COLLEAGUE)[-1]
        assert "Это сообщение уже записано: №\u00a01, правило 3 (Марина Книжникова)" in refusal.text
        assert lesson.labels(refusal) == ["Другое правило", "Отменить запись"]
    assert len(await lesson.facts(ViolationRecorded)) == 1

    # «Другое правило» is that one violation's, from whichever message it is asked
    await lesson.tap(COLLEAGUE, "Другое правило", COLLEAGUE)
    await lesson.tap(COLLEAGUE, _rule(lesson, "1."), COLLEAGUE)
    await lesson.say(TEACHER, "/нарушение 3", reply_to=messages[1])
    assert "уже записано: №\u00a02" in lesson.said(TEACHER)[-1].text
    assert await lesson.standing() == 1

    # once it falls, each message is free
    await lesson.tap(TEACHER, "Отменить запись", TEACHER)
    await lesson.say(TEACHER, "/нарушение 3", reply_to=messages[0])
    assert await lesson.standing() == 1
    assert "уже записано: №\u00a03" in await lesson.tap_under(
        TEACHER, "Отменить", _annulment(lesson)
    )
    assert await lesson.standing() == 1


@pytest.mark.parametrize("command_first", variants(True, False))
async def test_automatic_counting_and_a_command_are_one_violation(
    lesson: Lesson, command_first: bool
) -> None:
    await lesson.say(TEACHER, "/настройки личные данные засчитывать")
    message = await lesson.say(STUDENT, PHONE)
    if not command_first:
        await lesson.bot.advance(5)
    # the answer may be on its way while the message is being removed
    at = int(lesson.bot.clock.now().timestamp())
    update = written(lesson.main, TEACHER, "/нарушение 7", answers=(message, STUDENT), at=at)
    await lesson.bot.hear(update)
    await lesson.bot.advance(5)

    (recorded,) = await lesson.facts(ViolationRecorded)
    assert recorded.message == message
    assert recorded.by == (TEACHER if command_first else None)


@pytest.mark.slow
async def test_another_rule_is_one_act_and_undone_as_one(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "спам")
    await lesson.say(TEACHER, "/нарушение 1", reply_to=message)
    await lesson.say(COLLEAGUE, "/нарушение 3", reply_to=message)
    await lesson.tap(COLLEAGUE, "Другое правило", COLLEAGUE)
    await lesson.tap(COLLEAGUE, _third(lesson), COLLEAGUE)

    (annulled,) = await lesson.facts(ViolationAnnulled)
    _, recorded = await lesson.facts(ViolationRecorded)
    assert (annulled.number, annulled.replaced_by) == (1, 2)
    assert (recorded.number, recorded.replaces, recorded.rule) == (2, 1, 3)
    assert (recorded.message, recorded.by) == (message, COLLEAGUE)
    assert "№ 2 вместо № 1" in lesson.said()[-1].text
    assert any("№ 1 исправлено, теперь это № 2" in each.text for each in lesson.said())

    await lesson.tap_under(TEACHER, "Отменить", lesson.said()[-1])
    assert await lesson.standing() == 1
    (back,) = await lesson.facts(ViolationReinstated)
    assert (back.number, back.instead_of) == (1, 2)


async def test_the_record_can_be_annulled_where_it_stands_in_the_way(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "спам")
    await lesson.say(TEACHER, "/нарушение 1", reply_to=message)
    await lesson.bot.advance(3600)
    await lesson.say(COLLEAGUE, "/нарушение 3", reply_to=message)
    await lesson.tap(COLLEAGUE, "Отменить запись", COLLEAGUE)

    assert await lesson.standing() == 0
    # annulled, it may be recorded anew; then the first one cannot come back beside it
    await lesson.say(COLLEAGUE, "/нарушение 3", reply_to=message)
    assert await lesson.standing() == 1
    said = await lesson.tap_under(TEACHER, "Отменить", _annulment(lesson))
    assert "уже записано: №\u00a02" in said
    assert await lesson.standing() == 1


def _annulment(lesson: Lesson) -> Message:
    return next(each for each in lesson.said() if "записано по ошибке" in each.text)


async def test_a_violation_by_name_is_asked_about_before_the_second(lesson: Lesson) -> None:
    named = f"/нарушение @id{STUDENT} 3"
    await lesson.say(TEACHER, f"{named} кричал")
    await lesson.say(COLLEAGUE, f"{named} кричал на перемене")

    assert len(await lesson.facts(ViolationRecorded)) == 1
    question = lesson.said(COLLEAGUE)[-1]
    assert "Отдельное нарушение?" in question.text
    assert lesson.labels(question) == ["Да, отдельное", "Нет"]
    payload = {**question.keyboard[0][0].payload}
    del payload["chat"]
    await lesson.press_payload(CLASSMATE, payload)
    assert len(await lesson.facts(ViolationRecorded)) == 1
    await lesson.tap(COLLEAGUE, "Да, отдельное", COLLEAGUE)
    await lesson.press_payload(COLLEAGUE, payload)
    first, second = await lesson.facts(ViolationRecorded)
    assert (first.note, second.note) == ("кричал", "кричал на перемене")

    await lesson.say(TEACHER, named)
    await lesson.tap(TEACHER, "Нет", TEACHER)
    assert len(await lesson.facts(ViolationRecorded)) == 2
    await lesson.bot.advance(61)
    await lesson.say(TEACHER, named)
    assert len(await lesson.facts(ViolationRecorded)) == 3


async def test_only_who_was_asked_says_whether_it_is_another(lesson: Lesson) -> None:
    named = f"/нарушение @id{STUDENT} 3"
    await lesson.say(TEACHER, f"{named} кричал")
    await lesson.say(COLLEAGUE, f"{named} обозвал меня")

    question = lesson.said(COLLEAGUE)[-1]
    for row in question.keyboard or ():
        for each in row:
            payload = {**each.payload}
            del payload["chat"]
            await lesson.press_payload(TEACHER, payload)
    assert len(await lesson.facts(ViolationRecorded)) == 1
    await lesson.tap(COLLEAGUE, "Да, отдельное", COLLEAGUE)
    assert len(await lesson.facts(ViolationRecorded)) == 2


@pytest.mark.slow
@pytest.mark.parametrize("end", ["rule", "annul", "command"])
async def test_no_word_about_a_record_outlives_it(lesson: Lesson, end: str) -> None:
    message = await lesson.say(STUDENT, "спам")
    await lesson.say(TEACHER, "/нарушение 1", reply_to=message)
    for by in (TEACHER, COLLEAGUE):
        await lesson.say(by, "/нарушение 3", reply_to=message)
    # the second word takes the place of the first
    assert lesson.heard(TEACHER, "уже записано") == 0
    assert lesson.heard(COLLEAGUE, "уже записано") == 1

    if end == "command":
        await lesson.say(TEACHER, "/отменить 1 ошибка")
    elif end == "annul":
        await lesson.tap(COLLEAGUE, "Отменить запись", COLLEAGUE)
    else:
        await lesson.tap(COLLEAGUE, "Другое правило", COLLEAGUE)
        await lesson.tap(COLLEAGUE, _third(lesson), COLLEAGUE)

    told = lesson.said(COLLEAGUE)
    assert not any("Другое правило" in lesson.labels(each) for each in told)
    assert not any("Не менять" in lesson.labels(each) for each in told)


def _third(lesson: Lesson) -> str:
    return _rule(lesson, "3.")


def _rule(lesson: Lesson, number: str) -> str:
    rules = lesson.labels(lesson.find("Не менять", COLLEAGUE))
    (rule,) = (each for each in rules if each.startswith(number))
    return rule


async def test_one_act_by_name_and_in_answer_is_asked_about(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "спам")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    await lesson.say(COLLEAGUE, f"/нарушение @id{STUDENT} 3")
    assert "Отдельное нарушение?" in lesson.said(COLLEAGUE)[-1].text
    # named and answered at once: that is still the message
    await lesson.say(COLLEAGUE, f"/нарушение @id{STUDENT} 3", reply_to=message)
    assert "уже записано: №\u00a01" in lesson.said(COLLEAGUE)[-1].text
    assert len(await lesson.facts(ViolationRecorded)) == 1
