"""What a thousand times as many entries cost: start, memory, a command, the hot path, the clock.

`python -m tests.bench.scale` makes two databases, of a thousand entries and of a million (ten
thousand chats, a hundred thousand members, ten thousand running blocks), and measures the same in a
process of its own over each, in turns. Times are the process's own, since these machines are
noisy, and hold the loading of the code. `--database` takes an address of PostgreSQL with `{size}`
in the name of the database; without it files of SQLite are made.
"""

import argparse
import asyncio
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.log import configure_log
from handlers.conversation.inspecting import remember_chats
from handlers.conversation.services import Services
from handlers.conversation.watch import Watch
from handlers.due import next_due, run_due
from handlers.messenger import Haste, Roster, RosterEntry
from handlers.revision import remember_policy
from rules.ids import ChatId, MemberId
from storage.database import open_storage
from storage.records import Person
from tests.bench.dispatch import Nobody, answers, runner_of, services_for
from tests.bench.figures import print_head, print_row, resident
from tests.bench.large import ENTRIES, FIRST, make_large, people_of

SMALL, LARGE = 10, 10_000
"""Chats."""

AIM = 1.3
_WORDS = {
    "start": "start to ready, s",
    "memory": "memory once ready, MB",
    "command": "a command, ms",
    "ordinary": "an ordinary message, µs",
    "due": "a look at what falls due, ms",
    "outbox": "a look into the outbox, ms",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale")
    parser.add_argument("--chats", type=int, default=LARGE, help="chats of the large one")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--database", help="postgresql+asyncpg://…/bench_{size}, both made anew")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(asyncio.run(_measure(given.measure))))
        return
    with tempfile.TemporaryDirectory() as folder:
        pattern = given.database or f"sqlite+aiosqlite:///{Path(folder) / 'bench_{size}.db'}"
        print_table(pattern, chats=given.chats, turns=given.turns)


def print_table(pattern: str, *, chats: int, turns: int) -> None:
    """Make both databases and print the table; `pattern` is their address with `{size}` in it."""
    small, large = pattern.format(size="small"), pattern.format(size="large")
    for url, number in ((small, SMALL), (large, chats)):
        asyncio.run(_make(url, number))
    measured: dict[str, list[dict[str, float]]] = {small: [], large: []}
    for turn in range(turns + 1):
        for url in (small, large) if turn % 2 else (large, small):
            figures = _apart(url)
            if turn:  # the first brings the files into the machine's memory
                measured[url].append(figures)
    sizes = [f"{number * ENTRIES:,} entries" for number in (SMALL, chats)]
    print_head("measure", *sizes, "ratio", "aim")
    for name, words in _WORDS.items():
        few, many = (statistics.median(each[name] for each in measured[u]) for u in (small, large))
        print_row(words, f"{few:.2f}", f"{many:.2f}", f"{many / few:.2f}", f"at most {AIM}")


async def _make(url: str, number: int) -> None:
    policy = services_for(Watch()).policy
    async with open_storage(url) as storage:
        await make_large(storage, number=number, policy_version=policy.version)


def _apart(url: str) -> dict[str, float]:
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.scale", "--measure", url],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    figures: dict[str, float] = json.loads(said)
    return figures


async def _measure(url: str) -> dict[str, float]:
    configure_log("INFO", ())
    gc.freeze()  # as the process does
    async with open_storage(url) as storage:
        services = replace(services_for(Watch(), storage), messenger=_Staying())
        await remember_chats(services)
        await remember_policy(services)
        ready = time.process_time()
        memory = resident()
        run = runner_of(services)
        await run(_commands(0, 3))
        commands = [await _timed(run, _commands(number, 1)) for number in range(3, 43)]
        rates = [await _timed(run, _ordinary(turn)) for turn in range(5)]
        await run_due(services)
        due = [await _looked(services) for _ in range(9)]
        outbox = [await _looked_into(services) for _ in range(9)]
    return {
        "start": ready,
        "memory": memory,
        "command": 1e3 * statistics.median(commands),
        "ordinary": 1e6 * statistics.median(rates) / 2_000,
        "due": 1e3 * statistics.median(due),
        "outbox": 1e3 * statistics.median(outbox),
    }


def _ordinary(turn: int) -> list[bytes]:
    peers = [FIRST + number for number in range(SMALL)]
    return answers(2_000, begin=turn * 2_000, peers=peers)


async def _timed(run: Any, batches: Sequence[bytes]) -> float:
    begun = time.process_time()
    await run(batches)
    return time.process_time() - begun


async def _looked(services: Services) -> float:
    begun = time.process_time()
    await run_due(services)
    await next_due(services)
    return time.process_time() - begun


async def _looked_into(services: Services) -> float:
    begun = time.process_time()
    await services.storage.outbox.due(datetime.now(UTC), limit=20)
    await services.storage.outbox.next_due(datetime.now(UTC))
    return time.process_time() - begun


def _commands(first: int, number: int) -> list[bytes]:
    """Give violations that a teacher records, each in another of the first chats."""
    batches = []
    for each in range(first, first + number):
        chat = ChatId(FIRST + each % SMALL)
        teacher, _, student, *_ = people_of(chat)
        message = {
            "date": 1_790_000_000 + each,
            "from_id": teacher,
            "id": 0,
            "out": 0,
            "peer_id": chat,
            "conversation_message_id": 10_000 + each,
            "text": f"/нарушение @id{student} 3 мешает",
            "attachments": [],
            "fwd_messages": [],
        }
        update = {
            "type": "message_new",
            "event_id": f"command-{time.time_ns()}-{each}",
            "group_id": 1,
            "v": "5.199",
            "object": {"message": message, "client_info": {}},
        }
        batches.append(json.dumps({"ts": str(each), "updates": [update]}).encode())
    return batches


class _Staying(Nobody):
    """A messenger in which everybody stays where they were."""

    async def roster(self, chat: ChatId, haste: Haste = Haste.AWAITED) -> Roster:
        teacher, *_ = people_of(chat)
        entries = tuple(
            RosterEntry(
                member=member,
                is_moderator=member == teacher,
                joined_at=datetime(2026, 11, 1, tzinfo=UTC),
                restricted=False,
            )
            for member in people_of(chat)
        )
        return Roster(title="ИСП-21", entries=entries, people=())

    async def people(self, ids: Iterable[MemberId]) -> tuple[Person, ...]:
        return ()

    async def resolve(self, screen_name: str) -> MemberId | None:
        return None


if __name__ == "__main__":
    main()
