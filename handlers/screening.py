"""The first look at an event: does it need handling, and must it be removed at once?"""

import asyncio
from collections.abc import Sequence
from itertools import chain

from loguru import logger

from handlers.blocks import erasure
from handlers.chats import restrict_again
from handlers.commands import read_command
from handlers.complaints import meant
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Event, InPrivate, Unheeded, Wrote
from handlers.messenger import MessengerError
from handlers.spread import is_spread
from handlers.suspicions import find
from rules.case import Granted
from rules.decide import decide
from rules.detectors.detection import Detection
from rules.ids import ChatId
from storage.effects import DeleteMessages

_MARKS = "/!"

_ADDRESSES = "[@*бБпПbBpP"
"""How a mention of the bot and its names begin: «бот, помоги»."""

Findings = tuple[Detection, ...]
"""What detectors found in a message; passed on with the event to its handler."""

_NOTHING: Findings = ()


class Screen:
    """Tells ordinary messages from events that need handling."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._watch = services.watch
        self._lookout = services.lookout
        self._names = services.community_names
        self._looks = services.looks
        self._now = services.now

    def look(self, event: Event) -> Findings | None:
        """Look at an event, once; return the detectors' findings, or None if it needs no handling.

        Findings of handled events are mostly empty: commands, presses, arrivals.
        """
        if type(event) is not Wrote:
            return None if isinstance(event, Unheeded) else _NOTHING
        if event.is_bot:
            return None
        watch, place = self._watch, event.place
        if isinstance(place, InPrivate):
            return _NOTHING
        chat = place.peer
        if chat not in watch.served:
            # a chat that waits for adoption is looked at when somebody types a command or presses
            hints = chat not in watch.waiting and self._looks.wants(chat, self._now())
            return _NOTHING if hints or self._is_command(event) else None
        if self._could_not_write(event, chat):
            return _NOTHING
        spread = is_spread(self._services, event)
        if self._lookout.looks_at(chat):
            if event.enclosed.is_cropped:
                return _NOTHING
            if found := find(self._services, event):
                return found
        if spread:
            return _NOTHING
        if chat in watch.quiet and watch.is_late(chat, event.at):
            return _NOTHING
        return _NOTHING if self._is_command(event) else None

    def _could_not_write(self, wrote: Wrote, chat: ChatId) -> bool:
        watch, author = self._watch, wrote.author
        pair = (chat, author)
        if (
            pair not in watch.blocked
            and chat not in watch.silent
            and pair not in watch.unacquainted
            and pair not in watch.doubted
        ):
            return False
        written = (chat, author, wrote.at, wrote.message)
        return watch.was_blocked(*written) or watch.had_to_be_silent(*written)

    def _is_command(self, wrote: Wrote) -> bool:
        text = wrote.text.lstrip()
        if not text or (text[0] not in _MARKS and text[0] not in _ADDRESSES):
            return False
        return meant(self._services, wrote, read_command(text, self._names)) is not None


class Sweep:
    """Removes consecutive messages of blocked members of one chat, and records them together.

    `handlers.blocks.silence` handles single messages. A batch costs one call of the messenger and
    one transaction, so that a raid delays nobody else.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    def fits(self, event: Event) -> bool:
        """Return whether an event can join a batch: a blocked member's message, no command."""
        if not isinstance(event, Wrote) or event.is_bot or event.private:
            return False
        services = self._services
        if not services.watch.was_blocked(event.chat, event.author, event.at, event.message):
            return False
        return (
            event.chat not in services.watch.trial
            and read_command(event.text, services.community_names) is None
        )

    async def away(self, events: Sequence[Event]) -> None:
        """Remove these messages of one chat at once, then record it.

        Raises `storage.database.AlreadyHandledError` if one of them was handled before: nothing is
        recorded, and removing the messages a second time does no harm.
        """
        found = [wrote for wrote in events if isinstance(wrote, Wrote)]
        stayed = await self._erase(found)
        services, chat = self._services, found[0].chat
        first, *others = (wrote.event for wrote in found)
        granted: list[Wrote] = []
        async with open_scene(services, chat, event=first, along=others) as scene:
            for author in dict.fromkeys(wrote.author for wrote in found):
                case = await scene.case(author)
                theirs = [wrote for wrote in found if wrote.author == author]
                rulings = [
                    (wrote, decide(case, erasure(services, wrote), scene.now)) for wrote in theirs
                ]
                facts = [ruling.facts for _, ruling in rulings if isinstance(ruling, Granted)]
                await scene.record(tuple(chain.from_iterable(facts)))
                restrict_again(scene, case)
                granted += [wrote for wrote, ruling in rulings if isinstance(ruling, Granted)]
            if left := [wrote.message for wrote in granted if wrote in stayed]:
                scene.effects.append(DeleteMessages(chat=chat, messages=tuple(left)))

    async def _erase(self, found: Sequence[Wrote]) -> list[Wrote]:
        """Remove messages concurrently, so that the adapter can join the calls; return those that
        stay.
        """
        refusals = await asyncio.gather(*(self._refusal(wrote) for wrote in found))
        return [wrote for wrote, refused in zip(found, refusals, strict=True) if refused]

    async def _refusal(self, wrote: Wrote) -> bool:
        try:
            await self._services.messenger.delete(wrote.chat, wrote.message)
        except MessengerError as refused:
            logger.warning(
                "chat {}: a blocked member's message stays for now: {}", wrote.chat, refused.fault
            )
            return True
        return False
