"""п. 5.12.2: a member calls for help in words; moderators answer, and the chat reads nothing."""

from importlib import resources
from pathlib import Path

import pytest

from rules.ids import COLLEGE
from rules.vocabulary.signals import SignalMoved, SignalRaised
from tests.scenarios.stage import Stage, open_stage
from tests.scenarios.test_own_data import own_data

pytestmark = pytest.mark.asyncio(loop_scope="session")

DEFAULT = resources.files("rules").joinpath("default_policy.toml").read_text("utf-8")


@pytest.mark.over_http
async def test_a_call_for_help_is_read_without_a_name_and_answered(stage: Stage) -> None:
    story = await stage.story()
    caller = story.students[1]
    for who in (story.teacher, caller):
        await story.opens(who)
    before = len(story.bot_messages())
    words = f"меня дразнят в этой беседе {story.peer}"
    story.writes_privately(caller, words)
    asked = await story.hears("Что случилось?", peer=caller)
    await story.presses(caller, asked, "Оскорбляют меня")
    where = await story.hears("Где это происходит?", peer=caller)
    await story.presses(caller, where, story.labels(where)[0])
    shown = await story.hears(words, "Вашего имени они не увидят", peer=caller)
    await story.presses(caller, shown, "Отправить")
    await story.hears("Получено", peer=caller)

    card = await story.hears("Нужна помощь", words, peer=story.teacher)
    assert f"id{caller}|" not in card.text
    await story.presses(story.teacher, card, "Меры приняты")
    await story.hears("меры приняты", peer=caller)
    assert len(story.bot_messages()) == before
    facts = await story.facts(SignalRaised, SignalMoved, chat=COLLEGE)
    assert [type(each) for each in facts][-2:] == [SignalRaised, SignalMoved]
    assert "просьба о помощи" in await own_data(story, caller)


@pytest.mark.over_http
async def test_despair_in_a_chat_reaches_all_contacts_at_night(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(DEFAULT, encoding="utf-8")
    async with open_stage(tmp_path, POLICY_FILE=str(file)) as stage:
        story = await stage.story()
        contacts = [stage.person("Ирина", "Тихонова"), stage.person("Олег", "Заботин")]
        for who in (*contacts, story.teacher, story.student):
            await story.opens(who)
        await stage.bot.stop()
        role = 'role.ru = "помощник", role.en = "helper"'
        people = ", ".join(f"{{ id = {who}, {role} }}" for who in contacts)
        file.write_text(DEFAULT.replace("people = []", f"people = [{people}]"), encoding="utf-8")
        stage.advance_to(23)
        await stage.bot.start()

        before = len(story.bot_messages())
        story.writes(story.students[1], "во сколько завтра пары?")
        story.writes(story.student, "а я больше не хочу жить")
        first, second = [
            await story.hears("может быть в опасности", "во сколько завтра пары?", peer=who)
            for who in contacts
        ]
        await story.hears("Вы не одни", "8-800-2000-122", peer=story.student)
        await story.presses(contacts[0], first, "Вижу")
        await story.hears("Прочитано", peer=contacts[1])
        await story.presses(contacts[1], second, "Закрыть")
        await story.hears("Что сделано?", peer=contacts[1])
        await story.sends(contacts[1], "Позвонили домой, всё в порядке")
        await story.hears("Позвонили домой", "акрыт", peer=contacts[0])
        assert len(story.bot_messages()) == before
        assert not any("не хочу жить" in each.text for each in story.bot_messages(story.teacher))
