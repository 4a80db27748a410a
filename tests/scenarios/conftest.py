"""One stage for all: raising a bot takes seconds, a chat takes none."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.scenarios.stage import Stage, Story, open_stage


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path_factory.mktemp("stage")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def story(stage: Stage) -> Story:
    return await stage.story()
