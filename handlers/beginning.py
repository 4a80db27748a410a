"""What is done once at start, after everything is remembered and before anything is heard."""

from handlers.services import Services
from handlers.waiting import tell_of_appeals_at_start


async def begin(services: Services) -> None:
    """Do what changed settings ask for."""
    await tell_of_appeals_at_start(services)
