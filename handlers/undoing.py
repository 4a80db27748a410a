"""«Отменить» under the bot's word of a moderator's act."""

from collections.abc import Callable, Mapping
from typing import assert_never

from handlers.chats import freshen
from handlers.conversation.buttons import UndoAct
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.words import presses, refusals
from rules.case import Case
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    ViolationNumber,
)
from rules.permissions import may_moderate
from rules.rulings import Granted, Refused
from rules.vocabulary.rights import NOT_MODERATOR
from rules.vocabulary.undoing import (
    Act,
    TheAnnulment,
    TheBlock,
    TheRefusalToBlock,
    TheReminder,
    TheRemoval,
    TheReplacement,
    TheViolation,
    Undo,
)

_OF_A_VIOLATION: Mapping[str, Callable[..., Act]] = {
    "violation": TheViolation,
    "annulment": TheAnnulment,
    "correction": TheReplacement,
}


async def undo(services: Services, place: Pressed, press: UndoAct) -> None:
    """Undo an act if its time has not passed and the presser may."""
    await freshen(services, place.chat, moderator=place.author)
    async with open_scene(services, place.chat, event=place.event) as scene:
        by = await scene.actor(place.author)
        found = await _find(scene, place, press)
        if found is None:
            if may_moderate(by):
                scene.pop_up(place, presses.outdated(scene.voice))
            else:
                scene.pop_up(place, refusals.refused(scene.voice, NOT_MODERATOR))
            return
        case, act = found
        match await scene.rule(case, Undo(by=by, act=act)):
            case Granted(facts=facts):
                await scene.announce(case, facts)
                scene.pop_up(place, presses.done(scene.voice))
            case Refused(reason=reason):
                scene.pop_up(place, await scene.refused(reason))


async def _find(scene: Scene, place: Pressed, press: UndoAct) -> tuple[Case, Act] | None:
    chat, work = scene.chat.chat, scene.work
    act: Act
    match press.act:
        case "violation" | "annulment" | "correction":
            violation = ViolationNumber(press.key)
            owner = await work.violation_owner(chat, violation)
            act = _OF_A_VIOLATION[press.act](number=violation)
        case "block":
            block = BlockNumber(press.key)
            owner, act = await work.block_owner(chat, block), TheBlock(number=block)
        case "decline":
            owner, act = MemberId(press.key), TheRefusalToBlock()
        case "removal":
            message = MessageId(press.key)
            owner = await work.removal_owner(chat, message)
            if owner is None:
                return None
            return await scene.case(owner, removal=message), TheRemoval(message=message)
        case "reminder":
            reminder = ReminderNumber(press.key)
            case = await scene.case(place.author, reminder=reminder)
            return case, TheReminder(number=reminder)
        case _:
            assert_never(press.act)
    return None if owner is None else (await scene.case(owner, suspicions=True), act)
