"""One transaction holds all of a unit of work, or nothing of it."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from bot.read_marks import ReadMarks
from bot.stream import StreamPlace
from rules.ids import ChatId, MemberId, MessageId
from rules.vocabulary.silence import SilenceBegun
from storage.database import Storage, Work, open_storage
from storage.effects import Send
from storage.records import Progress, ReadMark
from tests.rules.moments import NOW
from tests.rules.people import CHAT
from tests.storage.recording import handled


async def write_all(work: Work, number: int = 1) -> None:
    fact = SilenceBegun(by=MemberId(1), ends_at=NOW + timedelta(minutes=number))
    await work.record(CHAT, [fact], now=NOW, policy_version="1")
    await work.post([Send(to=CHAT, private=False, text=f"{number}")], now=NOW)


async def everything(storage: Storage) -> tuple[int, int, str | None]:
    async with storage.reading() as reading:
        entries = await reading.count_entries(CHAT)
    return entries, await storage.outbox.count(), await storage.place()


async def fail(storage: Storage, event: str | None = None) -> None:
    async with storage.work(event) as work:
        await write_all(work, 2)
        raise ZeroDivisionError


async def test_a_unit_of_work_is_seen_by_others_once_it_is_committed(storage: Storage) -> None:
    async with storage.work() as work:
        await write_all(work)
        assert await everything(storage) == (0, 0, None)
    assert await everything(storage) == (1, 1, None)


async def test_a_failure_leaves_nothing(storage: Storage) -> None:
    with pytest.raises(ZeroDivisionError):
        await fail(storage, "event")
    assert await everything(storage) == (0, 0, None)
    async with storage.work("event") as work:
        await write_all(work)
    assert await everything(storage) == (1, 1, None)


async def test_a_cancelled_unit_of_work_leaves_nothing(storage: Storage) -> None:
    begun = asyncio.Event()

    async def hang() -> None:
        async with storage.work("event") as work:
            await write_all(work)
            begun.set()
            await asyncio.sleep(60)

    async with asyncio.TaskGroup() as tasks:
        hanging = tasks.create_task(hang())
        await begun.wait()
        hanging.cancel()
    assert await everything(storage) == (0, 0, None)
    async with storage.work("event") as work:
        await write_all(work)


@pytest.mark.parametrize("steps", range(0, 40, 3))
async def test_cancelled_anywhere_it_is_whole_or_nothing(storage: Storage, steps: int) -> None:
    async def write() -> None:
        async with storage.work("event") as work:
            await write_all(work)

    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(write())
        for _ in range(steps):
            await asyncio.sleep(0)
        writing.cancel()
    entries, parcels, _ = await everything(storage)
    assert (entries, parcels) in {(0, 0), (1, 1)}
    if entries:
        assert not await handled(storage, "event")
    else:
        async with storage.work("event") as work:
            await write_all(work)


async def test_units_of_work_come_one_after_another(storage: Storage) -> None:
    async def add(number: int) -> None:
        async with storage.work() as work:
            counted = await work.count_entries(CHAT)
            await asyncio.sleep(0.001)
            await write_all(work, number)
            assert await work.count_entries(CHAT) == counted + 1

    async with asyncio.TaskGroup() as tasks:
        for number in range(1, 21):
            tasks.create_task(add(number))
    assert (await everything(storage))[:2] == (20, 20)


async def test_two_processes_take_turns(url: str) -> None:
    async with open_storage(url) as one, open_storage(url) as other:

        async def add(storage: Storage, number: int) -> None:
            async with storage.work() as work:
                await work.count_entries(CHAT)
                await write_all(work, number)

        async with asyncio.TaskGroup() as tasks:
            for number in range(1, 21):
                tasks.create_task(add(one if number % 2 else other, number))
        assert (await everything(one))[:2] == (20, 20)


async def test_an_event_is_handled_once_also_after_a_restart(url: str) -> None:
    async with open_storage(url) as storage:
        assert await handled(storage, "event")
    async with open_storage(url) as storage:
        assert not await handled(storage, "event")


async def test_the_place_is_saved_with_what_led_to_it(url: str) -> None:
    async with open_storage(url, place_of={"a": "7", "b": "9"}.get) as storage:
        assert await handled(storage, "a")
        assert await storage.place() == "7"
        with pytest.raises(ZeroDivisionError):
            async with storage.work("b"):
                raise ZeroDivisionError
        assert await storage.place() == "7"
        assert await handled(storage, "c")
        assert await storage.place() == "7"
        await storage.save_place("12")
    async with open_storage(url) as storage:
        assert await storage.place() == "12"


async def test_what_is_saved_now_and_then_undoes_nothing_that_a_unit_of_work_saves(
    url: str,
) -> None:
    place, marks = StreamPlace("0"), ReadMarks({CHAT: up_to(9)})
    place.begin("1", ["block"])
    marks.begin("block", CHAT, 11)
    marks.pass_by(CHAT, 10)

    def handled(event: str) -> None:
        place.finish(event)
        marks.finish(event)

    def progress() -> Progress:
        return Progress(place=place.place, marks=marks.unsaved(), heard=None)

    async with (
        open_storage(url, place_of=place.place_of, marks_of=marks.marks_of) as storage,
        asyncio.TaskGroup() as group,
    ):
        storage.on_handled = handled
        await storage.save_place("0")
        async with storage.work("block", chat=CHAT) as work:
            await write_all(work)
            group.create_task(storage.save_progress(progress))
            await asyncio.sleep(0.05)
    async with open_storage(url) as storage:
        assert await storage.place() == "1"
        assert await storage.read_marks() == {CHAT: up_to(11)}


async def test_old_events_are_forgotten(storage: Storage) -> None:
    assert await handled(storage, "event")
    # by the clock by which they were noted: the sandbox's may be days ahead
    assert await storage.forget_events(timedelta(days=1)) == 0
    assert await storage.forget_events(timedelta(days=-1)) == 1
    assert await handled(storage, "event")


async def test_whoever_waits_is_told_after_the_commit(storage: Storage) -> None:
    told: list[str] = []
    storage.on_outbox = lambda: told.append("outbox")
    storage.on_timers = lambda: told.append("timers")
    async with storage.work() as work:
        await write_all(work)
        assert told == []
    assert sorted(told) == ["outbox", "timers"]
    with pytest.raises(ZeroDivisionError):
        await fail(storage)
    async with storage.work():
        pass
    assert len(told) == 2


async def test_events_that_are_handled_together_are_each_handled_once(storage: Storage) -> None:
    async with storage.work("a", along=["b", "c"]) as work:
        await write_all(work)

    for event in "abc":
        assert not await handled(storage, event)


async def test_one_that_was_handled_before_is_not_handled_with_others(storage: Storage) -> None:
    assert await handled(storage, "b")

    assert not await handled(storage, "a", "b", "c")

    async with storage.work("a", along=["c"]) as work:
        await write_all(work)
    assert await everything(storage) == (1, 1, None)


def up_to(number: int, *missed: tuple[int, int]) -> ReadMark:
    return ReadMark(message=MessageId(number), missed=missed)


async def test_the_mark_of_the_last_event_that_is_handled_along_is_saved(url: str) -> None:
    # else a message recorded already would be read again after a gap, under another event's id
    numbers = {"a": 5, "b": 6, "c": 7}

    def marks_of(event: str | None, chats: Iterable[ChatId]) -> dict[ChatId, ReadMark]:
        return {CHAT: up_to(numbers[str(event)])}

    async with open_storage(url, marks_of=marks_of) as storage:
        assert await handled(storage, "a", "b", "c")
        assert await storage.read_marks() == {CHAT: up_to(7)}


async def test_a_mark_is_saved_with_what_rests_on_it(url: str) -> None:
    marks = {CHAT: up_to(5)}

    def marks_of(event: str | None, chats: Iterable[ChatId]) -> dict[ChatId, ReadMark]:
        return marks if event == "a" else {chat: marks[chat] for chat in chats}

    async with open_storage(url, marks_of=marks_of) as storage:
        with pytest.raises(ZeroDivisionError):
            async with storage.work("a"):
                raise ZeroDivisionError
        assert await storage.read_marks() == {}
        assert await handled(storage, "a")
        assert await storage.read_marks() == {CHAT: up_to(5)}
        marks[CHAT] = up_to(9)
        async with storage.work() as work:
            await write_all(work)
        assert await storage.read_marks() == {CHAT: up_to(9)}
        moment = datetime(2026, 11, 25, 12, tzinfo=UTC)
        mark = up_to(12, (3, 7), (9, 11))
        await storage.save_progress(lambda: Progress(place="3", marks={CHAT: mark}, heard=moment))
    async with open_storage(url) as storage:
        assert await storage.read_marks() == {CHAT: up_to(12, (3, 7), (9, 11))}
        assert await storage.heard() == moment
