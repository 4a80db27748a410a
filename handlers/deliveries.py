"""Record the outcome of an effect: delivered, or given up after all retries."""

from dataclasses import replace

from loguru import logger

from handlers.chats import lose_chat, lose_rights
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.expulsions import settle_removal
from handlers.messenger import Fault
from handlers.words import blocks, invitations, silence, violations
from rules.ids import ChatId, MemberId, MessageId
from rules.settings import Enforcement
from storage.effects import (
    Answer,
    CloseWriting,
    DeleteMessages,
    Edit,
    Effect,
    Invite,
    KeepPicture,
    Remove,
    Restrict,
    Send,
    Unsend,
)
from storage.records import ChatState


async def delivered(
    services: Services, effect: Effect, event: str, message: MessageId | None = None
) -> None:
    """Record what holds once an effect was carried out; `message` is what it posted, if anything.

    Messengers may not tell a bot of its own removals, so nothing waits for those events. `event`
    identifies the end of this effect. Raises `storage.faults.AlreadyHandledError` if it was
    recorded before, and `storage.faults.TroubledError`.
    """
    if isinstance(effect, Send) and effect.ref is not None and message is not None:
        services.watch.note_told(ChatId(effect.to), effect.ref, message)
    match effect:
        case Remove(chat=chat, member=member):
            async with open_scene(services, chat, event=event, college=True) as scene:
                await scene.work.drop_member(chat, member, scene.now)
                await settle_removal(scene, member)
        case Send(to=peer, files=files) if files:
            async with services.storage.work(chat=ChatId(peer)) as work:
                await work.drop_files(files)
        case _:
            pass


async def undelivered(services: Services, effect: Effect, fault: Fault, event: str) -> None:
    """Record that an effect was given up, and tell the people concerned, once.

    `event` and the exceptions are those of `delivered`.
    """
    if isinstance(effect, Send) and effect.private:
        if fault is Fault.NOT_ALLOWED:
            async with services.storage.work(chat=ChatId(effect.to)) as work:
                await work.allow_private(MemberId(effect.to), allowed=False)
        return
    if isinstance(effect, Invite):
        await _not_invited(services, effect, fault, event)
        return
    chat = _chat_of(effect)
    if chat is None:
        return
    logger.warning("chat {}: {} was refused: {}", chat, type(effect).__name__, fault)
    async with open_scene(services, chat, event=event, college=isinstance(effect, Remove)) as scene:
        if isinstance(effect, Remove):
            await settle_removal(scene, effect.member, fault)
        match fault:
            case Fault.NO_RIGHTS:
                await lose_rights(scene)
            case Fault.GONE:
                await lose_chat(scene)
            case _:
                await _refused(scene, effect, fault)
    if fault is Fault.NO_RIGHTS:
        services.watch.note_state(chat, ChatState.NO_RIGHTS)
    elif fault is Fault.GONE:
        services.watch.note_state(chat, ChatState.GONE)


async def _refused(scene: Scene, effect: Effect, fault: Fault) -> None:
    match effect:
        case Restrict(member=member) if fault is Fault.INCAPABLE:
            if scene.chat.enforcement is Enforcement.MUTE:
                await scene.work.put_chat(replace(scene.chat, enforcement=Enforcement.ERASE))
                named = await scene.named(member)
                await scene.tell_here(blocks.erased_instead(scene.voice, member=named))
        case CloseWriting() if fault is Fault.INCAPABLE:
            # the watch removes members' messages instead
            await scene.tell_here(silence.not_closed(scene.voice))
        case DeleteMessages():
            too_late = fault is Fault.TOO_LATE
            why = violations.removal_too_late if too_late else violations.removal_not_allowed
            await scene.tell_here(why(scene.voice))
        case _:
            pass


async def _not_invited(services: Services, effect: Invite, fault: Fault, event: str) -> None:
    logger.warning("chat {}: its link could not be given: {}", effect.chat, fault)
    async with open_scene(services, effect.chat, event=event) as scene:
        if fault is Fault.NOT_ALLOWED:
            await scene.work.allow_private(effect.to, allowed=False)
        member = await scene.named(effect.to)
        await scene.tell_moderators(
            invitations.failed(scene.voice, member=member, chat=scene.chat.title)
        )


def _chat_of(effect: Effect) -> ChatId | None:
    match effect:
        case Send(to=peer, private=private):
            return None if private else ChatId(peer)
        case Edit() | Unsend() | Invite() | Answer() | KeepPicture():
            return None
        case _:
            return effect.chat
