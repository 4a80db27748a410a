"""Erase what the policy keeps no longer, from the database and from its files."""

from zoneinfo import ZoneInfo

from loguru import logger

from handlers.conversation.services import Services
from rules.ids import ChatId
from storage.erasing import Erasing, erase_passing, journals
from storage.forgetting import Forgetting, finish, unfinished

_REWRITTEN_AT = 3
"""Hour in which the database's file may be rewritten, in the zone of chats without their own."""


async def erase_due(services: Services) -> None:
    """Erase what is due, one chat at a time, so that no transaction holds the database for long."""
    async with services.storage.reading() as reading:
        zones = {chat.chat: chat.zone for chat in await reading.chats()}
        chats = await journals(reading.connection)
    for chat in chats:
        try:
            await _erase_due_in(services, chat, zones.get(chat))
        except Exception:  # one chat's trouble must not keep the others' people from being erased
            logger.exception("chat {}: erasing what is due failed", chat)
    await _finish_forgetting(services)
    async with services.storage.work() as work:
        # the college's administrators are in no chat, but their decisions name them
        await erase_passing(
            work.connection, services.policy, services.now(), sparing=services.administrators
        )
    at_night = services.now().astimezone(services.zone).hour == _REWRITTEN_AT
    if trouble := await services.storage.wipe(rewrite=at_night):
        logger.warning("what was erased is not wiped from the database's files yet: {}", trouble)


async def _erase_due_in(services: Services, chat: ChatId, zone: str | None) -> None:
    async with services.storage.work() as work:
        erasing = Erasing(
            work.connection,
            services.policy,
            ZoneInfo(zone) if zone else services.zone,
            services.now(),
        )
        await erasing.due_in(chat)
    if erasing.entries or erasing.words:
        logger.info(
            "chat {}: erased people of {} entries, words of {}",
            chat,
            erasing.entries,
            erasing.words,
        )


async def _finish_forgetting(services: Services) -> None:
    """Erase what had to stay when a person asked to be forgotten, once nothing needs it."""
    async with services.storage.reading() as reading:
        waiting = await unfinished(reading.connection)
    how = Forgetting(
        policy=services.policy,
        zone=services.zone,
        now=services.now(),
        instead=services.catalogues.texts(services.locale).gettext("a member"),
    )
    for member, asked in waiting:
        try:
            async with services.storage.work() as work:
                erased = await finish(work, member, asked, how)
        except Exception:  # one person's trouble must not keep the others from being forgotten
            logger.exception("a request to be forgotten could not be finished")
            continue
        if erased:
            logger.info("erased people of {} entries, as was asked", erased)
