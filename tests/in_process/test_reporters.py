"""«Кто сообщил»: administrators alone learn it, of an abuse, and may close reports for a time."""

import json
from datetime import UTC, timedelta

import pytest
from sqlalchemy import select

from bot.sandbox.world import Message, PersonId
from bot.vk.updates import blank
from rules.ids import COLLEGE, MemberId
from rules.reporters import CLOSED_FOR
from rules.vocabulary.complaints import ComplaintMade
from rules.vocabulary.reporters import ReportersSeen, ReportingClosed, ReportingOpened
from storage.forgetting import Forgetting, forget
from storage.tables import journal
from storage.verification import verify_over
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, STUDENT, TEACHER, Lesson
from tests.in_process.prepared import prepared_by
from tests.in_process.test_complaints import NOT_A_VIOLATION, OTHERS, RUDE, found, report
from tests.in_process.test_forwards import forward
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio

lesson = prepared_by(found, administrators=[ADMINISTRATOR])

WHO, AGAIN = "Кто сообщил", "Открыть снова"
CLOSE = "Закрыть приём: Лев Спорщиков"
BRIGADE = (CLASSMATE, *OTHERS)


async def facts(lesson: Lesson) -> list[object]:
    kinds = (ReportersSeen, ReportingClosed, ReportingOpened)
    return await lesson.facts(*kinds, chat=COLLEGE)


def cards(lesson: Lesson, who: PersonId) -> list[Message]:
    return [each for each in lesson.said(who) if "Карточка №" in each.text]


async def by_a_brigade(lesson: Lesson) -> int:
    message = await lesson.say(STUDENT, RUDE)
    for who in BRIGADE:
        await report(lesson, who, message)
    return message


async def closed(lesson: Lesson) -> None:
    await by_a_brigade(lesson)
    await lesson.tap(ADMINISTRATOR, WHO, ADMINISTRATOR)
    await lesson.tap(ADMINISTRATOR, CLOSE, ADMINISTRATOR)


async def test_of_a_brigade_administrators_learn_who_it_was(lesson: Lesson) -> None:
    message = await lesson.say(STUDENT, RUDE)
    for n, who in enumerate(BRIGADE):
        labels = lesson.labels(cards(lesson, ADMINISTRATOR)[-1]) if n else []
        assert (WHO in labels) is (n >= 4)
        await report(lesson, who, message)
    for who in (TEACHER, COLLEAGUE):
        assert not any(WHO in lesson.labels(each) for each in cards(lesson, who))
    await lesson.tap(ADMINISTRATOR, WHO, ADMINISTRATOR)
    shown = lesson.said(ADMINISTRATOR)[-1].text
    assert "Лев Спорщиков" in shown
    assert "Имя3 Фамильев3" in shown
    assert shown.count("одновременно с другими") == 5
    assert RUDE not in shown
    (seen,) = await facts(lesson)
    assert isinstance(seen, ReportersSeen)
    expected = {"chat": lesson.main, "suspicion": 1, "by": ADMINISTRATOR}
    assert {name: getattr(seen, name) for name in expected} == expected
    assert seen.member is None


async def test_of_whom_was_wrong_three_times_the_button_shows_that_person_alone(
    lesson: Lesson,
) -> None:
    for n in range(3):
        message = await lesson.say(STUDENT, f"{RUDE} {n}")
        await report(lesson, CLASSMATE, message)
        assert WHO not in lesson.labels(cards(lesson, ADMINISTRATOR)[-1])
        await lesson.tap(TEACHER, NOT_A_VIOLATION, TEACHER)
        await lesson.bot.advance(3600)
    message = await lesson.say(STUDENT, RUDE)
    await report(lesson, CLASSMATE, message)
    # an earnest report of the same message stays hidden
    await report(lesson, min(OTHERS), message)
    await lesson.tap(ADMINISTRATOR, WHO, ADMINISTRATOR)
    shown = lesson.said(ADMINISTRATOR)[-1]
    assert "Лев Спорщиков" in shown.text
    assert "нарушения не нашли хотя бы трижды" in shown.text
    assert "Фамильев" not in shown.text
    assert lesson.labels(shown) == [CLOSE]


async def test_it_stays_on_the_card_when_that_is_turned_settled_and_sent_again(
    lesson: Lesson,
) -> None:
    await by_a_brigade(lesson)
    await lesson.tap(TEACHER, NOT_A_VIOLATION, TEACHER)
    assert WHO in lesson.labels(cards(lesson, ADMINISTRATOR)[-1])
    await lesson.tap(TEACHER, "Отменить", TEACHER)
    await lesson.say(ADMINISTRATOR, "/карточки", to=ADMINISTRATOR)
    assert WHO in lesson.labels(cards(lesson, ADMINISTRATOR)[-1])
    await lesson.say(TEACHER, "/карточки", to=TEACHER)
    assert WHO not in lesson.labels(cards(lesson, TEACHER)[-1])


async def test_nobody_else_learns_it_by_a_payload_of_their_own(lesson: Lesson) -> None:
    message = await by_a_brigade(lesson)
    (card,) = (
        button.payload
        for row in cards(lesson, ADMINISTRATOR)[-1].keyboard or ()
        for button in row
        if button.label == WHO
    )
    assert card is not None
    close = {**card, "do": "close_reports", "member": CLASSMATE}
    forged = (card, close, {"do": "open_reports", "member": CLASSMATE})
    for who in (TEACHER, COLLEAGUE, STUDENT, CLASSMATE):
        for payload in forged:
            await lesson.press_payload(who, payload)
    # of an ordinary report administrators learn nothing either, nor close they what is no abuse
    other = await lesson.say(STUDENT, "ещё одно сообщение")
    await lesson.bot.advance(3600)
    await report(lesson, CLASSMATE, other)
    ordinary = {**card, "card": 2, "message": other}
    for payload in (
        ordinary,
        {**ordinary, "do": "close_reports", "member": CLASSMATE},
        {**close, "member": STUDENT},
        {**card, "message": other},
        {**card, "message": message + 1000},
        {**card, "card": 77},
        {"do": "open_reports", "member": CLASSMATE},
    ):
        await lesson.press_payload(ADMINISTRATOR, payload)
    assert await facts(lesson) == []
    for who in (TEACHER, COLLEAGUE, ADMINISTRATOR, STUDENT):
        assert lesson.heard(who, "Спорщиков") == 0


async def test_who_is_reported_learns_it_not_even_as_an_administrator(lesson: Lesson) -> None:
    message = await by_a_brigade(lesson)
    card = {"do": "reporters", "chat": lesson.main, "card": 1, "message": message}
    await lesson.bot.restart(administrators=[ADMINISTRATOR, STUDENT, CLASSMATE])
    for who in (STUDENT, CLASSMATE):
        await lesson.press_payload(who, card)
    assert await facts(lesson) == []
    assert lesson.heard(STUDENT, "Спорщиков") == 0


async def test_reports_are_closed_to_one_who_is_told_and_open_by_themselves(
    lesson: Lesson,
) -> None:
    await closed(lesson)
    assert lesson.heard(CLASSMATE, "не принимаю", "Мне нужна помощь", "администратору") == 1
    assert CLOSE not in lesson.labels(lesson.find("Закрыть приём: Имя0 Фамильев0", ADMINISTRATOR))
    assert lesson.heard(ADMINISTRATOR, "приём закрыт до") == 1
    message = await lesson.say(STUDENT, "новое сообщение")
    before = len(await lesson.facts(ComplaintMade))
    await report(lesson, CLASSMATE, message)
    assert lesson.heard(CLASSMATE, "так решил администратор") == 1
    assert len(await lesson.facts(ComplaintMade)) == before
    await lesson.bot.restart()
    await lesson.bot.advance(CLOSED_FOR.total_seconds())
    await report(lesson, CLASSMATE, message)
    assert len(await lesson.facts(ComplaintMade)) == before + 1


async def test_a_forwarded_message_and_a_call_are_not_taken_either_but_danger_is(
    lesson: Lesson,
) -> None:
    await closed(lesson)
    message = await lesson.say(STUDENT, "новое сообщение")
    await forward(lesson, CLASSMATE, message)
    await lesson.tap(CLASSMATE, "Сообщить модератору", CLASSMATE)
    assert lesson.heard(CLASSMATE, "так решил администратор") == 1
    for concern, taken in (("Оскорбляют меня", 0), ("Мне плохо", 1), ("Угрозы", 1)):
        await lesson.say(CLASSMATE, "Мне нужна помощь", to=CLASSMATE)
        await lesson.tap(CLASSMATE, concern, CLASSMATE)
        if not taken:
            await lesson.tap(CLASSMATE, "ИСП-21", CLASSMATE)
        words = f"помогите мне: {concern.lower()}"
        await lesson.say(CLASSMATE, words, to=CLASSMATE)
        if taken:
            await lesson.tap(CLASSMATE, "Отправить", CLASSMATE)
        heard = [who for who in (TEACHER, ADMINISTRATOR) if lesson.heard(who, words)]
        assert bool(heard) is bool(taken)
    assert lesson.heard(CLASSMATE, "так решил администратор") == 2


async def test_an_administrator_opens_them_again(lesson: Lesson) -> None:
    await closed(lesson)
    await lesson.tap(ADMINISTRATOR, AGAIN, ADMINISTRATOR)
    assert lesson.heard(CLASSMATE, "снова принимаю") == 1
    assert lesson.heard(ADMINISTRATOR, "снова открыт", "Спорщиков") == 1
    message = await lesson.say(STUDENT, "новое сообщение")
    before = len(await lesson.facts(ComplaintMade))
    await report(lesson, CLASSMATE, message)
    assert len(await lesson.facts(ComplaintMade)) == before + 1
    kinds = [type(each) for each in await facts(lesson)]
    assert kinds == [ReportersSeen, ReportingClosed, ReportingOpened]


async def test_the_chats_journal_names_nobody_and_the_colleges_says_who_looked(
    lesson: Lesson,
) -> None:
    await closed(lesson)
    async with lesson.bot.storage.reading() as reading:
        rows = (await reading.connection.execute(select(journal))).all()
        for row in rows:
            values = json.loads(row.payload).values()
            if row.chat_id != COLLEGE:
                assert CLASSMATE not in values
            if row.kind == "reporters_seen":
                assert CLASSMATE not in values
                assert RUDE not in row.payload
        assert (await verify_over(reading.connection)).faults == ()
    await lesson.say(ADMINISTRATOR, "/журнал", to=ADMINISTRATOR)
    pages = [each.text for each in lesson.said(ADMINISTRATOR)]
    assert any("просмотр, кто сообщил: карточка № 1 в «ИСП-21»" in each for each in pages)
    await lesson.say(TEACHER, f"/журнал @id{CLASSMATE}", to=TEACHER)
    await lesson.say(TEACHER, "/журнал", to=TEACHER)
    assert lesson.heard(TEACHER, "приём сообщений закрыт") == 0
    # the person reads it of themselves
    await lesson.say(CLASSMATE, "/журнал", to=CLASSMATE)
    assert lesson.heard(CLASSMATE, "приём сообщений закрыт до") == 1


async def test_on_trial_it_is_the_same_and_tells_nobody_more(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/настройки пробный режим вкл")
    await closed(lesson)
    assert [type(each) for each in await facts(lesson)] == [ReportersSeen, ReportingClosed]
    for who in (TEACHER, COLLEAGUE):
        assert lesson.heard(who, "Спорщиков") == 0


async def test_the_term_is_said_with_its_day(lesson: Lesson) -> None:
    await closed(lesson)
    (_, fact) = await facts(lesson)
    assert isinstance(fact, ReportingClosed)
    assert timedelta(0) < fact.until - lesson.bot.now() <= CLOSED_FOR
    local = fact.until.astimezone(lesson.bot.services.zone)
    assert any(
        each.text.replace("\N{NO-BREAK SPACE}", " ").startswith(f"До {local.day} ")
        for each in lesson.said(CLASSMATE)
    )


async def test_who_is_forgotten_is_in_no_table_of_it(lesson: Lesson) -> None:
    await closed(lesson)
    services, member = lesson.bot.services, MemberId(CLASSMATE)
    how = Forgetting(policy=services.policy, zone=UTC, now=services.now(), instead="участник")
    async with lesson.bot.storage.work() as work:
        assert await work.reporting_closed_until(member) is not None
        await forget(work, member, how, blank=blank)
        assert await work.reporting_closed_until(member) is None
        assert (await verify_over(work.connection)).faults == ()
