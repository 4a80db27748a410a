"""A database that an earlier code wrote is read, worded and served by the present one as before.

`tests/kept/__main__.py` tells how the files are written. What they say differs only where people
are to see something else: then the words are written anew, and the difference is read.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from handlers.conversation.buttons import PRESSES
from storage.database import open_storage
from storage.kinds import EFFECTS, FACTS
from storage.verification import verify
from tests.databases import at_file
from tests.kept import presses
from tests.kept.seen import DATABASE
from tests.kept.words import PRESSED, SAID, kept, pressed
from tests.variants import variants

YOUNGER_FACTS = frozenset(
    {
        "appeal_extended",
        "brake_released",
        "complaint_made",
        "guardian_confirmed",
        "guardian_ended",
        "held_dropped",
        "moderator_suspended",
        "page_doubted",
        "page_returned",
        "reporters_seen",
        "reporting_closed",
        "reporting_opened",
        "signal_moved",
        "signal_raised",
        "suspension_lifted",
        "word_excepted",
        "word_watched",
    }
)
"""Kinds of facts that came after the database was written: it cannot hold them."""

YOUNGER_BUTTONS = frozenset(
    {
        "add_to",
        "ask_all",
        "both",
        "give",
        "guardian",
        "help",
        "let_write",
        "mine",
        "own",
        "part",
        "page_is_mine",
        "pass",
        "records",
        "reject_held",
        "release",
        "restore",
        "rules",
        "signal",
        "danger",
        "reporters",
        "close_reports",
        "open_reports",
        "spread",
        "watch",
        "step down",
    }
)
"""What buttons ask for that came after the database was written."""

YOUNGER_EFFECTS = frozenset({"keep_picture"})
"""Kinds of effects that came after the database was written."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(DATABASE, tmp_path / "bot.db"))


def kinds(file: Path, table: str) -> set[str]:
    with closing(sqlite3.connect(file)) as database:
        return {kind for (kind,) in database.execute(f"SELECT kind FROM {table}")}  # noqa: S608


def test_it_holds_every_kind(file: Path) -> None:
    assert kinds(file, "journal") == FACTS.keys() - YOUNGER_FACTS
    assert {payload["do"] for *_, payload in presses.load()} == PRESSES.keys() - YOUNGER_BUTTONS
    assert kinds(file, "outbox") == EFFECTS.keys() - YOUNGER_EFFECTS


async def test_it_opens_whole_and_its_tables_follow_from_its_journal(file: Path) -> None:
    async with open_storage(at_file(file)):
        pass
    verdict = await verify(at_file(file))
    assert verdict.faults == ()
    with closing(sqlite3.connect(DATABASE)) as database:
        entries = database.execute("SELECT count(*), count(erased_ms) FROM journal").fetchone()
    assert (verdict.entries, verdict.erased) == entries
    lines = [each for each in kept("journal.ru.txt").splitlines() if not each.startswith("== ")]
    assert verdict.entries == len(lines)


@pytest.mark.parametrize("name", variants(*SAID))
async def test_it_says_what_it_said(name: str) -> None:
    assert (await SAID[name]()).splitlines() == kept(name).splitlines()


def sections(text: str) -> list[list[str]]:
    """Give each press with what came of it."""
    return [each.splitlines() for each in text.strip().removeprefix("== ").split("\n== ")]


@pytest.mark.slow
async def test_each_button_gives_what_it_gave() -> None:
    assert sections(await pressed(presses.load())) == sections(kept(PRESSED))
