"""The log: loguru to stderr, without secrets, people's words, or their names.

Our own lines at INFO and above hold ids only. The text of an exception is not ours: a database
driver quotes the row, a validator the input. So above DEBUG an exception is logged as its type and
its stack, without its text.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote, unquote, urlsplit

import vkbottle  # noqa: F401 -- it configures loguru on import: our sinks must come after
from loguru import logger
from pydantic import SecretStr

from bot.settings import Settings

if TYPE_CHECKING:
    from loguru import Message, Record


_QUIET = ("vkbottle", "sqlalchemy", "aiosqlite", "asyncpg", "alembic", "aiohttp", "asyncio")
"""Libraries whose lines below WARNING hold payloads, or do not matter to an administrator."""

_CHAIN = 5
"""How many causes of an exception are logged."""


def configure_log(level: str, secrets: Iterable[str], *, to: TextIO | None = None) -> None:
    """Log to stderr (or `to`) from `level` up, with the secrets masked everywhere.

    Earlier sinks are removed.
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
        # variables hold people's words and names
        diagnose=False,
    )
    logging.basicConfig(handlers=[_ToLoguru(verbose)], level=logging.WARNING, force=True)


def catch_strays() -> None:
    """Log exceptions that nobody awaits or catches, in place of Python's own reports."""
    sys.unraisablehook = lambda stray: _stray(stray.exc_value)
    threading.excepthook = lambda stray: _stray(stray.exc_value)


def _stray(failure: BaseException | None) -> None:
    logger.opt(exception=failure).error("something failed where nobody could be told")


def _admit(record: "Record") -> bool:
    library = (record["name"] or "").partition(".")[0]
    return library not in _QUIET or record["level"].no >= logging.WARNING


_START = "{time:YYYY-MM-DD HH:mm:ss.SSS} {level: <7} "


def _line(record: "Record") -> str:
    # with several communities each line names its own
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
    """Return the type and stack of an exception and of its causes, without their texts."""
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
    """Forwards what libraries log through the standard library.

    asyncio reports a failed task by its repr, which quotes the exception: unless `verbose`, only
    the first line is forwarded.
    """

    def __init__(self, verbose: bool) -> None:
        super().__init__()
        self._verbose = verbose

    def emit(self, record: logging.LogRecord) -> None:
        """Log it through loguru, under the library's own name."""

        def rename(entry: "Record") -> None:
            entry["name"] = record.name

        said = record.getMessage()
        if not self._verbose:
            said = said.partition("\n")[0]
        logger.patch(rename).opt(exception=record.exc_info).log(
            record.levelname, "{}: {}", record.name, said
        )


MASK = "***"
"""The text in place of a secret."""

SHORTEST = 6
"""Secrets shorter than this many characters are masked in addresses alone: elsewhere they may be
ordinary words, and the log would be unreadable."""

_IN_ADDRESSES = re.compile(r"\b(access_token|key|secret|password)=[^&\s\"'<>]+")
_IN_JSON = re.compile(r"""(["'](?:access_token|key|secret|password)["']\s*:\s*)(["'])[^"']{6,}\2""")
_LOGIN = re.compile(r"(://[^:/@\s]*):[^/\s]*@")


class Masking:
    """Masks the given secrets, plain and URL-encoded, and any value in a secret's place in an
    address or JSON."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets for form in (secret, quote(secret, safe=""))}
        # longest first: one may be a part of another
        known = sorted((form for form in forms if len(form) >= SHORTEST), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """Return the text without secrets."""
        if self._known is not None:
            text = self._known.sub(MASK, text)
        text = _LOGIN.sub(rf"\1:{MASK}@", text)
        return _IN_JSON.sub(rf"\1\2{MASK}\2", _IN_ADDRESSES.sub(rf"\1={MASK}", text))


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Return the secrets in the settings."""
    given = (settings.vk_token, settings.callback_secret)
    return (*map(_secret, given), *_password(settings.database_url))


def _secret(given: SecretStr | None) -> str:
    return given.get_secret_value() if given else ""


def _password(url: str) -> tuple[str, ...]:
    password = urlsplit(url).password or ""
    # as the address has it, and as the server receives it
    return password, unquote(password)
