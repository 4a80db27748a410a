"""After a gap, all missed messages are read, in any number of chats, once."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.intake import Intake
from bot.nursery import Nursery
from bot.read_marks import ReadMarks
from bot.stream import Batch, StreamPlace, Update
from bot.vk.client import TIMEOUT
from bot.vk.gaps import GapReader
from bot.vk.updates import VkUpdates
from handlers.events import Event, Wrote
from handlers.screening import Findings
from rules.ids import ChatId, MemberId, MessageId
from storage.records import ReadMark
from tests.bot.post_office import post_office
from tests.bot.scripted_vk import HANG, ScriptedVk, client_of, error, scripted_vk, well

READ = "messages.getByConversationMessageId"
KNOWN = 10
"""The newest message that was known of each chat."""


def message(peer: int, number: int) -> dict[str, Any]:
    return {
        "peer_id": peer,
        "from_id": 7,
        "conversation_message_id": number,
        "text": "/правила",
        "date": int(time.time()),
    }


@dataclass
class Stream:
    """A stream that first reports lost updates; then delivers what is put into it."""

    coming: asyncio.Queue[list[Update]] = field(default_factory=asyncio.Queue)
    place: int = 200

    async def after(self, place: str) -> Batch:
        if self.place == 200:
            self.place += 1
            return Batch(place="200", updates=[], gap=True)
        updates = await self.coming.get()
        self.place += 1
        return Batch(place=str(self.place), updates=updates)

    async def done_with(self, events: Collection[str]) -> None:
        """Ignore it."""


@dataclass
class Ward:
    """Chats in which messages were missed, up to the newest that VK has."""

    chats: list[ChatId]
    vk: ScriptedVk
    stream: Stream
    intake: Intake
    handled: dict[int, list[int]]
    marks: ReadMarks

    async def tell(self, number: int) -> None:
        """Deliver that message of each chat."""
        self.stream.coming.put_nowait(
            [
                {
                    "type": "message_new",
                    "event_id": f"new:{chat}",
                    "object": {"message": message(chat, number)},
                }
                for chat in self.chats
            ]
        )

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(30):
            while not holds():  # noqa: ASYNC110 -- it is another's doing
                await asyncio.sleep(0.01)


@asynccontextmanager
async def a_ward(
    folder: Path, *, chats: int, newest: int, patience: float = 5.0
) -> AsyncIterator[Ward]:
    peers = [ChatId(2_000_000_001 + number) for number in range(chats)]
    marks = ReadMarks({chat: ReadMark(message=MessageId(KNOWN)) for chat in peers})
    handled: dict[int, list[int]] = defaultdict(list)

    def history(params: dict[str, str]) -> dict[str, Any]:
        asked = [int(number) for number in params["conversation_message_ids"].split(",")]
        found = [message(int(params["peer_id"]), n) for n in asked if KNOWN < n <= newest]
        return well({"count": len(found), "items": found})

    reader = VkUpdates(MemberId(-1))

    async def handle(event: Event, found: Findings) -> None:
        assert isinstance(event, Wrote)
        handled[event.peer].append(event.message)

    async with (
        scripted_vk() as vk,
        client_of(vk, seconds=patience) as client,
        post_office(folder, client) as office,
    ):
        vk.script(READ, history)
        for chat in peers:
            office.services.watch.served.add(chat)
        gaps = GapReader(office.services, client, office.clock, marks, reader)
        stream = Stream()
        intake = Intake(
            reader=reader,
            look=lambda update: (),
            handle=handle,
            on_gap=lambda take: gaps.read(None, take),
            place=StreamPlace("100"),
            marks=marks,
        )
        async with Nursery() as nursery:
            nursery.start(intake.run(stream), "intake")
            yield Ward(peers, vk, stream, intake, handled, marks)
            await intake.close(1)


async def test_all_chats_are_read_from_where_the_gap_began(tmp_path: Path) -> None:
    async with a_ward(tmp_path, chats=60, newest=21) as ward:
        # people go on talking while the first chats are read
        await ward.tell(21)
        await ward.until(lambda: sum(map(len, ward.handled.values())) >= 60 * 11)
        await asyncio.sleep(0.1)
        assert all(sorted(ward.handled[chat]) == [*range(11, 22)] for chat in ward.chats)


async def test_of_very_many_messages_none_is_handled_twice(tmp_path: Path) -> None:
    async with a_ward(tmp_path, chats=1, newest=700) as ward:
        await ward.tell(700)
        await ward.until(lambda: len(ward.handled[ward.chats[0]]) >= 690)
        await asyncio.sleep(0.1)
        assert sorted(ward.handled[ward.chats[0]]) == [*range(11, 701)]


async def test_a_rejected_token_gives_up_no_chat(tmp_path: Path) -> None:
    async with a_ward(tmp_path, chats=3, newest=12) as ward:
        ward.vk.script(READ, error(5))
        await ward.tell(13)
        await ward.until(lambda: len(ward.vk.of(READ)) >= 3)
        await asyncio.sleep(0.2)
        assert not ward.handled, "what came then came after what is still to be read"
        assert all(ward.marks.gaps(chat) for chat in ward.chats)


@pytest.mark.slow
async def test_a_hung_answer_gives_up_no_chat(tmp_path: Path) -> None:
    async with a_ward(tmp_path, chats=3, newest=12, patience=TIMEOUT) as ward:
        history = ward.vk.scripts[READ][0]
        ward.vk.script(READ, HANG, history)
        await ward.until(lambda: sum(map(len, ward.handled.values())) >= 3 * 2)
        assert all(sorted(ward.handled[chat]) == [11, 12] for chat in ward.chats)
