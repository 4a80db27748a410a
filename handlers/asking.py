"""Newcomers who have not acknowledged the rules in time are asked once more (п. 5.12.3)."""

from collections.abc import Iterable
from datetime import datetime

from handlers.conversation.keyboards import acknowledge
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.words import acquaintance as words
from rules.acquaintance import when_to_ask
from rules.ids import ChatId, MemberId
from rules.rulings import Granted
from rules.settings import Newcomers
from rules.vocabulary.acquaintance import AskForAcknowledgement
from storage.reading import Reading
from storage.records import ChatState


async def due_newcomers(
    services: Services, reading: Reading, now: datetime, chats: Iterable[ChatId]
) -> dict[ChatId, tuple[MemberId, ...]]:
    """Give whom each of those chats is to ask by `now` (UTC); for the others it is noted when."""
    found: dict[ChatId, tuple[MemberId, ...]] = {}
    for chat in chats:
        waiting = await _waiting(services, reading, chat)
        later = [at for at, _ in waiting if at > now]
        if later:
            services.watch.ask_at(chat, min(later))
        if len(later) < len(waiting):
            found[chat] = tuple(member for at, member in waiting if at <= now)
    return found


async def _waiting(
    services: Services, reading: Reading, chat: ChatId
) -> list[tuple[datetime, MemberId]]:
    """Give whom a chat has still to ask, and when (UTC), the first first."""
    policy = services.policy
    record = await reading.chat(chat)
    if record is None or record.state is not ChatState.SERVED:
        return []
    settings = policy.settings(await reading.settings(chat))
    if settings.newcomers is not Newcomers.REMIND:
        return []
    zone = services.zone_of(record)
    return sorted(
        (when_to_ask(newcomer.shown_at, settings, zone), newcomer.member)
        for newcomer in await reading.unacquainted(chat=chat)
        # a revision asked everybody anew
        if not newcomer.asked and newcomer.version == policy.version
    )


async def ask_newcomers(services: Services, chat: ChatId, members: tuple[MemberId, ...]) -> None:
    """Ask all who are due in a chat, in one message."""
    async with open_scene(services, chat) as scene:
        case = await scene.case(members[0])
        ruling = await scene.rule(case, AskForAcknowledgement(members=members))
        if isinstance(ruling, Granted):
            scene.say(
                words.asked_again(scene.voice, members=await scene.all_named(members)),
                keyboard=acknowledge(scene.voice.texts, scene.policy.version),
                ref=f"asked:{int(scene.now.timestamp())}",
                notify=True,
                urgent=False,
            )
