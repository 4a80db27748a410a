"""VK's methods over HTTP: paced, repeated where that helps, with one kind of refusal (VK.md, 5)."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
from loguru import logger
from vkbottle.api import API, ABCResponseValidator
from vkbottle.http import AiohttpClient

from bot.vk.answers import VkRefused, not_an_answer, read_json
from bot.vk.faults import UNANSWERED, Act, Remedy, about, is_fatal, meaning, pause
from bot.vk.pace import PER_SECOND, Pace, Turns, Urgency
from bot.vk.packing import EXECUTE, Packing

__all__ = ["UNTIL_IT_WORKS", "Manner", "TokenRejected", "VkClient", "VkRefused"]

TIMEOUT = 15.0
"""Seconds that VK has for one answer."""

_REJECTED = (
    "VK не принимает ключ доступа (ошибка {code}): получите новый в настройках сообщества "
    "(Управление → Работа с API) и впишите его в VK_TOKEN"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a call is made: its urgency, and for how many seconds it may be repeated.

    `patience` 0 means one attempt; the default outlasts one missing answer (`TIMEOUT`).
    """

    urgency: Urgency = Urgency.ANSWER
    patience: float = 20.0


UNTIL_IT_WORKS = Manner(patience=math.inf)
"""For calls without which nothing can go on, and for which nobody waits."""


class TokenRejected(Exception):  # noqa: N818 -- what VK did, not whose error it is
    """VK does not accept the token; the text is one line for the administrator."""


class VkClient:
    """Calls VK's methods. `api` is vkbottle's, `http` the session that both share.

    Every call waits for its turn within VK's limit, and calls that wait together go together. If VK
    asks for a repeat or does not answer, the call is repeated with growing pauses while the
    caller's patience lasts. `on_refusal` receives the code of every refused call.
    """

    def __init__(
        self,
        api: API,
        http: aiohttp.ClientSession,
        *,
        pace: Turns,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        timeout: float = TIMEOUT,
    ) -> None:
        self.api = api
        self.http = http
        self._pace = pace
        self._packing = Packing(self._attempt, pace)
        self._sleep = sleep
        self._timeout = timeout
        self.on_refusal: Callable[[int], None] = lambda code: None
        self._rejected = asyncio.Event()
        self._rejection = ""
        self.on_call: Callable[[str, int | None], None] = lambda method, code: None
        """Called after each attempt with the method and the error code; None for success."""

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        *,
        url: str,
        token: str,
        pace: int | Turns = PER_SECOND,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 -- of each attempt, not of one await
    ) -> AsyncIterator[Self]:
        """Open a client for the methods below `url`; close its connections at the end.

        `pace` is the most calls in a second, or the source of turns; `timeout` is in seconds per
        attempt.
        """
        async with aiohttp.ClientSession() as http:
            api = API(token, http_client=AiohttpClient(session=http))
            api.API_URL = url
            api.response_validators = [_Answers()]
            turns = Pace(pace) if isinstance(pace, int) else pace
            client = cls(api, http, pace=turns, timeout=timeout)
            try:
                yield client
            finally:
                await client.close()

    async def close(self) -> None:
        """Cancel calls in progress; the connections belong to the caller."""
        await self._packing.close()

    async def call(self, method: str, manner: Manner = Manner(), /, **params: Any) -> Any:
        """Call a method and return the contents of its `response`.

        Parameters that are None are left out, lists are joined by commas, booleans become 0 and 1;
        what VK takes as JSON is passed as text.

        Raises `VkRefused` and, if VK does not accept the token, `TokenRejected`.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + manner.patience
        attempts = 0
        given = {name: _text(value) for name, value in params.items() if value is not None}
        while True:
            attempts += 1
            try:
                answer = await self._packing.call(method, given, manner.urgency)
                self.on_call(method, None)
                return answer
            except VkRefused as refused:
                self.on_call(method, refused.code)
                self.on_refusal(refused.code)
                if is_fatal(refused.code, method):
                    raise self._reject(refused.code) from None
                remedy = meaning(refused.code, Act.READ)
                if not isinstance(remedy, Remedy):
                    raise
                rest = about(pause(remedy, attempts))
                if remedy is Remedy.SOON:
                    self._pace.hold(rest)
                if loop.time() + rest > deadline:
                    raise
                logger.log(
                    "WARNING" if attempts == _WORTH_TELLING else "DEBUG",
                    "{}: error {}, attempt {}, again in {:.1f} s",
                    method,
                    refused.code,
                    attempts,
                    rest,
                )
            await self._sleep(rest)

    async def until_rejected(self) -> None:
        """Wait until VK rejects the token, then raise `TokenRejected`."""
        await self._rejected.wait()
        raise TokenRejected(self._rejection)

    def _reject(self, code: int) -> TokenRejected:
        self._rejection = _REJECTED.format(code=code)
        self._rejected.set()
        return TokenRejected(self._rejection)

    async def _attempt(self, method: str, params: Mapping[str, str]) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(self._timeout):
                return await self.api.request(method, dict(params))
        except (aiohttp.ClientError, OSError, TimeoutError) as failure:
            # the text of such an error holds the address, and the address holds the token
            raise VkRefused(UNANSWERED, type(failure).__name__) from None


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(int(value))
        case list() | tuple():
            return ",".join(map(str, value))
        case _:
            return str(value)


_WORTH_TELLING = 5
"""The attempt at which a warning tells the administrator that VK is in trouble."""


class _Answers(ABCResponseValidator):
    """Parses an answer; vkbottle's own validator logs people's words when VK refuses."""

    async def validate(
        self, method: str, data: dict[str, Any], response: Any, ctx_api: Any
    ) -> dict[str, Any]:
        try:
            answer = read_json(response)
        except ValueError:
            answer = None
        match answer:
            case {"error": {"error_code": int(code), **more}}:
                raise VkRefused(code, str(more.get("error_msg", "")))
            case {"response": given} if given is not None or method == EXECUTE:
                return dict(answer)
            case _:
                # a gateway before VK answers in HTML; what null means is unknown
                raise not_an_answer()
