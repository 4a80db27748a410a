"""The house that is fuzzed: a bot with a campus behind it, and an ear for what would be a bug."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from loguru import logger

from bot.intake import Intake
from bot.stream import StreamPlace, TakeMissed
from rules.vocabulary.acquaintance import Acknowledged, AcknowledgementAsked, RulesShown
from rules.vocabulary.apologies import ApologyMade, VoteCast
from rules.vocabulary.appeals import AppealAnswered, AppealExtended, AppealMade
from rules.vocabulary.complaints import ComplaintMade
from rules.vocabulary.leavers import ExpelledByHand
from rules.vocabulary.signals import SignalRaised
from rules.vocabulary.silence import MessageHushed
from rules.vocabulary.spread import PageReturned
from rules.vocabulary.suspicions import SuspicionGrown, SuspicionRaised
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageErased
from storage.kinds import read_fact
from tests.in_process.bot import InProcessBot, open_bot
from tests.rights.campus import ADMINISTRATOR, SECOND_ADMINISTRATOR, Campus
from tests.rights.founding import found

OWN = (
    Acknowledged,
    VoteCast,
    ApologyMade,
    AppealMade,
    AppealAnswered,
    AppealExtended,
    ComplaintMade,
    SignalRaised,
    PageReturned,
    SuspicionRaised,
    SuspicionGrown,
    MessageErased,
    MessageHushed,
)
"""What people without rights may bring into the journal: their own word, and what they write."""

OF_SERVICE = (RulesShown, AcknowledgementAsked, ExpelledByHand)
"""What VK's word that somebody came or went brings into it, besides."""


_SHOWN = 4000
"""Characters of an update that are shown."""


class BugError(AssertionError):
    """What the intake would have logged as a bug."""


class House:
    """Hears whatever it is given, through the intake as in production."""

    def __init__(self, bot: InProcessBot, campus: Campus, file: Path) -> None:
        self.bot, self.campus, self._file = bot, campus, file
        self._bugs: list[str] = []
        self._intake = Intake(
            reader=bot.reader,
            look=bot.look,
            handle=bot.handle,
            on_gap=_nothing,
            place=StreamPlace("0"),
        )
        # whatever is set up shows every frame's variables, which takes most of the time
        logger.remove()
        logger.add(
            self._bugs.append, level="ERROR", format="{message}", backtrace=False, diagnose=False
        )

    async def hear(self, update: Any) -> None:
        """Hear an update. Raises `BugError` for what would be logged as a bug."""
        self._intake.take("0", [update])
        await self._intake.finish()
        if self._bugs:
            told, self._bugs[:] = "".join(self._bugs), []
            raise BugError(f"{told}\nby {repr(update)[:_SHOWN]}")

    def entries(self) -> int:
        """Give how many entries the journals have."""
        with closing(sqlite3.connect(self._file, timeout=10)) as live:
            (count,) = live.execute("SELECT count(*) FROM journal").fetchone()
        return int(count)

    def facts(self, number: int) -> list[Fact]:
        """Give the facts that were recorded last."""
        with closing(sqlite3.connect(self._file, timeout=10)) as live:
            rows = live.execute(
                "SELECT kind, payload FROM journal ORDER BY rowid DESC LIMIT ?", (number,)
            ).fetchall()
        return [read_fact(kind, payload) for kind, payload in rows]


def _nothing(take: TakeMissed) -> None:
    pass


@asynccontextmanager
async def open_house() -> AsyncIterator[House]:
    """Raise a campus in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        administrators = (ADMINISTRATOR, SECOND_ADMINISTRATOR)
        async with open_bot(Path(folder), administrators=administrators) as bot:
            yield House(bot, await found(bot), Path(folder) / "bot.db")


class Lived:
    """A house that outlives single calls, for callers that are not asynchronous."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._opened = open_house()
        self.house = self._runner.run(self._opened.__aenter__())

    def hear(self, update: Any) -> None:
        """Hear an update, as `House.hear`."""
        self._runner.run(self.house.hear(update))

    def carry(self) -> None:
        """Carry what is in the outbox to the world."""
        self._runner.run(self.house.bot.carry())

    def close(self) -> None:
        """Take the house down."""
        self._runner.run(self._opened.__aexit__(None, None, None))
        self._runner.close()
