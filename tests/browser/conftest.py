"""A browser, the emulator with a bot against it, and a person at its page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.alone import opened
from tests.browser.hand import DESK, PHONE, Hand, at_the_page
from tests.browser.running import chromium, with_a_bot


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start what `bot sandbox` starts, which itself is started by the test of the picture."""
    for alone in opened(seeded=False):
        with with_a_bot(alone, tmp_path):
            yield alone.address


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def hand(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Hand]:
    with at_the_page(browser, address, request.param) as hand:
        yield hand
