"""Newcomers who have not acknowledged the rules in time are asked once more (п. 5.12.3)."""

from collections import defaultdict
from datetime import datetime

from handlers.keyboards import acknowledge
from handlers.notices.entering import NewcomersAsked
from handlers.saying import voice_of
from handlers.scene import open_scene
from handlers.services import Services
from rules.acquaintance import when_to_ask
from rules.ids import ChatId, MemberId
from rules.requests.acquaintance import AskForAcknowledgement
from rules.rulings import Granted
from rules.settings import Newcomers, settings_from
from storage.reading import Reading
from storage.records import ChatState


async def due_newcomers(
    services: Services, reading: Reading
) -> dict[ChatId, list[tuple[datetime, MemberId]]]:
    """Give whom each chat has still to ask, and when (UTC), the first first."""
    policy = services.policy
    values = await reading.all_settings()
    zones = {
        chat.chat: voice_of(services, chat, services.now()).zone
        for chat in await reading.chats()
        if chat.state is ChatState.SERVED
    }
    found: defaultdict[ChatId, list[tuple[datetime, MemberId]]] = defaultdict(list)
    for newcomer in await reading.unacquainted():
        settings = settings_from(policy.values(values.get(newcomer.chat, {})))
        zone = zones.get(newcomer.chat)
        if newcomer.asked or settings.newcomers is not Newcomers.REMIND or zone is None:
            continue
        if newcomer.version != policy.version:
            # the revision asked everybody anew
            continue
        at = when_to_ask(newcomer.shown_at, settings, zone)
        found[newcomer.chat].append((at, newcomer.member))
    return {chat: sorted(due) for chat, due in found.items()}


async def ask_newcomers(services: Services, chat: ChatId, members: tuple[MemberId, ...]) -> None:
    """Ask all who are due in a chat, in one message."""
    async with open_scene(services, chat) as scene:
        case = await scene.case(members[0])
        ruling = await scene.rule(case, AskForAcknowledgement(members=members))
        if isinstance(ruling, Granted):
            scene.say(
                NewcomersAsked(members=await scene.all_named(members)),
                keyboard=acknowledge(scene.voice.texts, scene.policy.version),
                ref=f"asked:{int(scene.now.timestamp())}",
                notify=True,
                urgent=False,
            )
