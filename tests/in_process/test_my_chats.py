"""«Мои беседы»: in private all that works in a chat, for one chat or for several."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.conversations import Message
from bot.sandbox.world import PersonId
from handlers.chats import look
from rules.chats import OF_ITS_OWN, Trouble, taken_over, troubles
from rules.ids import ChatId
from rules.settings import DEFAULTS, Setting
from rules.vocabulary.chats import ModeratorAppointed, SettingChanged
from rules.vocabulary.invitations import InvitationMade, InvitationRevoked
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.silence import SilenceBegun, SilenceEnded
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded
from rules.vocabulary.wordlist import WordListed
from tests.in_process.bot import InProcessBot
from tests.in_process.lesson import COLLEAGUE, HEAD, STUDENT, TEACHER, Lesson, found_lesson
from tests.in_process.prepared import prepared_by

pytestmark = pytest.mark.asyncio

TITLES = ("ИСП-21", "ИСП-22", "ПКД-11")


class Lessons(Lesson):
    """Three chats of a teacher's; a colleague moderates the first two."""

    chats: tuple[int, ...] = ()

    async def ask(self, who: PersonId, words: str) -> Message:
        """Let somebody write in private; give the bot's answer."""
        await self.say(who, words, to=who)
        return self.said(who)[-1]

    async def choose(self, who: PersonId, *labels: str) -> str:
        """Tap buttons in private, one after another; give the words of the message then."""
        message = self.find(labels[0], who)
        for label in labels:
            message = self.find(label, who)
            await self.tap_under(who, label, message)
        return self.read(message)

    def read(self, message: Message) -> str:
        now = next(
            each
            for each in self.bot.world.messages(message.peer)
            if each.conversation_message_id == message.conversation_message_id
        )
        return re.sub("[\u00a0\u2060]", " ", now.text)

    async def each(self, *kinds: type) -> list[int]:
        """Count the facts of those kinds in each chat."""
        return [len(await self.facts(*kinds, chat=chat)) for chat in self.chats]


async def found_lessons(bot: InProcessBot) -> Lessons:
    """Give a teacher three chats, two of them with a colleague."""
    lesson = await found_lesson(bot)
    lessons = Lessons(bot, main=lesson.main)
    second = await lessons.open_chat(
        TITLES[1], TEACHER, [STUDENT], moderators=[COLLEAGUE], kind="group"
    )
    third = await lessons.open_chat(TITLES[2], TEACHER, [STUDENT], kind="group")
    lessons.chats = (lesson.main, second, third)
    return lessons


lesson = prepared_by(found_lesson)
lessons = prepared_by(found_lessons)
college = prepared_by(found_lessons, administrators=[HEAD])


async def test_one_setting_in_every_chat_is_five_taps(lessons: Lessons) -> None:
    heard = [len(lessons.said(chat)) for chat in lessons.chats]
    await lessons.ask(TEACHER, "мои беседы")
    said = await lessons.choose(TEACHER, "Все", "Настройки", "Тихие часы", "23:00–06:00")
    assert "23:00–06:00" in said
    assert all(title in said for title in TITLES)
    assert await lessons.each(SettingChanged) == [1, 1, 1]
    said = await lessons.choose(TEACHER, "Отменить")
    assert await lessons.each(SettingChanged) == [2, 2, 2]
    # nothing is said in the groups
    assert [len(lessons.said(chat)) for chat in lessons.chats] == heard
    last = (await lessons.facts(SettingChanged))[-1]
    assert (last.before, last.value) == ("23:00-06:00", "off")


async def test_a_typed_setting_asks_for_the_chats_alone(lessons: Lessons) -> None:
    await lessons.ask(TEACHER, "/настройки тихие часы 23-6")
    await lessons.choose(TEACHER, "Несколько", "ИСП-22", "ПКД-11")
    said = await lessons.choose(TEACHER, "Готово · 2")
    assert await lessons.each(SettingChanged) == [0, 1, 1]
    assert "ИСП-21" not in said
    await lessons.ask(TEACHER, "/настройки тихие часы 23-6")
    said = await lessons.choose(TEACHER, "Все")
    assert await lessons.each(SettingChanged) == [1, 1, 1]
    assert "ИСП-22" in said.split("Так уже было")[1]


async def test_who_moderates_one_chat_is_not_asked_which(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/настройки тихие часы 23-6", to=TEACHER)
    assert len(await lesson.facts(SettingChanged)) == 1
    await lesson.say(TEACHER, "мои беседы", to=TEACHER)
    labels = lesson.labels(lesson.said(TEACHER)[-1])
    assert {"Настройки", "Журнал", "Тишина"} <= set(labels)
    assert "← К беседам" not in labels


@pytest.mark.slow
async def test_settings_are_taken_over_after_a_preview(lessons: Lessons) -> None:
    await lessons.say(TEACHER, "/настройки тихие часы 23-6")
    before = await lessons.each(SettingChanged)
    await lessons.ask(TEACHER, "настройки как в ИСП-21")
    said = await lessons.choose(TEACHER, "Все")
    assert "«ИСП-22»" in said
    assert "22:00–07:00 → 23:00–06:00" in said
    assert await lessons.each(SettingChanged) == before
    await lessons.choose(TEACHER, "Применить")
    kinds = [fact.setting for fact in await lessons.facts(SettingChanged, chat=lessons.chats[2])]
    assert Setting.QUIET_HOURS in kinds
    assert not set(kinds) & OF_ITS_OWN
    # a second time there is nothing to change, and one tap takes everything back
    count = len(kinds)
    await lessons.choose(TEACHER, "Отменить")
    assert len(await lessons.facts(SettingChanged, chat=lessons.chats[2])) == 2 * count


@pytest.mark.slow
async def test_a_setting_that_was_changed_since_is_not_taken_back(lessons: Lessons) -> None:
    await lessons.ask(TEACHER, "/настройки тихие часы 23-6")
    await lessons.choose(TEACHER, "Все")
    await lessons.say(COLLEAGUE, "/настройки тихие часы 21-8")
    said = await lessons.choose(TEACHER, "Отменить")
    assert "«ИСП-21»" in said
    assert (await lessons.facts(SettingChanged))[-1].value == "21:00-08:00"


@pytest.mark.slow
async def test_reminders_and_quiet_in_several_chats(lessons: Lessons) -> None:
    await lessons.ask(TEACHER, "/напомнить 3")
    await lessons.choose(TEACHER, "Все")
    assert await lessons.each(Reminded) == [1, 1, 1]
    assert lessons.heard(lessons.chats[1], "правил")
    await lessons.choose(TEACHER, "Отменить")
    assert await lessons.each(ReminderWithdrawn) == [1, 1, 1]
    await lessons.ask(TEACHER, "тишина 15 минут")
    said = await lessons.choose(TEACHER, "ПКД-11")
    assert "«ПКД-11»" in said
    assert await lessons.each(SilenceBegun) == [0, 0, 1]
    await lessons.choose(TEACHER, "Отменить")
    assert await lessons.each(SilenceEnded) == [0, 0, 1]


@pytest.mark.slow
async def test_what_is_shown_of_chats(lessons: Lessons) -> None:
    await lessons.ask(TEACHER, "мои беседы")
    said = await lessons.choose(TEACHER, "Все", "Кто не прочитал правила")
    assert all(f"«{title}»" in said for title in TITLES)
    await lessons.choose(TEACHER, "← Назад", "Приглашение")
    assert await lessons.each(InvitationMade) == [1, 1, 1]
    await lessons.choose(TEACHER, "Отменить")
    assert await lessons.each(InvitationRevoked) == [1, 1, 1]
    await lessons.choose(TEACHER, "← Назад", "← К беседам", "ИСП-22", "Журнал")
    assert lessons.said(TEACHER)[-1].text.startswith("«ИСП-22». ")
    assert "Отправлено ниже" in await lessons.choose(TEACHER, "← Назад", "Отчёт", "7 дней")


async def test_only_ones_own_chats_are_seen_and_changed(lessons: Lessons) -> None:
    shown = await lessons.ask(COLLEAGUE, "/настройки тихие часы 23-6")
    assert "ПКД-11" not in lessons.labels(shown)
    # a right that is taken away while the message hangs does nothing any more
    lessons.bot.world.set_admin(lessons.chats[1], COLLEAGUE, False)
    await lessons.bot.advance(120)
    said = await lessons.choose(COLLEAGUE, "Все")
    assert await lessons.each(SettingChanged) == [1, 0, 0]
    assert "«ИСП-22»" in said
    assert "модератор" in (await lessons.ask(STUDENT, "/тишина 15 минут")).text
    assert await lessons.each(SilenceBegun) == [0, 0, 0]


@pytest.mark.slow
async def test_an_administrator_sees_what_is_wrong(college: Lessons) -> None:
    college.bot.world.set_admin(college.chats[1], college.bot.world.bot_id, False)
    await look(college.bot.services, ChatId(college.chats[1]))
    await college.bot.carry()
    await college.ask(HEAD, "беседы")
    text = next(each for each in college.said(HEAD) if "Ваши беседы" in each.text).text
    assert "«ИСП-22»: у бота нет прав" in text


async def test_what_is_wrong_and_what_is_taken_over() -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    fine = {"confirmed": True, "reached": True, "restricts": True}
    assert troubles(**fine, members_at=now, now=now) == ()
    assert troubles(**fine, members_at=now - timedelta(days=2), now=now) == (Trouble.UNSEEN,)
    assert troubles(**{**fine, "reached": False}, members_at=now, now=now) == (Trouble.UNREACHED,)
    of = {**DEFAULTS, Setting.QUIET_HOURS: "22:00-07:00", Setting.GROUP: "ИСП-21"}
    assert taken_over(DEFAULTS, of) == ((Setting.QUIET_HOURS, "22:00-07:00"),)


async def test_what_works_in_one_chat_asks_in_which(lessons: Lessons) -> None:
    said = await lessons.ask(TEACHER, "/слова добавить крипта 4")
    assert lessons.labels(said) == [*TITLES, "Отмена"]
    await lessons.tap(TEACHER, TITLES[1], TEACHER)
    assert await lessons.each(WordListed) == [0, 1, 0]
    assert "«ИСП-22»" in lessons.said(TEACHER)[-1].text


async def test_a_record_in_private_goes_on_in_the_chosen_chat(lessons: Lessons) -> None:
    before = len(lessons.said(lessons.chats[2]))
    await lessons.ask(TEACHER, "/нарушение Клавишин 3")
    await lessons.tap(TEACHER, TITLES[2], TEACHER)
    assert await lessons.each(ViolationRecorded) == [0, 0, 1]
    assert len(lessons.said(lessons.chats[2])) == before + 1
    await lessons.ask(TEACHER, "/отменить 1 ошибка")
    assert await lessons.each(ViolationAnnulled) == [0, 0, 1]


@pytest.mark.parametrize("typed", ["/напомнить Клавишин 3", "напомнить Клавишину 3"])
async def test_a_person_is_reminded_in_the_chosen_chat(lessons: Lessons, typed: str) -> None:
    await lessons.ask(TEACHER, typed)
    await lessons.tap(TEACHER, TITLES[1], TEACHER)
    assert await lessons.each(Reminded) == [0, 1, 0]


async def test_a_colleague_is_not_offered_a_chat_of_others(lessons: Lessons) -> None:
    said = await lessons.ask(COLLEAGUE, "/блок Клавишин")
    assert lessons.labels(said) == [TITLES[0], TITLES[1], "Отмена"]
    await lessons.tap(COLLEAGUE, TITLES[0], COLLEAGUE)
    assert "с четвёртого нарушения" in lessons.said(COLLEAGUE)[-1].text


async def test_an_administrator_appoints_from_the_private_conversation(college: Lessons) -> None:
    await college.ask(HEAD, "/модератор Клавишин")
    await college.tap(HEAD, TITLES[0], HEAD)
    assert await college.each(ModeratorAppointed) == [1, 0, 0]


async def test_a_message_to_remove_is_to_be_forwarded(lesson: Lesson) -> None:
    await lesson.say(TEACHER, "/удалить", to=TEACHER)
    assert lesson.said(TEACHER)[-1].text.startswith("Перешлите мне это сообщение")
