"""Many messages of blocked members at once: remove a raid's messages together (п. 5.12.5)."""

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
    """Removes consecutive messages of blocked members of one chat, and records them together.

    `handlers.blocks.silence` handles single messages. A batch costs one call of the messenger and
    one transaction, so that a raid delays nobody else.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    def fits(self, told: Event) -> bool:
        """Return whether an event can join a batch: a blocked member's message, no command."""
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
        """Remove these messages of one chat at once, then record it.

        Raises `storage.database.AlreadyHandledError` if one of them was handled before: nothing is
        recorded, and removing the messages a second time does no harm.
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
        """Remove messages concurrently, so that the adapter can join the calls; return those that
        stay.
        """
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
