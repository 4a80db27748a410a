"""One trial: the same script without faults and with them, and how the two differ."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.evidence import leave_evidence
from tests.chaos.outcome import Outcome, differences, outcome_of
from tests.chaos.playing import Played, open_theatre
from tests.chaos.script import Script, write_script

_MOST_TOLD = 60

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a trial came to."""

    script: Script
    plain: Played
    stormy: Played
    differences: tuple[str, ...]

    def in_words(self) -> str:
        """Give the figures, a line each."""
        script, plain, stormy = self.script, self.plain, self.stormy
        faults = ", ".join(f"{name} {n}" for name, n in sorted(stormy.faults.items()))
        lines = [
            f"seed: {script.seed}",
            f"updates: {stormy.updates} in {script.chats} chats, {len(script.rounds)} rounds",
            f"kills: {stormy.kills}; so often a process began to work: {stormy.shifts}",
            f"calls over VK's limit: {stormy.over_the_limit}",
            f"faults: {sum(stormy.faults.values())} ({faults})",
            f"acts that were not possible, without faults: {len(plain.impossible)}",
            f"presses unanswered: {plain.unanswered} without faults, {stormy.unanswered} with",
            f"seconds: {plain.seconds:.0f} without faults, {stormy.seconds:.0f} with",
            f"differences: {len(self.differences)}",
        ]
        return "\n".join([*lines, *self.differences[:_MOST_TOLD]])


async def attempt(
    folder: Path,
    *,
    seed: int,
    kills: int,
    updates: int,
    chats: int,
    processes: int = 1,
    database: str | None = None,
    transport: str = "longpoll",
) -> Figures:
    """Play a seed's script without any fault, then under faults and kills, and compare.

    The run without faults is one process on SQLite that asks for its events; `database` is where
    the other's processes are, and `transport` how VK's events come to them.
    Raises `tests.chaos.playing.NeverSettledError` where the bot comes to no end.
    """
    script = write_script(seed, updates=updates, chats=chats)
    # the two runs know nothing of each other, and mostly wait
    (plain, expected), (stormy, found) = await asyncio.gather(
        run(folder / "plain", script),
        run(
            folder / "stormy",
            script,
            kills=kills,
            processes=processes,
            database=database,
            transport=transport,
        ),
    )
    told = [*(f"without faults: {each}" for each in expected.faults), *differences(expected, found)]
    if processes > 1 and stormy.over_the_limit:
        told.append(f"VK's limit: {stormy.over_the_limit} calls over it")
    return Figures(script=script, plain=plain, stormy=stormy, differences=tuple(told))


async def run(
    folder: Path,
    script: Script,
    *,
    kills: int = 0,
    processes: int = 1,
    database: str | None = None,
    transport: str = "longpoll",
    after_round: Callable[[int], None] = lambda number: None,
) -> tuple[Played, Outcome]:
    """Play a script once, in a folder that is not there yet; give what became of it.

    `after_round` is called as `tests.chaos.playing.Theatre.play` says.
    """

    def settled(number: int) -> None:
        _log.info("%s: round %d of %d", folder.name, number + 1, len(script.rounds))
        after_round(number)

    await asyncio.to_thread(folder.mkdir, parents=True)
    opening = open_theatre(folder, processes=processes, database=database, transport=transport)
    async with opening as (theatre, played):
        try:
            await theatre.play(script, kills=kills, after_round=settled)
        finally:
            leave_evidence(played.world, folder)
    return played, await outcome_of(played)
