"""What only an administrator can mend at the messenger: each of them is told, once a day."""

import asyncio
from datetime import datetime, timedelta

from loguru import logger

from bot.vk.faults import Act, trouble_of
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.messenger import Trouble
from handlers.words.troubles import to_mend
from rules.ids import ChatId
from storage.records import Notice

ALARM = "alarm"

_SILENT = timedelta(days=1)
"""How long the same trouble is not told of again, whichever process meets it."""

_OF_THE_COMMUNITY = frozenset({Trouble.CAPTCHA, Trouble.BOTS_OFF, Trouble.SPAM})
"""What means the same whatever was asked."""

_OF_A_CHAT = frozenset({Trouble.MUTED, Trouble.STRANGER})


class Alarms:
    """Takes note of troubles, and tells the administrators in private. They stand in the log as
    well: of some of them VK lets nobody be told."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._told: dict[tuple[Trouble, int], datetime] = {}
        self._untold: asyncio.Queue[tuple[Trouble, int]] = asyncio.Queue()

    def note(self, trouble: Trouble, peer: int) -> None:
        """Take note of a trouble that was met in a conversation (0: in none)."""
        key = (trouble, peer if trouble in _OF_A_CHAT else 0)
        now = self._services.now()
        if key in self._told and now - self._told[key] < _SILENT:
            return
        self._told[key] = now
        logger.error("VK: {} ({}): the administrators are told", trouble, key[1] or "everywhere")
        self._untold.put_nowait(key)

    def note_code(self, code: int) -> None:
        """Take note of the code of a refused call, whatever it asked."""
        trouble = trouble_of(code, Act.READ)
        if trouble is not None and trouble in _OF_THE_COMMUNITY:
            self.note(trouble, 0)

    async def all_told(self) -> None:
        """Wait until everything that was noted is told of, or was no news."""
        await self._untold.join()

    async def run(self) -> None:
        """Tell of what was noted, until cancelled."""
        while True:
            trouble, peer = await self._untold.get()
            try:
                async with open_scene(self._services, ChatId(peer)) as scene:
                    if await _is_news(scene, trouble):
                        chat = scene.chat.title if scene.in_chat else ""
                        told = to_mend(scene.voice, trouble=trouble, chat=chat)
                        scene.tell_administrators(told)
            except Exception:  # the log has it
                logger.exception("the administrators could not be told of {}", trouble)
            finally:
                self._untold.task_done()


async def _is_news(scene: Scene, trouble: Trouble) -> bool:
    """Take note in the database that a trouble is told of, unless that was done within a day.

    What is remembered in memory ends with the process, and another one knows nothing of it.
    """
    ref = f"{ALARM}:{trouble}"
    last = await scene.work.notice(scene.chat.chat, ref)
    if last is not None and scene.now - last.at < _SILENT:
        return False
    await scene.work.put_notice(
        Notice(peer=scene.chat.chat, ref=ref, kind=ALARM, at=scene.now, data={})
    )
    return True
