"""`bot sandbox`: the emulator, the bot against it in a process of its own, the page."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bot.policy.file import policy_in_force
from bot.sandbox.college import ADMINISTRATOR, seed_college
from bot.sandbox.conversations import SandboxClock
from bot.sandbox.keeping import resume, saving
from bot.sandbox.server import serve
from bot.sandbox.showing import explain
from bot.sandbox.world import World
from bot.settings import Settings, load_policy_settings

_TOKEN = "sandbox"  # noqa: S105 -- opens nothing but the emulator
_GROUP = 1
_ZONE = "Europe/Saratov"
_SETTINGS = frozenset(name.upper() for name in Settings.model_fields)
_TRIES = 20
"""How many ports are tried, from the one asked for."""

_STARTING = 60.0
"""Seconds to wait for the bot's start; the page opens then in any case."""

_ENDING = 6.0
"""Seconds for the bot to end."""


async def run_sandbox(host: str, port: int, data: Path | None) -> int:
    """Run the sandbox until Ctrl-C or SIGTERM; return the exit status.

    If `port` is taken, the next free one is used; 0 takes any. `data` keeps the bot's database and
    the world between runs; without it both are temporary. Raises `SettingsError`, as the bot
    itself would.
    """
    stop = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)
    world = World(clock=SandboxClock(), group_id=_GROUP, token=_TOKEN)
    policy = load_policy_settings()
    conduct = policy_in_force(policy.policy_file, policy.locale).conduct
    explained = partial(explain, conduct=conduct)
    world.zone = os.environ.get("TIMEZONE", _ZONE)
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        _open_story(world, folder)
        port = _free_port(host, port)
        async with saving(world, folder), serve(world, host, port, explain=explained) as url:
            bot = await _start_bot(url, folder)
            await _until_either(bot, world.stream.asked, most=_STARTING)
            if not world.people:
                # only now: VK keeps no events for a bot that has never polled
                seed_college(world)
            print(f"Песочница открыта: {url}/", flush=True)  # noqa: T201
            status = await _until_either(bot, stop)
            if status is None:
                status = 0
                bot.terminate()
                try:
                    async with asyncio.timeout(_ENDING):
                        await bot.wait()
                except TimeoutError:
                    bot.kill()
                    await bot.wait()
    return status


def _open_story(world: World, folder: Path) -> None:
    aside = resume(world, folder)
    if aside is not None:
        print(  # noqa: T201
            "Началась новая история: прежнюю продолжить нельзя, в папке нет целого мира с его "
            f"базой. Её файлы отложены в {aside}",
            flush=True,
        )
    elif world.people:
        print(f"Продолжается история из {folder}", flush=True)  # noqa: T201


async def _start_bot(url: str, folder: Path) -> asyncio.subprocess.Process:
    policy = load_policy_settings()
    file = policy.policy_file
    environment = {
        # of the administrator's settings the sandbox uses the policy alone
        **{name: value for name, value in os.environ.items() if name not in _SETTINGS},
        **({} if file is None else {"POLICY_FILE": str(file.absolute())}),
        "LOCALE": policy.locale,
        "VK_GROUP_ID": str(_GROUP),
        "VK_TOKEN": _TOKEN,
        "VK_API_URL": f"{url}/method/",
        "SANDBOX_CLOCK_URL": f"{url}/sandbox/clock",
        "ADMIN_IDS": str(ADMINISTRATOR),
        "DATABASE_URL": f"sqlite+aiosqlite:///{(folder / 'bot.db').absolute()}",
        "TIMEZONE": os.environ.get("TIMEZONE", _ZONE),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }
    return await asyncio.create_subprocess_exec(
        # there is no `.env` there
        *(sys.executable, "-m", "bot", "run"),
        env=environment,
        cwd=folder,
    )


async def _until_either(
    bot: asyncio.subprocess.Process, event: asyncio.Event, *, most: float | None = None
) -> int | None:
    """Wait for an event or the bot's end, `most` seconds; return its exit status if it ended."""
    async with asyncio.TaskGroup() as tasks:
        waits = {tasks.create_task(event.wait()), tasks.create_task(bot.wait())}
        await asyncio.wait(waits, timeout=most, return_when=asyncio.FIRST_COMPLETED)
        for each in waits:
            each.cancel()
    return bot.returncode


def _free_port(host: str, wanted: int) -> int:
    for port in range(wanted, wanted + _TRIES if wanted else 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return 0
