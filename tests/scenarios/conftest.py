"""Two stages for all: raising a bot takes seconds, a chat takes none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.databases import ON_POSTGRESQL
from tests.scenarios.one_process import OneProcess, open_one_process
from tests.scenarios.stage import Stage, open_stage


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage_over_http(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path_factory.mktemp("stage")) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage_in_process(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OneProcess]:
    async with open_one_process(tmp_path_factory.mktemp("stage")) as opened:
        yield opened


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Stage:
    """Give the bot in this process; as a process of its own on PostgreSQL, where CI plays all
    stories so, and where a test is marked `over_http`."""
    over_http = ON_POSTGRESQL or request.node.get_closest_marker("over_http")
    given: Stage = request.getfixturevalue("stage_over_http" if over_http else "stage_in_process")
    return given


@pytest_asyncio.fixture(loop_scope="session")
async def own_stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Open a stage for one test alone, which changes what all chats of a college share."""
    async with (open_stage if ON_POSTGRESQL else open_one_process)(tmp_path) as opened:
        yield opened
