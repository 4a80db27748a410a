"""Runs what falls due by the clock and the calendar."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from loguru import logger

from bot.clock import Clock
from handlers.answers import see_to_late
from handlers.chats import look, look_at_next
from handlers.conversation.services import Services
from handlers.conversation.strangers import LOOK_AGAIN, MOST_WAITING, PAUSE
from handlers.due import erase_due, next_due, run_due
from handlers.guardians import see_to_guardians
from handlers.reports import next_morning, report_month
from handlers.rereading import EVERY, read_again
from handlers.spread import see_to_pages
from handlers.suspensions import see_to_suspensions
from handlers.waiting import see_to_appeals
from storage.faults import TroubledError
from storage.records import ChatState

_AFTER_FAILURE = timedelta(seconds=5)
"""The pause before a due task that failed is repeated."""

_LONGEST = timedelta(minutes=5)
"""The longest pause between two looks at what is due: a chat served again, or a person who
returned, brings things that were not due before."""

_LOOK_NEW = 20.0
"""Seconds between two looks at the chats where the bot waits for its rights."""

_LOOKS_PER_HOUR = 165
"""Served chats are looked at every so many quick looks: with the time that the looks take, that is
within the hour."""

_REMEMBER_EVENTS = timedelta(days=7)
"""The longest time after which VK could repeat an event."""

_ERASE_EVERY = timedelta(hours=1)

_SEE_EVERY = timedelta(hours=1)

_SEEN_TO: tuple[tuple[Callable[[Services], Awaitable[None]], str], ...] = (
    # families also change outside the bot: each open appeal has to be before somebody
    (see_to_appeals, "seeing to appeals"),
    (see_to_late, "seeing to what is late"),
    (see_to_guardians, "seeing to guardians"),
    (see_to_suspensions, "seeing to suspensions"),
    (see_to_pages, "seeing to pages in doubt"),
)
"""What is looked at hourly because nothing tells when it falls due."""

_COMPARE, _COMPARE_SOON = 60.0, 5.0
"""Seconds between two comparisons of the clocks; the second while they differ."""

_REPORT_AGAIN = timedelta(minutes=5)
"""The pause before a monthly report that failed is repeated."""


class Timers:
    """Wakes when something falls due, and looks after the chats."""

    def __init__(self, services: Services, clock: Clock) -> None:
        self._services = services
        self._clock = clock
        self._changed = asyncio.Event()
        self._look = asyncio.Event()

    def changed(self) -> None:
        """Look again: something may fall due earlier than known."""
        self._changed.set()

    def look_at_all(self) -> None:
        """Request a look at every chat, soon."""
        self._look.set()

    async def run_due(self) -> None:
        """Do what is due, as it falls due, and overdue things at once. Until cancelled."""
        while True:
            self._changed.clear()
            begun = self._clock.now()
            await _survive(run_due(self._services), "what fell due")
            try:
                due = await next_due(self._services)
            except Exception:  # the database may be busy; blocks end all the same
                logger.exception("the next due moment could not be read")
                due = begun
            now = self._clock.now()
            if due is not None and due <= begun:  # if it had succeeded it would not be due any more
                due = now + _AFTER_FAILURE
            await self._clock.wait(self._changed, min(due or now + _LONGEST, now + _LONGEST))

    async def look_after_chats(self) -> None:
        """Look at every chat at start, hourly, and on request. Between that, queue looks at the
        chats where the bot lacks rights. Until cancelled."""
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
        """Look at chats that are not served, one after another. Until cancelled."""
        while True:
            await asyncio.sleep(PAUSE.total_seconds())
            if len(self._services.looks):
                await _survive(look_at_next(self._services), "looking at a chat in its turn")

    async def erase_what_is_due(self) -> None:
        """Erase personal data whose retention has ended, at start and hourly. Until cancelled."""
        while True:
            # counted from the start, so that what falls due meanwhile is not an hour late
            again = self._clock.now() + _ERASE_EVERY
            await _survive(erase_due(self._services), "erasing what is due")
            await self._clock.sleep_until(again)

    async def see_to_open_matters(self) -> None:
        """Check hourly that no open matter is forgotten. Until cancelled."""
        while True:
            await self._clock.sleep_until(self._clock.now() + _SEE_EVERY)
            for see_to, what in _SEEN_TO:
                await _survive(see_to(self._services), what)

    async def read_again(self) -> None:
        """Read recent messages again, because VK reports no edits in chats. Until cancelled."""
        again = self._clock.now() + EVERY
        while True:
            await self._clock.sleep_until(again)
            again = self._clock.now() + EVERY
            await _survive(read_again(self._services), "reading again")

    async def compare_clocks(self, on_apart: Callable[[], None]) -> None:
        """Compare the clock with the messenger's every minute; call `on_apart` if they differ.
        Until cancelled."""
        services = self._services
        while True:
            await _survive(
                services.clocks.compare(services.messenger, self._clock.now), "comparing the clocks"
            )
            if services.clocks.are_apart:
                on_apart()
            # not by the clock: were it set back, that moment could be far away
            await asyncio.sleep(_COMPARE_SOON if services.clocks.are_apart else _COMPARE)

    async def report_monthly(self) -> None:
        """Send the administrators each month's report, if that is switched on. Until cancelled."""
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
        # chats not served yet wait for those that are
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
    except Exception:  # one chat's trouble must not stop the timers of the others
        logger.exception("{} failed", what)
        return False
    return True
