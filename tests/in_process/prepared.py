"""Grounds that are prepared once a process and copied for each test, database and world."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar

import pytest_asyncio

from bot.sandbox.world import World
from locales.texts import Catalogues
from rules.policy import Policy
from storage.sqlite import make_private
from tests.in_process.bot import CATALOGUES, InProcessBot, open_bot


class Ground(Protocol):
    """What tests stand on."""

    bot: InProcessBot


G = TypeVar("G", bound=Ground)


@dataclass(frozen=True)
class _Kept:
    """A prepared ground: the bytes of its database, its world, and itself without the bot."""

    database: bytes
    world: World
    ground: Any
    at: datetime


_kept: dict[object, _Kept] = {}


@asynccontextmanager
async def open_prepared(
    folder: Path,
    prepare: Callable[[InProcessBot], Awaitable[G]],
    *,
    administrators: Iterable[int] = (),
    catalogues: Catalogues = CATALOGUES,
    policy: Policy | None = None,
) -> AsyncIterator[G]:
    """Open a bot over a copy of what `prepare` makes, as after a restart at that very moment.

    `prepare` is a function of a module; it runs once in this process for each of the catalogues,
    with the usual policy. `policy` is the one after the restart.
    """
    key = (prepare, id(catalogues), *administrators)
    if key not in _kept:
        _kept[key] = await _prepare(prepare, administrators, catalogues)
    kept = _kept[key]
    file = folder / "bot.db"
    make_private(file)
    file.write_bytes(kept.database)
    world, ground = deepcopy((kept.world, kept.ground))
    world.clock.offset += (kept.at - world.clock.now()).total_seconds()
    opening = open_bot(
        folder, administrators=administrators, policy=policy, world=world, catalogues=catalogues
    )
    async with opening as bot:
        bot.skip()
        ground.bot = bot
        yield ground


def prepared_by(
    prepare: Callable[[InProcessBot], Awaitable[Ground]], *, administrators: Iterable[int] = ()
) -> Any:
    """Give a fixture that opens a copy of what `prepare` makes, as `open_prepared` does."""

    @pytest_asyncio.fixture
    async def ground(tmp_path: Path) -> AsyncIterator[Ground]:
        async with open_prepared(tmp_path, prepare, administrators=administrators) as opened:
            yield opened

    return ground


async def _prepare(
    prepare: Callable[[InProcessBot], Awaitable[Ground]],
    administrators: Iterable[int],
    catalogues: Catalogues,
) -> _Kept:
    with TemporaryDirectory() as folder:
        opening = open_bot(Path(folder), administrators=administrators, catalogues=catalogues)
        async with opening as bot:
            prepared = await prepare(bot)
            ground: Any = copy(prepared)
            ground.bot = None
        database = (Path(folder) / "bot.db").read_bytes()
    return _Kept(database, bot.world, ground, bot.clock.now())
