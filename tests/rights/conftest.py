"""The grounds on which rights are tried, raised once a worker."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.in_process.prepared import open_prepared
from tests.rights.campus import ADMINISTRATOR, MODERATOR, SECOND_ADMINISTRATOR, Campus, Hanging
from tests.rights.founding import RULES, found
from tests.rights.probes import BUTTONS
from tests.rights.settling import settle_everything
from tests.rights.trial import Listening, Trial

_LISTENING = Listening()
_CATALOGUES = _LISTENING.catalogues


@dataclass(frozen=True)
class Ground:
    """A campus in some state, to come back to."""

    campus: Campus
    trial: Trial
    buttons: Mapping[str, Hanging]


@asynccontextmanager
async def raised(folder: Path) -> AsyncIterator[Ground]:
    """Raise a campus with its cases open."""
    async with open_prepared(
        folder,
        found,
        administrators=(ADMINISTRATOR, SECOND_ADMINISTRATOR),
        catalogues=_CATALOGUES,
        policy=RULES,
    ) as campus:
        buttons = {button.name: button.hanging(campus) for button in BUTTONS}
        yield Ground(campus, Trial(campus.bot, _LISTENING, folder), buttons)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def open_cases(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ground]:
    async with raised(tmp_path_factory.mktemp("open")) as ground:
        ground.trial.keep()
        yield ground


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def silent_chat(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ground]:
    async with raised(tmp_path_factory.mktemp("silent")) as ground:
        await ground.campus.say(MODERATOR, "/тишина 15 минут")
        # what is written in the same second may have been written before
        await ground.campus.bot.advance(2)
        ground.trial.keep()
        yield ground


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def settled_cases(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ground]:
    async with AsyncExitStack() as stack:
        ground = await stack.enter_async_context(raised(tmp_path_factory.mktemp("settled")))
        await settle_everything(ground.campus, ground.buttons)
        ground.trial.keep()
        yield ground
