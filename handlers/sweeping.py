"""What blocked members wrote in one chat in the same breath: п. 5.12.5, many messages at once."""

import asyncio
from collections.abc import Sequence
from itertools import chain

from loguru import logger

from handlers.blocks import erasure
from handlers.chats import restrict_again
from handlers.commands import read_command
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Event, Wrote
from handlers.messenger import MessengerError
from rules.decide import decide
from rules.rulings import Granted
from storage.effects import DeleteMessages


class Sweep:
    """Takes away several messages of blocked members of one chat, and records that as one.

    Message by message is `handlers.blocks.silence`. Together the messenger is asked once, and the
    database too: a raid keeps nobody else waiting.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    def fits(self, told: Event) -> bool:
        """Say whether an event may be swept with others: a blocked member's message, no command."""
        if not isinstance(told, Wrote) or told.is_bot or told.private:
            return False
        services = self._services
        if not services.watch.was_blocked(told.chat, told.author, told.at, told.message):
            return False
        return (
            told.chat not in services.watch.trial
            and read_command(told.text, services.community_names) is None
        )

    async def away(self, events: Sequence[Event]) -> None:
        """Remove these messages of one chat, at once, and record it then.

        Raises `storage.database.AlreadyHandledError` if one of them was handled before: nothing
        is recorded then, and what was removed is removed once more without harm.
        """
        found = [told for told in events if isinstance(told, Wrote)]
        stayed = await self._erase(found)
        services, chat = self._services, found[0].chat
        first, *others = (told.event for told in found)
        granted: list[Wrote] = []
        async with open_scene(services, chat, event=first, along=others) as scene:
            for author in dict.fromkeys(told.author for told in found):
                case = await scene.case(author)
                theirs = [told for told in found if told.author == author]
                rulings = [
                    (told, decide(case, erasure(services, told), scene.now)) for told in theirs
                ]
                facts = [ruling.facts for _, ruling in rulings if isinstance(ruling, Granted)]
                await scene.record(tuple(chain.from_iterable(facts)))
                restrict_again(scene, case)
                granted += [told for told, ruling in rulings if isinstance(ruling, Granted)]
            if left := [told.message for told in granted if told in stayed]:
                scene.effects.append(DeleteMessages(chat=chat, messages=tuple(left)))

    async def _erase(self, found: Sequence[Wrote]) -> list[Wrote]:
        """Have messages removed; give those that stay for now. All are asked for at once, so that
        the adapter can put them into one call."""
        refusals = await asyncio.gather(*(self._refusal(told) for told in found))
        return [told for told, refused in zip(found, refusals, strict=True) if refused]

    async def _refusal(self, told: Wrote) -> bool:
        try:
            await self._services.messenger.delete(told.chat, told.message)
        except MessengerError as refused:
            logger.warning(
                "chat {}: a blocked member's message stays for now: {}", told.chat, refused.fault
            )
            return True
        return False
