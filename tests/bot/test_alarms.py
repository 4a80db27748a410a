"""An administrator is told once of each trouble to mend, by one process, and how often."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.alarms import Alarms, DatabaseAlarm
from bot.nursery import Nursery
from handlers.conversation.unrecorded import Unrecorded
from handlers.messenger import Trouble
from rules.ids import ChatId, MemberId
from storage.faults import DatabaseTrouble
from tests.bot.post_office import PostOffice, post_office
from tests.bot.scripted_vk import ScriptedVk, well

CHAT, OTHER = ChatId(2_000_000_001), ChatId(2_000_000_002)
ADMINISTRATOR = MemberId(401)
SEND = "messages.send"


async def meet(office: PostOffice, *met: tuple[Trouble, int]) -> int:
    """Let a new process meet troubles; return how many it tells of."""
    alarms = Alarms(office.services)
    before = await office.storage.outbox.count()
    async with Nursery() as nursery:
        nursery.start(alarms.run(), "alarms")
        for trouble, peer in met:
            alarms.note(trouble, peer)
        await alarms.all_told()
    return await office.storage.outbox.count() - before


@pytest.mark.slow
async def test_another_process_does_not_tell_of_the_same_trouble_within_a_day(
    vk: ScriptedVk, tmp_path: Path
) -> None:
    async with post_office(
        tmp_path, vk.client, administrators=frozenset({ADMINISTRATOR})
    ) as office:
        assert await meet(office, (Trouble.CAPTCHA, CHAT), (Trouble.MUTED, CHAT)) == 2
        assert await meet(office, (Trouble.CAPTCHA, OTHER), (Trouble.MUTED, CHAT)) == 0
        assert await meet(office, (Trouble.MUTED, OTHER), (Trouble.SPAM, CHAT)) == 2
        office.turn_on(timedelta(hours=23, minutes=59))
        assert await meet(office, (Trouble.CAPTCHA, CHAT)) == 0
        office.turn_on(timedelta(minutes=2))
        assert await meet(office, (Trouble.CAPTCHA, CHAT), (Trouble.MUTED, CHAT)) == 2


async def troubles(office: PostOffice, vk: ScriptedVk, *met: DatabaseTrouble | None) -> list[str]:
    """Let a new process meet trouble with the database; return the random ids of its calls."""
    alarm, before = DatabaseAlarm(Unrecorded(office.services)), len(vk.of(SEND))
    async with Nursery() as nursery:
        nursery.start(alarm.run(), "the alarm")
        for number, trouble in enumerate(met, 1):
            alarm.note(trouble)
            await office.until(partial(_has_said, vk, before + number))
    return [asked.params["random_id"] for asked in vk.of(SEND)[before:]]


def _has_said(vk: ScriptedVk, number: int) -> bool:
    return len(vk.of(SEND)) >= number


async def test_after_a_kill_the_database_alarm_has_the_same_random_id(
    vk: ScriptedVk, tmp_path: Path
) -> None:
    async with post_office(
        tmp_path, vk.client, administrators=frozenset({ADMINISTRATOR})
    ) as office:
        vk.script(SEND, well([{"conversation_message_id": 1}]))
        full, ended, again = await troubles(
            office, vk, DatabaseTrouble.FULL, None, DatabaseTrouble.FULL
        )
        after_a_kill, *_ = await troubles(office, vk, DatabaseTrouble.FULL)
        other, *_ = await troubles(office, vk, DatabaseTrouble.READ_ONLY)

        # VK shows a number once: what comes after something else is to be seen
        assert after_a_kill == full
        assert len({full, ended, again, other}) == 4
