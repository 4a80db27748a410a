"""«Сообщить модератору»: a member's word makes a card, and nobody in the chat learns whose."""

import json
from datetime import UTC, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.world import PersonId
from bot.vk.updates import blank
from rules.ids import ChatId, MemberId, MessageId
from rules.vocabulary.complaints import ComplaintMade
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.suspicions import SuspicionGrown, SuspicionRaised
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from storage.erasing import erase_passing
from storage.forgetting import Forgetting, forget
from storage.personal import gather
from storage.tables import journal
from tests.in_process.bot import InProcessBot
from tests.in_process.lesson import (
    CLASSMATE,
    COLLEAGUE,
    PHONE,
    STUDENT,
    TEACHER,
    Lesson,
)
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio

RUDE = "после уроков поговорим, пожалеешь"

OTHERS = {PersonId(610 + n): (f"Имя{n}", f"Фамильев{n}") for n in range(4)}

NOT_A_VIOLATION = "Не нарушение"


async def found(bot: InProcessBot) -> Lesson:
    lesson = Lesson(bot)
    lesson.bring(
        {
            TEACHER: ("Марина", "Книжникова"),
            COLLEAGUE: ("Пётр", "Соседов"),
            STUDENT: ("Тимур", "Клавишин"),
            CLASSMATE: ("Лев", "Спорщиков"),
            **OTHERS,
        }
    )
    lesson.main = await lesson.open_chat(
        "ИСП-21", TEACHER, [STUDENT, CLASSMATE, *OTHERS], moderators=[COLLEAGUE]
    )
    await lesson.greet(TEACHER, COLLEAGUE, ADMINISTRATOR, CLASSMATE, *OTHERS)
    return lesson


lesson = prepared_by(found, administrators=[ADMINISTRATOR])


async def report(
    lesson: Lesson, who: PersonId, message: int, words: str = "/сообщить", *, wait: bool = True
) -> int:
    typed = await lesson.say(who, words, reply_to=message)
    if wait:
        await lesson.bot.advance(5)
    return typed


@pytest.mark.parametrize(
    "words",
    [
        "/сообщить",
        "/жалоба он мне угрожает",
        "/пожаловаться",
        "/report",
        "@админ посмотрите",
        "@админ",
    ],
)
async def test_it_is_a_card_and_the_chat_reads_nothing_of_it(lesson: Lesson, words: str) -> None:
    message = await lesson.say(STUDENT, RUDE)
    before = len(lesson.said())
    typed = await report(lesson, CLASSMATE, message, words)
    assert not lesson.is_there(typed)
    assert lesson.is_there(message)
    assert len(lesson.said()) == before
    for who in (TEACHER, COLLEAGUE):
        card = lesson.said(who)[-1].text
        assert f"«{RUDE}»" in card
        assert "Сообщили: 1." in card
        assert "Тимур Клавишин" in card
        assert "Спорщиков" not in card
    assert lesson.heard(CLASSMATE, "Получено", "ИСП-21") == 1


async def test_reports_join_and_a_report_alone_does_nothing(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    for who in (CLASSMATE, *OTHERS):
        await report(lesson, who, message)
    assert len(await lesson.facts(SuspicionRaised)) == 1
    assert await lesson.facts(ViolationRecorded, MessageRemoved, Reminded) == []
    cards = [each for each in lesson.said(TEACHER) if "Сообщили" in each.text]
    assert len(cards) == 1
    assert "Сообщили: 5." in cards[0].text
    # so many at once may have agreed to
    assert "5" in cards[0].text.split("Сообщили: 5.")[1]
    assert "договор" in cards[0].text


async def test_it_joins_the_detectors_card(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, PHONE)
    await lesson.bot.advance(5)
    await report(lesson, CLASSMATE, message)
    assert len(await lesson.facts(SuspicionRaised)) == 1
    assert len(await lesson.facts(SuspicionGrown)) == 1
    cards = [each.text for each in lesson.said(TEACHER) if "Карточка" in each.text]
    assert len(cards) == 1
    assert "номер телефона" in cards[0]
    assert "Сообщили: 1." in cards[0]
    # the rule is the detector's, so one tap is enough
    await lesson.tap(TEACHER, "Записать", TEACHER)
    assert len(await lesson.facts(ViolationRecorded)) == 1


async def test_what_was_said_is_kept_at_that_moment(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message, wait=False)
    said = lesson.bot.world.messages(lesson.main)
    next(each for each in said if each.conversation_message_id == message).removed = True
    await lesson.bot.advance(5)
    assert f"«{RUDE}»" in lesson.said(TEACHER)[-1].text


async def test_a_moderator_says_which_rule_and_who_reported_hears_the_outcome(
    lesson: Lesson,
) -> None:
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message)
    await lesson.tap(TEACHER, "Удалить и записать", TEACHER)
    assert await lesson.facts(ViolationRecorded, MessageRemoved) == []
    rules = lesson.labels(lesson.said(TEACHER)[-1])
    await lesson.tap(TEACHER, rules[1], TEACHER)
    (recorded,) = await lesson.facts(ViolationRecorded)
    assert (recorded.rule, recorded.message) == (2, message)
    assert len(await lesson.facts(MessageRemoved)) == 1
    assert lesson.heard(CLASSMATE, "меры приняты") == 1
    assert lesson.heard(CLASSMATE, "нарушени") == 0


async def test_only_removing_it_is_a_measure_too(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message)
    await lesson.tap(TEACHER, "Удалить", TEACHER)
    await lesson.tap(TEACHER, lesson.labels(lesson.said(TEACHER)[-1])[0], TEACHER)
    assert not lesson.is_there(message)
    assert lesson.heard(CLASSMATE, "меры приняты") == 1


async def test_no_violation_is_said_as_that(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message)
    await lesson.tap(TEACHER, NOT_A_VIOLATION, TEACHER)
    assert lesson.heard(CLASSMATE, "нарушения не нашли") == 1
    # what is settled is answered at once, and no card comes back
    before = len(lesson.said(TEACHER))
    await report(lesson, min(OTHERS), message)
    assert lesson.heard(min(OTHERS), "нарушения не нашли") == 1
    assert len(lesson.said(TEACHER)) == before


async def test_floods_are_stopped(lesson: Lesson) -> None:
    messages = [await lesson.say(STUDENT, f"{RUDE} {n}") for n in range(6)]
    await report(lesson, CLASSMATE, messages[0])
    await report(lesson, CLASSMATE, messages[0])
    assert lesson.heard(CLASSMATE, "уже сообщили об этом") == 1
    for message in messages[1:]:
        await report(lesson, CLASSMATE, message)
    assert lesson.heard(CLASSMATE, "За сутки") == 1
    assert len(await lesson.facts(ComplaintMade)) == 5
    await lesson.bot.advance(24 * 3600)
    await report(lesson, CLASSMATE, messages[5])
    assert len(await lesson.facts(ComplaintMade)) == 6


async def test_who_was_wrong_three_times_waits_in_the_list(lesson: Lesson) -> None:
    for n in range(3):
        message = await lesson.say(STUDENT, f"{RUDE} {n}")
        await report(lesson, CLASSMATE, message)
        await lesson.tap(TEACHER, NOT_A_VIOLATION, TEACHER)
    quiet = await lesson.say(STUDENT, "ещё одно сообщение")
    before = len(lesson.said(TEACHER))
    await report(lesson, CLASSMATE, quiet)
    assert len(lesson.said(TEACHER)) == before
    await lesson.say(TEACHER, "/карточки", to=TEACHER)
    assert "Не срочно" in lesson.said(TEACHER)[-1].text
    # somebody else's word makes it urgent
    await report(lesson, min(OTHERS), quiet)
    assert "Сообщили: 2." in lesson.said(COLLEAGUE)[-1].text


async def test_about_a_moderator_or_by_one_the_administrators_decide(lesson: Lesson) -> None:
    message = await lesson.say(COLLEAGUE, RUDE)
    await report(lesson, CLASSMATE, message)
    assert lesson.heard(CLASSMATE, "администраторы") == 1
    assert lesson.heard(TEACHER, "Сообщили") == 0
    assert "Сообщили: 1." in lesson.said(ADMINISTRATOR)[-1].text

    to_teacher = await lesson.say(STUDENT, f"{RUDE}, Марина")
    typed = await report(lesson, TEACHER, to_teacher)
    assert lesson.is_there(typed)  # the bot cannot remove what the chat's administrators write
    assert lesson.heard(COLLEAGUE, "Сообщили") == 0
    assert "Марина" in lesson.said(ADMINISTRATOR)[-1].text
    await lesson.say(COLLEAGUE, "/карточки", to=COLLEAGUE)
    assert lesson.heard(COLLEAGUE, "Сообщили") == 0
    card = {"do": "card", "chat": lesson.main, "card": 2, "act": "clear", "message": to_teacher}
    for who in (COLLEAGUE, TEACHER):
        await lesson.press_payload(who, card)
    assert lesson.heard(TEACHER, "нарушения не нашли") == 0
    await lesson.tap(ADMINISTRATOR, NOT_A_VIOLATION, ADMINISTRATOR)
    assert lesson.heard(TEACHER, "нарушения не нашли") == 1


async def test_one_does_not_report_oneself_and_without_an_answer_is_told_how(
    lesson: Lesson,
) -> None:
    message = await lesson.say(CLASSMATE, RUDE)
    await report(lesson, CLASSMATE, message)
    assert lesson.heard(CLASSMATE, "Ваше собственное") == 1
    typed = await lesson.say(CLASSMATE, "/сообщить")
    assert not lesson.is_there(typed)
    assert lesson.heard(CLASSMATE, "Перешлите", "/сообщить") == 1
    assert await lesson.facts(ComplaintMade) == []
    # without a message that it answers, it is a word like others
    assert lesson.is_there(await lesson.say(CLASSMATE, "@админ, когда экзамен?"))


async def test_what_quotes_a_violation_is_none(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message, "/сообщить он назвал меня дурой")
    (raised,) = await lesson.facts(SuspicionRaised)
    assert raised.member == STUDENT


async def test_on_trial_too_nobody_learns_who_reported(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/настройки пробный режим вкл")
    message = await lesson.say(STUDENT, RUDE)
    typed = await report(lesson, CLASSMATE, message)
    assert not lesson.is_there(typed)
    await lesson.tap(TEACHER, "Записать", TEACHER)
    await lesson.tap(TEACHER, lesson.labels(lesson.said(TEACHER)[-1])[0], TEACHER)
    assert await lesson.facts(ViolationRecorded) == []
    assert lesson.heard(CLASSMATE, "меры приняты") == 0
    for who in (TEACHER, COLLEAGUE, ADMINISTRATOR):
        assert lesson.heard(who, "Спорщиков") == 0


async def test_no_journal_names_who_reported_and_erasing_takes_it(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message)
    async with lesson.bot.storage.reading() as reading:
        rows = (await reading.connection.execute(select(journal))).all()
        about = [row for row in rows if row.kind in {"complaint_made", "suspicion_raised"}]
        assert len(about) == 2
        for row in about:
            assert row.by_id is None
            assert CLASSMATE not in json.loads(row.payload).values()
        (complaint,) = await reading.complaints_on(ChatId(lesson.main), MessageId(message))
        assert complaint.by == MemberId(CLASSMATE)
    for asked in ("/журнал", f"/журнал @id{CLASSMATE}", f"/журнал @id{STUDENT}"):
        await lesson.say(TEACHER, asked)
    told = [each.text for each in lesson.said(TEACHER) if "сообщили о сообщении" in each.text]
    assert told
    assert not any("Спорщиков" in line for text in told for line in text.splitlines()[1:])


async def test_who_reported_has_it_among_their_data_until_that_is_erased(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message)
    services = lesson.bot.services
    now: dict[str, Any] = {"policy": services.policy, "zone": UTC, "now": services.now()}
    async with lesson.bot.storage.reading() as reading:
        theirs = await gather(reading, MemberId(CLASSMATE), **now)
        accused = await gather(reading, MemberId(STUDENT), **now)
    assert [each.outcome for each in theirs.complaints] == [None]
    assert accused.complaints == ()
    assert MemberId(CLASSMATE) not in {
        each.fact.by for chat in accused.chats for each in chat.about
    }
    async with lesson.bot.storage.work() as work:
        how = Forgetting(**now, instead="участник")
        await forget(work, MemberId(CLASSMATE), how, blank=blank)
        assert await work.complaints_by(MemberId(CLASSMATE)) == ()


async def test_it_is_deleted_with_the_words_of_people(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message)
    policy, now = lesson.bot.services.policy, lesson.bot.services.now()
    for later, left in ((policy.keeping.texts - timedelta(days=1), 1), (policy.keeping.texts, 0)):
        async with lesson.bot.storage.work() as work:
            await erase_passing(work.connection, policy, now + later)
            assert len(await work.complaints_by(MemberId(CLASSMATE))) == left
