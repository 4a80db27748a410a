"""The callback server answers VK alone, with «ok» for stored events, and refuses others."""

import asyncio
import io
import json
import logging
import queue
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from logging.handlers import QueueHandler
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yarl

from bot.callback import LARGEST, Listeners
from bot.callback.server import CallbackServer, FirstLooks
from bot.callback.transport import ConfirmationCode
from bot.vk.updates import VkUpdates
from handlers.events import Event, Wrote
from handlers.screening import Findings
from rules.ids import MemberId
from storage.database import Storage, open_storage
from tests.bot.scripted_vk import client_of, scripted_vk, well
from tests.databases import with_tables

SECRET = "Secret12345"
CHAT = 2_000_000_001

READER = VkUpdates(MemberId(-7))


@dataclass
class Counter:
    """A callback server over HTTP."""

    storage: Storage
    http: aiohttp.ClientSession
    url: str = ""
    ordinary: set[str] = field(default_factory=lambda: {"слово"})
    looks: FirstLooks = field(default_factory=FirstLooks)
    looked: list[str] = field(default_factory=list)

    def look(self, event: Event) -> Findings | None:
        assert isinstance(event, Wrote)
        self.looked.append(event.event)
        return None if event.text in self.ordinary else ()

    async def confirmation(self, for_vk: bool) -> str:
        return "c0de"

    async def post(self, body: object, **more: Any) -> tuple[int, str, Mapping[str, str]]:
        data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        headers = more.pop("headers", {"Content-Type": "application/json"})
        async with self.http.post(self.url, data=data, headers=headers, **more) as answer:
            return answer.status, await answer.text(), answer.headers

    async def kept(self) -> list[str]:
        return [taken.event for taken in await self.storage.arrivals.take(100, after=0)]


def an_event(event: str = "e1", text: str = "/слово", **changes: object) -> dict[str, Any]:
    message = {"peer_id": CHAT, "from_id": 5, "conversation_message_id": 1, "text": text}
    return {
        "type": "message_new",
        "group_id": 7,
        "event_id": event,
        "secret": SECRET,
        "object": {"message": message},
        **changes,
    }


@asynccontextmanager
async def a_counter(folder: Path, most: int = 100, patience: float = 5.0) -> AsyncIterator[Counter]:
    url = await with_tables(folder / "bot.db")
    async with open_storage(url) as storage, aiohttp.ClientSession() as http:
        counter = Counter(storage, http)
        counter.looks.begin(counter.look)
        server = CallbackServer(
            storage.arrivals,
            reader=READER,
            group=7,
            secret=SECRET,
            confirmation=counter.confirmation,
            looks=counter.looks,
            most=most,
            patience=patience,
        )
        doors = Listeners().serve("127.0.0.1", 0, "/callback", server.receive)
        async with doors as port:
            counter.url = f"http://127.0.0.1:{port}/callback"
            yield counter


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    async with a_counter(tmp_path) as opened:
        yield opened


async def test_findings_of_the_first_look_reach_the_intake_without_a_second_look(
    counter: Counter,
) -> None:
    await counter.post(an_event("e1"))
    assert counter.looked == ["e1"]
    event = READER.read(an_event("e1"))
    assert event is not None
    assert counter.looks.taken(event) == ()
    assert counter.looked == ["e1"]
    # nothing is left of it: after a restart, say, the intake looks itself
    counter.looks.taken(event)
    assert counter.looked == ["e1", "e1"]


async def test_an_event_behind_an_unfinished_one_is_stored_unseen(counter: Counter) -> None:
    await counter.post(an_event("e1"))
    await counter.post(an_event("e2", text="слово"))
    assert counter.looked == ["e1"]
    assert await counter.kept() == ["e1", "e2"]


@pytest.mark.parametrize("secret", [{}, {"secret": SECRET}])
async def test_vk_gets_the_confirmation_code(counter: Counter, secret: dict[str, str]) -> None:
    asked = {"type": "confirmation", "group_id": 7, **secret}
    assert (await counter.post(asked))[:2] == (200, "c0de")


async def test_a_caller_with_the_secret_gets_a_fresh_code() -> None:
    # it changes when the server is added or edited, and VK asks right after that
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(
            "groups.getCallbackConfirmationCode", well({"code": "old"}), well({"code": "new"})
        )
        code = ConfirmationCode(client, 7, None)
        assert [await code(for_vk=False) for _ in range(3)] == ["old"] * 3
        assert await code(for_vk=True) == "new"
        assert await code(for_vk=False) == "new"
        assert len(vk.of("groups.getCallbackConfirmationCode")) == 2
        assert await ConfirmationCode(client, 7, "given")(for_vk=True) == "given"


async def test_ok_comes_once_the_event_is_stored_without_the_secret(counter: Counter) -> None:
    assert (await counter.post(an_event()))[:2] == (200, "ok")
    (taken,) = await counter.storage.arrivals.take(10, after=0)
    assert taken.peer == CHAT
    assert SECRET not in taken.body


async def test_an_ordinary_message_is_answered_and_not_stored(counter: Counter) -> None:
    assert (await counter.post(an_event(text="слово")))[:2] == (200, "ok")
    assert await counter.kept() == []


@pytest.mark.parametrize("levels", [250, 900])
async def test_an_event_nested_too_deep_is_answered_and_dropped(
    counter: Counter, levels: int
) -> None:
    payload = "[" * levels + "]" * levels
    body = json.dumps(an_event(text="T")).replace('"T"', f'"/","payload":{payload}')
    assert (await counter.post(body.encode()))[:2] == (200, "ok")
    assert await counter.kept() == []


async def test_an_ordinary_message_behind_an_unfinished_event_is_stored(counter: Counter) -> None:
    await counter.post(an_event("e1"))
    await counter.post(an_event("e2", text="слово"))
    assert await counter.kept() == ["e1", "e2"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (an_event(secret="Secret12346"), 403),
        (an_event(secret=None), 403),
        (an_event(secret="секрет\ud800"), 403),
        ({"type": "confirmation", "group_id": 7, "secret": "no"}, 403),
        ({"type": "confirmation", "group_id": 8}, 403),
        (an_event(group_id=8), 403),
        (an_event(group_id="7"), 403),
        (an_event(event_id=""), 400),
        (an_event(event_id="e" * 151), 400),
        (an_event(object=[]), 400),
        (an_event(type=5), 400),
        (b"\xff\xfe", 400),
        (b"[1]", 400),
        (b"[" * 100_000, 400),
    ],
)
async def test_a_request_that_is_not_from_vk_is_refused(
    counter: Counter, body: object, status: int
) -> None:
    assert (await counter.post(body))[0] == status
    assert await counter.kept() == []


async def test_another_method_or_content_is_refused(counter: Counter) -> None:
    async with counter.http.get(counter.url) as answer:
        assert answer.status == 405
    assert (await counter.post(an_event(), headers={"Content-Type": "text/plain"}))[0] == 415


async def test_too_large_a_body_is_refused(counter: Counter) -> None:
    assert (await counter.post(b"x" * (LARGEST + 1)))[0] == 413


@pytest.mark.slow
async def test_a_body_that_does_not_arrive_times_out(tmp_path: Path) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(30)

    async with a_counter(tmp_path, patience=0.1) as counter:
        headers = {"Content-Type": "application/json"}
        async with counter.http.post(counter.url, data=slowly(), headers=headers) as answer:
            assert answer.status == 408


async def test_a_broken_connection_leaves_no_traceback(counter: Counter, errors: list[str]) -> None:
    complaints: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    listener = QueueHandler(complaints)
    logging.getLogger("aiohttp").addHandler(listener)
    _, writer = await asyncio.open_connection("127.0.0.1", yarl.URL(counter.url).port)
    writer.write(
        b"POST /callback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100\r\n\r\n{"
    )
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.close()
    await writer.wait_closed()
    assert (await counter.post(an_event()))[0] == 200
    logging.getLogger("aiohttp").removeHandler(listener)
    assert errors == []
    assert complaints.empty()


async def test_with_a_full_backlog_vk_is_asked_to_come_again(tmp_path: Path) -> None:
    async with a_counter(tmp_path, most=2) as counter:
        statuses = [(await counter.post(an_event(str(n))))[0] for n in range(2)]
        status, _, headers = await counter.post(an_event("3"))
        assert [*statuses, status] == [200, 200, 503]
        assert parsedate_to_datetime(headers["Retry-After"]) > datetime.now(UTC)
        assert (await counter.post(an_event("4", text="слово")))[0] == 503
        await counter.storage.arrivals.finish(["0", "1"])
        assert (await counter.post(an_event("3")))[0] == 200


async def test_an_event_that_cannot_be_stored_gets_no_ok(counter: Counter) -> None:
    async with counter.storage.work() as work:
        await work.connection.exec_driver_sql("DROP TABLE arrivals")
    status, text, _ = await counter.post(an_event())
    assert (status, text) == (503, "")


async def test_an_unreadable_event_gets_an_ok(counter: Counter) -> None:
    assert (await counter.post(an_event(object={"message": "?"})))[:2] == (200, "ok")
    assert await counter.kept() == []


async def test_a_hundred_concurrent_events_are_all_stored(counter: Counter) -> None:
    answers = await asyncio.gather(*(counter.post(an_event(str(n))) for n in range(99)))
    assert {answer[:2] for answer in answers} == {(200, "ok")}
    assert len(await counter.kept()) == 99
