"""Answering somebody where they asked, when nothing was to be decided."""

from handlers.chats import freshen
from handlers.deeds import FOR_MODERATORS
from handlers.notices.mistakes import AnswerNeeded, Expected, MistakeNotice, NobodyNamed, NotRight
from handlers.scene import open_scene
from handlers.services import Services
from handlers.updates import Place, Told
from rules.permissions import may_moderate
from rules.refusals.rights import NotModerator


async def complain(services: Services, told: Told, mistake: MistakeNotice) -> None:
    """Say what was not understood; nothing else happens.

    Whoever may not give the command at all learns that, and not how it is written.
    """
    in_doubt = (
        not told.private
        and isinstance(mistake, Expected | AnswerNeeded | NobodyNamed)
        and mistake.command in FOR_MODERATORS
    )
    if in_doubt:
        await freshen(services, told.chat, moderator=told.author)
    async with open_scene(services, told.chat, event=told.event) as scene:
        if in_doubt and not may_moderate(await scene.actor(told.author)):
            mistake = NotRight(refusal=NotModerator())
        scene.say(mistake, reply_to=None if told.private else told.message)


async def pop_up(services: Services, place: Place, mistake: MistakeNotice) -> None:
    """Answer a press that leads nowhere."""
    async with open_scene(services, place.chat, event=place.event) as scene:
        scene.pop_up(place, mistake)
