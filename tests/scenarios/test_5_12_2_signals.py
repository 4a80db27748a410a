"""п. 5.12.2: a member calls for help in words; moderators answer, and the chat reads nothing."""

import pytest

from rules.ids import COLLEGE
from rules.vocabulary.signals import SignalMoved, SignalRaised
from tests.scenarios.stage import Stage
from tests.scenarios.test_own_data import own_data

pytestmark = pytest.mark.asyncio(loop_scope="session")


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
