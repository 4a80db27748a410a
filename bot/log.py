"""The log: loguru to stderr, without secrets, people's words, or their names.

What code says at INFO and above holds ids only. What it does not choose is how an exception
puts itself: a database driver quotes the row, a validator the input. So above DEBUG an
exception is shown by its type and the places that it passed, without its text.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import vkbottle  # noqa: F401 -- it sets up loguru when imported: our sinks must come after
from loguru import logger

from bot.masking import Masking

if TYPE_CHECKING:
    from loguru import Message, Record

_QUIET = ("vkbottle", "sqlalchemy", "aiosqlite", "asyncpg", "alembic", "aiohttp", "asyncio")
"""Libraries whose lines below WARNING hold payloads, or nothing for an administrator."""

_CHAIN = 5
"""How many causes of an exception are shown."""


def configure_log(level: str, secrets: Iterable[str], *, to: TextIO | None = None) -> None:
    """Send the log to stderr (or `to`) from that level up, with the secrets masked everywhere.

    Whatever was set up before is taken down.
    """
    stream = sys.stderr if to is None else to
    verbose = level == "DEBUG"
    masked = Masking(secrets)

    def write(message: "Message") -> None:
        stream.write(masked(message))
        stream.flush()

    logger.remove()
    logger.add(
        write,
        level=level,
        format=_with_text if verbose else _without_text,
        filter=_admit,
        backtrace=False,
        # the values of variables are people's words and names
        diagnose=False,
    )
    logging.basicConfig(handlers=[_ToLoguru(verbose)], level=logging.WARNING, force=True)


def catch_strays() -> None:
    """Send what nobody awaits or catches to the log, too, in place of Python's own reports."""
    sys.unraisablehook = lambda stray: _stray(stray.exc_value)
    threading.excepthook = lambda stray: _stray(stray.exc_value)


def _stray(failure: BaseException | None) -> None:
    logger.opt(exception=failure).error("something failed where nobody could be told")


def _admit(record: "Record") -> bool:
    library = (record["name"] or "").partition(".")[0]
    return library not in _QUIET or record["level"].no >= logging.WARNING


_START = "{time:YYYY-MM-DD HH:mm:ss.SSS} {level: <7} "


def _line(record: "Record") -> str:
    # of several communities each line says whose it is
    return (
        _START + ("[{extra[community]}] " if "community" in record["extra"] else "") + "{message}\n"
    )


def _with_text(record: "Record") -> str:
    return _line(record) + ("{exception}\n" if record["exception"] else "")


def _without_text(record: "Record") -> str:
    exception = record["exception"]
    if exception is None or exception.value is None:
        return _line(record)
    record["extra"]["passed"] = passed(exception.value)
    return _line(record) + "{extra[passed]}"


def passed(failure: BaseException) -> str:
    """Give an exception's type and the places that it passed, and its causes', without texts."""
    lines: list[str] = []
    at: BaseException | None = failure
    while at is not None and len(lines) < _CHAIN * 30:
        kind = type(at)
        lines.append(f"{'after ' if lines else ''}{kind.__module__}.{kind.__qualname__}\n")
        lines.extend(
            f"  {frame.filename}:{frame.lineno} in {frame.name}\n"
            for frame in traceback.extract_tb(at.__traceback__)
        )
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "".join(lines)


class _ToLoguru(logging.Handler):
    """Hands on what libraries say through the standard library.

    asyncio tells of a failure with the task's representation, and that quotes the failure: of
    this no more than the first line is handed on, unless it is `verbose`.
    """

    def __init__(self, verbose: bool) -> None:
        super().__init__()
        self._verbose = verbose

    def emit(self, record: logging.LogRecord) -> None:
        """Say it through loguru, under the library's own name."""

        def rename(entry: "Record") -> None:
            entry["name"] = record.name

        said = record.getMessage()
        if not self._verbose:
            said = said.partition("\n")[0]
        logger.patch(rename).opt(exception=record.exc_info).log(
            record.levelname, "{}: {}", record.name, said
        )
