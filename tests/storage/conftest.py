"""A database of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.database import Storage, open_storage
from tests.databases import SERVER, a_database, a_postgresql


@pytest_asyncio.fixture
async def url(tmp_path: Path) -> AsyncIterator[str]:
    async with a_database(tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with open_storage(url) as opened:
        yield opened


@pytest_asyncio.fixture
async def served(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A database of its own on PostgreSQL's server; with the parameter "empty", without tables."""
    if SERVER is None:
        pytest.skip("needs a server: uv run python -m tests.postgresql pytest …")
    async with a_postgresql(SERVER, empty=getattr(request, "param", "") == "empty") as url:
        yield url
