"""Moderators decide on words of an apology: publish, return, or «Это не извинения» (п. 5.12.6)."""

from handlers.chats import freshen
from handlers.conversation.buttons import DecideOnWithheld, NotApology
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.words import presses, refusals
from rules.ids import ChatId, MemberId, VoteNumber, WithheldNumber
from rules.rulings import Granted, Refused
from rules.vocabulary.apologies import DecideWithheld, RejectApology


async def decide(services: Services, place: Pressed, press: DecideOnWithheld) -> None:
    """«Опубликовать» or «Вернуть» under an apology that was withheld."""
    chat, number = ChatId(press.chat), WithheldNumber(press.apology)
    await freshen(services, chat, moderator=place.author)
    async with open_scene(services, chat, event=place.event) as scene:
        owner = await scene.work.withheld_owner(chat, number)
        by = await scene.actor(place.author)
        await _ask(scene, place, owner, DecideWithheld(by=by, number=number, publish=press.publish))


async def reject(services: Services, place: Pressed, press: NotApology) -> None:
    """«Это не извинения» under a vote."""
    await freshen(services, place.chat, moderator=place.author)
    async with open_scene(services, place.chat, event=place.event) as scene:
        number = VoteNumber(press.vote)
        owner = await scene.work.vote_owner(place.chat, number)
        by = await scene.actor(place.author)
        await _ask(scene, place, owner, RejectApology(by=by, vote=number))


async def _ask(
    scene: Scene, place: Pressed, owner: MemberId | None, request: DecideWithheld | RejectApology
) -> None:
    if owner is None:
        scene.pop_up(place, presses.outdated(scene.voice))
        return
    case = await scene.case(owner)
    match await scene.rule(case, request):
        case Granted(facts=facts):
            await scene.announce(case, facts)
            scene.pop_up(place, presses.done(scene.voice))
        case Refused(reason=reason):
            scene.pop_up(place, refusals.refused(scene.voice, reason))
