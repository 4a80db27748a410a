"""A world of its own for each test."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.sandbox.vk import Vk, a_chat, open_vk


@pytest_asyncio.fixture
async def vk() -> AsyncIterator[Vk]:
    async with open_vk() as opened:
        yield opened


@pytest_asyncio.fixture
async def peer(vk: Vk) -> int:
    """A chat with everybody and the bot in it, with its rights."""
    return a_chat(vk)
