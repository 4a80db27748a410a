"""Moving to another database: all of it, checked, or nothing."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.conversation.saying import new_chat
from rules.ids import ChatId, MemberId
from rules.vocabulary.silence import SilenceBegun
from storage.database import Storage, StorageError, open_storage
from storage.effects import Send
from storage.moving import move
from storage.outbox import Finished
from storage.records import Names, Person
from storage.verification import verify
from tests.databases import SERVER, a_postgresql, at_file, contents, tamper
from tests.rules.moments import NOW
from tests.rules.people import CHAT
from tests.storage.test_units_of_work import write_all
from tests.storage.test_verification import fill

KINDS = ("sqlite", "postgresql")

WORDS = "Ёлка, \0 «ёж» 🎄 '; DROP TABLE journal; -- %s $1 :name"


@pytest_asyncio.fixture
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    """Two addresses of the kinds that are asked for; the second has nothing in it."""
    one, other = request.param
    files = [at_file(tmp_path / folder / "bot.db") for folder in ("from", "to")]
    if "postgresql" not in request.param:
        yield files[0], files[1]
        return
    if SERVER is None:
        pytest.skip("needs a server: uv run python -m tests.postgresql pytest …")
    async with a_postgresql(SERVER) as served, a_postgresql(SERVER, empty=True) as empty:
        yield (
            served if one == "postgresql" else files[0],
            empty if other == "postgresql" else files[1],
        )


both_ways = pytest.mark.parametrize(
    "pair",
    [(one, other) for one in KINDS for other in KINDS],
    indirect=True,
    ids=lambda pair: "-to-".join(pair),
)
in_files = pytest.mark.parametrize("pair", [("sqlite", "sqlite")], indirect=True)


async def fill_all(url: str) -> None:
    await fill(url)
    async with open_storage(url) as storage:
        async with storage.work("event") as work:
            await write_all(work)
            await work.put_people([a_person(MemberId(2**40))])
            await work.put_chat(replace(new_chat(CHAT), title=WORDS, introduced_at=NOW))
            await work.put_dialogue(MemberId(10), "apology", {"words": WORDS}, now=NOW, ends_at=NOW)
            file = await work.put_file("отчёт.png", bytes(range(256)), now=NOW)
            await work.post([Send(to=CHAT, private=False, text=WORDS, files=(file,))], now=NOW)
        last = (await storage.outbox.due(NOW))[-1]
        await storage.outbox.finish([Finished(id=last.id, posted=None)])
        await storage.save_place("17")


def a_person(member: MemberId) -> Person:
    names = Names(nom=WORDS, gen="а", dat="б", acc="в", ins="г", abl="д")
    return Person(member=member, names=names, screen_name="name", private=None)


async def next_parcel(storage: Storage) -> int:
    async with storage.work() as work:
        await work.post([Send(to=ChatId(5), private=False, text="ещё")], now=NOW)
    return next(parcel.id for parcel in await storage.outbox.due(NOW) if parcel.peer == 5)


@both_ways
async def test_everything_comes_along(pair: tuple[str, str]) -> None:
    source, target = pair
    await fill_all(source)
    before = await contents(source)
    assert sum(1 for rows in before.values() if rows) > 10
    moved = await move(source, target)
    after = await contents(target)
    assert {name: sorted(map(str, rows)) for name, rows in after.items()} == {
        name: sorted(map(str, rows)) for name, rows in before.items()
    }
    assert moved.rows == sum(map(len, before.values()))
    verdict = await verify(target)
    assert (verdict.faults, verdict.entries) == ((), moved.entries)


@pytest.mark.slow
@both_ways
async def test_work_goes_on_where_it_was(pair: tuple[str, str]) -> None:
    source, target = pair
    await fill_all(source)
    await move(source, target)
    async with open_storage(source) as storage:
        expected = await next_parcel(storage)
    async with open_storage(target) as storage:
        # a number that was given before is not given again, also if nothing has it any more
        assert await next_parcel(storage) == expected
        async with storage.work() as work:
            silence = SilenceBegun(by=MemberId(1), ends_at=NOW + timedelta(hours=1))
            await work.record(CHAT, [silence], now=NOW, policy_version="1")
    assert (await verify(target)).faults == ()


@both_ways
async def test_what_holds_data_is_left_alone(pair: tuple[str, str]) -> None:
    source, target = pair
    await fill_all(source)
    async with open_storage(target) as storage:
        await storage.save_place("5")
    with pytest.raises(StorageError, match="уже есть данные"):
        await move(source, target)
    async with open_storage(target) as storage:
        assert await storage.place() == "5"


@pytest.mark.slow
@both_ways
async def test_a_journal_that_does_not_hold_is_not_moved(pair: tuple[str, str]) -> None:
    source, target = pair
    await fill_all(source)
    await tamper(source, "UPDATE journal SET at_ms = at_ms + 1 WHERE number = 2")
    with pytest.raises(StorageError, match="не сходится"):
        await move(source, target)
    async with open_storage(target) as storage:
        assert await storage.place() is None


@pytest.mark.slow
@in_files
async def test_a_failed_move_leaves_no_file(pair: tuple[str, str], tmp_path: Path) -> None:
    source, target = pair
    await fill_all(source)
    await tamper(source, "DELETE FROM grounds")
    with pytest.raises(StorageError, match="не сходится"):
        await move(source, target)
    assert list((tmp_path / "to").iterdir()) == []


@in_files
async def test_from_nothing_nothing_is_made(pair: tuple[str, str], tmp_path: Path) -> None:
    source, target = pair
    with pytest.raises(StorageError, match="Базы данных нет"):
        await move(source, target)
    assert not (tmp_path / "to").exists()


@in_files
async def test_onto_itself_is_refused(pair: tuple[str, str]) -> None:
    source, _ = pair
    await fill_all(source)
    with pytest.raises(StorageError, match="уже есть данные"):
        await move(source, source)
    assert (await verify(source)).faults == ()
