"""Answers one call of a method: token, limit, faults, result, and the record of it."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any

from bot.sandbox.faults import Fault
from bot.sandbox.methods import community, members, messages, people, uploads
from bot.sandbox.parameters import Method, VkError
from bot.sandbox.world import Call, World

MOST_CALLS = 25
"""The most calls in one `execute` (VK.md, 4)."""

_BEGIN = re.compile(r"\s*return\s*\[\s*")
_CALL = re.compile(r"API\.([a-z]+\.[a-zA-Z]+)\(\s*")
_CLOSE = re.compile(r"\s*\)\s*")
_COMMA = re.compile(r",\s*")
_END = re.compile(r"\]\s*;\s*\Z")
_LINE_ENDS = re.compile("[\n\r\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptCall:
    """One call of a script; its parameters are texts, as sent."""

    method: str
    params: dict[str, str]


def read_script(code: str) -> list[ScriptCall]:
    """Return the calls of a script, in order.

    Raises `VkError`: 12 if it does not compile, 13 for more calls than VK makes.
    """
    at = _after(_BEGIN, code, 0)
    calls: list[ScriptCall] = []
    while True:
        found = _CALL.match(code, at)
        if found is None:
            raise VkError(12, f"unexpected token at {at}")
        params, at = _literal(code, found.end())
        at = _after(_CLOSE, code, at)
        calls.append(ScriptCall(method=found[1], params=params))
        if _END.match(code, at):
            break
        at = _after(_COMMA, code, at)
    if len(calls) > MOST_CALLS:
        raise VkError(13, "too many api calls")
    return calls


def _after(expected: re.Pattern[str], code: str, at: int) -> int:
    found = expected.match(code, at)
    if found is None:
        raise VkError(12, f"unexpected token at {at}")
    return found.end()


def _literal(code: str, at: int) -> tuple[dict[str, str], int]:
    try:
        value, end = json.JSONDecoder().raw_decode(code, at)
    except ValueError:
        raise VkError(12, f"unexpected token at {at}") from None
    if not isinstance(value, dict) or _LINE_ENDS.search(code, at, end):
        raise VkError(12, f"unexpected token at {at}")
    return {name: _text(one) for name, one in value.items()}, end


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(int(value))
        case str() | int():
            return str(value)
        case _:
            raise VkError(12, "a parameter is neither a text nor a whole number")


EXECUTE = "execute"

METHODS = {
    name: Method(run)
    for room in (community, members, messages, people, uploads)
    for name, run in room.METHODS.items()
}
"""The methods that the sandbox knows, without `execute`."""


def _script(world: World, code: str) -> list[ScriptCall]:
    return read_script(code)


_SCRIPT = Method(_script)


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
        longest = 0.0
        values: list[Any] = []
        errors: list[dict[str, Any]] = []
        async with self._troubled(EXECUTE) as hung:
            for one in _SCRIPT(self._world, given):
                try:
                    async with self._recorded(one.method, one.params, packed=True):
                        value, seconds = await self._done(one.method, one.params)
                except VkError as refused:
                    values.append(False)
                    errors.append({"method": one.method, **refused.as_answer()})
                else:
                    values.append(value)
                    longest = max(longest, seconds)
        # only the answer comes late: the calls in the script are made in time
        await asyncio.sleep(max(hung, longest))
        return {"response": values, **({"execute_errors": errors} if errors else {})}

    async def _done(self, method: str, given: Mapping[str, str]) -> tuple[Any, float]:
        """Carry out a call; return its result, and for how many seconds the answer hangs."""
        async with self._troubled(method) as hung:
            known = METHODS.get(method)
            if known is None:
                raise VkError(3)
            return known(self._world, given), hung

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
                raise ConnectionLostError("connection lost")
            case Fault(kind="bad_gateway"):
                raise BadGatewayError("502 Bad Gateway")
            case Fault(kind="delay", seconds=seconds):
                await asyncio.sleep(seconds)
            case _:
                pass
        yield fault.seconds if fault is not None and fault.kind == "hang" else 0.0
        if fault is not None and fault.kind == "lost_answer":
            raise ConnectionLostError("connection lost")

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
        except (ConnectionLostError, BadGatewayError) as broken:
            outcome = f"error: {broken}"
            raise
        finally:
            world = self._world
            call = Call(
                number=len(world.calls) + 1,
                at=world.clock.now_ms(),
                method=method,
                params={name: value for name, value in given.items() if name != "access_token"},
                outcome=outcome,
                milliseconds=round((time.perf_counter() - begun) * 1000, 2),
                packed=packed,
            )
            world.calls.append(call)
            world.feed.tell("call", asdict(call))

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


def _error(refused: VkError, method: str, given: Mapping[str, str]) -> dict[str, Any]:
    # VK repeats the request, the token included: a full log would reveal it
    asked = {"method": method, **given}
    pairs = [{"key": key, "value": value} for key, value in asked.items()]
    return {**refused.as_answer(), "request_params": pairs}
