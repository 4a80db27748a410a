"""A load balancer, as one stands before several callback servers: each request to the next."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count

import aiohttp
from aiohttp import web


class Balancer:
    """Hands requests round; one that does not answer is passed over."""

    def __init__(self, http: aiohttp.ClientSession, servers: Sequence[str]) -> None:
        self._http = http
        self._servers = servers
        self._turns = count()

    async def receive(self, request: web.Request) -> web.Response:
        """Hand a request to the server whose turn it is, or to the first that answers."""
        body, kind = await request.read(), request.headers["Content-Type"]
        first = next(self._turns)
        for number in range(len(self._servers)):
            server = self._servers[(first + number) % len(self._servers)]
            try:
                async with self._http.post(
                    server,
                    data=body,
                    headers={"Content-Type": kind},
                    timeout=aiohttp.ClientTimeout(total=5),
                ) as answer:
                    return web.Response(status=answer.status, body=await answer.read())
            except (aiohttp.ClientError, TimeoutError):
                continue
        return web.Response(status=502)


@asynccontextmanager
async def balance(port: int, servers: Sequence[str]) -> AsyncIterator[None]:
    """Balance what is posted to that port over the addresses of callback servers."""
    async with aiohttp.ClientSession() as http:
        app = web.Application()
        app.router.add_post("/callback", Balancer(http, servers).receive)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            yield
        finally:
            await runner.cleanup()
