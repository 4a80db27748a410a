import asyncio
import gc
import io
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from loguru import logger
from pydantic import SecretStr

from bot.log import MASK, catch_strays, configure_log, secrets_of
from bot.settings import Settings

TOKEN = "vk1.a.very-secret_token"
SECRET = "CallbackSecret1"
LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"]


@pytest.fixture(autouse=True)
def take_down() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logger.remove()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


def fail(text: str) -> None:
    raise ValueError(text)


@pytest.mark.parametrize("level", LEVELS)
def test_the_token_is_masked_at_every_level_and_in_exceptions(log: io.StringIO, level: str) -> None:
    configure_log(level, [TOKEN], to=log)

    for each in LEVELS:
        logger.log(each, "POST https://api.vk.ru/method/users.get?access_token={}&v=5", TOKEN)
    try:
        fail(f"cannot connect with {TOKEN}")
    except ValueError:
        logger.exception("failed with {}", TOKEN)
    logging.getLogger("aiohttp.client").error("url ?access_token=%s", TOKEN)

    assert MASK in log.getvalue()
    assert "failed with" in log.getvalue()
    assert TOKEN not in log.getvalue()


@pytest.mark.parametrize(
    "said",
    [
        f"secret {SECRET}",
        f'{{"secret": "{SECRET}"}}',
        "postgresql+asyncpg://bot:p%40ss%2Fword@db.example/bot",
        "cannot log in with p@ss/word",
        "postgresql://bot:abc@db/bot",
        "{'access_token': 'vk1.a.of-somebody-else'}",
        "https://oauth.vk.ru/blank.html#access_token=vk1.a.of-somebody-else&expires_in=0",
    ],
)
def test_every_secret_of_the_settings_is_masked(log: io.StringIO, said: str) -> None:
    settings = Settings.model_construct(
        vk_token=SecretStr(TOKEN),
        callback_secret=SecretStr(SECRET),
        database_url="postgresql+asyncpg://bot:p%40ss%2Fword@db.example/bot",
    )
    configure_log("DEBUG", secrets_of(settings), to=log)

    logger.info("{}", said)
    logging.getLogger("asyncio").error("%s", said)

    assert log.getvalue().count(MASK) == 2
    for secret in (SECRET, "p@ss", "p%40ss", ":abc@", "somebody"):
        assert secret not in log.getvalue()


def test_without_secrets_nothing_is_masked(log: io.StringIO) -> None:
    settings = Settings.model_construct(
        vk_token=SecretStr(TOKEN), callback_secret=None, database_url="sqlite+aiosqlite:///bot.db"
    )
    configure_log("INFO", secrets_of(settings), to=log)
    logger.info("error 5 at https://api.vk.ru/method/users.get")
    assert log.getvalue().endswith("error 5 at https://api.vk.ru/method/users.get\n")


def test_asyncios_report_of_a_lost_failure_is_not_quoted_above_debug(log: io.StringIO) -> None:
    configure_log("INFO", [TOKEN], to=log)

    async def lose() -> None:
        # nobody awaits it
        asyncio.ensure_future(_fail_later())  # noqa: TID251, RUF006
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gc.collect()

    asyncio.run(lose())
    gc.collect()

    assert "Task exception was never retrieved" in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert "тайное" not in log.getvalue()


async def _fail_later() -> None:
    fail("тайное слово")


def test_stray_exceptions_are_logged_without_their_text(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    configure_log("INFO", [TOKEN], to=log)
    catch_strays()

    thread = threading.Thread(target=fail, args=("тайное слово",))
    thread.start()
    thread.join()

    assert "in fail" in log.getvalue()
    assert "тайное" not in log.getvalue()


def test_keys_of_the_long_poll_are_masked_in_any_line(log: io.StringIO) -> None:
    configure_log("DEBUG", [TOKEN], to=log)

    logger.info("https://lp.vk.com/whp/1?act=a_check&key=abc.def&ts=5")

    assert "abc.def" not in log.getvalue()
    assert "ts=5" in log.getvalue()


def test_the_text_of_an_exception_is_hidden_above_debug(log: io.StringIO) -> None:
    configure_log("INFO", [TOKEN], to=log)

    try:
        try:
            fail("Иванов написал: секрет")
        except ValueError as cause:
            raise RuntimeError("Иванов") from cause
    except RuntimeError:
        logger.exception("event 17 failed")

    text = log.getvalue()
    assert "event 17 failed" in text
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "in fail" in text
    assert "Иванов" not in text


def test_debug_shows_the_text_of_an_exception(log: io.StringIO) -> None:
    configure_log("DEBUG", [TOKEN], to=log)

    try:
        fail("no such table: chats")
    except ValueError:
        logger.exception("event 17 failed")

    assert "no such table: chats" in log.getvalue()


def test_payloads_that_libraries_log_are_never_shown(log: io.StringIO) -> None:
    configure_log("DEBUG", [TOKEN], to=log)

    for library in ("vkbottle.api.api", "sqlalchemy.engine"):
        logger.patch(lambda record, name=library: record.update(name=name)).info("payload")  # type: ignore[misc]
    logging.getLogger("sqlalchemy.engine").info("INSERT")
    logging.getLogger("vkbottle").warning("trouble")

    assert "payload" not in log.getvalue()
    assert "INSERT" not in log.getvalue()
    assert "trouble" in log.getvalue()


def test_braces_in_a_logged_text_do_no_harm(log: io.StringIO) -> None:
    configure_log("INFO", [TOKEN], to=log)

    logging.getLogger("asyncio").warning("{'a': {}} <red>")
    try:
        fail("{x}")
    except ValueError:
        logger.exception("{}", "{y} <b>")

    assert "{'a': {}} <red>" in log.getvalue()
    assert "{y} <b>" in log.getvalue()


def test_configuring_twice_logs_every_line_once() -> None:
    first, second = io.StringIO(), io.StringIO()
    configure_log("INFO", [TOKEN], to=first)
    configure_log("INFO", [TOKEN], to=second)

    logger.info("hello")

    assert first.getvalue() == ""
    assert second.getvalue().count("hello") == 1
