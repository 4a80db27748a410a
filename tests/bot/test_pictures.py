"""Downloading a picture: what is kept, what is given up, what is tried again."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.vk.client import VkClient, VkRefused
from bot.vk.faults import Act, Remedy, meaning
from bot.vk.pictures import download
from handlers.messenger import Fault
from storage.subjects.pictures import LARGEST, ending

PNG = b"\x89PNG\r\n\x1a\n"


async def outcome(answer: web.Response) -> bytes | Fault | Remedy:
    """Download what a server answers with; give the content, or what the refusal means."""

    async def give(request: web.Request) -> web.Response:
        return answer

    app = web.Application()
    app.router.add_get("/picture", give)
    async with (
        TestServer(app) as server,
        VkClient.open(url=str(server.make_url("/method/")), token="token", pace=1000) as client,
    ):
        try:
            return await download(client, str(server.make_url("/picture")))
        except VkRefused as refused:
            return meaning(refused.code, Act.FETCH)


@pytest.mark.parametrize(
    "content",
    [
        PNG + b"...",
        b"\xff\xd8\xff\xe0...",
        b"GIF89a...",
        b"RIFF....WEBPVP8 ",
        PNG.ljust(LARGEST, b"."),
    ],
    ids=["png", "jpeg", "gif", "webp", "the largest"],
)
async def test_a_picture_is_kept_as_it_is(content: bytes) -> None:
    assert await outcome(web.Response(body=content)) == content
    assert ending(content)


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(body=PNG.ljust(LARGEST + 1, b".")),
        web.Response(text="<html>no picture</html>"),
        web.Response(body=b""),
        web.Response(status=404),
        web.Response(status=302, headers={"Location": "/picture"}),
    ],
    ids=["too large", "a page", "nothing", "gone", "elsewhere"],
)
async def test_anything_else_is_given_up(answer: web.Response) -> None:
    assert await outcome(answer) is Fault.REFUSED


async def test_a_server_in_trouble_is_asked_again() -> None:
    assert await outcome(web.Response(status=502)) is Remedy.AGAIN


async def test_what_is_no_address_is_given_up() -> None:
    async with VkClient.open(url="http://127.0.0.1:9/method/", token="token") as client:
        for address in ("", "photo1_2", "file:///etc/passwd"):
            with pytest.raises(VkRefused) as refused:
                await download(client, address)
            assert meaning(refused.value.code, Act.FETCH) is Fault.REFUSED, address
