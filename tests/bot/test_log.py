import io
import logging
from collections.abc import Iterator

import pytest
from loguru import logger

from bot.log import MASK, configure_log

TOKEN = "vk1.a.very-secret_token"
LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"]


@pytest.fixture(autouse=True)
def take_down() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logger.remove()
    root.handlers[:] = handlers
    root.setLevel(level)


def fail(text: str) -> None:
    raise ValueError(text)


@pytest.mark.parametrize("level", LEVELS)
def test_the_token_is_masked_at_every_level_and_in_exceptions(level: str) -> None:
    log = io.StringIO()
    configure_log(level, TOKEN, to=log)

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


def test_keys_of_the_long_poll_are_masked_whoever_wrote_them() -> None:
    log = io.StringIO()
    configure_log("DEBUG", TOKEN, to=log)

    logger.info("https://lp.vk.com/whp/1?act=a_check&key=abc.def&ts=5")

    assert "abc.def" not in log.getvalue()
    assert "ts=5" in log.getvalue()


def test_what_an_exception_quotes_is_not_shown_above_debug() -> None:
    log = io.StringIO()
    configure_log("INFO", TOKEN, to=log)

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


def test_debug_shows_what_an_exception_says() -> None:
    log = io.StringIO()
    configure_log("DEBUG", TOKEN, to=log)

    try:
        fail("no such table: chats")
    except ValueError:
        logger.exception("event 17 failed")

    assert "no such table: chats" in log.getvalue()


def test_payloads_that_libraries_log_are_never_shown() -> None:
    log = io.StringIO()
    configure_log("DEBUG", TOKEN, to=log)

    for library in ("vkbottle.api.api", "sqlalchemy.engine"):
        logger.patch(lambda record, name=library: record.update(name=name)).info("payload")  # type: ignore[misc]
    logging.getLogger("sqlalchemy.engine").info("INSERT")
    logging.getLogger("vkbottle").warning("trouble")

    assert "payload" not in log.getvalue()
    assert "INSERT" not in log.getvalue()
    assert "trouble" in log.getvalue()


def test_braces_in_what_is_logged_do_no_harm() -> None:
    log = io.StringIO()
    configure_log("INFO", TOKEN, to=log)

    logging.getLogger("asyncio").warning("{'a': {}} <red>")
    try:
        fail("{x}")
    except ValueError:
        logger.exception("{}", "{y} <b>")

    assert "{'a': {}} <red>" in log.getvalue()
    assert "{y} <b>" in log.getvalue()


def test_configuring_twice_says_everything_once() -> None:
    first, second = io.StringIO(), io.StringIO()
    configure_log("INFO", TOKEN, to=first)
    configure_log("INFO", TOKEN, to=second)

    logger.info("hello")

    assert first.getvalue() == ""
    assert second.getvalue().count("hello") == 1
