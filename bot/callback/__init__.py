"""The callback server: VK hands over its events by itself (VK.md, 3.2).

Here are the ports of this process that VK sends them to. The server is imported when the first one
opens: most communities poll.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web


LARGEST = 1024 * 1024
"""The most bytes of a body; VK's longest events, with forwarded messages, have a tenth of that."""

_ENDING = 1.0
"""Seconds for open connections when the last community of a port ends."""

Receive = Callable[["web.Request"], Awaitable["web.StreamResponse"]]
"""Answers one request."""


@dataclass(slots=True)
class _Door:
    runner: "web.AppRunner"
    paths: dict[str, Receive] = field(default_factory=dict)


class Listeners:
    """The open ports. Communities with the same port share it, each with a path of its own."""

    def __init__(self) -> None:
        self._doors: dict[tuple[str, int], _Door] = {}
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def serve(self, host: str, port: int, path: str, receive: Receive) -> AsyncIterator[int]:
        """Answer what is posted to `path` by `receive`, until the end of the block.

        Yields the port. Raises `OSError` if it is taken, by another process or, with this path, by
        another community.
        """
        where = (host, port)
        async with self._opening:
            door = self._doors.get(where) or await _open(host, port)
            self._doors[where] = door
            if path in door.paths:
                raise OSError(0, f"the path {path} is taken")
            door.paths[path] = receive
        try:
            yield int(door.runner.addresses[0][1])
        finally:
            del door.paths[path]
            async with self._opening:
                if not door.paths and self._doors.get(where) is door:
                    del self._doors[where]
                    await door.runner.cleanup()


async def _open(host: str, port: int) -> _Door:
    from aiohttp import web

    app = web.Application(client_max_size=LARGEST)
    door = _Door(web.AppRunner(app, access_log=None, shutdown_timeout=_ENDING))

    async def receive(request: web.Request) -> web.StreamResponse:
        found = door.paths.get(request.path)
        return web.Response(status=404) if found is None else await found(request)

    app.router.add_post("/{path:.*}", receive)
    await door.runner.setup()
    try:
        await web.TCPSite(door.runner, host, port).start()
    except BaseException:
        await door.runner.cleanup()
        raise
    return door
