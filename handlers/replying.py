"""Answering somebody where they asked, when nothing was to be decided."""

from dataclasses import replace

from handlers.chats import freshen
from handlers.commands import Command
from handlers.deeds import CLOSED_TO_MEMBERS
from handlers.notices.mistakes import (
    AnswerNeeded,
    Expected,
    MistakeNotice,
    NobodyFound,
    NobodyNamed,
    NotRight,
    SeveralFound,
)
from handlers.repeating import ELLIPSIS, repeatable
from handlers.scene import open_scene
from handlers.services import Services
from handlers.updates import Place, Told
from rules.permissions import may_moderate
from rules.vocabulary.rights import NotModerator


async def complain(
    services: Services, told: Told, mistake: MistakeNotice, command: Command | None = None
) -> None:
    """Say what was not understood of a command; nothing else happens.

    Whoever may not give the command at all learns that, and neither how it is written nor who is
    called so. Where the mistake names the command, `command` may be left out.
    """
    if isinstance(mistake, Expected | AnswerNeeded | NobodyNamed):
        command = mistake.command
    in_doubt = not told.private and command in CLOSED_TO_MEMBERS
    if in_doubt:
        await freshen(services, told.chat, moderator=told.author)
    async with open_scene(services, told.chat, event=told.event) as scene:
        if in_doubt and not may_moderate(await scene.actor(told.author)):
            mistake = NotRight(refusal=NotModerator())
        if isinstance(mistake, NobodyFound):
            mistake = replace(mistake, private=told.private)
        if isinstance(mistake, NobodyFound | SeveralFound):
            mistake = replace(mistake, words=await repeatable(scene, mistake.words, ELLIPSIS))
        scene.say(mistake, reply_to=None if told.private else told.message)


async def pop_up(services: Services, place: Place, mistake: MistakeNotice) -> None:
    """Answer a press that leads nowhere."""
    async with open_scene(services, place.chat, event=place.event) as scene:
        scene.pop_up(place, mistake)
