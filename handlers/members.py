"""`/участники`: who has not acknowledged the rules (п. 5.12.3)."""

from handlers.chats import look
from handlers.commands import Command
from handlers.conversation.privately import answers_privately
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.replying import misunderstood
from handlers.words import members as words
from rules.permissions import against
from rules.rights import Deed


async def show(services: Services, told: Wrote, rest: str) -> None:
    """Show it to a moderator in private, on a list of members that is fresh."""
    if rest:
        # a person named is not ignored: the list is everybody's
        await misunderstood(services, told, Command.MEMBERS)
        return
    await look(services, told.chat)
    async with open_scene(services, told.chat, event=told.event) as scene:
        if refusal := against(Deed.SEE_MEMBERS, await scene.actor(told.author)):
            scene.refuse(refusal, reply_to=told.message)
            return
        if not await answers_privately(scene, told, Command.MEMBERS):
            return
        version = services.policy.version
        missing = await scene.work.unacknowledged(told.chat, version)
        scene.tell(
            told.author,
            words.unacknowledged(
                scene.voice,
                missing=await scene.all_named(missing),
                present=len(await scene.work.members(told.chat)),
                version=version,
            ),
        )
