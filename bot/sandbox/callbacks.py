"""The community's callback servers, and how VK sends them events (VK.md, 3.2).

VK documents neither how often it repeats nor when it gives up. Here an event without an «ok» is
sent again after a growing pause, with `X-Retry-Counter`, and later events wait; after several
errors in a row the server gets nothing for a while.
"""

import asyncio
import json
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Literal

import aiohttp

from bot.nursery import Nursery
from bot.sandbox.faults import CALLBACK, Faults

MOST = 10
"""The most callback servers of one community (VK.md, 3.2)."""

_LONGEST_POSTPONEMENT = 3 * 3600.0
"""The most seconds by which a server can postpone an event."""

Status = Literal["unconfigured", "failed", "wait", "ok"]


@dataclass(slots=True, kw_only=True)
class RegisteredServer:
    """A server and the events waiting for it; nothing is sent before it has confirmed itself."""

    number: int
    url: str
    title: str
    secret: str
    status: Status = "wait"
    api_version: str = "5.199"
    switched_on: set[str] = field(default_factory=lambda: {"message_new"})
    waiting: deque[dict[str, Any]] = field(default_factory=deque)
    errors_in_row: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True, kw_only=True)
class Sent:
    """One attempt to send an event, with the HTTP status of the answer (0: none)."""

    server: int
    event: str
    attempt: int
    status: int
    well: bool


class CallbackServers:
    """The servers of one community.

    `patience` is the seconds that VK waits for an answer, `pauses` those between attempts (the last
    one repeats); after `most_errors` in a row it rests for `rest` seconds.
    """

    def __init__(self, group_id: int) -> None:
        self._group_id = group_id
        self.servers: dict[int, RegisteredServer] = {}
        self.code = secrets.token_hex(4)
        self.sent: list[Sent] = []
        self.patience = 4.0
        self.pauses: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0)
        self.most_errors = 5
        self.rest = 10.0
        self._last = 0
        self._nursery: Nursery | None = None
        self._http: aiohttp.ClientSession | None = None
        self._faults = Faults()

    @asynccontextmanager
    async def sending(self, faults: Faults) -> AsyncIterator[None]:
        """Send to the servers until the end of the block."""
        self._faults = faults
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=timeout) as self._http, Nursery() as self._nursery:
            for server in self.servers.values():
                self._nursery.start(self._serve(server), f"callback server {server.number}")
            yield

    def add(self, url: str, title: str, secret: str) -> RegisteredServer | None:
        """Add a server, which then has to confirm itself; None if there are too many."""
        if len(self.servers) >= MOST:
            return None
        self._last += 1
        server = RegisteredServer(number=self._last, url=url, title=title, secret=secret)
        self.servers[server.number] = server
        self._confirm_anew(server)
        if self._nursery is not None:
            self._nursery.start(self._serve(server), f"callback server {server.number}")
        return server

    def edit(self, server: RegisteredServer, url: str, title: str, secret: str) -> None:
        """Change a server, which then has to confirm itself again."""
        server.url, server.title, server.secret = url, title, secret
        self._confirm_anew(server)

    def delete(self, server: RegisteredServer) -> None:
        """Remove a server."""
        self.servers.pop(server.number, None)
        server.changed.set()

    def put(self, kind: str, envelope: dict[str, Any]) -> None:
        """Queue an event for each server that has its type switched on."""
        for server in self.servers.values():
            if kind in server.switched_on:
                server.waiting.append(envelope)
                server.changed.set()

    def _confirm_anew(self, server: RegisteredServer) -> None:
        self.code = secrets.token_hex(4)
        server.status = "wait"
        server.errors_in_row = 0
        server.changed.set()

    async def _serve(self, server: RegisteredServer) -> None:
        while server.number in self.servers:
            server.changed.clear()
            if server.status == "wait":
                await self._confirm(server)
            elif server.status == "ok" and server.waiting:
                await self._hand_over(server, server.waiting[0])
            else:
                await server.changed.wait()

    async def _confirm(self, server: RegisteredServer) -> None:
        asked = {"type": "confirmation", "group_id": self._group_id}
        status, text, _ = await self._post(server, asked, 0)
        if server.status == "wait":
            server.status = "ok" if status == 200 and text.strip() == self.code else "failed"

    async def _hand_over(self, server: RegisteredServer, envelope: dict[str, Any]) -> None:
        event = str(envelope["event_id"])
        attempt = 0
        while server.status == "ok" and server.number in self.servers:
            fault = self._faults.take(CALLBACK)
            if fault is not None and fault.kind == "duplicate":
                await self._post(server, envelope, attempt)
                attempt += 1
            status, text, again_at = await self._post(server, envelope, attempt)
            lost = fault is not None and fault.kind == "lost_answer"
            well = status == 200 and text == "ok" and not lost
            self.sent.append(
                Sent(server=server.number, event=event, attempt=attempt, status=status, well=well)
            )
            if status == 200 and text == "remove":
                self.delete(server)
                return
            if well:
                server.errors_in_row = 0
                server.waiting.popleft()
                return
            attempt += 1
            server.errors_in_row += 1
            await asyncio.sleep(self._pause(server, status, attempt, again_at))

    def _pause(
        self, server: RegisteredServer, status: int, attempt: int, again_at: float | None
    ) -> float:
        if status in {410, 429, 503} and again_at is not None:
            server.errors_in_row = 0
            return min(max(again_at - time.time(), 0.0), _LONGEST_POSTPONEMENT)
        if server.errors_in_row >= self.most_errors:
            server.errors_in_row = 0
            return self.rest
        return self.pauses[min(attempt, len(self.pauses)) - 1]

    async def _post(
        self, server: RegisteredServer, body: dict[str, Any], attempt: int
    ) -> tuple[int, str, float | None]:
        """Send one body; return the status (0: no answer), the text, and when to come again (Unix
        time)."""
        assert self._http is not None  # noqa: S101 -- nothing is sent outside the block
        headers = {"X-Retry-Counter": str(attempt)} if attempt else {}
        given = {**body, **({"secret": server.secret} if server.secret else {})}
        headers["Content-Type"] = "application/json"
        data = json.dumps(given, ensure_ascii=False).encode()
        try:
            async with (
                asyncio.timeout(self.patience),
                self._http.post(server.url, data=data, headers=headers) as answer,
            ):
                return answer.status, await answer.text(), _moment(answer.headers)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0, "", None


def _moment(headers: Any) -> float | None:
    try:
        return parsedate_to_datetime(headers["Retry-After"]).timestamp()
    except (KeyError, ValueError, TypeError):
        return None
