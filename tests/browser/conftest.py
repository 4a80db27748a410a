"""A browser, the sandbox as a process of its own, and a person at its page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.hand import DESK, PHONE, Hand, at_the_page
from tests.browser.running import chromium, sandbox, wait_for_bot


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start the sandbox as its own process; yields the address that it prints."""
    with sandbox(tmp_path) as address:
        yield address


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def hand(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Hand]:
    with at_the_page(browser, address, request.param) as hand:
        wait_for_bot(hand.page, address)
        yield hand
