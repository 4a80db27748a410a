"""One trial: the same script without faults and with them, and how the two differ."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.outcome import Outcome, differences, outcome_of
from tests.chaos.playing import Played, open_theatre
from tests.chaos.script import Script, write_script

_MOST_TOLD = 60


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
            f"kills: {stormy.kills}",
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
) -> Figures:
    """Play a seed's script without any fault, then under faults and kills, and compare.

    The run without faults is one process on SQLite; `database` is where the other's are.
    Raises `tests.chaos.playing.NeverSettledError` where the bot comes to no end.
    """
    script = write_script(seed, updates=updates, chats=chats)
    plain, expected = await _run(folder / "plain", script, kills=0)
    stormy, found = await _run(
        folder / "stormy", script, kills=kills, processes=processes, database=database
    )
    told = [*(f"without faults: {each}" for each in expected.faults), *differences(expected, found)]
    return Figures(script=script, plain=plain, stormy=stormy, differences=tuple(told))


async def _run(
    folder: Path, script: Script, *, kills: int, processes: int = 1, database: str | None = None
) -> tuple[Played, Outcome]:
    await asyncio.to_thread(folder.mkdir, parents=True)
    async with open_theatre(folder, processes=processes, database=database) as (theatre, played):
        await theatre.play(script, kills=kills)
    return played, await outcome_of(played)
