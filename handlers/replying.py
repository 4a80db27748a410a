"""Answering somebody where they asked, when nothing was to be decided."""

from handlers.notices.mistakes import MistakeNotice
from handlers.scene import open_scene
from handlers.services import Services
from handlers.updates import Place, Told


async def complain(services: Services, told: Told, mistake: MistakeNotice) -> None:
    """Say what was not understood; nothing else happens."""
    async with open_scene(services, told.chat, event=told.event) as scene:
        scene.say(mistake, reply_to=None if told.private else told.message)


async def pop_up(services: Services, place: Place, mistake: MistakeNotice) -> None:
    """Answer a press that leads nowhere."""
    async with open_scene(services, place.chat, event=place.event) as scene:
        scene.pop_up(place, mistake)
