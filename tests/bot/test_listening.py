"""Communities share a port where VK's events come in, each with a path of its own."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.callback import Listeners, Receive
from tests.ports import a_free_port

HOST = "127.0.0.1"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def saying(word: str) -> Receive:
    async def receive(_request: web.Request) -> web.Response:
        return web.Response(text=word)

    return receive


async def posted(http: aiohttp.ClientSession, port: int, path: str) -> tuple[int, str]:
    async with http.post(f"http://{HOST}:{port}{path}", data=b"") as answer:
        return answer.status, await answer.text()


async def test_each_path_leads_to_its_own(http: aiohttp.ClientSession) -> None:
    doors, port = Listeners(), a_free_port()
    async with doors.serve(HOST, port, "/a", saying("a")):
        async with doors.serve(HOST, port, "/b", saying("b")):
            assert await posted(http, port, "/a") == (200, "a")
            assert await posted(http, port, "/b") == (200, "b")
            assert (await posted(http, port, "/"))[0] == 404
        assert (await posted(http, port, "/b"))[0] == 404
        assert await posted(http, port, "/a") == (200, "a")
    with pytest.raises(aiohttp.ClientConnectionError):
        await posted(http, port, "/a")
    async with doors.serve(HOST, port, "/a", saying("again")):
        assert await posted(http, port, "/a") == (200, "again")


async def test_a_taken_port_or_path_is_refused(http: aiohttp.ClientSession) -> None:
    doors, port = Listeners(), a_free_port()
    async with doors.serve(HOST, port, "/a", saying("a")):
        with pytest.raises(OSError, match="taken"):
            await doors.serve(HOST, port, "/a", saying("other")).__aenter__()
        # another process
        with pytest.raises(OSError, match="in use"):
            await Listeners().serve(HOST, port, "/b", saying("b")).__aenter__()
        assert await posted(http, port, "/a") == (200, "a")
