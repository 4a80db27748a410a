"""`/модератор @name`: an administrator appoints or dismisses a moderator of a chat."""

import re

from handlers.acquaintance import let_write
from handlers.chats import freshen, look
from handlers.commands import Command
from handlers.conversation.arguments import ByName, read_whom
from handlers.conversation.people import find_person
from handlers.conversation.rows import Rows
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.replying import complain, misunderstood
from handlers.words import chats as words
from rules.ids import MemberId
from rules.vocabulary.chats import AppointModerator, DismissModerator

_OFF = re.compile(r"(?:^|\s)(?:снять|убрать|нет|off|dismiss)\s*$", re.IGNORECASE)


async def appoint(services: Services, told: Wrote, rest: str) -> None:
    """Appoint the person named or answered as a moderator; «снять» at the end dismisses them."""
    dismisses = _OFF.search(rest) is not None
    whom, name = read_whom(_OFF.sub("", rest))
    if whom is None and name:
        whom = ByName(name)
    if whom is None and (told.answered is None or told.answered < 0):
        await misunderstood(services, told, Command.MODERATOR)
        return
    member = MemberId(told.answered or 0)
    if whom is not None:
        found = await find_person(services, told.chat, whom)
        if not isinstance(found, int):
            await complain(services, told, found)
            return
        member = found
    await freshen(services, told.chat, member)
    async with open_scene(services, told.chat, event=told.event) as scene:
        case = await scene.case(member)
        by = await scene.actor(told.author)
        request = DismissModerator(by=by) if dismisses else AppointModerator(by=by)
        if await scene.ask(case, request, told):
            if not dismisses:
                let_write(scene, case)
            person, who = await scene.all_named([member, told.author])
            say = words.moderator_dismissed if dismisses else words.moderator_appointed
            said = say(scene.voice, member=person, by=who)
            scene.say(said, reply_to=told.message, notify=True)
    if scene.facts:
        await look(services, told.chat)


ROWS = Rows(
    commands={
        Command.MODERATOR: appoint,
    },
)
