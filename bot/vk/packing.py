"""Many calls in one: calls that wait for a turn go together in VK's `execute` (VK.md, 1.2 and
5)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from loguru import logger

from bot.nursery import Nursery
from bot.vk.answers import VkRefused
from bot.vk.calls import Bundle, CallQueue, OutgoingCall, WaitingCall, call_as_script, script_of
from bot.vk.faults import UNANSWERED
from bot.vk.pace import Turns, Urgency

Ask = Callable[[str, Mapping[str, str]], Awaitable[Mapping[str, Any]]]
"""Makes one call and returns VK's envelope. Raises `VkRefused`."""

EXECUTE = "execute"

_OF_ALL = frozenset({UNANSWERED, 1, 5, 6, 10, 990, 995, 1117})
"""Refusals of a script that hold for each call in it: no connection, VK's trouble, the token."""

_TIMED_OUT = 36
_BAD_PARAMETER = 100

_OF_THE_SCRIPT = frozenset({8, 12, 13, _BAD_PARAMETER})
"""Refusals of one script, for example one that did not compile: another may succeed."""

_BUGS = 3
"""Refused scripts in a row after which VK seems to accept none of ours."""

REST = 600.0
"""Seconds for which calls go singly after VK refused `execute` itself."""


class _Alone:
    """Tells a waiting caller to make the call itself."""


_ALONE = _Alone()


class Packing:
    """Packs calls: whatever waits when a turn comes goes in it.

    Each caller gets the answer that it would have got alone. A call that waits alone goes unpacked.
    """

    def __init__(self, ask: Ask, turns: Turns) -> None:
        self._ask = ask
        self._turns = turns
        self._queue = CallQueue()
        self._nursery = Nursery()
        self._waits: dict[Urgency, asyncio.Task[None]] = {}
        self._bugs = 0
        self._rests_until = 0.0

    async def call(self, method: str, params: Mapping[str, str], urgency: Urgency) -> Any:
        """Make a call at its turn; return the contents of its `response`. Raises `VkRefused`."""
        result: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._add(WaitingCall(method=method, params=params, urgency=urgency, result=result))
        try:
            answer = await result
        finally:
            # a caller that gave up takes no turn
            result.cancel()
            self._stop_needless_waits()
        if isinstance(answer, _Alone):
            return (await self._ask(method, params))["response"]
        return answer

    async def close(self) -> None:
        """Cancel calls in progress."""
        await self._nursery.close()

    def _add(self, waiting: WaitingCall) -> None:
        self._queue.add(waiting)
        if waiting.urgency not in self._waits:
            # in a task of its own: calls made at the same time wait in the queue by then
            self._waits[waiting.urgency] = self._nursery.start(
                self._hand_out(waiting.urgency), f"turns for {waiting.urgency.name}"
            )

    async def _hand_out(self, urgency: Urgency) -> None:
        task = asyncio.current_task()
        try:
            while not self._queue.is_empty(urgency):
                await self._turns.turn(urgency)
                self._set_off()
        except Exception as failure:  # no turn can be had: the callers have to know
            for waiting in self._queue.take_all(urgency):
                if not waiting.result.done():
                    waiting.result.set_exception(failure)
        finally:
            if self._waits.get(urgency) is task:
                del self._waits[urgency]

    def _stop_needless_waits(self) -> None:
        for urgency, task in list(self._waits.items()):
            if task is not asyncio.current_task() and self._queue.is_empty(urgency):
                del self._waits[urgency]
                task.cancel()

    def _set_off(self) -> None:
        bundle = Bundle(packing=asyncio.get_running_loop().time() >= self._rests_until)
        self._queue.take(bundle.take)
        match bundle.callers:
            case []:
                pass
            case [caller]:
                caller.result.set_result(_ALONE)
            case _:
                self._start(bundle.calls)
        self._stop_needless_waits()

    def _start(self, calls: list[OutgoingCall]) -> None:
        self._nursery.start(self._carry(calls), "calls that go together")

    async def _carry(self, calls: list[OutgoingCall]) -> None:
        try:
            try:
                answers = await self._together(calls)
            except VkRefused as refused:
                await self._refused(calls, refused)
            else:
                for call, answer in zip(calls, answers, strict=True):
                    self._give(call, answer)
        except Exception as failure:  # a bug met by one call must not fail the others
            logger.error("calls could not go together: {}", type(failure).__name__)
            self._let_go_alone([caller for call in calls for caller in call.callers])

    async def _together(self, calls: list[OutgoingCall]) -> list[Any]:
        if len(calls) > 1:
            return await self._execute(calls)
        (call,) = calls
        return [(await self._ask(call.method, call.params))["response"]]

    async def _execute(self, calls: list[OutgoingCall]) -> list[Any]:
        """Make calls by one script; return each one's answer, refusal, or None if unclear."""
        code = script_of(call_as_script(call.method, call.params) for call in calls)
        envelope = await self._ask(EXECUTE, {"code": code})
        self._bugs = 0
        values, errors = envelope["response"], envelope.get("execute_errors") or []
        if not isinstance(values, list) or len(values) != len(calls):
            return [None] * len(calls)
        if sum(value is False for value in values) != len(errors):
            return [None if value is False else value for value in values]
        refusals = iter(errors)
        return [_refusal(next(refusals)) if value is False else value for value in values]

    def _give(self, call: OutgoingCall, answer: Any) -> None:
        match answer:
            case None:
                self._let_go_alone(call.callers)
            case VkRefused(code=code, text=text):
                for caller in call.callers:
                    _end(caller, VkRefused(code, text))
            case _:
                try:
                    parts = list(call.answers(answer))
                except ValueError:
                    self._let_go_alone(call.callers)
                    return
                for caller, part in parts:
                    _end(caller, part)

    async def _refused(self, calls: list[OutgoingCall], refused: VkRefused) -> None:
        if refused.code in _OF_ALL or (len(calls) == 1 and refused.code != _BAD_PARAMETER):
            for call in calls:
                self._give(call, refused)
        elif len(calls) == 1:
            # one of the merged deletions may spoil it
            self._let_go_alone(calls[0].callers)
        elif refused.code == _TIMED_OUT:
            half = len(calls) // 2
            for part in (calls[:half], calls[half:]):
                await self._turns.turn(min(caller.urgency for caller in part[0].callers))
                self._start(part)
        else:
            self._take_note(refused.code)
            self._let_go_alone([caller for call in calls for caller in call.callers])

    def _take_note(self, code: int) -> None:
        self._bugs += 1
        logger.error("execute: error {}; these calls go singly", code)
        if code not in _OF_THE_SCRIPT or self._bugs >= _BUGS:
            self._rests_until = asyncio.get_running_loop().time() + REST

    def _let_go_alone(self, callers: list[WaitingCall]) -> None:
        for caller in callers:
            caller.alone = True
            if not caller.result.done():
                self._add(caller)


def _refusal(error: Any) -> VkRefused | None:
    match error:
        case {"error_code": int(code), **more}:
            return VkRefused(code, str(more.get("error_msg", "")))
        case _:
            return None


def _end(caller: WaitingCall, answer: Any) -> None:
    if caller.result.done():
        return
    if isinstance(answer, VkRefused):
        caller.result.set_exception(answer)
    else:
        caller.result.set_result(answer)
