"""A database of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from storage.database import Storage, open_storage
from tests.databases import a_database


@pytest_asyncio.fixture
async def url(tmp_path: Path) -> AsyncIterator[str]:
    async with a_database(tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with open_storage(url) as opened:
        yield opened
