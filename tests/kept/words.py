"""The words that belong to the kept database: what is kept of them, and what is said now."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kept import presses
from tests.kept.seen import FILES, Pressed, deliver, kept_bot, press, read_journals


async def _journals(locale: str) -> str:
    with TemporaryDirectory() as folder:
        async with kept_bot(Path(folder), locale=locale, emptied=True) as bot:
            return await read_journals(bot)


async def _delivered() -> str:
    with TemporaryDirectory() as folder:
        async with kept_bot(Path(folder)) as bot:
            return await deliver(bot)


async def pressed(chosen: Sequence[Pressed]) -> str:
    """Give what each of those presses gives now."""
    with TemporaryDirectory() as folder:
        async with kept_bot(Path(folder)) as bot:
            return await press(bot, Path(folder), chosen)


SAID: Mapping[str, Callable[[], Awaitable[str]]] = {
    "journal.ru.txt": partial(_journals, "ru"),
    "journal.en.txt": partial(_journals, "en"),
    "delivered.txt": _delivered,
}
"""What the present code says of the kept database, by the file that keeps what it said."""

PRESSED = "pressed.txt"


def kept(name: str) -> str:
    """Give what was said when the file was written."""
    return (FILES / name).read_text(encoding="utf-8")


async def keep() -> None:
    """Keep what the present code says."""
    for name, said in SAID.items():
        (FILES / name).write_text(await said() + "\n", encoding="utf-8")
    (FILES / PRESSED).write_text(await pressed(presses.load()) + "\n", encoding="utf-8")
