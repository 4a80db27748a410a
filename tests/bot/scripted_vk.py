"""A VK that answers by a test's script, for answers that the emulator never gives."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.answering import read_script
from bot.vk.client import VkClient, VkRefused
from bot.vk.pace import PER_SECOND, Pace

TOKEN = "vk1.a.test-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One received call: its method, its parameters without the token, and its time (seconds)."""

    method: str
    params: dict[str, str]
    at: float


def error(code: int, text: str = "refused") -> dict[str, Any]:
    """Return VK's envelope of a refusal; the token is in it, as VK may include it (VK.md, 5)."""
    return {
        "error": {
            "error_code": code,
            "error_msg": text,
            "request_params": [{"key": "access_token", "value": TOKEN}],
        }
    }


def well(response: object) -> dict[str, Any]:
    """Return VK's envelope of an answer."""
    return {"response": response}


def refusal(code: int, text: str | None = None) -> pytest.RaisesExc[VkRefused]:
    """Expect a refusal of VK's with that code."""
    return pytest.raises(VkRefused, match=text, check=lambda refused: refused.code == code)


BAD_GATEWAY = "bad gateway"
DROP = "drop"
HANG = "hang"


@dataclass
class ScriptedVk:
    """Answers each method by its script; the last answer is repeated.

    An `execute` without a script of its own makes its calls, and every history is empty.
    """

    url: str = ""
    client: VkClient = field(init=False)
    """The bot's client against it, where a test has the fixture `vk`."""
    scripts: defaultdict[str, deque[Any]] = field(default_factory=lambda: defaultdict(deque))
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.script("messages.getHistory", well({"count": 0, "items": []}))

    def script(self, method: str, *answers: object) -> None:
        """Set the answers to the next calls of a method, or a function of their parameters."""
        self.scripts[method] = deque(answers)

    def of(self, method: str) -> list[Asked]:
        """Return the calls of a method."""
        return [asked for asked in self.asked if asked.method == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        method = request.match_info["method"]
        params = {name: str(value) for name, value in (await request.post()).items()}
        assert request.query["access_token"] == TOKEN
        self._note(method, params)
        if method == "execute" and not self.scripts[method]:
            return await _wire(request, self._execute(params["code"]))
        return await _wire(request, self._next(method, params))

    def _note(self, method: str, params: dict[str, str]) -> None:
        self.asked.append(Asked(method=method, params=params, at=asyncio.get_running_loop().time()))

    def _next(self, method: str, params: dict[str, str]) -> Any:
        script = self.scripts[method]
        answer = script.popleft() if len(script) > 1 else script[0]
        return answer(params) if callable(answer) else answer

    def _execute(self, code: str) -> Any:
        values: list[Any] = []
        errors: list[Any] = []
        for call in read_script(code):
            self._note(call.method, call.params)
            match self._next(call.method, call.params):
                case {"response": value}:
                    values.append(value)
                case {"error": {"error_code": refused, "error_msg": text}}:
                    values.append(False)
                    errors.append({"method": call.method, "error_code": refused, "error_msg": text})
                case trouble:
                    return trouble
        return {"response": values, **({"execute_errors": errors} if errors else {})}


async def _wire(request: web.Request, answer: Any) -> web.StreamResponse:
    match answer:
        case "bad gateway":
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        case "drop":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        case "hang":
            await asyncio.sleep(30)
            return web.Response()
        case bytes():
            return web.Response(body=answer, content_type="application/json")
        case _:
            return web.json_response(answer)


@asynccontextmanager
async def scripted_vk() -> AsyncIterator[ScriptedVk]:
    """Serve a scripted VK on a port of its own."""
    vk = ScriptedVk()
    app = web.Application(client_max_size=16 * 1024 * 1024)
    app.router.add_post("/method/{method}", vk.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    vk.url = f"http://127.0.0.1:{runner.addresses[0][1]}/method/"
    try:
        yield vk
    finally:
        await runner.cleanup()


@asynccontextmanager
async def client_of(
    vk: ScriptedVk,
    *,
    pace: int = PER_SECOND,
    seconds: float = 5.0,
    rests: list[float] | None = None,
) -> AsyncIterator[VkClient]:
    """Open the bot's client against a scripted VK.

    With `rests`, the client's pauses are recorded there instead of being waited for.
    """

    async def note(pause: float) -> None:
        assert rests is not None
        rests.append(pause)

    async with VkClient.open(url=vk.url, token=TOKEN, pace=pace, timeout=seconds) as client:
        if rests is None:
            yield client
        else:
            noting = VkClient(client.api, client.http, pace=Pace(pace), sleep=note, timeout=seconds)
            yield noting
            await noting.close()
