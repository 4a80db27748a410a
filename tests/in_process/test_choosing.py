"""A command that lacks a part asks for it with buttons; only the asker may press."""

from datetime import timedelta

import pytest

from rules.vocabulary.blocks import BlockImposed, BlockLifted, Lift
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.silence import SilenceBegun, SilenceEnded
from rules.vocabulary.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
)
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by
from tests.variants import variants

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found_lesson)

FLOOD = "3. Флуд и спам"


async def test_a_rule_is_chosen_by_a_tap(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение", reply_to=message)
    question = lesson.said()[-1]
    assert question.text == "Какое правило нарушено?"
    assert len(lesson.labels(question)) == 10

    await lesson.tap(TEACHER, FLOOD)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.rule, recorded.message, recorded.by) == (3, message, TEACHER)
    shown = lesson.said()[-1]
    assert shown.conversation_message_id == question.conversation_message_id
    assert "№ 1" in shown.text.replace("\u00a0", " ")

    # the same message can be undone, and no late edit of the question comes
    await lesson.tap(TEACHER, "Отменить")
    assert len(await lesson.facts(ViolationAnnulled)) == 1
    said = lesson.said()[-1].text
    await lesson.bot.advance(3600)
    assert lesson.said()[-1].text == said


async def test_only_the_asker_may_choose(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение", reply_to=message)
    for other in (COLLEAGUE, STUDENT, CLASSMATE):
        assert "Марина Книжникова" in await lesson.tap(other, FLOOD)
    assert await lesson.facts(ViolationRecorded) == []
    await lesson.tap(TEACHER, FLOOD)
    assert len(await lesson.facts(ViolationRecorded)) == 1


async def test_a_student_is_not_asked(lesson: Lesson) -> None:
    message = await lesson.say(CLASSMATE, "купите у меня")
    await lesson.say(STUDENT, "/нарушение", reply_to=message)
    assert lesson.labels(lesson.said()[-1]) == ["Написать мне"]


@pytest.mark.parametrize("typed", variants("/нарушение ерунда какая-то", "/нарушение 99"))
async def test_what_is_no_rule_is_asked_about(lesson: Lesson, typed: str) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, typed, reply_to=message)
    await lesson.tap(TEACHER, FLOOD)
    assert [each.rule for each in await lesson.facts(ViolationRecorded)] == [3]


async def test_what_was_understood_is_kept(lesson: Lesson) -> None:
    await lesson.say(TEACHER, f"/нарушение @id{STUDENT}")
    await lesson.tap(TEACHER, FLOOD)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.member, recorded.message) == (STUDENT, None)


async def test_a_message_is_removed_under_the_chosen_rule(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/удалить", reply_to=message)
    await lesson.tap(TEACHER, FLOOD)
    (removed,) = await lesson.facts(MessageRemoved)
    assert (removed.rule, removed.message) == (3, message)


async def test_a_question_ends_by_itself(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение", reply_to=message)
    question = lesson.said()[-1]
    await lesson.bot.advance(3600)
    assert lesson.labels(lesson.said()[-1]) == []
    assert "ничего не сделано" in lesson.said()[-1].text
    await lesson.press_payload(TEACHER, {"do": "part", "asked": message + 1, "value": "3"})
    assert await lesson.facts(ViolationRecorded) == []
    assert lesson.said()[-1].conversation_message_id == question.conversation_message_id


async def test_a_choice_that_was_not_offered_does_nothing(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    asked = await lesson.say(TEACHER, "/нарушение", reply_to=message)
    await lesson.press_payload(TEACHER, {"do": "part", "asked": asked, "value": "77"})
    assert await lesson.facts(ViolationRecorded) == []


async def test_a_restart_in_the_middle_loses_nothing(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение", reply_to=message)
    await lesson.bot.begin_anew()
    await lesson.tap(TEACHER, FLOOD)
    assert len(await lesson.facts(ViolationRecorded)) == 1


async def test_a_refusal_takes_the_place_of_the_question(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение", reply_to=message)
    await lesson.say(COLLEAGUE, "/нарушение 4", reply_to=message)
    await lesson.tap(TEACHER, FLOOD)
    assert len(await lesson.facts(ViolationRecorded)) == 1
    assert not any("Какое правило" in each.text for each in lesson.said())


@pytest.mark.parametrize(
    ("typed", "number"),
    variants(
        ("/нарушение матом", 2),
        ("/нарушение три", 3),
        ("/нарушение флуд", 3),
        ("/нарушение за рекламу", 4),
        ("/нарушение правило 1", 1),
    ),
)
async def test_a_rule_is_named_in_words(lesson: Lesson, typed: str, number: int) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, typed, reply_to=message)
    assert [each.rule for each in await lesson.facts(ViolationRecorded)] == [number]


async def test_what_the_words_may_mean_comes_first(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение опять весь урок один флуд", reply_to=message)
    assert lesson.labels(lesson.said()[-1])[0] == FLOOD
    await lesson.tap(TEACHER, FLOOD)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.rule, recorded.note) == (3, "опять весь урок один флуд")


async def test_a_reminder_asks_what_it_is_about(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/напомнить о порядке", reply_to=message)
    await lesson.tap(TEACHER, FLOOD)
    (reminded,) = await lesson.facts(Reminded)
    assert (reminded.rule, reminded.member) == (3, STUDENT)


async def test_a_block_asks_for_its_term_alone(lesson: Lesson) -> None:
    await lesson.say(TEACHER, f"/блок @id{STUDENT}")
    # without four violations no term would do, so none is asked for
    assert lesson.labels(lesson.said(TEACHER)[-1]) == []
    for number in range(4):
        message = await lesson.say(STUDENT, f"купите у меня {number}")
        await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    await lesson.say(TEACHER, "/блок Клавишин за рекламу")
    question = lesson.said()[-1]
    assert lesson.labels(question) == ["1\u00a0день", "1\u00a0неделя", "1\u00a0месяц", "Отмена"]
    await lesson.tap_under(TEACHER, "1\u00a0неделя", question)
    (block,) = await lesson.facts(BlockImposed)
    assert block.ends_at - lesson.bot.now() > timedelta(days=6, hours=23)


@pytest.mark.parametrize("typed", ["/отменить", "/отменить не он"])
async def test_an_annulment_takes_the_number_from_the_bots_message(
    lesson: Lesson, typed: str
) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение 3", reply_to=message)
    announced = lesson.said()[-1].conversation_message_id
    await lesson.say(COLLEAGUE, typed, reply_to=announced)
    if typed == "/отменить":
        await lesson.tap(COLLEAGUE, "это сделал другой человек")
    (annulled,) = await lesson.facts(ViolationAnnulled)
    assert annulled.reason == ("не он" if typed.endswith("он") else "это сделал другой человек")
    assert annulled.number == 1


@pytest.mark.parametrize(
    "typed", variants("/н Клавишин опять 3 мат", "/н опять Тимур Клавишин мат 3")
)
async def test_a_name_among_other_words_is_a_guess(lesson: Lesson, typed: str) -> None:
    await lesson.say(TEACHER, typed)
    assert lesson.said()[-1].text == "Тимур Клавишин: какое правило нарушено?"
    assert await lesson.facts(ViolationRecorded) == []
    assert lesson.labels(lesson.said()[-1])[0] == FLOOD
    await lesson.tap(TEACHER, FLOOD)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.member, recorded.rule, recorded.message) == (STUDENT, 3, None)
    assert recorded.note in {"опять мат", "мат опять"}


async def test_a_name_that_contradicts_the_answered_message_is_a_guess(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/н Спорщиков 3", reply_to=message)
    assert await lesson.facts(ViolationRecorded) == []
    assert lesson.said()[-1].text == "Лев Спорщиков: какое правило нарушено?"
    await lesson.say(TEACHER, "/н Клавишин 3", reply_to=message)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.member, recorded.message) == (STUDENT, message)


async def test_words_that_are_no_term_ask_for_one(lesson: Lesson) -> None:
    for _ in range(4):
        await lesson.violation(STUDENT, by=TEACHER)
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/блок до конца урока", reply_to=message)
    assert lesson.said()[-1].text == "На сколько заблокировать Тимура Клавишина?"
    assert await lesson.facts(BlockImposed) == []


@pytest.mark.parametrize(
    "typed",
    variants(
        "/разбан", "/разблокируйте Тимура", "/сними мут", "/отменить блок Тимура", "/верни Тимура"
    ),
)
async def test_who_wants_to_unblock_hears_what_is_possible(lesson: Lesson, typed: str) -> None:
    await lesson.block(STUDENT, by=TEACHER)
    await lesson.say(TEACHER, typed)
    said = lesson.said(TEACHER)[-1].text
    assert "Тимур Клавишин" in said
    assert "/блок" not in said
    assert await lesson.facts(BlockLifted) == []
    await lesson.tap(TEACHER, "Отменить блокировку", TEACHER)
    (lifted,) = await lesson.facts(BlockLifted)
    assert lifted.how is Lift.ANNULLED


@pytest.mark.slow
async def test_a_mistaken_block_ends_with_its_record_later(lesson: Lesson) -> None:
    await lesson.block(STUDENT, by=TEACHER)
    await lesson.bot.advance(3600)
    await lesson.say(TEACHER, "/разблокировать")
    await lesson.tap(TEACHER, "Отменить запись № 4", TEACHER)
    await lesson.tap(TEACHER, "записано по ошибке", TEACHER)
    assert len(await lesson.facts(BlockLifted)) == 1


@pytest.mark.parametrize("typed", ["разблокируйте Тимура", "/разбан"])
async def test_in_private_unblocking_has_the_same_buttons(lesson: Lesson, typed: str) -> None:
    await lesson.block(STUDENT, by=TEACHER)
    await lesson.say(TEACHER, typed, to=TEACHER)
    assert lesson.said(TEACHER)[-1].text.startswith("«ИСП-21»: Тимур Клавишин: блокировка до")
    await lesson.tap(TEACHER, "Отменить блокировку", TEACHER)
    (lifted,) = await lesson.facts(BlockLifted)
    assert (lifted.how, lifted.by) == (Lift.ANNULLED, TEACHER)


async def test_of_several_blocks_one_is_chosen(lesson: Lesson) -> None:
    for student in (STUDENT, CLASSMATE):
        await lesson.block(student, by=TEACHER)
    await lesson.say(TEACHER, "/разбан", to=TEACHER)
    await lesson.tap(TEACHER, "Лев Спорщиков, ИСП-21", TEACHER)
    await lesson.tap(TEACHER, "Отменить блокировку", TEACHER)
    assert [each.member for each in await lesson.facts(BlockLifted)] == [CLASSMATE]


async def test_what_can_be_taken_back_is_offered_the_message_first(lesson: Lesson) -> None:
    first, second = [await lesson.say(STUDENT, words) for words in ("раз", "два")]
    for rule, message in enumerate((first, second), 3):
        await lesson.say(TEACHER, f"/н {rule}", reply_to=message)
        await lesson.bot.advance(300)
    await lesson.say(TEACHER, "/отменить", reply_to=first)
    question = lesson.said(TEACHER)[-1]
    assert question.text == "«ИСП-21»: Тимур Клавишин: что отменить?"
    offered = ["№ 1 · 3. Флуд и спам", "№ 2 · 4. Реклама и ссылки"]
    assert lesson.labels(question)[:2] == offered
    await lesson.tap(TEACHER, offered[0], TEACHER)
    await lesson.tap(TEACHER, "записано по ошибке", TEACHER)
    (annulled,) = await lesson.facts(ViolationAnnulled)
    assert (annulled.number, annulled.reason) == (1, "записано по ошибке")


async def test_a_removal_and_a_reminder_are_taken_back_by_an_answer(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "раз")
    for typed, label in (("/удалить 3", "Удаление сообщения"), ("/напомнить 3", "Напоминание")):
        reply = message if typed.startswith("/у") else None
        await lesson.say(TEACHER, typed, reply_to=reply)
        notice = lesson.said()[-1].conversation_message_id
        await lesson.say(TEACHER, "/отменить", reply_to=notice)
        await lesson.tap(TEACHER, label, TEACHER)
    assert len(await lesson.facts(RemovalWithdrawn, ReminderWithdrawn)) == 2


async def test_what_was_written_beside_is_the_reason(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "раз")
    await lesson.say(TEACHER, "/н 3", reply_to=message)
    await lesson.say(TEACHER, "/отменить поговорили", reply_to=message)
    assert await lesson.facts(ViolationAnnulled) == []
    await lesson.tap(TEACHER, "№ 1 · 3. Флуд и спам", TEACHER)
    assert [each.reason for each in await lesson.facts(ViolationAnnulled)] == ["поговорили"]


async def test_the_chats_latest_records_are_offered_with_names(lesson: Lesson) -> None:
    for student in (STUDENT, CLASSMATE):
        await lesson.violation(student, by=TEACHER)
    await lesson.say(TEACHER, "/отменить")
    labels = lesson.labels(lesson.said(TEACHER)[-1])
    assert labels[:2] == ["№ 2 · Лев Спорщиков", "№ 1 · Тимур Клавишин"]
    await lesson.say(TEACHER, "/отменить Клавишин")
    assert lesson.said(TEACHER)[-1].text == "«ИСП-21»: Тимур Клавишин: что отменить?"


async def test_a_silence_asks_for_its_term(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/тишина", reply_to=message)
    assert await lesson.facts(SilenceBegun) == []
    await lesson.tap(TEACHER, "30\u00a0минут", TEACHER)
    (begun,) = await lesson.facts(SilenceBegun)
    assert begun.by == TEACHER
    await lesson.say(TEACHER, "/тишина")
    await lesson.tap(TEACHER, "Снять тишину", TEACHER)
    assert len(await lesson.facts(SilenceEnded)) == 1


@pytest.mark.parametrize("typed", ["/н", "/н 3", "/удалить 3", "/напомнить"])
async def test_an_answer_to_a_record_is_a_guess_about_its_message(
    lesson: Lesson, typed: str
) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/н 4", reply_to=message)
    notice, before = lesson.said()[-1], len(await lesson.facts())
    await lesson.say(TEACHER, typed, reply_to=notice.conversation_message_id)
    assert len(await lesson.facts()) == before
    assert lesson.said()[-1].text.startswith("Тимур Клавишин: ")
    if typed == "/удалить 3":
        await lesson.tap(TEACHER, FLOOD)
        assert [each.message for each in await lesson.facts(MessageRemoved)] == [message]


async def test_an_answer_to_a_message_about_nobody_asks_whom(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/правила")
    rules = lesson.said()[-1].conversation_message_id
    await lesson.say(TEACHER, "/н флуд", reply_to=rules)
    assert await lesson.facts(ViolationRecorded) == []
    await lesson.tap(TEACHER, "Тимур Клавишин", TEACHER)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.member, recorded.rule) == (STUDENT, 3)


async def test_a_name_may_be_written_instead_of_a_tap(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/н 3")
    await lesson.say(TEACHER, "Спорщикову", to=TEACHER)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.member, recorded.rule) == (CLASSMATE, 3)
    await lesson.say(STUDENT, "/н 3")
    assert len(await lesson.facts(ViolationRecorded)) == 1


async def test_a_student_learns_nothing_of_others_blocks(lesson: Lesson) -> None:
    await lesson.block(STUDENT, by=TEACHER)
    await lesson.say(CLASSMATE, "/разбан Тимур")
    assert lesson.labels(lesson.said()[-1]) == ["Написать мне"]
    assert "Клавишин" not in lesson.said()[-1].text


async def test_the_bot_hears_its_name(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "бот, помоги")
    assert lesson.labels(lesson.said()[-1])


@pytest.mark.parametrize(
    ("typed", "label"),
    [("/нарушене 3", "/нарушение 3"), ("/yfheitybt 3", "/нарушение 3")],
)
async def test_a_slip_is_one_tap_to_what_was_meant(lesson: Lesson, typed: str, label: str) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    before = len(lesson.said())
    await lesson.say(TEACHER, typed, reply_to=message)
    assert await lesson.facts(ViolationRecorded) == []
    assert len(lesson.said()) == before
    assert lesson.said(TEACHER)[-1].text.endswith("Может быть, так?")

    await lesson.tap(TEACHER, label, TEACHER)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.rule, recorded.message, recorded.member) == (3, message, STUDENT)
    assert not any("Может быть" in said.text for said in lesson.said(TEACHER))


async def test_a_slip_in_private_is_one_tap_too(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/настрйки", to=TEACHER)
    await lesson.tap(TEACHER, "/настройки", TEACHER)
    assert "Настройки этой беседы" in lesson.said(TEACHER)[-1].text


async def test_nobody_is_simply_expelled_and_what_is_possible_is_offered(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/кик", reply_to=message)
    asked = lesson.said(TEACHER)[-1]
    assert "5.12.7" in asked.text
    assert lesson.labels(asked)[:2] == ["Записать нарушение", "Заблокировать"]
    await lesson.tap(TEACHER, "Записать нарушение", TEACHER)
    await lesson.tap(TEACHER, FLOOD)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.rule, recorded.message) == (3, message)


async def test_of_two_rules_one_is_chosen_and_the_numbers_are_no_remark(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/н 3, 4", reply_to=message)
    assert lesson.labels(lesson.said()[-1])[:2] == [FLOOD, "4. Реклама и ссылки"]
    await lesson.tap(TEACHER, "4. Реклама и ссылки")
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.rule, recorded.note) == (4, "")


async def test_another_name_before_a_guessed_rule_contradicts_the_answered_message(
    lesson: Lesson,
) -> None:
    message = await lesson.say(STUDENT, "купите у меня")
    await lesson.say(TEACHER, "/нарушение Спорщикову Льву за оскорбление", reply_to=message)
    question = lesson.said()[-1]
    assert "Лев Спорщиков" in question.text
    assert lesson.labels(question)[0] == "1. Оскорбления"
