"""A world of its own for each test."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.sandbox.vk import Vk, open_vk


@pytest_asyncio.fixture
async def vk() -> AsyncIterator[Vk]:
    async with open_vk() as opened:
        yield opened
