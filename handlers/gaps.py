"""After a gap: welcome members who joined unseen, and journal what could not be known."""

from datetime import datetime

from loguru import logger

from handlers.acquaintance import arrived
from handlers.commands import Typed, read_command
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import InChat, Joined, Wrote
from handlers.messenger import MessengerError
from rules.ids import ChatId
from rules.vocabulary.gaps import GapNoted
from storage.faults import AlreadyHandledError
from storage.records import ChatState


def asks_something(services: Services, told: Wrote) -> bool:
    """Return whether a message asks the bot something, and its author could write then."""
    if services.watch.was_blocked(told.chat, told.author, told.at, told.message):
        return False
    return isinstance(read_command(told.text, services.community_names), Typed)


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
    services: Services,
    chat: ChatId,
    since: datetime | None,
    *,
    read: int | None,
    late: int,
) -> None:
    """Record in the chat's journal what could not be known since `since` (UTC; None: unknown).

    `read` and `late` are those of `rules.vocabulary.gaps.GapNoted`.
    """
    async with open_scene(services, chat) as scene:
        if scene.chat.state is not ChatState.SERVED:
            return
        begun = since or scene.chat.checked_at or scene.now
        fact = GapNoted(since=min(begun, scene.now), until=scene.now, read=read, late=late)
        await scene.record([fact])
