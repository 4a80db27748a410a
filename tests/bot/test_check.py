import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.check import check
from bot.settings import Settings, load_settings
from tests.bot.scripted_vk import TOKEN, ScriptedVk, error, scripted_vk, well

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
        served.script("utils.getServerTime", well(int(time.time())))
        yield served


def settings_for(vk: ScriptedVk, folder: Path, **more: str) -> Settings:
    lines = {
        "VK_TOKEN": TOKEN,
        "VK_API_URL": vk.url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        **more,
    }
    file = folder / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in lines.items()), "utf-8")
    return load_settings(file)


async def report(
    vk: ScriptedVk, folder: Path, capsys: pytest.CaptureFixture[str], **more: str
) -> tuple[int, list[str]]:
    status = await check(settings_for(vk, folder, **more))
    return status, capsys.readouterr().out.splitlines()


async def test_all_is_well(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = await report(vk, tmp_path, capsys)

    assert status == 0
    assert [line[0] for line in lines] == ["✓"] * 6
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


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (well({"is_enabled": False}), "Long Poll API"),
        (well({"is_enabled": True, "events": {"message_new": 1}}), "message_event"),
    ],
    ids=str,
)
async def test_events_that_are_off_are_only_a_warning_since_the_bot_switches_them_on(
    vk: ScriptedVk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answer: dict[str, Any],
    words: str,
) -> None:
    vk.script("groups.getLongPollSettings", answer)

    status, lines = await report(vk, tmp_path, capsys)

    (warning,) = (line for line in lines if line.startswith("!"))
    assert status == 0
    assert words in warning


@pytest.mark.parametrize(("ahead", "side"), [(60, "отстают"), (-60, "спешат")])
async def test_a_wrong_clock_is_a_warning(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str], ahead: int, side: str
) -> None:
    vk.script("utils.getServerTime", well(int(time.time()) + ahead))

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


async def test_a_policy_that_cannot_be_read_is_a_fault(
    vk: ScriptedVk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("threshold = ", "utf-8")

    status, lines = await report(vk, tmp_path, capsys, POLICY_FILE=str(policy))

    assert status == 1
    assert any(line.startswith("✗ Правила") for line in lines)
