"""п. 5.12.2: what is looked at: edits, long messages, attachments, a chat's own list; and why."""

import pytest

from rules.vocabulary.suspicions import SuspicionRaised
from tests.scenarios.stage import Stage, Story
from tests.variants import variants

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = "мамин номер 8 917 123-45-67"


async def watched(stage: Stage) -> Story:
    """Give a chat whose teacher takes the bot's private messages."""
    story = await stage.story()
    await story.opens(story.teacher)
    return story


@pytest.mark.parametrize(
    "text",
    variants(
        "ну и x y й н я", "какая-то hueta", "с.у.к.а", "блятьььь", "п***ец", "gbpltw", "𝐱у𝐢̆ня"
    ),
)
async def test_an_obscene_word_is_found_however_it_is_written(stage: Stage, text: str) -> None:
    story = await watched(stage)
    story.writes(story.student, text)
    await story.card(f"id{story.student}|", "нецензурн", "правило 2")


@pytest.mark.slow
async def test_what_only_looks_obscene_gives_no_card(stage: Stage) -> None:
    story = await watched(stage)
    for text in ("подстрахуй меня на паре", "рубля не хватает", "команда из Херсона, скипидар"):
        story.writes(story.student, text)
    story.writes(story.student, PHONE)
    shown = await story.card(PHONE)
    assert "нецензурн" not in shown.text
    assert len(await story.facts(SuspicionRaised)) == 1


@pytest.mark.over_http
@pytest.mark.slow
async def test_an_edit_that_nobody_told_of_is_read_again(stage: Stage) -> None:
    story = await watched(stage)
    message = story.writes(story.student, "обычное сообщение")
    story.writes(story.student, "и ещё одно, о погоде")
    stage.clock.advance(30)
    story.edits(story.student, message, PHONE)
    stage.clock.advance(150)
    await story.card(f"id{story.student}|", PHONE)
    stage.clock.advance(150)
    story.writes(story.students[1], "вот её почта petrova.a@yandex.ru")
    await story.card(f"id{story.students[1]}|", "почта")
    assert len(await story.facts(SuspicionRaised)) == 2


async def test_an_edit_that_vk_tells_of_is_looked_at_at_once(stage: Stage) -> None:
    story = await watched(stage)
    message = story.writes(story.student, "обычное сообщение")
    stage.world.capabilities.edits_in_chats = True
    try:
        story.edits(story.student, message, PHONE)
        await story.card(PHONE)
    finally:
        stage.world.capabilities.edits_in_chats = False


@pytest.mark.slow
async def test_what_came_cropped_is_read_as_a_whole(stage: Stage) -> None:
    story = await watched(stage)
    long = "Расписание на неделю. " * 60
    assert len(long) > stage.world.limits.cropped_beyond
    story.writes(story.student, f"{long} {PHONE}")
    await story.card("номер телефона", "8 917 123-45-67")


async def test_attachments_that_the_chat_forbids(stage: Stage) -> None:
    story = await watched(stage)
    forbidden = "голосовые, стикеры, файлы, пересланные"
    await story.sets(f"запрещённые вложения {forbidden}", "апрещённые вложения")
    elsewhere = await stage.story(title="Чужая беседа")
    strange = elsewhere.writes(elsewhere.student, "слухи")
    elsewhere.world.add_member(elsewhere.peer, story.student, by=elsewhere.teacher)

    who, others = story.student, story.students
    story.writes(who, "", attachments=[stage.world.sticker()])
    story.writes(others[1], "", attachments=[stage.world.voice(others[1])])
    story.writes(others[2], "", attachments=[stage.world.file(others[2], "игра.exe")])
    await story.card(f"id{who}|", "стикер")
    await story.card(f"id{others[1]}|", "голосов")
    await story.card(f"id{others[2]}|", "игра.exe")

    stage.clock.advance(60)
    own = story.writes(others[1], "моё же сообщение")
    story.writes(others[2], "вот", forwards=[(story.peer, own)])
    story.writes(who, "смотрите", forwards=[(elsewhere.peer, strange)])
    await story.card(f"id{who}|", "пересланн")
    assert len(await story.facts(SuspicionRaised)) == 4


@pytest.mark.slow
async def test_whoever_types_many_commands_floods_nothing(stage: Stage) -> None:
    story = await watched(stage)
    for number in range(8):
        story.writes(story.teacher, "/помошь" if number % 2 else "/статус")
    story.writes(story.teacher, "так, хватит")
    story.writes(story.teacher, "/нарушене")
    await story.hears("«нарушене»")
    assert await story.facts(SuspicionRaised) == []

    for number in range(8):
        story.writes(story.student, f"/статус {number}")
    await story.card(f"id{story.student}|")


@pytest.mark.slow
async def test_the_chats_own_list(stage: Stage) -> None:
    story = await watched(stage)
    story.reaches(story.student)
    story.writes(story.student, "/слова добавить крипта")
    await story.hears("только модераторы", "5.12.2")
    story.writes(story.teacher, '/слова добавить крипта, "ставка", пример.рф 4')
    # the address is a foreign link: it is not said where it is forbidden
    said = await story.hears("крипта", "«ставка»", "• … (", "правило 4")
    assert "пример.рф" not in said.text
    story.writes(story.student, "кто хочет заработать на крипте?")
    await story.card("крипте", "правило 4")
    stage.clock.advance(60)
    story.writes(story.student, "сделал ставки на Спартак")
    story.writes(story.students[1], "моя ставка сыграла")
    shown = await story.card(f"id{story.students[1]}|", "ставка")
    assert "ставки" not in shown.text

    story.writes(story.teacher, "/слова убрать крипта")
    await story.hears("Больше не в списке", "крипта")
    story.writes(story.teacher, "/слова убрать крипта")
    await story.hears("Этого в списке нет")
    stage.clock.advance(60)
    story.writes(story.students[2], "а про крипту забыли?")
    story.writes(story.students[2], PHONE)
    shown = await story.card(f"id{story.students[2]}|", PHONE)
    assert "крипту" not in shown.text


async def test_a_moderator_asks_in_private_what_would_be_noticed(stage: Stage) -> None:
    story = await watched(stage)
    story.reaches(story.student)
    story.writes(story.student, "/проверь обычный текст")
    await story.hears("только модераторы", "5.12.2", peer=story.student)
    story.writes(story.teacher, "/проверь ты дурак, страховка, 8 917 123-45-67")
    said = await story.hears(
        "«дурак»", "75", "правило 1", "номер телефона", "правило 7", peer=story.teacher
    )
    assert "только показывать модераторам" in said.text
    story.writes_privately(story.teacher, "/проверь обычный текст")
    await story.hears("Ничего не замечено", peer=story.teacher)
    assert await story.facts(SuspicionRaised) == []


@pytest.mark.slow
async def test_cards_go_to_a_chat_of_staff(stage: Stage) -> None:
    story = await watched(stage)
    staff = await stage.story(title="Учительская", kind="Сотрудники", confirmed=True)
    await story.sets("карточки в беседу сотрудников", "5.12.2")
    stage.world.add_member(staff.peer, story.teacher, by=staff.teacher)
    staff.writes(story.teacher, "всем добрый день")
    await staff.hears("Добро пожаловать", f"id{story.teacher}|")
    await story.sets("карточки в беседу сотрудников", "изменена: в беседу сотрудников")
    story.writes(story.student, PHONE)
    shown = await story.card(PHONE, to=staff.peer)
    assert [m for m in story.bot_messages(story.teacher) if "Карточка" in m.text] == []
    await story.presses(story.teacher, shown, "Записать")
    await story.hears("нарушение", f"id{story.student}|", "правило 7")


@pytest.mark.slow
async def test_an_insult_is_never_counted_by_the_bot(stage: Stage) -> None:
    story = await watched(stage)
    await story.sets("оскорбления засчитывать", "5.12.7")
    story.writes(story.student, "ты дурак")
    shown = await story.card("«дурак»")
    # «Беру» is there, too, if an administrator has the card
    ways = {"Беру", "Что было рядом"}
    decisions = [label for label in story.labels(shown) if label not in ways]
    assert decisions == ["Записать", "Удалить и записать", "Удалить", "Не нарушение"]


@pytest.mark.slow
async def test_on_trial_it_is_told_and_not_done(own_stage: Stage) -> None:
    story = await watched(own_stage)
    await story.sets("личные данные удалять", "удалять и показывать модераторам")
    await story.sets("пробный режим вкл", "робный режим")
    message = story.writes(story.student, PHONE)
    await story.hears("робный режим", peer=story.teacher)
    await own_stage.until(
        lambda: any("8 917" in m.text for m in story.bot_messages(story.teacher)), "it is told"
    )
    shown = story.world.conversations[story.peer].message(message)
    assert shown is not None
    assert not shown.removed
