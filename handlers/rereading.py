"""Read the latest messages again if the messenger does not report edits, and what a gap hid."""

import hashlib
from datetime import datetime, timedelta
from itertools import islice

from loguru import logger

from handlers.acquaintance import arrived
from handlers.blocks import silence as silence_blocked
from handlers.commands import Typed, read_command
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Edited, Enclosed, InChat, Joined, Quoted, Wrote
from handlers.messenger import MessengerError, Written
from handlers.silence import hush
from handlers.suspicions import Sight, follow_up, is_judged
from rules.ids import ChatId
from rules.vocabulary.journal import GapNoted
from storage.faults import AlreadyHandledError
from storage.records import ChatState

EVERY = timedelta(minutes=2)
"""Time between two rounds."""

_AS_OLD_AS = timedelta(hours=1)
"""Age up to which a message is read again."""

MOST_CHATS = 200
"""Most chats in one round, one call each; the next round continues."""


async def read_again(services: Services) -> None:
    """Look at recent messages again; a failure in one chat does not stop the others.

    Does nothing if the messenger reports edits.
    """
    if services.messenger.capabilities.tells_edits:
        return
    since = int((services.now() - _AS_OLD_AS).timestamp())
    chats = services.lookout.read_since(since)
    served = ((chat, chats[chat]) for chat in chats if chat in services.watch.served)
    for chat, messages in islice(served, MOST_CHATS):
        services.lookout.note_reread(chat)
        try:
            for written in await services.messenger.written(chat, messages):
                await _judge(services, chat, written)
        except MessengerError as refused:
            logger.warning("chat {}: cannot be read again: {}", chat, refused.fault)
        except Exception:
            logger.exception("chat {}: reading again failed", chat)


async def _judge(services: Services, chat: ChatId, written: Written) -> None:
    if not services.lookout.has_changed(chat, written.message, written.said):
        return
    sight = hashlib.sha256(written.said.text.encode("utf-8", "replace")).hexdigest()[:16]
    edited = Edited(
        event=f"edit:{chat}:{written.message}:{sight}",
        place=InChat(chat),
        author=written.said.author,
        message=written.message,
        text=written.said.text,
        at=written.edited_at or written.at,
        enclosed=Enclosed(quoted=Quoted(message=None, author=written.answered)),
    )
    try:
        await _attend(services, edited, written)
    except AlreadyHandledError:
        logger.debug("chat {}: message {} was judged so before", chat, written.message)


async def _attend(services: Services, edited: Edited, written: Written) -> None:
    where = (edited.chat, edited.author, edited.at, edited.message)
    if services.watch.was_blocked(*where):
        # written before the block, edited during it
        await silence_blocked(services, edited)
    elif services.watch.had_to_be_silent(*where):
        await hush(services, edited)
    elif is_judged(services.watch, edited) and (
        found := services.lookout.look_again(edited.chat, written.said)
    ):
        await follow_up(services, Sight(event=edited, said=written.said, found=found))


def asks_something(services: Services, wrote: Wrote) -> bool:
    """Return whether a message asks the bot something, and its author could write then."""
    if services.watch.was_blocked(wrote.chat, wrote.author, wrote.at, wrote.message):
        return False
    return isinstance(read_command(wrote.text, services.community_names), Typed)


async def welcome_unseen(services: Services, chat: ChatId, since: datetime) -> None:
    """Welcome members who joined since `since` (UTC), if the messenger's messages do not tell that.

    Nobody is welcomed if the messenger does not list the chat's members either.
    """
    try:
        roster = await services.messenger.roster(chat)
    except MessengerError as refused:
        logger.warning("chat {}: who came meanwhile is not told: {}", chat, refused.fault)
        return
    async with services.storage.work(chat=chat) as work:
        # known names: asked for one by one they might be refused
        await work.put_people(roster.people)
        welcomed = {each.member for each in await work.unacquainted(chat=chat)}
    # whole seconds: a messenger may tell the time of joining no finer
    since = since.replace(microsecond=0)
    for entry in roster.entries:
        if entry.member <= 0 or entry.member in welcomed or entry.joined_at < since:
            continue
        moment = int(entry.joined_at.timestamp())
        joined = Joined(
            event=f"gap:{chat}:{entry.member}:{moment}",
            place=InChat(chat),
            author=entry.member,
            member=entry.member,
            at=entry.joined_at,
        )
        try:
            await arrived(services, joined)
        except AlreadyHandledError:
            continue


async def note_gap(
    services: Services, chat: ChatId, since: datetime | None, *, read: int | None, late: int
) -> None:
    """Record in the chat's journal what could not be known since `since` (UTC; None: unknown).

    `read` and `late` are those of `rules.vocabulary.journal.GapNoted`.
    """
    async with open_scene(services, chat) as scene:
        if scene.chat.state is not ChatState.SERVED:
            return
        begun = since or scene.chat.checked_at or scene.now
        fact = GapNoted(since=min(begun, scene.now), until=scene.now, read=read, late=late)
        await scene.record([fact])
