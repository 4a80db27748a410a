"""The emulator's callbacks: confirmed first, repeated without an «ok», postponed on request."""

import asyncio
import time
from collections.abc import AsyncIterator
from email.utils import formatdate
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.sandbox.callbacks import CallbackServers, RegisteredServer
from bot.sandbox.faults import Faults


class Owner:
    """A server that answers by a script."""

    def __init__(self) -> None:
        self.answers: list[web.Response | str] = []
        self.came: list[tuple[dict[str, Any], str | None]] = []
        self.code = ""
        self.url = ""
        self.servers = CallbackServers(1)

    def add(self, secret: str = "") -> RegisteredServer:
        server = self.servers.add(self.url, "a", secret)
        assert server is not None
        return server

    def register(self) -> None:
        """Add the server, and know the code that confirms it."""
        self.add()
        self.code = self.servers.code

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["type"] == "confirmation":
            return web.Response(text=self.code)
        self.came.append((body, request.headers.get("X-Retry-Counter")))
        answer = self.answers.pop(0) if self.answers else "ok"
        return web.Response(text=answer) if isinstance(answer, str) else answer


@pytest.fixture
async def owner() -> AsyncIterator[Owner]:
    owner = Owner()
    app = web.Application()
    app.router.add_post("/", owner.receive)
    async with TestServer(app) as served:
        owner.url = str(served.make_url("/"))
        owner.servers.pauses = (0.01,)
        async with owner.servers.sending(Faults()):
            yield owner


def an_event(name: str) -> dict[str, Any]:
    return {"type": "message_new", "event_id": name, "group_id": 1, "object": {}}


async def until(holds: Any) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 -- several things are waited for
            await asyncio.sleep(0.005)


async def test_nothing_is_sent_to_a_server_that_does_not_know_the_code(owner: Owner) -> None:
    owner.code = "wrong"
    server = owner.add("secret")
    await until(lambda: server.status == "failed")
    owner.servers.put("message_new", an_event("a"))
    owner.servers.edit(server, owner.url, "a", "secret")
    owner.code = owner.servers.code
    await until(lambda: server.status == "ok" and owner.came)
    assert owner.came[0][0]["secret"] == "secret"


async def test_an_event_without_an_ok_is_repeated_in_order_with_a_counter(owner: Owner) -> None:
    owner.register()
    owner.answers = [web.Response(status=500), "hello", "ok"]
    owner.servers.put("message_new", an_event("a"))
    owner.servers.put("message_new", an_event("b"))
    owner.servers.put("message_edit", an_event("off"))
    await until(lambda: len(owner.came) == 4)
    assert [(body["event_id"], counter) for body, counter in owner.came] == [
        ("a", None),
        ("a", "1"),
        ("a", "2"),
        ("b", None),
    ]


@pytest.mark.slow
async def test_a_server_can_postpone_an_event(owner: Owner) -> None:
    owner.register()
    later = formatdate(time.time() + 2, usegmt=True)
    owner.answers = [web.Response(status=503, headers={"Retry-After": later})]
    owner.servers.put("message_new", an_event("a"))
    await until(lambda: owner.came)
    begun = time.time()
    await until(lambda: len(owner.came) == 2)
    assert time.time() - begun > 0.5


async def test_after_several_errors_in_a_row_it_rests(owner: Owner) -> None:
    owner.servers.most_errors, owner.servers.rest = 3, 60.0
    owner.register()
    owner.answers = [web.Response(status=500) for _ in range(10)]
    owner.servers.put("message_new", an_event("a"))
    await until(lambda: len(owner.came) == 3)
    await asyncio.sleep(0.1)
    assert len(owner.came) == 3


async def test_remove_takes_the_server_away(owner: Owner) -> None:
    owner.register()
    owner.answers = ["remove"]
    owner.servers.put("message_new", an_event("a"))
    await until(lambda: not owner.servers.servers)
