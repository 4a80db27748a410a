"""A trial takes back measures, fact by fact; what was seen is seen as off trial."""

from pathlib import Path

import pytest

from tests.in_process.bot import open_bot
from tests.in_process.classroom import STUDENTS, count_rows, open_classroom
from tests.rights.campus import MEMBER, MODERATOR

RUDE_WORDS = "иди на хуй"


@pytest.mark.slow
@pytest.mark.parametrize("trial", [False, True], ids=["off trial", "on trial"])
async def test_a_chat_that_heats_up_loses_no_suspicion(tmp_path: Path, trial: bool) -> None:
    async with open_bot(tmp_path) as bot:
        campus = await open_classroom(bot)
        if trial:
            await campus.say(MODERATOR, "/настройки пробный режим вкл")
        for student in (*STUDENTS, MEMBER):
            await campus.say(student, RUDE_WORDS)
            await bot.advance(40)
        said = [message.text for message in bot.world.messages(MODERATOR)]

    assert count_rows(tmp_path, "suspicions") == 4
    assert sum(RUDE_WORDS in text and "Карточка" in text for text in said) == 4
    # off trial everybody is reminded of the rules once, on trial nobody is
    assert count_rows(tmp_path, "reminders") == (0 if trial else 1)
