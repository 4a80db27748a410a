"""Many calls in one: calls that wait for a turn go together in VK's `execute` (VK.md, 1.2 and
5)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from loguru import logger

from bot.nursery import Nursery
from bot.vk.answers import VkRefused
from bot.vk.faults import UNANSWERED
from bot.vk.line import Line, Waiting
from bot.vk.load import Going, Load, call_as_script, script_of
from bot.vk.pace import Turns, Urgency

Ask = Callable[[str, Mapping[str, str]], Awaitable[Mapping[str, Any]]]
"""Makes one call and returns VK's envelope. Raises `VkRefused`."""

EXECUTE = "execute"

_OF_ALL = frozenset({UNANSWERED, 1, 5, 6, 10, 990, 995, 1117})
"""Refusals of a script that hold for each call in it: the line, VK's trouble, the token."""

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
        self._line = Line()
        self._nursery = Nursery()
        self._waits: dict[Urgency, asyncio.Task[None]] = {}
        self._bugs = 0
        self._rests_until = 0.0

    async def call(self, method: str, params: Mapping[str, str], urgency: Urgency) -> Any:
        """Make a call at its turn; return the contents of its `response`. Raises `VkRefused`."""
        came: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._add(Waiting(method=method, params=params, urgency=urgency, came=came))
        try:
            answer = await came
        finally:
            # a caller that gave up takes no turn
            came.cancel()
            self._stop_needless_waits()
        if isinstance(answer, _Alone):
            return (await self._ask(method, params))["response"]
        return answer

    async def close(self) -> None:
        """Cancel calls in progress."""
        await self._nursery.close()

    def _add(self, waiting: Waiting) -> None:
        self._line.add(waiting)
        if waiting.urgency not in self._waits:
            # in a task of its own: calls made at the same time are in line by then
            self._waits[waiting.urgency] = self._nursery.start(
                self._hand_out(waiting.urgency), f"turns for {waiting.urgency.name}"
            )

    async def _hand_out(self, urgency: Urgency) -> None:
        task = asyncio.current_task()
        try:
            while not self._line.is_empty(urgency):
                await self._turns.turn(urgency)
                self._set_off()
        except Exception as failure:  # no turn can be had: the callers have to know
            for waiting in self._line.take_all(urgency):
                if not waiting.came.done():
                    waiting.came.set_exception(failure)
        finally:
            if self._waits.get(urgency) is task:
                del self._waits[urgency]

    def _stop_needless_waits(self) -> None:
        for urgency, task in list(self._waits.items()):
            if task is not asyncio.current_task() and self._line.is_empty(urgency):
                del self._waits[urgency]
                task.cancel()

    def _set_off(self) -> None:
        load = Load(packing=asyncio.get_running_loop().time() >= self._rests_until)
        self._line.take(load.take)
        match load.askers:
            case []:
                pass
            case [asker]:
                asker.came.set_result(_ALONE)
            case _:
                self._start(load.goings)
        self._stop_needless_waits()

    def _start(self, goings: list[Going]) -> None:
        self._nursery.start(self._carry(goings), "calls that go together")

    async def _carry(self, goings: list[Going]) -> None:
        try:
            try:
                came = await self._together(goings)
            except VkRefused as refused:
                await self._refused(goings, refused)
            else:
                for going, answer in zip(goings, came, strict=True):
                    self._give(going, answer)
        except Exception as failure:  # a bug met by one call must not fail the others
            logger.error("calls could not go together: {}", type(failure).__name__)
            self._let_go_alone([asker for going in goings for asker in going.askers])

    async def _together(self, goings: list[Going]) -> list[Any]:
        if len(goings) > 1:
            return await self._execute(goings)
        (going,) = goings
        return [(await self._ask(going.method, going.params))["response"]]

    async def _execute(self, goings: list[Going]) -> list[Any]:
        """Make calls by one script; return each one's answer, refusal, or None if unclear."""
        code = script_of(call_as_script(going.method, going.params) for going in goings)
        envelope = await self._ask(EXECUTE, {"code": code})
        self._bugs = 0
        values, errors = envelope["response"], envelope.get("execute_errors") or []
        if not isinstance(values, list) or len(values) != len(goings):
            return [None] * len(goings)
        if sum(value is False for value in values) != len(errors):
            return [None if value is False else value for value in values]
        refusals = iter(errors)
        return [_refusal(next(refusals)) if value is False else value for value in values]

    def _give(self, going: Going, answer: Any) -> None:
        match answer:
            case None:
                self._let_go_alone(going.askers)
            case VkRefused(code=code, text=text):
                for asker in going.askers:
                    _end(asker, VkRefused(code, text))
            case _:
                try:
                    parts = list(going.answers(answer))
                except ValueError:
                    self._let_go_alone(going.askers)
                    return
                for asker, part in parts:
                    _end(asker, part)

    async def _refused(self, goings: list[Going], refused: VkRefused) -> None:
        if refused.code in _OF_ALL or (len(goings) == 1 and refused.code != _BAD_PARAMETER):
            for going in goings:
                self._give(going, refused)
        elif len(goings) == 1:
            # one of the merged deletions may spoil it
            self._let_go_alone(goings[0].askers)
        elif refused.code == _TIMED_OUT:
            half = len(goings) // 2
            for part in (goings[:half], goings[half:]):
                await self._turns.turn(min(asker.urgency for asker in part[0].askers))
                self._start(part)
        else:
            self._take_note(refused.code)
            self._let_go_alone([asker for going in goings for asker in going.askers])

    def _take_note(self, code: int) -> None:
        self._bugs += 1
        logger.error("execute: error {}; these calls go singly", code)
        if code not in _OF_THE_SCRIPT or self._bugs >= _BUGS:
            self._rests_until = asyncio.get_running_loop().time() + REST

    def _let_go_alone(self, askers: list[Waiting]) -> None:
        for asker in askers:
            asker.alone = True
            if not asker.came.done():
                self._add(asker)


def _refusal(error: Any) -> VkRefused | None:
    match error:
        case {"error_code": int(code), **more}:
            return VkRefused(code, str(more.get("error_msg", "")))
        case _:
            return None


def _end(asker: Waiting, answer: Any) -> None:
    if asker.came.done():
        return
    if isinstance(answer, VkRefused):
        asker.came.set_exception(answer)
    else:
        asker.came.set_result(answer)
