"""п. 5.12.2: a member reports a message, the moderators decide; the chat reads nothing of it."""

import pytest

from rules.vocabulary.complaints import ComplaintMade
from rules.vocabulary.violations import ViolationRecorded
from tests.scenarios.stage import Stage
from tests.scenarios.test_own_data import own_data

pytestmark = pytest.mark.asyncio(loop_scope="session")

RUDE = "после уроков поговорим, пожалеешь"


@pytest.mark.over_http
async def test_a_message_is_reported_looked_at_and_answered(stage: Stage) -> None:
    story = await stage.story()
    witness, chat = story.students[1], story.world.conversations[story.peer]
    for who in (story.teacher, witness):
        await story.opens(who)
    before = len(story.bot_messages())
    message = story.writes(story.student, RUDE)
    typed = story.writes(witness, "/сообщить", reply_to=message)
    card = await story.card(RUDE, "Сообщили: 1.")
    assert f"id{witness}|" not in card.text
    await story.hears("Получено", peer=witness)
    await stage.until(lambda: chat.message(typed) is None, "the command is gone")
    assert chat.message(message) is not None
    assert len(story.bot_messages()) == before

    await story.presses(story.teacher, card, "Записать")
    asked = await story.card(RUDE)
    await stage.until(lambda: "← Назад" in story.labels(asked), "the rules are shown")
    await story.presses(story.teacher, asked, story.labels(asked)[2])
    await story.hears("меры приняты", peer=witness)
    (recorded,) = await story.facts(ViolationRecorded)
    assert recorded.rule == 3
    assert len(await story.facts(ComplaintMade)) == 1

    assert "меры приняты" in await own_data(story, witness)
    assert f"id{witness}" not in await own_data(story, story.student)
