"""Health and figures on a local port: troubles show, and nobody is named."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app import ServiceManager
from bot.health import Board, RunningBot, Vitals
from bot.health.server import serve_health
from handlers.conversation.services import Services
from handlers.conversation.watch import Watch
from handlers.events import Event, InPrivate, Stopped
from handlers.screening import Findings
from rules.detectors.registry import Detector
from rules.ids import ChatId, MemberId
from storage.arrivals import Arrived
from storage.database import open_storage
from storage.effects import Send
from tests.bench.dispatch import services_for
from tests.databases import with_tables

CHAT = ChatId(2_000_000_001)


@dataclass
class Watched:
    """A process seen through its vitals, over HTTP."""

    services: Services
    vitals: Vitals
    http: aiohttp.ClientSession
    url: str
    now: float = 1000.0

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with self.http.get(f"{self.url}/health") as answer:
            return answer.status, await answer.json()

    async def figures(self) -> dict[tuple[str, ...], float]:
        async with self.http.get(f"{self.url}/metrics") as answer:
            text = await answer.text()
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    url = await with_tables(tmp_path / "bot.db")
    async with open_storage(url) as storage, aiohttp.ClientSession() as http:
        services = services_for(Watch(), storage)
        vitals = Vitals(clock=lambda: process.now)
        process = Watched(services, vitals, http, "")
        bot = RunningBot(services=services, vitals=vitals, waiting=lambda: 3, polls=True)
        board = Board([""])
        with board.working("", bot):
            async with serve_health(board, 0) as port:
                process.url = f"http://127.0.0.1:{port}"
                yield process


async def test_all_is_well(watched: Watched) -> None:
    watched.vitals.note_batch([{"type": "message_new"}])
    watched.vitals.note_call("messages.send", None)
    watched.now += 7

    status, report = await watched.health()

    assert status == 200
    assert report["alive"] is report["well"] is True
    assert report["last_event_seconds"] == 7
    assert report["backlog"]["updates"] == 3
    assert report["vk"] == {"last_answer_seconds": 7, "last_poll_seconds": 7, "errors_in_row": 0}


async def test_communities_are_listed_apart_with_one_that_does_not_work(
    tmp_path: Path,
) -> None:
    url = await with_tables(tmp_path / "bot.db")
    async with open_storage(url) as storage, aiohttp.ClientSession() as http:
        vitals, board = Vitals(), Board(["lyceum", "college"])
        vitals.note_call("messages.send", None)
        services = services_for(Watch(), storage)
        bot = RunningBot(services=services, vitals=vitals, waiting=lambda: 3, polls=True)
        async with serve_health(board, 0) as port:
            process = Watched(services, vitals, http, f"http://127.0.0.1:{port}")
            with board.working("lyceum", bot):
                status, report = await process.health()
                assert status == 503
                assert report["communities"]["lyceum"]["well"] is True
                assert report["communities"]["college"]["troubles"] == ["not_working"]
                with board.standing_by("college"):
                    assert (await process.health())[0] == 200
                figures = await process.figures()
                assert figures["poryadok_updates_waiting", "lyceum"] == 3
                assert figures["poryadok_vk_calls_total", "lyceum", "messages.send", "ok"] == 1
            status, report = await process.health()
            assert [each["well"] for each in report["communities"].values()] == [False, False]


async def test_vk_that_does_not_answer_shows_after_a_while(watched: Watched) -> None:
    watched.vitals.note_call("messages.send", None)
    for _ in range(5):
        watched.vitals.note_call("messages.send", 0)
    assert (await watched.health())[0] == 200
    watched.now += 121
    status, report = await watched.health()
    assert (status, report["troubles"]) == (503, ["vk"])
    # a refusal is an answer
    watched.vitals.note_call("messages.send", 917)
    assert (await watched.health())[0] == 200


async def test_a_long_poll_that_is_silent_shows(watched: Watched) -> None:
    watched.vitals.note_batch([])
    watched.now += 121
    status, report = await watched.health()
    assert (status, report["troubles"]) == (503, ["longpoll"])


async def test_an_overdue_backlog_shows(watched: Watched) -> None:
    now = watched.services.now()
    async with watched.services.storage.work() as work:
        await work.post(
            [Send(to=CHAT, private=False, text="Здравствуйте")], now=now - timedelta(seconds=301)
        )
    status, report = await watched.health()
    assert (status, report["troubles"]) == (503, ["outbox"])
    assert report["backlog"]["outbox"] == 1


async def test_a_postponed_parcel_does_not_show(watched: Watched) -> None:
    now = watched.services.now()
    later = Send(to=CHAT, private=False, text="утром", not_before=now + timedelta(hours=8))
    async with watched.services.storage.work() as work:
        await work.post([later], now=now - timedelta(seconds=301))
    assert (await watched.health())[0] == 200


async def test_a_database_that_does_not_answer_shows(watched: Watched) -> None:
    async with watched.services.storage.work() as work:
        await work.connection.exec_driver_sql("DROP TABLE outbox")
    status, report = await watched.health()
    assert (status, report["troubles"]) == (503, ["database"])
    assert ("poryadok_outbox_length",) not in await watched.figures()


async def test_the_figures_are_prometheus_and_name_nobody(watched: Watched) -> None:
    vitals, services = watched.vitals, watched.services
    vitals.note_batch([{"type": "message_new"}, {"type": "message_new"}, {"type": "Иванов"}])
    vitals.note_call("messages.send", None)
    vitals.note_call("messages.send", 917)
    vitals.note_call("users.get", 0)
    services.watch.served.add(CHAT)
    services.lookout.found_by.update([Detector.OBSCENITY])
    await services.storage.arrivals.keep(Arrived(event="e", peer=CHAT, body='{"text":"Иванов"}'))

    async def handle(event: Event, found: Findings) -> None:
        watched.now += 0.03

    somebody = MemberId(5)
    await vitals.timed(handle)(Stopped(event="e", place=InPrivate(somebody), author=somebody), ())
    figures = await watched.figures()

    assert figures["poryadok_updates_total", "message_new"] == 2
    assert figures["poryadok_updates_total", "other"] == 1
    assert figures["poryadok_vk_calls_total", "messages.send", "ok"] == 1
    assert figures["poryadok_vk_calls_total", "messages.send", "error_917"] == 1
    assert figures["poryadok_vk_calls_total", "users.get", "unanswered"] == 1
    assert figures["poryadok_detections_total", "obscenity"] == 1
    assert figures["poryadok_handling_seconds_bucket", "0.025"] == 0
    assert figures["poryadok_handling_seconds_bucket", "0.05"] == 1
    assert figures["poryadok_handling_seconds_count",] == 1
    assert figures["poryadok_chats_served",] == 1
    assert figures["poryadok_arrivals",] == 1
    assert figures["poryadok_updates_waiting",] == 3
    said = str(figures)
    assert "Иванов" not in said
    assert str(CHAT) not in said


async def test_systemd_is_told_that_the_process_lives(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.setblocking(False)
        manager = ServiceManager({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "20000"})
        async with asyncio.TaskGroup() as tasks:
            awake = tasks.create_task(manager.keep_awake())
            loop = asyncio.get_running_loop()
            told = [await loop.sock_recv(systemd, 100) for _ in range(3)]
            awake.cancel()
        assert told == [b"WATCHDOG=1"] * 3


async def test_without_systemd_nobody_is_told(tmp_path: Path) -> None:
    manager = ServiceManager({})
    manager.tell("STOPPING=1")
    await manager.keep_awake()
    ServiceManager({"NOTIFY_SOCKET": str(tmp_path / "nobody")}).tell("STOPPING=1")
