"""A scripted VK of its own for each test, and the bot's client against it."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.scripted_vk import ScriptedVk, client_of, scripted_vk


@pytest.fixture
async def vk() -> AsyncIterator[ScriptedVk]:
    async with scripted_vk() as served, client_of(served) as served.client:
        yield served
