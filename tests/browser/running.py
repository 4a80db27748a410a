"""A browser, and the sandbox: as a process of its own, or in this one with its bot forked."""

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.sandbox.college import ADMINISTRATOR, seed_college
from tests.browser.alone import Alone
from tests.databases import with_tables
from tests.scenarios.stage import BotProcess

STARTING = 60
"""Seconds that the sandbox and its bot have to begin."""

ZONE = "Europe/Saratov"


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


@contextmanager
def with_a_bot(alone: Alone, folder: Path) -> Iterator[None]:
    """Run the sandbox's bot against an empty emulator, in a forked process; its college appears
    once it polls."""
    world = alone.world
    world.zone = ZONE

    async def begin() -> BotProcess:
        bot = BotProcess(
            alone.address.rstrip("/"),
            folder,
            world,
            {"ADMIN_IDS": str(ADMINISTRATOR), "TIMEZONE": ZONE, "TZ": ZONE},
            database=await with_tables(folder / "bot.db"),
            forked=True,
        )
        await bot.start()
        await world.stream.asked.wait()
        seed_college(world)
        return bot

    bot = alone.run(begin(), STARTING)
    try:
        yield
    finally:
        assert alone.run(bot.stop(), STARTING) == 0
