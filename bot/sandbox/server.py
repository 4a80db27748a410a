"""The sandbox over HTTP: VK's methods, its long poll, the control API, and the page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.sandbox.answering import Answering, BadGatewayError, ConnectionLostError
from bot.sandbox.control import control_routes
from bot.sandbox.faults import LONG_POLL
from bot.sandbox.methods.uploads import upload_routes
from bot.sandbox.showing import Explain, explain
from bot.sandbox.world import World

_PAGE = Path(__file__).with_name("page")
_LONGEST_WAIT = 90
_FOLLOW_WITHIN = 1.0
"""Seconds that a bot has to learn a turn of the clock before it is told what happened after it."""

_CLOSING = 0.2
"""Seconds for open connections when the sandbox ends."""


@asynccontextmanager
async def serve(
    world: World, host: str = "127.0.0.1", port: int = 0, *, explain: Explain = explain
) -> AsyncIterator[str]:
    """Serve a world until the end of the block; yields the address, without a trailing slash.

    `port` 0 takes a free one. `explain` returns the detectors' answers to a text.
    """
    app = web.Application(client_max_size=16 * 1024 * 1024)
    app.add_routes(
        [
            *_vk_routes(world),
            *control_routes(world, explain),
            *upload_routes(world),
            *_page_routes(),
        ]
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSING)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        shown = "127.0.0.1" if host in {"0.0.0.0", ""} else host  # noqa: S104 -- only compared
        world.url = f"http://{shown}:{runner.addresses[0][1]}"
        async with world.callbacks.sending(world.faults):
            yield world.url
    finally:
        world.stream.close()
        world.feed.close()
        await runner.cleanup()


def _vk_routes(world: World) -> list[web.RouteDef]:
    answering = Answering(world)

    async def method(request: web.Request) -> web.StreamResponse:
        try:
            answer = await answering.answer(request.match_info["method"], await _given(request))
            return web.json_response(answer)
        except ConnectionLostError:
            return _break_off(request)
        except BadGatewayError:
            return web.Response(status=502, text="<html>502 Bad Gateway</html>")

    async def long_poll(request: web.Request) -> web.StreamResponse:
        return await _long_poll(world, request)

    return [
        web.get("/method/{method}", method),
        web.post("/method/{method}", method),
        web.get("/longpoll/{group}", long_poll),
        web.post("/longpoll/{group}", long_poll),
    ]


async def _given(request: web.Request) -> dict[str, str]:
    posted = await request.post()
    return {**request.query, **{name: str(value) for name, value in posted.items()}}


def _break_off(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _long_poll(world: World, request: web.Request) -> web.StreamResponse:
    given = await _given(request)
    stream = world.stream
    fault = world.faults.take(LONG_POLL)
    repeated = late = False
    if fault is not None:
        match fault.kind:
            case "drop" | "lost_answer":
                return _break_off(request)
            case "bad_gateway" | "error":
                return web.Response(status=502, text="<html>502 Bad Gateway</html>")
            case "delay" | "hang":
                await asyncio.sleep(fault.seconds)
            case "failed_1":
                goes_on = stream.ts if fault.loses else given.get("ts", stream.ts)
                return web.json_response({"failed": 1, "ts": int(goes_on)})
            case "failed_2":
                stream.expire_keys()
            case "failed_3":
                return web.json_response({"failed": 3})
            case "duplicate":
                repeated = True
            case "repeat":
                stream.repeat(fault.times)
            case "late":
                late = True
    if not stream.is_good(given.get("key", "")):
        return web.json_response({"failed": 2, "error": "Key validation failed"})
    try:
        place, wait = int(given["ts"]), int(given.get("wait", "25"))
    except (KeyError, ValueError):
        return web.json_response({"failed": 3})
    if not stream.first() <= place <= int(stream.ts):
        return web.json_response({"failed": 1, "ts": int(stream.ts)})
    await stream.wait(place, min(wait, _LONGEST_WAIT))
    await world.clock.followed(_FOLLOW_WITHIN)
    held_back = stream.hold_back(place) if late else 0
    after, events = stream.after(place, but=held_back)
    if repeated:
        events = [event for event in events for _ in range(2)]
    return web.Response(
        text=f'{{"ts":"{after}","updates":[{",".join(events)}]}}', content_type="application/json"
    )


def _page_routes() -> list[web.RouteDef]:
    async def index(request: web.Request) -> web.StreamResponse:
        return await file_named("index.html")

    async def file(request: web.Request) -> web.StreamResponse:
        return await file_named(request.match_info["name"])

    async def file_named(name: str) -> web.StreamResponse:
        path = _PAGE / name
        if path.parent != _PAGE or not await asyncio.to_thread(path.is_file):
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    return [web.get("/", index), web.get("/page/{name}", file)]
