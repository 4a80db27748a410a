"""«Мне нужна помощь»: a call reaches those who can help, and no chat learns of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sandbox.world import PersonId
from handlers.due import erase_due
from rules.ids import COLLEGE, MemberId
from rules.policy import Contact, Safety
from rules.vocabulary.signals import SignalMoved, SignalRaised
from storage.erasing import erase_passing
from storage.personal import gather
from tests.in_process.bot import POLICY, InProcessBot
from tests.in_process.lesson import CLASSMATE, COLLEAGUE, STUDENT, TEACHER, Lesson
from tests.in_process.prepared import prepared_by
from tests.rights.campus import ADMINISTRATOR

pytestmark = pytest.mark.asyncio

PSYCHOLOGIST, SOCIAL = PersonId(701), PersonId(702)

SAFETY = Safety(
    people=(
        Contact(member=MemberId(PSYCHOLOGIST), role={"ru": "психолог", "en": "psychologist"}),
        Contact(member=MemberId(SOCIAL), role={"ru": "соцпедагог", "en": "social teacher"}),
    )
)

WITH_CONTACTS = replace(POLICY, safety=SAFETY)

CRY = "меня травят всей группой, я не хочу идти в колледж"


async def found(bot: InProcessBot) -> Lesson:
    lesson = Lesson(bot)
    lesson.bring(
        {
            TEACHER: ("Марина", "Книжникова"),
            COLLEAGUE: ("Пётр", "Соседов"),
            STUDENT: ("Тимур", "Клавишин"),
            CLASSMATE: ("Лев", "Спорщиков"),
            PSYCHOLOGIST: ("Ирина", "Тихонова"),
            SOCIAL: ("Олег", "Заботин"),
        }
    )
    lesson.main = await lesson.open_chat(
        "ИСП-21", TEACHER, [STUDENT, CLASSMATE], moderators=[COLLEAGUE]
    )
    await lesson.greet(TEACHER, COLLEAGUE, ADMINISTRATOR, CLASSMATE, PSYCHOLOGIST, SOCIAL)
    return lesson


lesson = prepared_by(found, administrators=[ADMINISTRATOR])


async def with_contacts(lesson: Lesson) -> None:
    await lesson.bot.restart(policy=WITH_CONTACTS)


async def by_day(lesson: Lesson) -> None:
    """Go on to the next noon, by the college's clock."""
    now = lesson.bot.clock.now().astimezone(lesson.bot.services.zone)
    noon = now.replace(hour=12, minute=0, second=0) + timedelta(days=1)
    await lesson.bot.advance((noon - now).total_seconds())


async def call(
    lesson: Lesson, concern: str, words: str = CRY, *, chat: str | None = None, sends: bool = True
) -> None:
    """Let the classmate call for help by the buttons."""
    await lesson.say(CLASSMATE, "Мне нужна помощь", to=CLASSMATE)
    await lesson.tap(CLASSMATE, concern, CLASSMATE)
    if chat is not None:
        await lesson.tap(CLASSMATE, chat, CLASSMATE)
    await lesson.say(CLASSMATE, words, to=CLASSMATE)
    if sends:
        await lesson.tap(CLASSMATE, "Отправить", CLASSMATE)


async def signals(lesson: Lesson) -> list[object]:
    return await lesson.facts(SignalRaised, SignalMoved, chat=COLLEGE)


async def test_moderators_read_what_happens_and_not_who_wrote(lesson: Lesson) -> None:
    before = len(lesson.said())
    await call(lesson, "Оскорбляют меня", chat="ИСП-21")
    for who in (TEACHER, COLLEAGUE):
        shown = lesson.said(who)[-1]
        assert CRY in shown.text
        assert "Спорщиков" not in shown.text
        assert lesson.labels(shown) == ["Меры приняты", "Не нарушение"]
    assert lesson.heard(ADMINISTRATOR, CRY) == 0
    assert len(lesson.said()) == before
    await lesson.tap(TEACHER, "Не нарушение", TEACHER)
    assert lesson.heard(CLASSMATE, "нарушения не нашли") == 1
    assert lesson.labels(lesson.said(COLLEAGUE)[-1]) == []
    assert lesson.said(COLLEAGUE)[-1].text.endswith("Не нарушение")


async def test_plain_words_are_kept_as_the_words_of_the_call(lesson: Lesson) -> None:
    await lesson.say(CLASSMATE, CRY, to=CLASSMATE)
    assert lesson.labels(lesson.said(CLASSMATE)[-1])[:2] == [
        "Оскорбляют меня",
        "Оскорбляют другого",
    ]
    await lesson.tap(CLASSMATE, "Угрозы", CLASSMATE)
    assert CRY in lesson.said(CLASSMATE)[-1].text
    await lesson.tap(CLASSMATE, "Отправить", CLASSMATE)
    assert lesson.heard(ADMINISTRATOR, CRY, "Спорщиков") == 1
    assert lesson.heard(TEACHER, CRY) == 0


async def test_who_will_read_it_is_said_before(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await call(lesson, "Мне плохо", sends=False)
    shown = lesson.said(CLASSMATE)[-1].text
    assert "психолог и соцпедагог" in shown
    assert "увидят Ваше имя" in shown
    await call(lesson, "Оскорбляют меня", chat="ИСП-21", sends=False)
    assert "Вашего имени они не увидят" in lesson.said(CLASSMATE)[-1].text


async def test_danger_goes_to_the_contacts_one_after_another_by_day(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await call(lesson, "Мне плохо")
    assert lesson.heard(CLASSMATE, "8-800-2000-122") == 1
    assert lesson.heard(PSYCHOLOGIST, CRY, "Спорщиков") == 1
    assert lesson.heard(SOCIAL, CRY) == 0
    await lesson.bot.restart()
    await lesson.bot.advance(31 * 60)
    assert lesson.heard(SOCIAL, CRY, "Спорщиков") == 1
    assert lesson.heard(ADMINISTRATOR, CRY) == 0
    await lesson.tap(SOCIAL, "Вижу", SOCIAL)
    assert lesson.heard(CLASSMATE, "прочитали", "Заботин", "соцпедагог") == 1
    await lesson.bot.advance(2 * 3600)
    assert lesson.heard(ADMINISTRATOR, CRY) == 0
    assert "Заботин" in lesson.said(PSYCHOLOGIST)[-1].text


async def test_a_contact_who_is_in_no_chat_stays_known(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await erase_due(lesson.bot.services)
    await by_day(lesson)
    await call(lesson, "Мне плохо")
    assert lesson.heard(PSYCHOLOGIST, CRY, "Спорщиков") == 1
    await lesson.tap(PSYCHOLOGIST, "Вижу", PSYCHOLOGIST)
    assert lesson.heard(CLASSMATE, "прочитали", "Тихонова") == 1


async def test_at_night_everybody_is_told_at_once(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await lesson.bot.advance(11.5 * 3600)
    await call(lesson, "Мне плохо")
    assert lesson.heard(PSYCHOLOGIST, CRY) == lesson.heard(SOCIAL, CRY) == 1


async def test_it_is_closed_with_a_note_and_the_author_hears_it(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await call(lesson, "Угрозы")
    await lesson.tap(PSYCHOLOGIST, "Занимаюсь", PSYCHOLOGIST)
    await lesson.tap(PSYCHOLOGIST, "Закрыть", PSYCHOLOGIST)
    await lesson.say(PSYCHOLOGIST, "Поговорила с родителями", to=PSYCHOLOGIST)
    assert lesson.heard(CLASSMATE, "помогли") == 0
    await lesson.tap(PSYCHOLOGIST, "Отправить", PSYCHOLOGIST)
    assert lesson.heard(CLASSMATE, "помогли") == 1
    assert lesson.heard(CLASSMATE, "Поговорила") == 0
    assert [type(each) for each in await signals(lesson)] == [
        SignalRaised,
        SignalMoved,
        SignalMoved,
    ]


async def test_more_words_about_danger_join_the_open_call(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    for n in range(7):
        await call(lesson, "Мне плохо", f"мне очень плохо, раз {n}")
    async with lesson.bot.storage.reading() as reading:
        (signal,) = await reading.open_signals()
    assert "раз 0" in signal.text
    assert "раз 6" in signal.text
    assert lesson.heard(PSYCHOLOGIST, "раз 6") == 1


async def test_danger_that_nobody_answers_or_closes_is_told_again(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await by_day(lesson)
    await call(lesson, "Мне плохо")
    for _ in range(4):
        await lesson.bot.advance(31 * 60)
    before = lesson.heard(SOCIAL, CRY)
    await lesson.bot.restart()
    await lesson.bot.advance(2 * 3600)
    assert lesson.heard(SOCIAL, CRY) == before + 1
    assert lesson.heard(ADMINISTRATOR, CRY) >= 2
    await lesson.tap(SOCIAL, "Вижу", SOCIAL)
    seen = lesson.heard(SOCIAL, CRY)
    await lesson.bot.advance(49 * 3600)
    assert lesson.heard(SOCIAL, CRY) > seen


async def test_administrators_learn_which_contact_cannot_be_told(lesson: Lesson) -> None:
    lesson.bot.world.allow_private(SOCIAL, False)
    await lesson.bot.follow()
    for _ in range(2):
        await with_contacts(lesson)
    assert lesson.heard(ADMINISTRATOR, "Олег Заботин", "соцпедагог", "любое слово") == 1


async def test_of_a_long_call_the_newest_words_are_read(lesson: Lesson) -> None:
    await with_contacts(lesson)
    for n in range(4):
        await call(lesson, "Мне плохо", f"{'очень ' * 150} раз {n}")
    shown = lesson.said(PSYCHOLOGIST)[-1].text
    assert "раз 3" in shown
    assert "раз 0" not in shown
    assert len(shown) < 4096


async def test_other_calls_and_reports_are_five_a_day_together(lesson: Lesson) -> None:
    for n in range(6):
        await call(lesson, "Другое", f"шумят за стеной {n}", chat="Не в чате", sends=n < 5)
    assert lesson.heard(ADMINISTRATOR, "шумят за стеной") == 5
    assert lesson.heard(CLASSMATE, "пять раз") == 1


async def test_what_is_about_a_moderator_goes_to_the_administrators(lesson: Lesson) -> None:
    await call(lesson, "Оскорбляют меня", chat="Это о модераторе")
    assert lesson.heard(TEACHER, CRY) == 0
    assert lesson.heard(ADMINISTRATOR, CRY) == 1


async def test_nobody_else_may_answer(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await call(lesson, "Мне плохо")
    payload = next(
        button.payload
        for message in reversed(lesson.said(PSYCHOLOGIST))
        for row in message.keyboard or ()
        for button in row
    )
    before = await signals(lesson)
    for who in (TEACHER, STUDENT, CLASSMATE):
        await lesson.press_payload(who, payload or {})
    assert await signals(lesson) == before


async def test_in_a_chat_the_command_goes_and_the_rest_is_private(lesson: Lesson) -> None:
    before = len(lesson.said())
    typed = await lesson.say(CLASSMATE, "/нужна помощь меня травят")
    assert not lesson.is_there(typed)
    assert len(lesson.said()) == before
    await lesson.tap(CLASSMATE, "Мне плохо", CLASSMATE)
    assert "меня травят" in lesson.said(CLASSMATE)[-1].text


async def test_moderators_who_do_not_answer_are_followed_by_administrators(lesson: Lesson) -> None:
    await call(lesson, "Личные данные", chat="ИСП-21")
    await lesson.bot.advance(25 * 3600)
    assert lesson.heard(ADMINISTRATOR, CRY) == 1


async def test_cases_send_an_open_call_again(lesson: Lesson) -> None:
    await call(lesson, "Оскорбляют меня", chat="ИСП-21")
    await lesson.say(TEACHER, "Дела", to=TEACHER)
    assert lesson.heard(TEACHER, "Просьба о помощи №", "«ИСП-21»: до") == 1
    assert lesson.heard(TEACHER, "Решать сейчас нечего") == 0
    assert lesson.heard(TEACHER, CRY) == 2
    assert lesson.labels(lesson.said(TEACHER)[-1]) == ["Меры приняты", "Не нарушение"]


async def test_it_is_in_ones_own_data_and_goes_in_time(lesson: Lesson) -> None:
    await call(lesson, "Мне плохо")
    services = lesson.bot.services
    async with lesson.bot.storage.work() as work:
        mine = await gather(
            work,
            MemberId(CLASSMATE),
            policy=services.policy,
            zone=services.zone,
            now=services.now(),
        )
        assert [each.text for each in mine.signals] == [CRY]
        later = services.now() + services.policy.keeping.signals
        await erase_passing(work.connection, services.policy, later)
        assert await work.signals_by(MemberId(CLASSMATE)) == ()


async def test_what_was_written_before_the_button_is_not_typed_again(lesson: Lesson) -> None:
    for words in ("они опять", "и всё из-за чата"):
        await lesson.say(CLASSMATE, words, to=CLASSMATE)
    await lesson.tap(CLASSMATE, "Мне нужна помощь", CLASSMATE)
    assert "Написанное я сохранил" in lesson.said(CLASSMATE)[-1].text
    # more words in place of a button are added, too
    await lesson.say(CLASSMATE, "меня дразнят", to=CLASSMATE)
    await lesson.tap(CLASSMATE, "Оскорбляют меня", CLASSMATE)
    await lesson.tap(CLASSMATE, "ИСП-21", CLASSMATE)
    await lesson.tap(CLASSMATE, "Отправить", CLASSMATE)
    assert lesson.heard(TEACHER, "они опять\nи всё из-за чата\nменя дразнят") == 1
    # what was sent is not kept for the next call
    await lesson.say(CLASSMATE, "Мне нужна помощь", to=CLASSMATE)
    await lesson.tap(CLASSMATE, "Мне плохо", CLASSMATE)
    assert "дразнят" not in lesson.said(CLASSMATE)[-1].text


async def test_administrators_read_a_call_without_its_authors_name(lesson: Lesson) -> None:
    await call(lesson, "Оскорбляют меня", chat="Это о модераторе", sends=False)
    assert "Вашего имени они не увидят" in lesson.said(CLASSMATE)[-1].text
    await lesson.tap(CLASSMATE, "Отправить", CLASSMATE)
    assert lesson.heard(ADMINISTRATOR, CRY) == 1
    assert lesson.heard(ADMINISTRATOR, CRY, "Спорщиков") == 0


async def test_the_chat_reads_nothing_where_the_author_takes_no_private_messages(
    lesson: Lesson,
) -> None:
    before = len(lesson.said())
    typed = await lesson.say(STUDENT, "/нужна помощь меня травят")
    assert not lesson.is_there(typed)
    assert len(lesson.said()) == before


async def test_a_button_of_an_older_version_still_answers_danger(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await call(lesson, "Мне плохо")
    old = {"do": "signal", "signal": 1, "act": "see", "chat": 0}
    await lesson.press_payload(TEACHER, old)
    assert lesson.heard(CLASSMATE, "прочитали") == 0
    await lesson.press_payload(PSYCHOLOGIST, old)
    assert lesson.heard(CLASSMATE, "прочитали", "Тихонова") == 1


async def test_who_is_a_contact_no_longer_reads_and_answers_no_danger(lesson: Lesson) -> None:
    await with_contacts(lesson)
    await call(lesson, "Мне плохо")
    (payload, *_) = (
        button.payload
        for message in lesson.said(PSYCHOLOGIST)
        for row in message.keyboard or ()
        for button in row
    )
    others = replace(SAFETY, people=SAFETY.people[1:])
    await lesson.bot.restart(policy=replace(POLICY, safety=others))
    before = lesson.heard(PSYCHOLOGIST, CRY)
    await lesson.say(PSYCHOLOGIST, "Дела", to=PSYCHOLOGIST)
    await lesson.press_payload(PSYCHOLOGIST, payload or {})
    assert lesson.heard(PSYCHOLOGIST, CRY) == before
    assert lesson.heard(CLASSMATE, "прочитали") == 0
