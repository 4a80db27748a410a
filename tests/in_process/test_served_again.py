"""п. 5.12.2: the message by which the bot sees that it has its rights is looked at, too."""

from pathlib import Path

import pytest

from handlers.chats import look
from rules.ids import ChatId
from rules.vocabulary.suspicions import SuspicionRaised
from storage.records import ChatState
from tests.in_process.bot import open_bot
from tests.in_process.classroom import open_classroom
from tests.rights.campus import MEMBER

PHONE = "мамин номер 8 917 123-45-67"


@pytest.mark.parametrize("text", [PHONE, f"/правила {PHONE}"])
async def test_the_first_message_after_the_rights_came_back_is_looked_at(
    tmp_path: Path, text: str
) -> None:
    async with open_bot(tmp_path) as bot:
        campus = await open_classroom(bot)
        bot.world.set_admin(campus.main, bot.world.bot_id, False)
        assert await look(bot.services, ChatId(campus.main)) is ChatState.NO_RIGHTS
        await bot.advance(61)

        bot.world.set_admin(campus.main, bot.world.bot_id, True)
        message = await campus.say(MEMBER, text)

        assert ChatId(campus.main) in bot.services.watch.served
        (raised,) = await campus.facts(SuspicionRaised)
        assert [found.message for found in raised.found] == [message]
