import sqlite3
import time
from collections.abc import AsyncIterator
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

EVENTS = ("message_new", "message_event", "message_allow", "message_deny", "message_edit")


@pytest.fixture
async def vk(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ScriptedVk]:
    """A VK in which everything is as it should be."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    async with scripted_vk() as served:
        served.script("groups.getById", well({"groups": [{"id": 7, "name": "Колледж"}]}))
        served.script(
            "groups.getTokenPermissions",
            well(
                {
                    "mask": 0,
                    "permissions": [
                        {"name": "messages"},
                        {"name": "manage"},
                        {"name": "photos"},
                        {"name": "docs"},
                    ],
                }
            ),
        )
        served.script(
            "groups.getLongPollSettings",
            well({"is_enabled": True, "events": dict.fromkeys(EVENTS, 1)}),
        )
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


async def report(
    vk: ScriptedVk,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    register: bool = False,
    **more: str,
) -> tuple[int, list[str]]:
    status = await check(settings_for(vk, folder, **more), register_callback=register)
    return status, capsys.readouterr().out.splitlines()


async def test_all_is_well(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = await report(vk, tmp_path, capsys)

    assert status == 0
    assert [line[0] for line in lines] == ["✓"] * 9
    assert "Колледж" in lines[0]


@pytest.mark.parametrize(
    ("method", "answer", "words"),
    [
        ("groups.getById", error(5), "VK_TOKEN"),
        ("groups.getById", error(100), "VK_TOKEN"),
        (
            "groups.getTokenPermissions",
            well({"permissions": [{"name": "messages"}]}),
            "управление сообществом",
        ),
        (
            "groups.getTokenPermissions",
            well({"permissions": [{"name": "manage"}]}),
            "сообщения сообщества",
        ),
        ("groups.getLongPollSettings", error(15), "События Long Poll"),
    ],
    ids=str,
)
async def test_a_fault_is_named_with_what_to_do(
    vk: ScriptedVk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    method: str,
    answer: dict[str, Any],
    words: str,
) -> None:
    vk.script(method, answer)

    status, lines = await report(vk, tmp_path, capsys)

    faults = [line for line in lines if line.startswith("✗")]
    assert status == 1
    assert len(faults) == 1
    assert words in faults[0]
    assert TOKEN not in "".join(lines)


async def test_a_college_without_administrators_is_a_warning(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = await report(vk, tmp_path, capsys, ADMIN_IDS="")

    assert status == 0
    (warning,) = (line for line in lines if line.startswith("!"))
    assert "ADMIN_IDS" in warning


async def test_another_communitys_token_is_a_fault(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = await report(vk, tmp_path, capsys, VK_GROUP_ID="8")

    assert status == 1
    assert "VK_GROUP_ID=8" in lines[0]


async def test_an_address_where_nobody_answers_is_a_fault(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vk.script("groups.getById", error(10))
    nowhere = "http://127.0.0.1:1/method/"

    status, lines = await report(vk, tmp_path, capsys, VK_API_URL=nowhere)

    assert status == 1
    assert lines[0].startswith("✗")
    assert "VK_API_URL" in lines[0]


OFF = [well({"is_enabled": False}), well({"is_enabled": True, "events": {"message_new": 1}})]


@pytest.mark.parametrize("answer", OFF, ids=str)
async def test_events_that_are_off_are_switched_on(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: dict[str, Any]
) -> None:
    vk.script("groups.getLongPollSettings", answer)
    vk.script("groups.setLongPollSettings", well(1))

    status, lines = await report(vk, tmp_path, capsys)

    assert status == 0
    assert any("теперь включены" in line and "message_event" in line for line in lines)
    (call,) = vk.of("groups.setLongPollSettings")
    assert {event: call.params[event] for event in EVENTS} == dict.fromkeys(EVENTS, "1")


@pytest.mark.parametrize("answer", OFF, ids=str)
async def test_if_vk_refuses_to_switch_events_on_the_report_says_where_to(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: dict[str, Any]
) -> None:
    vk.script("groups.getLongPollSettings", answer)
    vk.script("groups.setLongPollSettings", error(15))

    status, lines = await report(vk, tmp_path, capsys)

    (warning,) = (line for line in lines if line.startswith("!"))
    assert status == 0
    assert "message_event" in warning
    assert "Работа с API" in warning


@pytest.mark.parametrize(("ahead", "side"), [(60, "отстают"), (-60, "спешат")])
async def test_a_wrong_clock_is_a_warning(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str], ahead: int, side: str
) -> None:
    vk.script("utils.getServerTime", lambda params: well(int(time.time()) + ahead))

    status, lines = await report(vk, tmp_path, capsys)

    (warning,) = (line for line in lines if line.startswith("!"))
    assert status == 0
    assert side in warning


async def test_a_file_that_is_no_database_is_a_fault(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bot.db").write_text("this is not a database, it is a letter" * 100)

    status, lines = await report(vk, tmp_path, capsys)

    assert status == 1
    assert any(line.startswith("✗ База данных") for line in lines)


async def make_database(file: Path, *, version: str) -> None:
    """Create a database that declares that version."""
    async with open_storage(at_file(file)):
        pass
    await change(at_file(file), "UPDATE alembic_version SET version_num = :to", to=version)


async def test_a_database_of_a_newer_bot_is_told_in_one_sentence(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await make_database(tmp_path / "bot.db", version="9999")

    status, lines = await report(vk, tmp_path, capsys)

    assert status == 1
    (fault,) = (line for line in lines if "более новой" in line)
    assert fault.startswith("✗ База данных создана более новой версией")


async def test_a_policy_that_cannot_be_read_is_a_fault(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("threshold = ", "utf-8")

    status, lines = await report(vk, tmp_path, capsys, POLICY_FILE=str(policy))

    assert status == 1
    assert any(line.startswith("✗ Правила") for line in lines)


async def test_the_report_is_in_the_administrators_language(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, lines = await report(vk, tmp_path, capsys, LOCALE="en")

    assert "community “Колледж”" in lines[0]
    assert [line for line in lines if line.startswith("✓ Clock")] == ["✓ Clock: right"]


async def test_a_check_creates_and_changes_no_database(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = await report(vk, tmp_path, capsys)

    assert status == 0
    assert any("при первом запуске" in line for line in lines)
    assert not (tmp_path / "bot.db").exists()


async def test_pending_migrations_are_named(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await make_database(tmp_path / "bot.db", version="0007")

    status, lines = await report(vk, tmp_path, capsys)

    (warning,) = (line for line in lines if line.startswith("! База данных"))
    assert status == 0
    assert "0007" in warning
    assert "0008, 0009" in warning
    with closing(sqlite3.connect(tmp_path / "bot.db")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0007",)


@pytest.mark.parametrize(
    ("code", "words"),
    [(None, "1 беседа,"), (917, "не администратор"), (927, "больше нет"), (100, "позже")],
)
async def test_the_rights_in_each_chat_are_checked(
    vk: ScriptedVk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    code: int | None,
    words: str,
) -> None:
    await put_chats(tmp_path, ("ИСП-21", ChatState.SERVED), ("Бывшая", ChatState.GONE))
    vk.script(
        "messages.getConversationMembers",
        well({"count": 1, "items": []}) if code is None else error(code),
    )

    _, lines = await report(vk, tmp_path, capsys)

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


CALLBACK = {
    "TRANSPORT": "callback",
    "CALLBACK_SECRET": "Secret12345",
    "CALLBACK_URL": "https://bot.example.org/callback",
}


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


def servers(*items: dict[str, Any]) -> dict[str, Any]:
    return well({"count": len(items), "items": list(items)})


@pytest.fixture
def callback(vk: ScriptedVk) -> ScriptedVk:
    """A VK that knows the callback server, with all its events on."""
    vk.script("groups.getCallbackServers", servers(a_server()))
    vk.script("groups.getCallbackSettings", well({"events": dict.fromkeys(EVENTS, 1)}))
    vk.script("groups.setCallbackSettings", well(1))
    vk.script("groups.addCallbackServer", well({"server_id": 3}))
    vk.script("groups.editCallbackServer", well(1))
    return vk


async def test_a_callback_server_that_vk_knows_is_well(
    callback: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = await report(callback, tmp_path, capsys, register=False, **CALLBACK)

    assert status == 0
    assert [line[0] for line in lines] == ["✓"] * 10
    assert not callback.of("groups.getLongPollSettings")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (servers(), "--register-callback"),
        (servers(a_server(url="https://other.example.org/")), "--register-callback"),
        (servers(a_server(secret_key="another123")), "CALLBACK_SECRET"),
        (servers(a_server(status="failed")), "подтвердить"),
        (error(15), "права"),
    ],
    ids=str,
)
async def test_each_fault_of_the_callback_server_is_named(
    callback: ScriptedVk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answer: dict[str, Any],
    words: str,
) -> None:
    callback.script("groups.getCallbackServers", answer)

    status, lines = await report(callback, tmp_path, capsys, register=False, **CALLBACK)

    (found,) = (line for line in lines if line.startswith("✗"))
    assert status == 1
    assert words in found
    assert CALLBACK["CALLBACK_SECRET"] not in "".join(lines)


async def test_registering_adds_the_server_with_its_secret_and_events(
    callback: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    callback.script("groups.getCallbackServers", servers(), servers(a_server()))

    status, _ = await report(callback, tmp_path, capsys, register=True, **CALLBACK)

    assert status == 0
    (added,) = callback.of("groups.addCallbackServer")
    assert added.params["url"] == CALLBACK["CALLBACK_URL"]
    assert added.params["secret_key"] == CALLBACK["CALLBACK_SECRET"]
    (settings,) = callback.of("groups.setCallbackSettings")
    assert {event: settings.params[event] for event in EVENTS} == dict.fromkeys(EVENTS, "1")


async def test_registering_again_edits_a_server_only_if_it_has_to(
    callback: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await report(callback, tmp_path, capsys, register=True, **CALLBACK)
    assert not callback.of("groups.editCallbackServer")

    callback.script("groups.getCallbackServers", servers(a_server(status="failed")))
    await report(callback, tmp_path, capsys, register=True, **CALLBACK)
    assert len(callback.of("groups.editCallbackServer")) == 1
    assert not callback.of("groups.addCallbackServer")


@pytest.mark.parametrize(("code", "words"), [(2000, "десять серверов"), (15, "не даёт")])
async def test_the_reason_for_a_refused_registration_is_reported(
    callback: ScriptedVk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    code: int,
    words: str,
) -> None:
    callback.script("groups.getCallbackServers", servers())
    callback.script("groups.addCallbackServer", error(code))

    status, lines = await report(callback, tmp_path, capsys, register=True, **CALLBACK)

    assert status == 1
    assert any(words in line for line in lines if line.startswith("✗"))


async def test_without_a_public_address_nothing_can_be_registered(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = await report(vk, tmp_path, capsys, register=True)

    assert status == 1
    assert any("CALLBACK_URL" in line for line in lines)
