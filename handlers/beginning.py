"""What is done once at start, after everything is remembered and before anything is heard."""

from loguru import logger

from handlers.confirming import confirm_known
from handlers.conversation.services import Services
from handlers.waiting import see_to_appeals


async def begin(services: Services) -> None:
    """Do what changed settings, lists and versions ask for."""
    if not services.administrators:
        logger.warning(
            "ADMIN_IDS names no administrator of the college: nobody decides appeals, nobody"
            " confirms chats, and nobody may change families or note leavers in them"
        )
    await confirm_known(services)
    await see_to_appeals(services)
