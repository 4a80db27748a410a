"""A browser, and the sandbox as a process of its own."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

STARTING = 30
"""Seconds that the sandbox has for printing its address."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    found = shutil.which("chromium")
    assert found is not None, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def sandbox(folder: Path) -> Iterator[str]:
    """Start the sandbox as its own process; yields the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "sandbox", "--port", "0"],
        cwd=folder,
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


def wait_for_bot(page: Page, address: str) -> None:
    """Wait until the bot polls: it hears events from then on."""
    deadline = time.monotonic() + STARTING
    asked: set[str] = set()
    while "groups.getLongPollServer" not in asked:
        assert time.monotonic() < deadline, f"the bot never came: {asked}"
        page.wait_for_timeout(200)
        answer = page.request.get(f"{address}sandbox/calls?since=0").json()
        asked = {call["method"] for call in answer["calls"]}
