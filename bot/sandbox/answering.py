"""Answers one call of a method: token, limit, faults, result, and the record of it."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.sandbox.errors import TEXTS, VkError
from bot.sandbox.faults import Fault
from bot.sandbox.feed import News
from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import read_parameters
from bot.sandbox.vkscript import EXECUTE, execute
from bot.sandbox.world import Call, World


class ConnectionLostError(Exception):
    """The connection is to break without an answer."""


class BadGatewayError(Exception):
    """A gateway is to answer instead of VK."""


class Answering:
    """Answers calls as VK does."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lately: deque[float] = deque()

    async def answer(self, method: str, given: Mapping[str, str]) -> dict[str, Any]:
        """Return VK's answer to a call, with `response` or `error`.

        Raises `ConnectionLostError` and `BadGatewayError` if a fault asks for it.
        """
        try:
            async with self._recorded(method, given):
                if given.get("access_token") != self._world.token:
                    raise VkError(5)
                self._count()
                if method == EXECUTE:
                    return await self._execute(given)
                answer, hung = await self._done(method, given)
                await asyncio.sleep(hung)
                return {"response": answer}
        except VkError as refused:
            return {"error": _error(refused, method, given)}

    async def _execute(self, given: Mapping[str, str]) -> dict[str, Any]:
        hung = 0.0

        async def call(method: str, params: Mapping[str, str]) -> Any:
            nonlocal hung
            async with self._recorded(method, params, packed=True):
                answer, seconds = await self._done(method, params)
            # the answer to the whole script comes late, but the calls behind are made in time
            hung = max(hung, seconds)
            return answer

        async with self._troubled(EXECUTE) as seconds:
            done = await execute(given, call)
        await asyncio.sleep(max(hung, seconds))
        failed = {"execute_errors": done.errors} if done.errors else {}
        return {"response": done.values, **failed}

    async def _done(self, method: str, given: Mapping[str, str]) -> tuple[Any, float]:
        """Carry out a call; return its result, and for how many seconds the answer hangs."""
        async with self._troubled(method) as hung:
            known = METHODS.get(method)
            if known is None:
                raise VkError(3)
            return known.run(self._world, read_parameters(known.takes, given)), hung

    @asynccontextmanager
    async def _troubled(self, method: str) -> AsyncIterator[float]:
        """Apply the next fault of a method, before or after the block.

        Yields the seconds for which the answer then hangs. In a script an error hits one call, a
        lost connection all of them.
        """
        fault = self._world.faults.take(method)
        match fault:
            case Fault(kind="error", code=code):
                raise VkError(code)
            case Fault(kind="drop"):
                raise ConnectionLostError
            case Fault(kind="bad_gateway"):
                raise BadGatewayError
            case Fault(kind="delay", seconds=seconds):
                await asyncio.sleep(seconds)
            case _:
                pass
        yield fault.seconds if fault is not None and fault.kind == "hang" else 0.0
        if fault is not None and fault.kind == "lost_answer":
            raise ConnectionLostError

    @asynccontextmanager
    async def _recorded(
        self, method: str, given: Mapping[str, str], *, packed: bool = False
    ) -> AsyncIterator[None]:
        begun = time.perf_counter()
        outcome = "ok"
        try:
            yield
        except VkError as refused:
            outcome = f"error {refused.code}: {refused.text}"
            raise
        except ConnectionLostError:
            outcome = "error: connection lost"
            raise
        except BadGatewayError:
            outcome = "error: 502 Bad Gateway"
            raise
        finally:
            milliseconds = (time.perf_counter() - begun) * 1000
            self._record(method, given, outcome, milliseconds, packed=packed)

    def _count(self) -> None:
        most = self._world.limits.per_second
        if most is None:
            return
        now = time.monotonic()
        while self._lately and self._lately[0] <= now - 1:
            self._lately.popleft()
        if len(self._lately) >= most:
            raise VkError(6)
        self._lately.append(now)

    def _record(
        self,
        method: str,
        given: Mapping[str, str],
        outcome: str,
        milliseconds: float,
        *,
        packed: bool,
    ) -> None:
        world = self._world
        call = Call(
            number=len(world.calls) + 1,
            at=world.clock.now_ms(),
            method=method,
            params={name: value for name, value in given.items() if name != "access_token"},
            outcome=outcome,
            milliseconds=round(milliseconds, 2),
            packed=packed,
        )
        world.calls.append(call)
        world.feed.tell(News(kind="call", data=as_json(call)))


def as_json(call: Call) -> dict[str, Any]:
    """Return a call as the page reads it."""
    return {
        "number": call.number,
        "at": call.at,
        "method": call.method,
        "params": call.params,
        "outcome": call.outcome,
        "milliseconds": call.milliseconds,
        "packed": call.packed,
    }


def _error(refused: VkError, method: str, given: Mapping[str, str]) -> dict[str, Any]:
    # VK repeats the request, the token included: a full log would reveal it
    asked = {"method": method, **given}
    return {
        "error_code": refused.code,
        "error_msg": refused.text or TEXTS.get(refused.code, ""),
        "request_params": [{"key": key, "value": value} for key, value in asked.items()],
    }
