"""The HTTP server that VK sends events to: «ok» once an event is stored (VK.md, 2.1 and 3.2).

An ordinary message is not stored: it causes no action, so a kill loses nothing. A message that
comes while an earlier event of its conversation is unfinished is stored, and judged after that
event, which may be its author's block.
"""

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from email.utils import formatdate
from typing import Any

from aiohttp import web
from loguru import logger

from bot.intake import LEFT_OUT
from bot.stream import Look, Reader, UnreadableError
from bot.vk.answers import is_deep, read_json
from bot.vk.client import TokenRejected, VkRefused
from handlers.events import Event
from handlers.screening import Findings
from storage.arrivals import LONGEST_EVENT, Arrivals, Arrived


class NotVksError(Exception):
    """A request is not VK's, or is for another community; `status` is HTTP's."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def read_body(body: bytes, *, group: int, secret: str) -> dict[str, Any]:
    """Return a body sent for the community `group`: an event, or VK asking for a confirmation.

    The secret is compared in constant time, before anything else is judged. VK also asks for a
    confirmation before it knows the secret, so that may come without.

    Raises `NotVksError`: 400 for what is no event, 403 for another secret or community.
    """
    try:
        given = read_json(body)
    except ValueError:
        raise NotVksError(400, "no JSON") from None
    if not isinstance(given, dict):
        raise NotVksError(400, "no event")
    kind, event, thing = (given.get(key) for key in ("type", "event_id", "object"))
    confirms = kind == "confirmation"
    if not _is_same(given.get("secret"), secret) and not (confirms and "secret" not in given):
        raise NotVksError(403, "another secret")
    if given.get("group_id") != group:
        raise NotVksError(403, "another community")
    if confirms:
        return given
    if not (isinstance(kind, str) and isinstance(event, str) and isinstance(thing, dict)):
        raise NotVksError(400, "no event")
    if not 0 < len(event) <= LONGEST_EVENT:
        raise NotVksError(400, "no event's id")
    return given


def _is_same(given: object, secret: str) -> bool:
    text = given if isinstance(given, str) else ""
    return hmac.compare_digest(text.encode("utf-8", "replace"), secret.encode())


class FirstLooks:
    """The findings of first looks at stored events, by the event's id.

    The server looks at an event to decide whether to store it; the intake takes the findings from
    here, so that nothing is looked at twice. An event without an entry was stored unseen, or before
    a restart: the intake looks at it. There are never more entries than stored events.
    """

    def __init__(self) -> None:
        self._look: Look | None = None
        self._found: dict[str, Findings] = {}

    def begin(self, look: Look) -> None:
        """Look at arriving events from now on; until then everything is stored unseen."""
        self._look = look

    def needs_handling(self, event: Event) -> bool:
        """Look at an event that arrived: False for an ordinary message."""
        if self._look is None:
            return True
        found = self._look(event)
        if found is not None:
            self._found[event.event] = found
        return found is not None

    def forget(self, event: str) -> None:
        """Drop the findings of an event that could not be stored: VK sends it again."""
        self._found.pop(event, None)

    def taken(self, event: Event) -> Findings | None:
        """Return the findings of an event as it arrived, or look now; for the intake."""
        found = self._found.pop(event.event, None)
        if found is None and self._look is not None:
            found = self._look(event)
        return found


PATIENCE = 5.0
"""Seconds that a body may take to arrive."""

BUSY = 256
"""The most requests handled at the same time; further callers are asked to come again."""

COME_AGAIN = 15
"""Seconds after which VK is asked to come again when there is too much to do."""


GiveCode = Callable[[bool], Awaitable[str]]
"""Returns VK's confirmation code; the flag says that the caller knows the secret."""


class CallbackServer:
    """Receives VK's events for the community `group`.

    `looks` tell whether an event needs anything, `confirmation` returns VK's code, `most` is how
    many events may wait before VK is asked to come again, `patience` the seconds for a body;
    `on_event` receives each event of VK's.
    """

    def __init__(
        self,
        arrivals: Arrivals,
        *,
        reader: Reader,
        group: int,
        secret: str,
        confirmation: GiveCode,
        looks: FirstLooks,
        most: int,
        patience: float = PATIENCE,
        on_event: Callable[[Mapping[str, Any]], None] = lambda update: None,
    ) -> None:
        self._arrivals = arrivals
        self._reader = reader
        self._group = group
        self._secret = secret
        self._confirmation = confirmation
        self._looks = looks
        self._most = most
        self._patience = patience
        self._on_event = on_event
        self._present = 0

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one request."""
        if self._present >= BUSY:
            return _come_again()
        self._present += 1
        try:
            if request.content_type != "application/json":
                raise NotVksError(415, "no JSON")
            async with asyncio.timeout(self._patience):
                body = await request.read()
            return await self._answer(read_body(body, group=self._group, secret=self._secret))
        except NotVksError as wrong:
            logger.warning("callback: refused, {}", wrong)
            return web.Response(status=wrong.status)
        except (TimeoutError, ConnectionError):
            # a caller that broke off does not see this answer
            return web.Response(status=408)
        finally:
            self._present -= 1

    async def _answer(self, given: dict[str, Any]) -> web.Response:
        # the secret is not stored
        knows_secret = given.pop("secret", None) is not None
        if given["type"] != "confirmation":
            return await self._take(given)
        try:
            return web.Response(text=await self._confirmation(knows_secret))
        except (VkRefused, TokenRejected) as refused:
            logger.warning("callback: the confirmation code was refused: {}", refused)
            return _come_again()

    async def _take(self, update: dict[str, Any]) -> web.Response:
        number = update["event_id"]
        self._on_event(update)
        try:
            # a stored event is written as JSON and parsed again, perhaps deeper in the call stack
            if is_deep(update):
                raise UnreadableError
            read = self._reader.read(update)
            if read is None or not await self._needs_handling(read):
                return _ok()
        except UnreadableError:
            logger.warning(f"callback: {LEFT_OUT}")
            return _ok()
        except Exception:  # without an «ok» VK would send it again and again
            logger.exception("event {}: cannot be read", number)
            return _ok()
        if self._arrivals.waiting >= self._most:
            logger.warning("callback: {} events wait; VK is to come again", self._most)
            self._looks.forget(number)
            return _come_again()
        try:
            # an unpaired surrogate, which JSON can carry, stays escaped
            body = json.dumps(update, separators=(",", ":"))
            await self._arrivals.keep(Arrived(event=number, peer=read.peer, body=body))
        except Exception:  # the database may be busy or full; VK repeats what has no answer
            logger.exception("event {}: could not be kept", number)
            self._looks.forget(number)
            return _come_again()
        return _ok()

    async def _needs_handling(self, read: Event) -> bool:
        return await self._stands_behind_another(read.peer) or self._looks.needs_handling(read)

    async def _stands_behind_another(self, peer: int) -> bool:
        """Whether an earlier event of its conversation is unfinished, whichever process stored it.

        That may be its author's block: nothing behind it is looked at before its turn.
        """
        if self._arrivals.is_busy(peer):
            return True
        try:
            elsewhere = await self._arrivals.is_busy_elsewhere(peer)
        except Exception as failure:  # when in doubt, store it
            logger.warning("arrivals cannot be looked at: {}", type(failure).__name__)
            return True
        return elsewhere or self._arrivals.is_busy(peer)


def _ok() -> web.Response:
    return web.Response(text="ok")


def _come_again() -> web.Response:
    when = formatdate(time.time() + COME_AGAIN, usegmt=True)
    return web.Response(status=503, headers={"Retry-After": when})
