"""Tells the administrators what only they can mend: trouble with the messenger, once a day, and
with the database."""

import asyncio
from datetime import datetime, timedelta

from loguru import logger

from bot.vk.faults import Act, trouble_of
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.conversation.unrecorded import Unrecorded
from handlers.messenger import Trouble
from handlers.words.troubles import to_mend
from rules.ids import ChatId
from storage.faults import DatabaseTrouble
from storage.records import Notice

ALARM = "alarm"

_SILENT = timedelta(days=1)
"""The time for which no process tells of the same trouble again."""

_OF_THE_COMMUNITY = frozenset({Trouble.CAPTCHA, Trouble.BOTS_OFF, Trouble.SPAM})
"""Troubles that concern the whole community, whichever method was called."""

_OF_A_CHAT = frozenset({Trouble.MUTED, Trouble.STRANGER})


class Alarms:
    """Queues troubles and tells the administrators of them in private. Each is logged as well,
    because under some of them VK delivers no message."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._told: dict[tuple[Trouble, int], datetime] = {}
        self._untold: asyncio.Queue[tuple[Trouble, int]] = asyncio.Queue()

    def note(self, trouble: Trouble, peer: int) -> None:
        """Queue a trouble met in the conversation `peer` (0: in none)."""
        key = (trouble, peer if trouble in _OF_A_CHAT else 0)
        now = self._services.now()
        if key in self._told and now - self._told[key] < _SILENT:
            return
        self._told[key] = now
        logger.error("VK: {} ({}): the administrators are told", trouble, key[1] or "everywhere")
        self._untold.put_nowait(key)

    def note_code(self, code: int) -> None:
        """Queue the trouble behind a refused call's error code, whichever method was called."""
        trouble = trouble_of(code, Act.READ)
        if trouble is not None and trouble in _OF_THE_COMMUNITY:
            self.note(trouble, 0)

    async def all_told(self) -> None:
        """Wait until every queued trouble was told, or was known already."""
        await self._untold.join()

    async def run(self) -> None:
        """Tell of queued troubles until cancelled."""
        while True:
            trouble, peer = await self._untold.get()
            try:
                async with open_scene(self._services, ChatId(peer)) as scene:
                    if await _is_news(scene, trouble):
                        chat = scene.chat.title if scene.in_chat else ""
                        text = to_mend(scene.voice, trouble=trouble, chat=chat)
                        scene.tell_administrators(text)
            except Exception:  # one trouble that cannot be told does not stop the others
                logger.exception("the administrators could not be told of {}", trouble)
            finally:
                self._untold.task_done()


async def _is_news(scene: Scene, trouble: Trouble) -> bool:
    """Record in the database that a trouble is told; False if it was told within a day.

    Memory does not suffice: another process, or the next one, would tell the same again.
    """
    ref = f"{ALARM}:{trouble}"
    last = await scene.work.notice(scene.chat.chat, ref)
    if last is not None and scene.now - last.at < _SILENT:
        return False
    await scene.work.put_notice(
        Notice(peer=scene.chat.chat, ref=ref, kind=ALARM, at=scene.now, data={})
    )
    return True


class DatabaseAlarm:
    """Logs that the database cannot be written, and tells the administrators; likewise its end."""

    def __init__(self, unrecorded: Unrecorded) -> None:
        self._unrecorded = unrecorded
        self._changed = asyncio.Event()
        self._trouble: DatabaseTrouble | None = None

    def note(self, trouble: DatabaseTrouble | None) -> None:
        """Set what troubles the database now; None: nothing."""
        self._trouble = trouble
        self._changed.set()

    async def run(self) -> None:
        """Tell of each change until cancelled."""
        last: DatabaseTrouble | None = None
        number = 0
        while True:
            await self._changed.wait()
            self._changed.clear()
            trouble = self._trouble
            if trouble is last:
                continue
            last = trouble
            if trouble is None:
                logger.info("the database can be written again")
            else:
                logger.error("the database cannot be written: {}", trouble.value)
            await self._unrecorded.tell_administrators(trouble, number)
            number += 1
