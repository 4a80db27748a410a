"""A page in other hands does not get far: more than ten measures in five minutes wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sandbox.world import PersonId
from rules.ids import COLLEGE, MemberId
from rules.policy import Brakes
from rules.vocabulary.blocks import BlockImposed
from rules.vocabulary.brakes import BrakeReleased, HeldDropped
from rules.vocabulary.leavers import LeaverNoted
from rules.vocabulary.silence import SilenceBegun
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from storage.erasing import forget_messages
from tests.in_process.bot import POLICY, InProcessBot
from tests.in_process.lesson import COLLEAGUE, PHONE, STUDENT, TEACHER, Lesson
from tests.in_process.lesson import found_lesson as prepared
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio

CAREFUL = replace(POLICY, brakes=Brakes(measures=3))

HEAD = PersonId(ADMINISTRATOR)

STRANGER = PersonId(901)


async def found(bot: InProcessBot) -> Lesson:
    lesson = await prepared(bot)
    await lesson.greet(HEAD)
    return lesson


lesson = prepared_by(found, administrators=[ADMINISTRATOR])


async def record(lesson: Lesson, times: int) -> list[int]:
    said = []
    for _ in range(times):
        said.append(await lesson.say(STUDENT, next(lesson.asides)))
        await lesson.say(TEACHER, "/нарушение 3", reply_to=said[-1])
    return said


async def recorded(lesson: Lesson) -> int:
    return len(await lesson.facts(ViolationRecorded))


async def braked(lesson: Lesson, more: int = 1) -> list[int]:
    """Let the teacher do what is allowed, and so much more; give the messages of that."""
    await lesson.bot.restart(policy=CAREFUL)
    return (await record(lesson, 3 + more))[3:]


async def answer(lesson: Lesson, who: PersonId, label: str) -> str:
    said = await lesson.tap(who, label, who)
    await lesson.bot.advance(1)
    return said


async def test_what_is_too_much_waits_and_is_done_once_somebody_else_confirms(
    lesson: Lesson,
) -> None:
    await braked(lesson, 2)
    assert await recorded(lesson) == 3
    assert "ждёт второго человека" in lesson.said(TEACHER)[-1].text
    for who in (COLLEAGUE, HEAD):
        question = lesson.find("Подтвердить", who)
        assert "Книжникова" in question.text
        assert "записи о нарушениях — 3" in question.text
        assert "записать нарушение: Тимур Клавишин, «ИСП-21» × 2" in question.text
        assert lesson.labels(question) == ["Подтвердить", "Отклонить"]
    assert lesson.heard(TEACHER, "Это точно") == 0

    await answer(lesson, COLLEAGUE, "Подтвердить")
    assert await recorded(lesson) == 5
    (fact,) = await lesson.facts(BrakeReleased, chat=COLLEGE)
    assert (fact.member, fact.by) == (TEACHER, COLLEAGUE)
    assert {each.by for each in await lesson.facts(ViolationRecorded)} == {TEACHER}
    assert lesson.heard(TEACHER, "Пётр Соседов", "Можете продолжать") == 1
    for who in (COLLEAGUE, HEAD):
        assert lesson.heard(who, "Пётр Соседов подтверждает") == 1
    await record(lesson, 1)
    assert await recorded(lesson) == 6


async def test_a_restart_between_the_answer_and_the_acts_loses_nothing(lesson: Lesson) -> None:
    await braked(lesson, 2)
    await lesson.bot.restart(policy=CAREFUL)
    await lesson.tap(COLLEAGUE, "Подтвердить", COLLEAGUE)
    await lesson.bot.restart(policy=CAREFUL)
    assert await recorded(lesson) == 3
    await lesson.bot.do_due()
    await lesson.bot.restart(policy=CAREFUL)
    await lesson.bot.advance(1)
    assert await recorded(lesson) == 5


async def test_what_was_confirmed_and_came_too_late_is_not_lost_in_silence(lesson: Lesson) -> None:
    await braked(lesson, 2)
    await lesson.tap(COLLEAGUE, "Подтвердить", COLLEAGUE)
    await lesson.bot.restart(policy=CAREFUL)
    await lesson.bot.advance(4 * 3600)
    assert await recorded(lesson) == 3
    assert lesson.heard(TEACHER, "Не сделано", "Тимур Клавишин", "слишком поздно") == 2
    await lesson.bot.advance(60)
    assert lesson.heard(TEACHER, "слишком поздно") == 2


async def test_each_question_tells_when_all_that_waits_is_dropped(lesson: Lesson) -> None:
    lesson.bring({STRANGER: ("Анна", "Учителева")})
    third = await lesson.open_chat("Химия", TEACHER, [STUDENT], moderators=[STRANGER])
    await lesson.greet(STRANGER)
    await braked(lesson)
    ends = lesson.bot.now() + CAREFUL.brakes.waits
    await lesson.bot.advance(4 * 60)
    noise = await lesson.say(STUDENT, next(lesson.asides), to=third)
    await lesson.say(TEACHER, "/нарушение 3", reply_to=noise, to=third)
    local = ends.astimezone(lesson.bot.services.zone)
    for who in (COLLEAGUE, STRANGER):
        assert f"{local:%H:%M}" in lesson.find("Подтвердить", who).text


async def test_what_was_decided_is_decided_anew(lesson: Lesson) -> None:
    (message,) = await braked(lesson)
    await lesson.say(COLLEAGUE, "/нарушение 3", reply_to=message)
    await answer(lesson, HEAD, "Подтвердить")
    assert await recorded(lesson) == 4
    assert lesson.heard(TEACHER, "Не сделано", "записать нарушение: Тимур Клавишин") == 1


async def test_what_removes_and_records_waits_as_one(lesson: Lesson) -> None:
    await braked(lesson, 0)
    message = await lesson.say(STUDENT, next(lesson.asides))
    await lesson.say(TEACHER, "/н! 3", reply_to=message)
    await lesson.say(TEACHER, "/н! 3", reply_to=message)
    assert lesson.is_there(message)
    question = lesson.find("Подтвердить", COLLEAGUE)
    assert question.text.count("записать нарушение и удалить сообщение: Тимур") == 1
    await answer(lesson, COLLEAGUE, "Подтвердить")
    assert not lesson.is_there(message)
    assert await recorded(lesson) == 4


async def test_a_message_that_is_gone_is_recorded_all_the_same(lesson: Lesson) -> None:
    await braked(lesson, 0)
    message = await lesson.say(STUDENT, next(lesson.asides))
    await lesson.say(TEACHER, "/н! 3", reply_to=message)
    await lesson.say(COLLEAGUE, "/удалить 3", reply_to=message)
    await answer(lesson, COLLEAGUE, "Подтвердить")
    assert await recorded(lesson) == 4
    assert len(await lesson.facts(MessageRemoved)) == 1


async def test_a_card_a_block_and_a_silence_wait_as_well(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 3)
    await lesson.bot.advance(6 * 60)
    await record(lesson, 3)
    noise = await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    await lesson.tap(TEACHER, "Удалить и записать", TEACHER)
    await lesson.say(TEACHER, f"/блок @id{STUDENT} 3 дня")
    await lesson.say(TEACHER, "/тишина 15 минут")
    assert await lesson.facts(BlockImposed) == await lesson.facts(SilenceBegun) == []
    assert lesson.is_there(noise)
    waits = lesson.find("Подтвердить", HEAD).text
    assert "объявить тишину, «ИСП-21»" in waits
    assert "заблокировать: Тимур Клавишин" in waits
    await answer(lesson, HEAD, "Подтвердить")
    assert not lesson.is_there(noise)
    assert await recorded(lesson) == 7
    assert len(await lesson.facts(BlockImposed)) == len(await lesson.facts(SilenceBegun)) == 1


async def test_what_is_rejected_is_dropped_and_the_administrators_can_suspend(
    lesson: Lesson,
) -> None:
    await braked(lesson, 2)
    await answer(lesson, COLLEAGUE, "Отклонить")
    assert await recorded(lesson) == 3
    (fact,) = await lesson.facts(HeldDropped, chat=COLLEGE)
    assert (fact.member, fact.by, fact.acts) == (TEACHER, COLLEAGUE, 2)
    assert lesson.heard(TEACHER, "Пётр Соседов отклоняет", "Тимур Клавишин") == 1
    assert lesson.heard(HEAD, "возможно, страницу взломали") == 1
    assert lesson.heard(COLLEAGUE, "возможно, страницу взломали") == 0
    await lesson.tap(HEAD, "Отстранить модератора", HEAD)
    await lesson.tap(HEAD, "Марина Книжникова", HEAD)
    await record(lesson, 1)
    assert await recorded(lesson) == 3


async def test_what_nobody_answers_is_dropped_at_the_end_of_the_term(lesson: Lesson) -> None:
    await braked(lesson)
    await lesson.bot.advance(2 * 3600 - 60)
    assert await lesson.facts(HeldDropped, chat=COLLEGE) == []
    await lesson.bot.advance(120)
    (fact,) = await lesson.facts(HeldDropped, chat=COLLEGE)
    assert (fact.by, fact.acts) == (None, 1)
    assert await recorded(lesson) == 3
    assert lesson.heard(TEACHER, "Никто не ответил", "повторите", "Тимур Клавишин") == 1
    assert lesson.heard(COLLEAGUE, "Никто не ответил вовремя") == 1
    await record(lesson, 1)
    assert await recorded(lesson) == 4


async def test_with_time_it_passes(lesson: Lesson) -> None:
    await braked(lesson)
    await lesson.bot.advance(6 * 60)
    await record(lesson, 1)
    assert await recorded(lesson) == 4


@pytest.mark.parametrize("do", ["release", "reject_held"])
async def test_nobody_answers_their_own_haste(lesson: Lesson, do: str) -> None:
    await braked(lesson)
    payload = {"do": do, "chat": lesson.main, "member": TEACHER}
    await lesson.press_payload(TEACHER, payload)
    await lesson.press_payload(STUDENT, payload)
    await lesson.bot.advance(1)
    assert await lesson.facts(BrakeReleased, HeldDropped, chat=COLLEGE) == []
    assert await recorded(lesson) == 3


async def test_each_sees_and_answers_what_is_in_their_chats(lesson: Lesson) -> None:
    other = await lesson.open_chat("Физика", TEACHER, [STUDENT])
    await braked(lesson)
    noise = await lesson.say(STUDENT, next(lesson.asides), to=other)
    await lesson.say(TEACHER, "/нарушение 3", reply_to=noise, to=other)
    assert "Физика" not in lesson.find("Подтвердить", COLLEAGUE).text
    assert "Физика" in lesson.find("Подтвердить", HEAD).text
    await answer(lesson, COLLEAGUE, "Подтвердить")
    assert await recorded(lesson) == 4
    assert await lesson.facts(ViolationRecorded, chat=other) == []
    await answer(lesson, HEAD, "Отклонить")
    assert await lesson.facts(ViolationRecorded, chat=other) == []
    assert len(await lesson.facts(HeldDropped, chat=COLLEGE)) == 1


async def test_a_suspended_moderators_acts_wait_no_longer(lesson: Lesson) -> None:
    await braked(lesson)
    await lesson.say(HEAD, f"/отстранить @id{TEACHER} взломали", to=HEAD)
    assert len(await lesson.facts(HeldDropped, chat=COLLEGE)) == 1
    assert lesson.heard(COLLEAGUE, "то, что ждало, не сделано") == 1


async def test_several_hands_are_not_braked(lesson: Lesson) -> None:
    await braked(lesson, 0)
    message = await lesson.say(STUDENT, next(lesson.asides))
    await lesson.say(COLLEAGUE, "/нарушение 3", reply_to=message)
    assert await recorded(lesson) == 4


async def test_what_removes_and_records_is_done_whole(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 2)
    message = await lesson.say(STUDENT, next(lesson.asides))
    await lesson.say(TEACHER, "/н! 3", reply_to=message)
    assert await recorded(lesson) == 3
    assert not lesson.is_there(message)


async def test_a_departure_waits_as_well(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=CAREFUL)
    await record(lesson, 3)
    await lesson.press(HEAD, lesson.button(HEAD, "ours"))
    await lesson.say(TEACHER, f"/выбыл @id{STUDENT}", to=TEACHER)
    await lesson.tap(TEACHER, "Исключить", TEACHER)
    assert "ждёт второго человека" in lesson.said(TEACHER)[-1].text
    assert await lesson.facts(LeaverNoted, chat=COLLEGE) == []
    assert "исключить как выбывшего: Тимур" in lesson.find("Подтвердить", COLLEAGUE).text
    await answer(lesson, COLLEAGUE, "Подтвердить")
    (fact,) = await lesson.facts(LeaverNoted, chat=COLLEGE)
    assert (fact.member, fact.by) == (STUDENT, TEACHER)


async def test_what_waits_is_forgotten_with_its_people(lesson: Lesson) -> None:
    await braked(lesson)
    async with lesson.bot.storage.work() as work:
        await forget_messages(
            work.connection, MemberId(STUDENT), lesson.bot.now() + timedelta(hours=1)
        )
        assert await work.held() == ()
