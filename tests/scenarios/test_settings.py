"""`/настройки`: what holds, as buttons and as words; the trial."""

from pathlib import Path

import pytest

from tests.scenarios.stage import Stage, open_stage

DEFAULT = Path("rules/default_policy.toml").read_text("utf-8")

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_settings_are_turned_and_chosen_in_one_message(stage: Stage) -> None:
    story = await stage.story()
    adopted = await story.hears("Беседа принята")
    story.writes(story.teacher, "/настройки")
    shown = await story.hears("Настройки этой беседы", "другая беседа")
    blocks = "Блокировки: решает модератор"
    (payload,) = (
        each.payload for row in shown.keyboard or () for each in row if each.label == blocks
    )
    assert "5.12.2" in await story.forges(story.student, adopted, payload)
    number = shown.conversation_message_id
    stage.world.press(shown.peer, story.teacher, number, blocks)
    await stage.until(
        lambda: "← К настройкам" in story.labels(story.bot_messages(story.teacher)[-1])
    )
    stage.world.press(shown.peer, story.teacher, number, blocks)
    await story.hears("Настройка «блокировки»", "5.12.5")
    await story.presses(story.teacher, shown, "Автоматически, по лестнице сроков")
    await story.hears("Сейчас: автоматически")
    await story.violations(4)
    await story.hears(f"id{story.student}|", "Основания", "5.12.5")
    await story.asks("/журнал")
    await story.hears("настройка «блокировки»: автоматически", peer=story.teacher)


async def test_the_language_is_the_chats_own(stage: Stage) -> None:
    story = await stage.story()
    story.reaches(story.student)
    await story.sets("язык английский", "language: English from now on", "cl. 5.12.3")
    story.writes(story.student, "/rules")
    await story.hears("Rules of conduct", "1. No insults or threats")
    cmid = story.writes(story.student, "spam")
    story.writes(story.teacher, "/violation 3", reply_to=cmid)
    await story.hears("violation No.", "cl. 5.12.4")
    story.writes(story.student, "/violation 3", reply_to=cmid)
    await story.hears("Only the chat's moderators", "cl. 5.12.2", peer=story.student)
    story.writes(story.teacher, "/settings language ru")
    await story.hears("Настройка «язык» изменена")


async def test_nonsense_changes_nothing(stage: Stage) -> None:
    story = await stage.story()
    story.reaches(story.student)
    await story.sets("погода ясно", "Настройки «погода ясно» нет")
    story.writes(story.student, "/настройки тихие часы 22-7")
    await story.hears("только модераторы", "5.12.2", peer=story.student)
    await story.sets("служебные сообщения через год", "нет такого значения")


async def test_service_messages_disappear(stage: Stage) -> None:
    story = await stage.story()
    await story.sets("служебные исчезают через 5 минут", "исчезают через 5 минут")
    story.writes(story.student, "/помощь")
    shown = await story.hears("Чем помочь?")
    kept = await story.violation()
    stage.clock.advance(5 * 60 + 5)
    messages = stage.world.conversations[story.peer]
    await stage.until(lambda: messages.message(shown.conversation_message_id) is None)
    assert messages.message(kept.conversation_message_id) is not None


@pytest.mark.slow
async def test_on_trial_people_still_speak_for_themselves(stage: Stage) -> None:
    story = await stage.story()
    await story.opens(story.student)
    await story.blocked()
    await story.sets("пробный режим вкл", "Настройка «пробный режим» изменена: включён")
    await story.sends(story.student, "/извинения Простите меня.")
    vote = await story.hears("Простите меня.", "5.12.6")
    await story.presses(story.students[1], vote, "Не возражаю")
    await story.hears("Простите меня.", "1")


async def test_a_trial_tells_and_does_nothing(stage: Stage) -> None:
    story = await stage.story(title="Пробная")
    await story.opens(story.teacher)
    await story.sets("пробный режим вкл", "Настройка «пробный режим» изменена: включён")
    before = len(story.bot_messages())
    cmid = story.writes(story.student, "ерунда")
    story.writes(story.teacher, "/удалить 3", reply_to=cmid)
    await story.hears("Пробная", "удалил бы сообщение", peer=story.teacher)
    for _ in range(4):
        story.writes(story.teacher, "/нарушение 3", reply_to=cmid)
    await story.hears("написал бы в беседу", "нарушение", peer=story.teacher)
    newcomer = stage.person("Пётр", "Новичков")
    stage.world.add_member(story.peer, newcomer, by=story.teacher)
    await story.hears("Добро пожаловать", "Новичков", peer=story.teacher)
    await stage.let_pass(0.3)
    assert stage.world.conversations[story.peer].message(cmid) is not None
    assert len(story.bot_messages()) == before
    await story.sets("пробный режим выкл", "изменена: выключен")
    story.writes(story.teacher, "/нарушение 3", reply_to=cmid)
    await story.hears("нарушение")


@pytest.mark.slow
async def test_on_trial_a_block_from_before_removes_nothing_and_is_told(stage: Stage) -> None:
    story = await stage.story(title="Пробная, с блокировкой")
    await story.opens(story.teacher)
    await story.sets("способ удаление", "изменена: сообщения удаляются")
    await story.blocked()
    await story.sets("пробный режим вкл", "изменена: включён")
    cmid = story.writes(story.student, "а я пишу")
    await story.hears("Пробная, с блокировкой", "удалил бы сообщение", peer=story.teacher)
    assert stage.world.conversations[story.peer].message(cmid) is not None


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


@pytest.mark.slow
async def test_what_the_policy_or_the_regulation_forbids_is_refused_with_its_clause(
    tmp_path: Path,
) -> None:
    policy = tmp_path / "policy.toml"
    write(policy, DEFAULT.replace("locked = []", 'locked = ["blocks"]'))
    async with open_stage(tmp_path, POLICY_FILE=str(policy)) as stage:
        story = await stage.story()
        story.writes(story.teacher, "/настройки")
        shown = await story.hears("Настройки этой беседы")
        assert not any("Блокировки" in label for label in story.labels(shown))
        await story.sets("блокировки автоматически", "блокировки", "не разрешает", "5.12.5")
        await story.sets("тихие часы 8-23", "Тихие часы длятся", "5.11.1")
        await story.asks("/журнал")
        page = await story.hears("Журнал", peer=story.teacher)
        assert "настройка" not in page.text
