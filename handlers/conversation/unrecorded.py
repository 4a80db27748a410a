"""Messages that nothing was recorded, sent when the database cannot be written."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from handlers.commands import Typed, read_command
from handlers.conversation.saying import new_chat, voice_of
from handlers.conversation.services import Services
from handlers.events import Event, Pressed, Wrote
from handlers.messenger import MessengerError
from handlers.voice import Voice
from handlers.words import troubles as words
from rules.ids import ChatId
from storage.effects import Answer, Peer, Send
from storage.faults import DatabaseTrouble, TroubledError

Findings = TypeVar("Findings")

_ONCE_IN = timedelta(seconds=30)
"""Least time between two such messages in one conversation."""


class Unrecorded:
    """Tells people that nothing was recorded, and the administrators why."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._told: dict[Peer, datetime] = {}

    def telling(
        self, handle: Callable[[Event, Findings], Awaitable[None]]
    ) -> Callable[[Event, Findings], Awaitable[None]]:
        """Wrap a handler: tell the author when the database cannot record the outcome."""

        async def handle_or_tell(event: Event, found: Findings) -> None:
            try:
                await handle(event, found)
            except TroubledError as troubled:
                await self.tell(event, troubled.trouble)
                raise

        return handle_or_tell

    async def tell(self, event: Event, trouble: DatabaseTrouble) -> None:
        """Tell the author of an event that asked for something; ordinary talk gets no answer."""
        if isinstance(event, Pressed):
            await self._pop_up(event, trouble)
            return
        if not isinstance(event, Wrote) or event.is_bot or not self._is_asked(event):
            return
        now = self._services.now()
        last = self._told.get(event.peer)
        if last is None or now - last >= _ONCE_IN:
            self._told[event.peer] = now
            text = words.nothing_recorded(await self._voice(event), trouble=trouble)
            await self._say(
                Send(to=event.peer, private=event.private, text=text, reply_to=event.message)
            )

    async def tell_administrators(self, trouble: DatabaseTrouble | None, number: int) -> None:
        """Tell the administrators why the database cannot be written; None: it works again.

        `number` counts this process's reports: a process that restarts and meets the same trouble
        does not repeat the report, which no database could remember.
        """
        if trouble is None:
            self._told.clear()
        for administrator in sorted(self._services.administrators):
            services, person = self._services, ChatId(administrator)
            voice = voice_of(services, new_chat(person), services.now())
            text = (
                words.database_well(voice)
                if trouble is None
                else words.database_troubled(voice, trouble=trouble)
            )
            said = f"{number} {trouble} {administrator}"
            await self._say(Send(to=administrator, private=True, text=text), once=said)

    def _is_asked(self, wrote: Wrote) -> bool:
        names = self._services.community_names
        return wrote.private or isinstance(read_command(wrote.text, names), Typed)

    async def _pop_up(self, pressed: Pressed, trouble: DatabaseTrouble) -> None:
        text = words.nothing_recorded(await self._voice(pressed), trouble=trouble)
        await self._say(
            Answer(to=pressed.peer, member=pressed.author, press=pressed.press, text=text)
        )

    async def _voice(self, where: Wrote | Pressed) -> Voice:
        services, chat = self._services, None
        if not where.private:
            # the database may still be readable: use the chat's own language
            with suppress(TroubledError):
                async with services.storage.reading() as reading:
                    chat = await reading.chat(where.chat)
        return voice_of(services, chat or new_chat(where.chat), services.now())

    async def _say(self, effect: Send | Answer, *, once: str = "") -> None:
        # a person who cannot be told will see that nothing was done
        with suppress(MessengerError):
            await self._services.messenger.say_at_once(effect, once=once)
