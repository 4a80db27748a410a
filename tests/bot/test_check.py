import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.checking import check
from bot.settings import Settings, load_settings
from handlers.conversation.saying import new_chat
from rules.ids import ChatId
from storage.database import open_storage
from storage.records import ChatState
from tests.bot.scripted_vk import TOKEN, ScriptedVk, error, scripted_vk, well
from tests.databases import at_file, change
from tests.variants import variants

EVENTS = ("message_new", "message_event", "message_allow", "message_deny", "message_edit")


PERMISSIONS, LONG_POLL = "groups.getTokenPermissions", "groups.getLongPollSettings"
SERVERS, ADD_SERVER = "groups.getCallbackServers", "groups.addCallbackServer"
OFF = [well({"is_enabled": False}), well({"is_enabled": True, "events": {"message_new": 1}})]
CALLBACK = {
    "TRANSPORT": "callback",
    "CALLBACK_SECRET": "Secret12345",
    "CALLBACK_URL": "https://bot.example.org/callback",
}

REGISTER: dict[str, Any] = {"register": True, **CALLBACK}


def a_server(**changes: object) -> dict[str, Any]:
    return {
        "id": 3,
        "title": "Poryadok",
        "creator_id": 1,
        "url": CALLBACK["CALLBACK_URL"],
        "secret_key": CALLBACK["CALLBACK_SECRET"],
        "status": "ok",
        **changes,
    }


def permitted(*names: str) -> dict[str, Any]:
    return well({"mask": 0, "permissions": [{"name": name} for name in names]})


def servers(*items: dict[str, Any]) -> dict[str, Any]:
    return well({"count": len(items), "items": list(items)})


@pytest.fixture
async def vk(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ScriptedVk]:
    """A VK in which everything is as it should be."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    async with scripted_vk() as served:
        served.script("groups.getById", well({"groups": [{"id": 7, "name": "Колледж"}]}))
        served.script(PERMISSIONS, permitted("messages", "manage", "photos", "docs"))
        served.script(LONG_POLL, well({"is_enabled": True, "events": dict.fromkeys(EVENTS, 1)}))
        served.script(SERVERS, servers(a_server()))
        served.script("groups.getCallbackSettings", well({"events": dict.fromkeys(EVENTS, 1)}))
        for method in ("setCallbackSettings", "editCallbackServer", "setLongPollSettings"):
            served.script(f"groups.{method}", well(1))
        served.script("groups.addCallbackServer", well({"server_id": 3}))
        served.script("utils.getServerTime", lambda params: well(int(time.time())))
        yield served


def settings_for(vk: ScriptedVk, folder: Path, **more: str) -> Settings:
    lines = {
        "VK_TOKEN": TOKEN,
        "VK_API_URL": vk.url,
        "DATABASE_URL": at_file(folder / "bot.db"),
        "ADMIN_IDS": "401, 402",
        **more,
    }
    file = folder / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in lines.items()), "utf-8")
    return load_settings(file)


Report = Callable[..., Awaitable[tuple[int, list[str]]]]
"""Checks with these settings; returns the exit status and the lines that were printed."""


@pytest.fixture
def report(vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Report:
    async def check_with(*, register: bool = False, **more: str) -> tuple[int, list[str]]:
        status = await check(settings_for(vk, tmp_path, **more), register_callback=register)
        return status, capsys.readouterr().out.splitlines()

    return check_with


async def test_all_is_well(report: Report) -> None:
    status, lines = await report()

    assert status == 0
    assert [line[0] for line in lines] == ["✓"] * 9
    assert "Колледж" in lines[0]


def seconds_ahead(seconds: int) -> Callable[[object], dict[str, Any]]:
    return lambda params: well(int(time.time()) + seconds)


@pytest.mark.parametrize(
    ("mark", "words", "answers", "settings"),
    [
        ("✗", "VK_TOKEN", {"groups.getById": error(5)}, {}),
        ("✗", "VK_TOKEN", {"groups.getById": error(100)}, {}),
        ("✗", "управление сообществом", {PERMISSIONS: permitted("messages")}, {}),
        ("✗", "сообщения сообщества", {PERMISSIONS: permitted("manage")}, {}),
        ("✗", "События Long Poll", {LONG_POLL: error(15)}, {}),
        ("✗", "VK_GROUP_ID=8", {}, {"VK_GROUP_ID": "8"}),
        ("✗", "VK_API_URL", {}, {"VK_API_URL": "http://127.0.0.1:1/method/"}),
        ("!", "ADMIN_IDS", {}, {"ADMIN_IDS": ""}),
        ("!", "отстают", {"utils.getServerTime": seconds_ahead(60)}, {}),
        ("!", "спешат", {"utils.getServerTime": seconds_ahead(-60)}, {}),
        *(
            ("!", words, {LONG_POLL: off, "groups.setLongPollSettings": error(15)}, {})
            for off in OFF
            for words in ("message_event", "Работа с API")
        ),
        ("✗", "--register-callback", {SERVERS: servers()}, CALLBACK),
        ("✗", "--register-callback", {SERVERS: servers(a_server(url="https://o.org/"))}, CALLBACK),
        ("✗", "CALLBACK_SECRET", {SERVERS: servers(a_server(secret_key="another123"))}, CALLBACK),
        ("✗", "подтвердить", {SERVERS: servers(a_server(status="failed"))}, CALLBACK),
        ("✗", "права", {SERVERS: error(15)}, CALLBACK),
        *(
            ("✗", words, {SERVERS: servers(), ADD_SERVER: error(code)}, REGISTER)
            for code, words in ((2000, "десять серверов"), (15, "не даёт"))
        ),
        ("✗", "CALLBACK_URL", {}, {"register": True}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_trouble_is_told_in_one_line_without_secrets(
    vk: ScriptedVk,
    report: Report,
    mark: str,
    words: str,
    answers: dict[str, Any],
    settings: dict[str, Any],
) -> None:
    for method, answer in answers.items():
        vk.script(method, answer)

    status, lines = await report(**settings)

    (told,) = (line for line in lines if line.startswith(mark))
    assert words in told
    assert status == (1 if mark == "✗" else 0)
    assert TOKEN not in "".join(lines)
    assert CALLBACK["CALLBACK_SECRET"] not in "".join(lines)


@pytest.mark.parametrize("answer", variants(*OFF), ids=str)
async def test_events_that_are_off_are_switched_on(
    vk: ScriptedVk, answer: dict[str, Any], report: Report
) -> None:
    vk.script(LONG_POLL, answer)

    status, lines = await report()

    assert status == 0
    assert any("теперь включены" in line and "message_event" in line for line in lines)
    (call,) = vk.of("groups.setLongPollSettings")
    assert {event: call.params[event] for event in EVENTS} == dict.fromkeys(EVENTS, "1")


async def test_a_file_that_is_no_database_is_a_fault(tmp_path: Path, report: Report) -> None:
    (tmp_path / "bot.db").write_text("this is not a database, it is a letter" * 100)

    status, lines = await report()

    assert status == 1
    assert any(line.startswith("✗ База данных") for line in lines)


async def make_database(file: Path, *, version: str) -> None:
    """Create a database that declares that version."""
    async with open_storage(at_file(file)):
        pass
    await change(at_file(file), "UPDATE alembic_version SET version_num = :to", to=version)


async def test_a_database_of_a_newer_bot_is_told_in_one_sentence(
    tmp_path: Path, report: Report
) -> None:
    await make_database(tmp_path / "bot.db", version="9999")

    status, lines = await report()

    assert status == 1
    (fault,) = (line for line in lines if "более новой" in line)
    assert fault.startswith("✗ База данных создана более новой версией")


async def test_a_policy_that_cannot_be_read_is_a_fault(tmp_path: Path, report: Report) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("threshold = ", "utf-8")

    status, lines = await report(POLICY_FILE=str(policy))

    assert status == 1
    assert any(line.startswith("✗ Правила") for line in lines)


async def test_the_report_is_in_the_administrators_language(report: Report) -> None:
    _, lines = await report(LOCALE="en")

    assert "community “Колледж”" in lines[0]
    assert [line for line in lines if line.startswith("✓ Clock")] == ["✓ Clock: right"]


async def test_a_check_creates_and_changes_no_database(tmp_path: Path, report: Report) -> None:
    status, lines = await report()

    assert status == 0
    assert any("при первом запуске" in line for line in lines)
    assert not (tmp_path / "bot.db").exists()


async def test_pending_migrations_are_named(tmp_path: Path, report: Report) -> None:
    await make_database(tmp_path / "bot.db", version="0007")

    status, lines = await report()

    (warning,) = (line for line in lines if line.startswith("! База данных"))
    assert status == 0
    assert "0007" in warning
    assert "0008, 0009" in warning
    with closing(sqlite3.connect(tmp_path / "bot.db")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0007",)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (None, "1 беседа,"),
        *variants((917, "не администратор"), (927, "больше нет"), (100, "позже")),
    ],
)
async def test_the_rights_in_each_chat_are_checked(
    vk: ScriptedVk, tmp_path: Path, code: int | None, words: str, report: Report
) -> None:
    await put_chats(tmp_path, ("ИСП-21", ChatState.SERVED), ("Бывшая", ChatState.GONE))
    vk.script(
        "messages.getConversationMembers",
        well({"count": 1, "items": []}) if code is None else error(code),
    )

    _, lines = await report()

    (found,) = (line for line in lines if "Бесед" in line and words in line)
    assert ("ИСП-21" in found) == (code is not None)
    assert not any("Бывшая" in line for line in lines)


async def put_chats(folder: Path, *chats: tuple[str, ChatState]) -> None:
    async with (
        open_storage(at_file(folder / "bot.db")) as storage,
        storage.work() as work,
    ):
        for number, (title, state) in enumerate(chats, start=1):
            chat = new_chat(ChatId(2_000_000_000 + number))
            await work.put_chat(replace(chat, title=title, state=state))


async def test_a_callback_server_that_vk_knows_is_well(vk: ScriptedVk, report: Report) -> None:
    status, lines = await report(**CALLBACK)

    assert status == 0
    assert [line[0] for line in lines] == ["✓"] * 10
    assert not vk.of(LONG_POLL)


async def test_registering_adds_the_server_with_its_secret_and_events(
    vk: ScriptedVk, report: Report
) -> None:
    vk.script(SERVERS, servers(), servers(a_server()))

    status, _ = await report(**REGISTER)

    assert status == 0
    (added,) = vk.of("groups.addCallbackServer")
    assert added.params["url"] == CALLBACK["CALLBACK_URL"]
    assert added.params["secret_key"] == CALLBACK["CALLBACK_SECRET"]
    (settings,) = vk.of("groups.setCallbackSettings")
    assert {event: settings.params[event] for event in EVENTS} == dict.fromkeys(EVENTS, "1")


async def test_registering_again_edits_a_server_only_if_it_has_to(
    vk: ScriptedVk, report: Report
) -> None:
    await report(**REGISTER)
    assert not vk.of("groups.editCallbackServer")

    vk.script(SERVERS, servers(a_server(status="failed")))
    await report(**REGISTER)
    assert len(vk.of("groups.editCallbackServer")) == 1
    assert not vk.of("groups.addCallbackServer")
