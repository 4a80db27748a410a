"""What follows when the messenger, after all retries, did not do what was asked."""

from dataclasses import replace

from loguru import logger

from handlers.chats import lose_rights
from handlers.messenger import Fault
from handlers.notices.measures import RemovalFailed, RestrictionByErasing
from handlers.scene import Scene, open_scene
from handlers.services import Services
from handlers.updates import FIRST_CHAT
from rules.ids import ChatId, MemberId
from rules.settings import Enforcement
from storage.effects import Effect, Erase, Remove, Restrict, Send, Unrestrict
from storage.records import ChatState


async def undelivered(services: Services, effect: Effect, fault: Fault) -> None:
    """Take note that an effect was given up, and tell whom it concerns, once."""
    if isinstance(effect, Send) and effect.to < FIRST_CHAT:
        if fault is Fault.NOT_ALLOWED:
            async with services.storage.work() as work:
                await work.allow_private(MemberId(effect.to), allowed=False)
        return
    chat = _chat_of(effect)
    if chat is None:
        return
    logger.warning("chat {}: {} was refused: {}", chat, type(effect).__name__, fault)
    async with open_scene(services, chat) as scene:
        match fault:
            case Fault.NO_RIGHTS:
                await lose_rights(scene)
            case Fault.GONE:
                await scene.work.put_chat(replace(scene.chat, state=ChatState.GONE))
            case _:
                await _refused(scene, effect, fault)
    if fault in {Fault.NO_RIGHTS, Fault.GONE}:
        services.watch.served.discard(chat)


async def _refused(scene: Scene, effect: Effect, fault: Fault) -> None:
    match effect:
        case Restrict(member=member) if fault is Fault.INCAPABLE:
            if scene.chat.enforcement is Enforcement.MUTE:
                await scene.work.put_chat(replace(scene.chat, enforcement=Enforcement.ERASE))
                scene.say(RestrictionByErasing(member=await scene.named(member)))
        case Erase():
            scene.say(RemovalFailed(too_late=fault is Fault.TOO_LATE))
        case _:
            pass


def _chat_of(effect: Effect) -> ChatId | None:
    match effect:
        case Erase(chat=chat) | Restrict(chat=chat) | Unrestrict(chat=chat) | Remove(chat=chat):
            return chat
        case Send(to=peer) if peer >= FIRST_CHAT:
            return ChatId(peer)
        case _:
            return None
