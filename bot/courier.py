"""The courier delivers the outbox to VK, lane by lane, each parcel until VK answers."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from loguru import logger

from bot.clock import Clock
from bot.nursery import Nursery
from bot.vk.client import TokenRejected, VkClient, VkRefused
from bot.vk.delivery import RECOGNISED, act_of, deliver
from bot.vk.faults import OF_THE_METHOD, Remedy, Rests, about, meaning, pause, trouble_of
from bot.vk.moderation import TargetProtected
from handlers.conversation.services import Services
from handlers.deliveries import delivered, undelivered
from handlers.messenger import Fault, Trouble
from rules.ids import FileId, MessageId
from storage.effects import Answer, DeleteMessages, KeepPicture, Lane, Peer
from storage.faults import AlreadyHandledError, TroubledError
from storage.outbox import Finished, Parcel
from storage.records import File

ANSWERABLE = timedelta(seconds=50)
"""How long a pop-up is worth delivering: VK forgets the press after a minute (VK.md, 1.2)."""

WORTH_REPEATING = timedelta(hours=24)
"""How long a parcel is repeated, from its first attempt on: time spent in the outbox before that
does not count. VK removes and edits nothing older (VK.md, 4)."""

_BUGS = 5
"""Attempts after which a parcel that raises an unexpected exception is given up."""

AT_ONCE = 500
"""Lanes of one kind in delivery, roughly: VK takes 20 calls of 25 each a second (VK.md, 4). The
rest waits in the outbox, and moderation never waits behind words."""

_AFTER_FAILURE = 1.0
"""Seconds of rest after the database did not answer."""

_LaneKey = tuple[int, Lane]


def _in_order(queue: Sequence[Parcel]) -> Iterator[Sequence[Parcel]]:
    """Group parcels that may go side by side: consecutive deletions; anything else alone.

    Deletions need no order among themselves, and together they become one call (`bot.vk.calls`).
    """
    for deletions, parcels in groupby(
        queue, key=lambda parcel: isinstance(parcel.effect, DeleteMessages)
    ):
        if deletions:
            yield tuple(parcels)
        else:
            yield from ((parcel,) for parcel in parcels)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """How a parcel ended: delivered, with the id of its message if it is one, or given up."""

    message: MessageId | None = None
    fault: Fault | None = None


class Courier:
    """Delivers parcels: in order within one lane of one conversation, lanes side by side.

    A flood pause in one lane delays no other. If VK wants a rest from a method altogether, every
    parcel that needs it waits. Final refusals go to `handlers.deliveries.undelivered`, what an
    administrator has to mend goes to `on_trouble`. An unexpected exception is logged.
    """

    def __init__(
        self,
        services: Services,
        client: VkClient,
        *,
        clock: Clock,
        on_trouble: Callable[[Trouble, int], None] = lambda trouble, peer: None,
    ) -> None:
        self._services = services
        self._outbox = services.storage.outbox
        self._client = client
        self._clock = clock
        self._on_trouble = on_trouble
        self._rests = Rests()
        self._changed = asyncio.Event()
        self._setting_off = asyncio.Lock()
        self._lanes = Nursery()
        self._busy: set[_LaneKey] = set()
        self._outcomes: dict[int, _Outcome] = {}
        self._bugs: Counter[int] = Counter()
        self._closed = False
        self._rejected: TokenRejected | None = None
        self._begun_at = clock.now()

    def wake(self) -> None:
        """Look into the outbox soon."""
        self._changed.set()

    async def run(self) -> None:
        """Deliver parcels as they fall due until cancelled; then `drain` ends the lanes.

        Raises `bot.vk.client.TokenRejected`.
        """
        while True:
            self._changed.clear()
            now = self._clock.now()
            try:
                started = await self._set_off(now)
                due = None if started else await self._outbox.next_due(now)
            except TroubledError as troubled:  # the parcels are still in it
                logger.error("the outbox could not be read: {}", troubled)
                await asyncio.sleep(_AFTER_FAILURE)
                continue
            except Exception:
                logger.exception("the outbox could not be read")
                await asyncio.sleep(_AFTER_FAILURE)
                continue
            if self._rejected is not None:
                raise self._rejected
            if not started:
                # a lane that ends wakes it too, and parcels held in a lane wait for that
                await self._clock.wait(self._changed, due)

    async def drain(self, seconds: float) -> None:
        """Deliver what is due now, for `seconds` at most, and end all lanes.

        Called at the end of the process: the rest stays in the outbox.
        """
        try:
            async with asyncio.timeout(seconds):
                while await self._set_off(self._clock.now()) or self._busy:
                    # a lane that ends sets it, and none can end between these two lines
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            logger.info("not everything could be delivered; it waits for the next start")
        finally:
            async with self._setting_off:
                # nobody would end a lane that started from now on
                self._closed = True
            await self._lanes.close()

    async def _set_off(self, now: datetime) -> bool:
        # between the query and the start nobody else may start one of these lanes
        async with self._setting_off:
            if self._closed or self._rejected is not None:
                return False
            kinds = Counter(lane for _, lane in self._busy)
            full = {lane for lane, number in kinds.items() if number >= AT_ONCE}
            queues: dict[_LaneKey, list[Parcel]] = {}
            for parcel in await self._outbox.due(now, busy=frozenset(self._busy), full=full):
                queues.setdefault((parcel.peer, parcel.lane), []).append(parcel)
            for key, queue in queues.items():
                self._busy.add(key)
                self._lanes.start(self._carry(key, queue), f"lane {key[1]} of {key[0]}")
        return bool(queues)

    async def _carry(self, key: _LaneKey, queue: list[Parcel]) -> None:
        try:
            for together in _in_order(queue):
                if not await self._deliver_together(together):
                    break
        except TokenRejected as rejected:
            self._rejected = rejected
        except TroubledError as troubled:  # the parcels are still in it
            logger.error("lane {} of {}: {}", key[1], key[0], troubled)
            await asyncio.sleep(_AFTER_FAILURE)
        except Exception:
            logger.exception("lane {} of {}: interrupted", key[1], key[0])
            await asyncio.sleep(_AFTER_FAILURE)
        finally:
            self._busy.discard(key)
            self._changed.set()

    async def _deliver_together(self, parcels: Sequence[Parcel]) -> bool:
        """Deliver parcels side by side; False if the lane has to wait."""
        if len(parcels) == 1:
            return await self._deliver_one(parcels[0])
        came = await asyncio.gather(
            *(self._deliver_one(parcel) for parcel in parcels), return_exceptions=True
        )
        for each in came:
            if isinstance(each, BaseException):
                raise each
        return all(came)

    async def _deliver_one(self, parcel: Parcel) -> bool:
        """Deliver one parcel as far as possible now; False if the lane has to wait for it."""
        if parcel.id in self._outcomes:
            await self._end(parcel, self._outcomes[parcel.id])
            return True
        effect, now = parcel.effect, self._clock.now()
        if isinstance(effect, Answer) and now - parcel.created_at > ANSWERABLE:
            await self._end(parcel, _Outcome())
            return True
        if (rest := self._rests.until(act_of(effect), now)) is not None:
            await self._outbox.postpone(parcel.id, rest, now=now)
            return False
        try:
            message = await deliver(
                self._client,
                effect,
                random_id=parcel.random_id,
                in_doubt=now - parcel.due_at > RECOGNISED,
                again=parcel.attempts > 0 or parcel.created_at <= self._begun_at,
                now=now,
                posted=self._posted,
                kept=self._kept,
                keep=self._keep,
            )
        except VkRefused as refused:
            return await self._refused(parcel, refused.code)
        except TargetProtected:
            await self._end(parcel, _Outcome(fault=Fault.PROTECTED))
            return True
        except (TokenRejected, TroubledError):
            raise
        except Exception:  # a bug met by one parcel must not stop the others
            logger.exception("parcel {}: {} went wrong", parcel.id, type(effect).__name__)
            self._bugs[parcel.id] += 1
            if self._bugs[parcel.id] >= _BUGS:
                await self._end(parcel, _Outcome(fault=Fault.REFUSED))
                return True
            await self._postpone(parcel, Remedy.AGAIN)
            return False
        self._rests.end(act_of(effect), now)
        await self._end(parcel, _Outcome(message=message))
        return True

    async def _refused(self, parcel: Parcel, code: int) -> bool:
        kind, act = type(parcel.effect).__name__, act_of(parcel.effect)
        if (trouble := trouble_of(code, act)) is not None:
            self._on_trouble(trouble, parcel.peer)
        match meaning(code, act):
            case Remedy.NOTHING:
                await self._end(parcel, _Outcome())
            case Remedy() as remedy:
                now = self._clock.now()
                if parcel.tried_at is None or now - parcel.tried_at < WORTH_REPEATING:
                    logger.debug("parcel {}: {}: error {}, later", parcel.id, kind, code)
                    if code in OF_THE_METHOD:
                        until = self._rests.begin(act, remedy, now)
                        await self._outbox.postpone(parcel.id, until, now=now)
                    else:
                        await self._postpone(parcel, remedy)
                    return False
                await self._end(parcel, _Outcome(fault=Fault.REFUSED))
            case Fault() as fault:
                logger.info("parcel {}: {}: error {}, given up", parcel.id, kind, code)
                await self._end(parcel, _Outcome(fault=fault))
        return True

    async def _postpone(self, parcel: Parcel, remedy: Remedy) -> None:
        seconds = about(pause(remedy, parcel.attempts + 1))
        now = self._clock.now()
        await self._outbox.postpone(parcel.id, now + timedelta(seconds=seconds), now=now)

    async def _end(self, parcel: Parcel, outcome: _Outcome) -> None:
        """Record the outcome of a parcel with its consequences, and take it out of the outbox."""
        # kept until the database has recorded it: else a failure there would send the parcel again
        self._outcomes[parcel.id] = outcome
        event = f"parcel:{parcel.id}:{parcel.random_id}"
        try:
            if outcome.fault is None:
                await delivered(self._services, parcel.effect, event, outcome.message)
            else:
                await undelivered(self._services, parcel.effect, outcome.fault, event)
        except TroubledError:
            raise
        except AlreadyHandledError:
            logger.debug("parcel {}: what follows was done before", parcel.id)
        except Exception:  # the parcel is done all the same, or it would come back for ever
            logger.exception("parcel {}: what follows from its end failed", parcel.id)
        await self._outbox.finish([Finished(id=parcel.id, posted=outcome.message)])
        del self._outcomes[parcel.id]
        self._bugs.pop(parcel.id, None)

    async def _kept(self, number: FileId) -> File | None:
        async with self._services.storage.reading() as reading:
            return await reading.file(number)

    async def _keep(self, effect: KeepPicture, content: bytes) -> None:
        async with self._services.storage.work(chat=effect.chat) as work:
            await work.fill_picture(effect, content)

    async def _posted(self, peer: Peer, ref: str) -> MessageId | None:
        async with self._services.storage.reading() as reading:
            return await reading.posted(peer, ref)
