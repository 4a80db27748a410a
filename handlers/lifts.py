"""A moderator confirms that a block which nobody wanted to stay is lifted («вправе», п. 5.12.6)."""

from handlers.chats import freshen
from handlers.conversation.buttons import LiftEarly
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.words import presses, refusals
from rules.ids import VoteNumber
from rules.rulings import Granted, Refused
from rules.vocabulary.apologies import DecideLift


async def decide(services: Services, place: Pressed, press: LiftEarly) -> None:
    """«Снять блокировку» or «Оставить» was pressed."""
    await freshen(services, place.chat, moderator=place.author)
    async with open_scene(services, place.chat, event=place.event) as scene:
        number = VoteNumber(press.vote)
        owner = await scene.work.vote_owner(place.chat, number)
        if owner is None:
            scene.pop_up(place, presses.outdated(scene.voice))
            return
        case = await scene.case(owner)
        by = await scene.actor(place.author)
        match await scene.rule(case, DecideLift(by=by, vote=number, lift=press.lift)):
            case Granted(facts=facts):
                await scene.announce(case, facts)
                scene.pop_up(place, presses.done(scene.voice))
            case Refused(reason=reason):
                scene.pop_up(place, refusals.refused(scene.voice, reason))
