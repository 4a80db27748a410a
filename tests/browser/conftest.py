"""A browser, the sandbox as a process of its own, and a person at its page."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.hand import DESK, PHONE, Hand, at_the_page

STARTING = 30
"""Seconds that the sandbox has for printing its address."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium is not None, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start the sandbox as its own process; yields the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "sandbox", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        ready, _, _ = select.select([process.stdout], [], [], STARTING)
        assert ready, "the sandbox printed nothing"
        line = process.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http"))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            status = process.wait(10)
        finally:
            process.kill()
            process.stdout.close()
    assert status == 0


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def hand(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Hand]:
    with at_the_page(browser, address, request.param) as hand:
        _wait_for_bot(hand.page, address)
        yield hand


def _wait_for_bot(page: Page, address: str) -> None:
    """Wait until the bot polls: it hears events from then on."""
    deadline = time.monotonic() + STARTING
    asked: set[str] = set()
    while "groups.getLongPollServer" not in asked:
        assert time.monotonic() < deadline, f"the bot never came: {asked}"
        page.wait_for_timeout(200)
        answer = page.request.get(f"{address}sandbox/calls?since=0").json()
        asked = {call["method"] for call in answer["calls"]}
