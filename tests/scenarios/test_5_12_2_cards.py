"""п. 5.12.2: what detectors find is put before the moderators, and what follows is as set."""

import asyncio

import pytest

from bot.sandbox.conversations import Message
from rules.ids import MemberId
from rules.vocabulary.suspicions import SuspicionGrown, SuspicionRaised, SuspicionSettled
from rules.vocabulary.violations import MessageRemoved, ViolationAnnulled, ViolationRecorded
from tests.scenarios.stage import ADMINISTRATOR, Stage, Story

pytestmark = pytest.mark.asyncio(loop_scope="session")

COUNT, BOTH, REMOVE, NONE = "Записать", "Удалить и записать", "Удалить", "Не нарушение"
TAKE, NEAR = "Беру", "Что было рядом"
EXCEPT = "Больше не отмечать: …5-67"
PHONE = "мамин номер 8 917 123-45-67"


def decisions(story: Story, card: Message) -> list[str]:
    """Give the buttons that settle a card; «Беру» is there, too, if an administrator has it."""
    return [label for label in story.labels(card) if label not in {TAKE, NEAR}]


def is_there(story: Story, message: int) -> bool:
    shown = story.world.conversations[story.peer].message(message)
    return shown is not None and not shown.removed


async def test_a_hint_is_a_card_and_nothing_else(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    before = len(story.bot_messages())
    message = story.writes(story.student, PHONE)
    shown = await story.card(f"id{story.student}|", PHONE, "номер телефона", "правило 7", "5.12.2")
    assert decisions(story, shown) == [COUNT, BOTH, REMOVE, NONE]
    assert is_there(story, message)
    assert len(story.bot_messages()) == before
    assert await story.facts(ViolationRecorded) == []
    assert await story.facts(MessageRemoved) == []
    (raised,) = await story.facts(SuspicionRaised)
    assert raised.member == MemberId(story.student)


@pytest.mark.over_http
async def test_count_it_records_the_violation_in_the_moderators_name(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    story.writes(story.student, PHONE)
    shown = await story.card(PHONE)
    assert await story.presses(story.teacher, shown, COUNT) == "Готово."
    await story.hears("нарушение", f"id{story.student}|", "правило 7")
    (recorded,) = await story.facts(ViolationRecorded)
    assert recorded.by == MemberId(story.teacher)
    changed = await story.card("Записано нарушение")
    assert decisions(story, changed) == [REMOVE]
    assert len(await story.facts(SuspicionSettled)) == 1


@pytest.mark.slow
async def test_remove_it_takes_the_message_away_under_its_rule(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    message = story.writes(story.student, PHONE)
    shown = await story.card(PHONE)
    await story.presses(story.teacher, shown, REMOVE)
    await stage.until(lambda: not is_there(story, message), "the message is gone")
    await story.hears("Удалено 1 сообщение", "правило 7", "5.12.2")
    (removed,) = await story.facts(MessageRemoved)
    assert removed.by == MemberId(story.teacher)
    assert decisions(story, await story.card("Удалено.")) == [COUNT, NONE]


async def test_no_violation_can_be_undone_and_a_word_excepted(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    story.writes(story.student, PHONE)
    shown = await story.card(PHONE)
    await story.presses(story.teacher, shown, NONE)
    settled = await story.card("Не нарушение (")
    assert decisions(story, settled) == ["Отменить", EXCEPT]
    await story.presses(story.teacher, settled, "Отменить")
    shown = await story.card("Решаете Вы", "917 123-45-67")
    await story.presses(story.teacher, shown, NONE)
    settled = await story.card("Не нарушение (")
    said = await story.presses(story.teacher, settled, EXCEPT)
    assert said == "Больше не отмечаю: …5-67. Вернуть можно так: /слова."

    await stage.let_pass(0.3)  # a press and a chat's message stand in lines of their own
    stage.clock.advance(60)
    story.writes(story.students[1], f"вот: {PHONE}!")
    story.writes(story.students[1], "а это другой: 8 927 765-43-21")
    await story.card("927 765-43-21")
    assert len(await story.facts(SuspicionRaised)) == 2

    story.writes(story.teacher, "/слова")
    listed = await story.hears("Здесь не отмечаю: …5-67.", peer=story.teacher)
    await story.presses(story.teacher, listed, "Снова отмечать: …5-67")
    await stage.let_pass(0.3)
    stage.clock.advance(60)
    story.writes(story.students[2], PHONE)
    await story.card(f"id{story.students[2]}|", "917 123-45-67")


@pytest.mark.slow
async def test_removed_and_hinted_where_the_chat_says_so(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    await story.sets("личные данные удалять", "удалять и показывать модераторам")
    message = story.writes(story.student, PHONE)
    await stage.until(lambda: not is_there(story, message), "the message is gone")
    await story.hears("Удалено 1 сообщение", f"id{story.student}|", "правило 7")
    shown = await story.card("Удалено.", PHONE)
    assert decisions(story, shown) == [COUNT, NONE]
    assert await story.facts(ViolationRecorded) == []
    (removed,) = await story.facts(MessageRemoved)
    assert removed.by is None
    assert removed.posted_at is not None


@pytest.mark.slow
async def test_counted_only_what_is_certain(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    await story.sets("личные данные удалять и засчитывать", "удалять и засчитывать")
    # its own contact, given to the teacher: a hint at most
    asked = story.writes(story.teacher, "Какой у Вас номер?")
    own = story.writes(story.student, "мой номер 8 917 123-45-67", reply_to=asked)
    shown = await story.card("мой номер")
    assert is_there(story, own)
    assert decisions(story, shown) == [COUNT, BOTH, REMOVE, NONE]

    story.writes(story.students[1], "вот её почта petrova.a@yandex.ru")
    await story.hears("записано нарушение", "правило 7", "Записано автоматически")
    (recorded,) = await story.facts(ViolationRecorded)
    assert recorded.by is None
    counted = await story.card(f"id{story.students[1]}|", "Записано нарушение")
    assert decisions(story, counted) == [NONE]

    await story.presses(story.teacher, counted, NONE)
    await story.hears("запись", "отменена (")
    (annulled,) = await story.facts(ViolationAnnulled)
    assert annulled.by == MemberId(story.teacher)


@pytest.mark.slow
async def test_messages_within_seconds_are_one_card_and_one_removal(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    await story.sets("личные данные удалять", "удалять и показывать модераторам")
    calls = len([each for each in story.world.calls if each.method == "messages.delete"])
    numbers = [
        story.writes(story.student, f"номер Пети 8 917 123-45-6{digit}") for digit in range(3)
    ]
    await stage.until(
        lambda: not any(is_there(story, each) for each in numbers), "all three are gone"
    )
    await story.hears("Удалены 3 сообщения")
    made = [each for each in story.world.calls if each.method == "messages.delete"][calls:]
    assert len(made) == 1
    assert len(await story.facts(SuspicionRaised)) == 1
    assert len(await story.facts(SuspicionGrown)) == 2
    await story.card(f"id{story.student}|")
    shown = [m for m in story.bot_messages(story.teacher) if f"id{story.student}|" in m.text]
    assert len(shown) == 1


@pytest.mark.slow
async def test_a_moderators_words_go_to_the_administrators_and_stay(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    await story.opens(ADMINISTRATOR)
    await story.sets("личные данные удалять", "удалять и показывать модераторам")
    message = story.writes(story.teacher, PHONE)
    shown = await story.card(f"id{story.teacher}|", PHONE, to=ADMINISTRATOR)
    assert is_there(story, message)
    said = [each for each in story.bot_messages(story.teacher) if "Карточка" in each.text]
    assert said == []
    await story.presses(ADMINISTRATOR, shown, COUNT)
    await story.hears("нарушение", f"id{story.teacher}|")


@pytest.mark.slow
async def test_without_a_moderator_who_hears_the_chat_is_asked_once(own_stage: Stage) -> None:
    await _ask_once(own_stage)


async def _ask_once(stage: Stage) -> None:
    story = await stage.story(reachable=False)
    story.writes(story.student, PHONE)
    asked = await story.hears("Модераторам", "/карточки", "5.12.2")
    assert PHONE not in asked.text
    assert f"id{story.student}" not in asked.text
    story.writes_privately(story.teacher, "/карточки")
    await story.hears("1 нерешённая карточка", peer=story.teacher)
    await story.card(PHONE)
    stage.clock.advance(120)
    story.writes(story.students[1], PHONE)
    await story.card(f"id{story.students[1]}|")
    assert len([each for each in story.bot_messages() if "Модераторам" in each.text]) == 1


@pytest.mark.slow
async def test_off_means_not_watched(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    await story.sets("личные данные выкл", "не замечать")
    story.writes(story.student, PHONE)
    story.writes(story.student, "t.me/joinchat/AAAA")
    shown = await story.card("t.me/joinchat")
    assert "номер телефона" not in shown.text
    assert len(await story.facts(SuspicionRaised)) == 1


@pytest.mark.over_http
@pytest.mark.slow
async def test_a_restart_in_the_middle_loses_no_card(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.teacher)
    story.writes(story.student, PHONE)
    async with asyncio.timeout(10):
        # the bot's process writes it down: there is nothing to wait on but the database
        while not await story.facts(SuspicionRaised):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await stage.bot.stop()
    await stage.bot.start()
    await story.card(PHONE)
    shown = [m for m in story.bot_messages(story.teacher) if "Карточка" in m.text]
    assert len(shown) == 1
