"""`/участники`: who has not acknowledged the rules (п. 5.12.3)."""

from handlers.chats import look
from handlers.notices.mistakes import NotRight
from handlers.notices.views import Members
from handlers.scene import open_scene
from handlers.services import Services
from handlers.updates import Told
from rules.permissions import against
from rules.rights import Deed


async def show(services: Services, told: Told) -> None:
    """Show it to a moderator, on a list of members that is fresh."""
    await look(services, told.chat)
    async with open_scene(services, told.chat, event=told.event) as scene:
        if refusal := against(Deed.SEE_MEMBERS, await scene.actor(told.author)):
            scene.say(NotRight(refusal=refusal), reply_to=told.message)
            return
        version = services.policy.version
        missing = await scene.work.unacknowledged(told.chat, version)
        scene.say(
            Members(
                unacknowledged=await scene.all_named(missing),
                present=len(await scene.work.members(told.chat)),
                version=version,
            ),
            reply_to=told.message,
        )
