"""What PostgreSQL adds: units of work side by side, and ways not to be reached."""

import asyncio
from pathlib import Path

import pytest

from rules.ids import ChatId, MemberId
from storage.database import Storage, StorageError, open_storage
from storage.faults import TroubledError
from storage.verification import verify
from tests.databases import tamper
from tests.rules.people import CHAT
from tests.storage.test_units_of_work import write_all

OTHER = ChatId(CHAT + 1)
without_tables = pytest.mark.parametrize("served", ["empty"], indirect=True)


async def begun(storage: Storage, chat: ChatId | None, over: asyncio.Event) -> None:
    async with storage.work(chat=chat) as work:
        await write_all(work)
        over.set()


async def is_held_up(storage: Storage, chat: ChatId | None, *, patience: float = 0.3) -> bool:
    """Say whether a unit of work does not get in; afterwards none waits."""
    over = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(begun(storage, chat, over))
        try:
            async with asyncio.timeout(patience):
                await over.wait()
        except TimeoutError:
            task.cancel()
            return True
    return False


async def test_different_chats_are_worked_on_side_by_side(served: str) -> None:
    async with (
        open_storage(served) as one,
        open_storage(served) as other,
        one.work(chat=CHAT),
        other.work(chat=OTHER),
        one.work(chat=ChatId(5)),
    ):
        pass


@pytest.mark.parametrize(
    ("held", "wanted"), [(CHAT, CHAT), (CHAT, None), (None, CHAT), (None, None)]
)
async def test_one_chat_is_worked_on_by_one_at_a_time(
    served: str, held: ChatId | None, wanted: ChatId | None
) -> None:
    async with open_storage(served) as one, open_storage(served) as other:
        async with one.work(chat=held):
            assert await is_held_up(other, wanted)
        assert not await is_held_up(other, wanted, patience=10)


async def test_a_fact_in_another_chat_waits_for_that_chat(served: str) -> None:
    async with open_storage(served) as one, open_storage(served) as other:
        async with one.work(chat=CHAT) as work:
            await write_all(work)
            assert await is_held_up(other, OTHER)  # it writes to CHAT
        assert not await is_held_up(other, OTHER, patience=10)
    assert (await verify(served)).faults == ()


async def test_whoever_was_stopped_in_the_middle_loses_their_hold(served: str) -> None:
    async with open_storage(served) as stopped, open_storage(served) as other:

        async def stop() -> None:
            async with stopped.work("event", chat=CHAT) as work:
                await write_all(work)
                # as if the process were stopped: nothing goes on between two of its queries
                async with other.work("event", chat=CHAT) as following:
                    await write_all(following)

        with pytest.raises(TroubledError):
            await stop()
        async with other.reading() as reading:
            assert await reading.count_entries(CHAT) == 1
    assert (await verify(served)).faults == ()


async def test_many_at_once_leave_whole_chains(served: str) -> None:
    async with open_storage(served) as one, open_storage(served) as other:

        async def add(storage: Storage, number: int) -> None:
            chat = ChatId(CHAT + number % 3)
            async with storage.work(f"event {number}", chat=chat) as work:
                await work.allow_private(MemberId(number % 5), allowed=True)
                await write_all(work, number)

        async with asyncio.TaskGroup() as tasks:
            for number in range(60):
                tasks.create_task(add(one if number % 2 else other, number))
    verdict = await verify(served)
    assert (verdict.faults, verdict.entries) == ((), 60)


@without_tables
async def test_two_processes_may_start_at_once_on_an_empty_database(served: str) -> None:
    async def start() -> None:
        async with open_storage(served):
            pass

    async with asyncio.TaskGroup() as tasks:
        for _ in range(3):
            tasks.create_task(start())


async def refused(url: str) -> str:
    with pytest.raises(StorageError) as told:
        async with open_storage(url):
            raise AssertionError("opened")
    assert "\n" not in str(told.value)
    assert "secret" not in str(told.value)
    return str(told.value)


async def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = await refused(f"postgresql+asyncpg://bot:secret@/bot?host={tmp_path}")
    assert "не отвечает" in told
    assert "не отвечает (127.0.0.1:1)" in await refused(
        "postgresql+asyncpg://bot:secret@127.0.0.1:1/bot"
    )
    with pytest.raises(StorageError, match="не отвечает"):
        await verify("postgresql+asyncpg://bot:secret@127.0.0.1:1/bot")


async def test_a_host_that_nobody_knows_is_told() -> None:
    assert "не отвечает" in await refused("postgresql+asyncpg://bot:secret@no.invalid/bot")


async def test_a_database_that_is_not_there_is_told(served: str) -> None:
    assert "нет" in await refused(served.replace("/t_", "/none_"))


async def test_a_user_whom_the_server_does_not_know_is_told(served: str) -> None:
    assert "не пускает" in await refused(served.replace("postgres@", "nobody_known:secret@"))


@without_tables
async def test_an_empty_database_has_nothing_to_verify(served: str) -> None:
    with pytest.raises(StorageError, match="База данных пуста"):
        await verify(served)


async def test_a_database_of_a_newer_version_is_not_verified(served: str) -> None:
    await tamper(served, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="более новой версией"):
        await verify(served)
