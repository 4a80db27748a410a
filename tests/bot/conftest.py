"""A scripted VK of its own for each test, the bot's client against it, and what is logged."""

from collections.abc import AsyncIterator, Iterator

import pytest
from loguru import logger

from tests.bot.scripted_vk import ScriptedVk, client_of, scripted_vk


@pytest.fixture
async def vk() -> AsyncIterator[ScriptedVk]:
    async with scripted_vk() as served, client_of(served) as served.client:
        yield served


@pytest.fixture
def errors() -> Iterator[list[str]]:
    """The lines that are logged as errors."""
    lines: list[str] = []
    sink = logger.add(lines.append, format="{message}", level="ERROR")
    yield lines
    logger.remove(sink)
