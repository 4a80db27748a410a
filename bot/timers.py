"""What the clock and the calendar ask for."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from loguru import logger

from bot.clock import Clock
from handlers.chats import look, look_at_next
from handlers.conversation.services import Services
from handlers.conversation.strangers import LOOK_AGAIN, MOST_WAITING, PAUSE
from handlers.due import next_due, run_due
from handlers.keeping import erase_due
from handlers.monthly import next_morning, report_month
from handlers.rereading import EVERY, read_again
from handlers.waiting import see_to_appeals
from storage.faults import TroubledError
from storage.records import ChatState

_AFTER_FAILURE = timedelta(seconds=5)
"""The pause before something that fell due and failed is tried again."""

_LONGEST = timedelta(minutes=5)
"""The pause at most between two looks at what falls due: a chat that is served again, or a person
who came back, has things that were not due before.
"""

_LOOK_NEW = 20.0
"""Seconds between two looks at which chats the bot waits for its rights in."""

_LOOKS_PER_HOUR = 165
"""After so many of the quick looks served chats are looked at, too: with what the looks themselves
take, that is within the hour.
"""

_REMEMBER_EVENTS = timedelta(days=7)
"""How long VK could possibly repeat an event."""

_ERASE_EVERY = timedelta(hours=1)

_SEE_TO_APPEALS_EVERY = timedelta(hours=1)

_COMPARE, _COMPARE_SOON = 60.0, 5.0
"""Seconds between two comparisons of the clocks; the shorter while they are apart."""

_REPORT_AGAIN = timedelta(minutes=5)
"""The pause before a monthly report that failed is tried again."""


class Timers:
    """Wakes at the next moment at which something is due, and looks after the chats."""

    def __init__(self, services: Services, clock: Clock) -> None:
        self._services = services
        self._clock = clock
        self._changed = asyncio.Event()
        self._look = asyncio.Event()

    def changed(self) -> None:
        """Take note that something may fall due earlier than was known."""
        self._changed.set()

    def look_at_all(self) -> None:
        """Ask for a look at every chat, soon."""
        self._look.set()

    async def run_due(self) -> None:
        """Do what falls due, as it falls due; what fell due before, at once. Until cancelled."""
        while True:
            self._changed.clear()
            begun = self._clock.now()
            await _survive(run_due(self._services), "what fell due")
            try:
                due = await next_due(self._services)
            except Exception:  # the database may be busy; the blocks end all the same
                logger.exception("the next due moment could not be read")
                due = begun
            now = self._clock.now()
            if due is not None and due <= begun:  # done it would be gone
                due = now + _AFTER_FAILURE
            await self._clock.wait(self._changed, min(due or now + _LONGEST, now + _LONGEST))

    async def look_after_chats(self) -> None:
        """Look at every chat at start, hourly, and when asked; let those without rights wait for
        their turn often.
        """
        rounds = 0
        while True:
            every = rounds % _LOOKS_PER_HOUR == 0 or self._look.is_set()
            self._look.clear()
            await _survive(self._look_at_chats(every=every), "looking at the chats")
            if rounds % _LOOKS_PER_HOUR == 0:
                forgetting = self._services.storage.forget_events(_REMEMBER_EVENTS)
                await _survive(forgetting, "forgetting events")
            rounds += 1
            try:
                async with asyncio.timeout(_LOOK_NEW):
                    await self._look.wait()
            except TimeoutError:
                continue

    async def look_at_strangers(self) -> None:
        """Look at chats that are not served, one after another in their turn. Until cancelled."""
        while True:
            await asyncio.sleep(PAUSE.total_seconds())
            if len(self._services.looks):
                await _survive(look_at_next(self._services), "looking at a chat in its turn")

    async def erase_what_is_due(self) -> None:
        """Erase what the policy keeps no longer, at start and hourly. Until cancelled."""
        while True:
            # from its beginning on: what falls due while it lasts is not an hour late
            again = self._clock.now() + _ERASE_EVERY
            await _survive(erase_due(self._services), "erasing what is due")
            await self._clock.sleep_until(again)

    async def see_to_appeals(self) -> None:
        """See that each open appeal is before somebody, hourly: families change outside, too. Until
        cancelled."""
        while True:
            await self._clock.sleep_until(self._clock.now() + _SEE_TO_APPEALS_EVERY)
            await _survive(see_to_appeals(self._services), "seeing to appeals")

    async def read_again(self) -> None:
        """Read lately written messages again: an edit is told by nobody. Until cancelled."""
        again = self._clock.now() + EVERY
        while True:
            await self._clock.sleep_until(again)
            again = self._clock.now() + EVERY
            await _survive(read_again(self._services), "reading again")

    async def compare_clocks(self, on_apart: Callable[[], None]) -> None:
        """Compare the clock with the messenger's every minute, and tell if it is wrong. Until
        cancelled."""
        services = self._services
        while True:
            await _survive(
                services.clocks.compare(services.messenger, self._clock.now), "comparing the clocks"
            )
            if services.clocks.are_apart:
                on_apart()
            # not by the clock: if it was turned back, that moment would be long in coming
            await asyncio.sleep(_COMPARE_SOON if services.clocks.are_apart else _COMPARE)

    async def report_monthly(self) -> None:
        """Send the administrators each month's report, if that is set. Until cancelled."""
        zone = self._services.zone
        while True:
            now = self._clock.now()
            if self._services.monthly_report:
                done = await _survive(report_month(self._services), "the monthly report")
            else:
                done = True
            await self._clock.sleep_until(next_morning(now, zone) if done else now + _REPORT_AGAIN)

    async def _look_at_chats(self, *, every: bool) -> None:
        services = self._services
        async with services.storage.reading() as reading:
            strange = await reading.unseen_longest(services.now() - LOOK_AGAIN, MOST_WAITING)
            chats = await reading.chats() if every else ()
        for number in strange:
            services.looks.wait(number)
        # whoever is not served yet waits for those who are
        for state in (ChatState.SERVED, ChatState.UNADOPTED):
            for chat in chats:
                if chat.state is state:
                    looking = look(services, chat.chat, routine=True)
                    await _survive(looking, f"chat {chat.chat}")


async def _survive(work: Awaitable[object], what: str) -> bool:
    try:
        await work
    except TroubledError as troubled:
        logger.error("{} failed: {}", what, troubled)
        return False
    except Exception:  # one chat's trouble must not stop the others' clock
        logger.exception("{} failed", what)
        return False
    return True
