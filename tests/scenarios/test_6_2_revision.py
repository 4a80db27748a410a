"""п. 6.2: a new version of the rules is told once in every chat and acknowledged anew."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from rules.ids import ChatId, MemberId
from storage.database import open_storage
from tests.scenarios.stage import Stage, Story, open_stage

pytestmark = pytest.mark.over_http

DEFAULT = Path("rules/default_policy.toml").read_text("utf-8")
KNOWN = "Правила прочитаны"
REVISED = "Правила беседы обновлены"
SECOND = (
    DEFAULT.replace('"2024-09-20"', '"2026-12"')
    .replace("Без флуда и спама", "Не больше трёх сообщений подряд")
    .replace("number = 10", "number = 12")
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(DEFAULT, encoding="utf-8")
    return path


@pytest_asyncio.fixture
async def stage(tmp_path: Path, file: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, POLICY_FILE=str(file)) as opened:
        yield opened


async def revise(stage: Stage, file: Path, text: str, how: signal.Signals) -> None:
    await stage.bot.stop(how)
    write(file, text)
    await stage.bot.start()


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def revisions(story: Story) -> int:
    return sum(REVISED in message.text for message in story.bot_messages())


async def test_a_revision_is_told_once_and_acknowledged_anew(stage: Stage, file: Path) -> None:
    story, other = await stage.story(), await stage.story(title="ИСП-22")
    story.writes(story.student, "/правила")
    rules = await story.hears("5.12.3", "\n10. ")
    assert "Спасибо" in await story.presses(story.student, rules, KNOWN)
    await story.violation(3)
    assert revisions(story) == 0

    await revise(stage, file, SECOND, signal.SIGTERM)
    told = await story.hears(REVISED, "2026-12", "6.2")
    await other.hears(REVISED, "2026-12", "6.2")
    assert "\nНовые: 12. Изменены: 3. Отменены: 10.\n" in told.text
    assert story.labels(told) == ["Прочитать правила", KNOWN]

    # the old button is outdated, the new one counts
    assert "Спасибо" not in await story.presses(story.student, rules, KNOWN)
    await story.asks("/участники")
    await story.hears("2026-12", "•", peer=story.teacher)
    assert "Спасибо" in await story.presses(story.student, told, KNOWN)
    async with open_storage(stage.bot.url) as storage, storage.reading() as reading:
        chat = ChatId(story.peer)
        student = MemberId(story.student)
        assert student not in await reading.unacknowledged(chat, "2026-12")
        # the old acknowledgement stays under its version
        assert student not in await reading.unacknowledged(chat, "2024-09-20")

    # what was recorded under the old version is named as it was then
    story.writes(story.student, "/статус")
    await story.hears("Без флуда и спама")
    await story.asks("/журнал")
    await story.hears("Журнал", "Без флуда и спама", "версия 2026-12", peer=story.teacher)
    assert revisions(story) == 1


@pytest.mark.slow
async def test_it_is_told_once_also_over_a_kill(stage: Stage, file: Path) -> None:
    story = await stage.story()
    await revise(stage, file, SECOND, signal.SIGKILL)
    await story.hears(REVISED)
    for how in (signal.SIGKILL, signal.SIGTERM):
        await stage.bot.stop(how)
        await stage.bot.start()
        story.writes(story.teacher, "/помощь")
        await story.hears("Чем помочь?")
    assert revisions(story) == 1


@pytest.mark.slow
async def test_a_new_chat_is_told_of_no_revision(stage: Stage, file: Path) -> None:
    await stage.story()
    await revise(stage, file, SECOND, signal.SIGTERM)
    await stage.until(stage.world.stream.asked.is_set)
    story = await stage.story()
    await story.asks("/участники")
    await story.hears("2026-12", "5.12.3", peer=story.teacher)
    assert revisions(story) == 0


@pytest.mark.slow
async def test_a_chat_that_was_away_is_told_when_it_is_served_again(
    stage: Stage, file: Path
) -> None:
    story = await stage.story()
    stage.world.set_admin(story.peer, stage.world.bot_id, False)
    cmid = story.writes(story.student, "сообщение")
    story.writes(story.teacher, "[club1|@poryadok] /удалить 3", reply_to=cmid)
    asking = await story.hears("администратор", "Здравствуйте!")
    await revise(stage, file, SECOND, signal.SIGTERM)
    await asyncio.sleep(1)
    assert revisions(story) == 0
    stage.world.set_admin(story.peer, stage.world.bot_id, True)
    await story.presses(story.teacher, asking, story.labels(asking)[0])
    await story.hears(REVISED, "2026-12")


@pytest.mark.slow
async def test_a_change_without_a_new_version_is_warned_of(stage: Stage, file: Path) -> None:
    story = await stage.story()
    await revise(stage, file, DEFAULT.replace("Без флуда", "Без потока"), signal.SIGTERM)
    story.writes(story.teacher, "/правила")
    await story.hears("Без потока")
    assert revisions(story) == 0
    warnings = [line for line in stage.bot.lines() if " WARNING " in line]
    assert any("version 2024-09-20" in line for line in warnings)
    status, said = await stage.bot.command("check")
    assert status == 0
    assert "! Правила: текст изменился, а версия прежняя, 2024-09-20" in said


@pytest.mark.slow
async def test_a_change_of_settings_alone_says_that_the_rules_are_as_before(
    stage: Stage, file: Path
) -> None:
    story = await stage.story()
    text = DEFAULT.replace('"2024-09-20"', '"2027"').replace("threshold = 3", "threshold = 4")
    await revise(stage, file, text, signal.SIGTERM)
    await story.hears(REVISED, "2027", "Сами правила прежние")


@pytest.mark.slow
async def test_on_trial_the_moderators_learn_of_it_and_the_chat_when_the_trial_is_over(
    stage: Stage, file: Path
) -> None:
    story = await stage.story(title="Пробная")
    await story.opens(story.teacher)
    await story.sets("пробный режим вкл", "изменена: включён")
    await revise(stage, file, SECOND, signal.SIGTERM)
    await story.hears("Пробная", REVISED, "2026-12", peer=story.teacher)
    await revise(stage, file, SECOND, signal.SIGKILL)
    await story.sets("пробный режим выкл", "изменена: выключен")
    assert revisions(story) == 0
    assert sum(REVISED in m.text for m in story.bot_messages(story.teacher)) == 1
    stage.clock.advance(120)
    await story.asks("/участники")
    await story.hears(REVISED, "2026-12", peer=story.teacher)
