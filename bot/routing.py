"""From one update to its handler, by vkbottle's router."""

from vkbottle import API, BuiltinStateDispenser
from vkbottle.dispatch import Router
from vkbottle.exception_factory import ErrorHandler

from bot.intake import Handle
from bot.longpoll import Update
from handlers.conversation.services import Services
from handlers.conversation.unrecorded import Unrecorded
from handlers.conversation.updates import peer_of
from handlers.labelers import build
from handlers.screening import Findings
from handlers.suspecting import attend, attend_anew
from storage.faults import TroubledError


def route_with(services: Services, api: API) -> Handle:
    """Give what routes one update to its handler, and raises what the handler raises."""
    labeler = build(services)
    router = Router().construct(
        # only raw events are routed: the message view would build a model of each message
        views={"raw": labeler.raw_event_view},
        state_dispenser=BuiltinStateDispenser(),  # type: ignore[no-untyped-call]
        error_handler=ErrorHandler(raise_exceptions=True),
    )

    async def handle(update: Update, found: Findings) -> None:
        was_served = peer_of(update) in services.watch.served
        await attend(services, update, found)
        await router.route(update, api)
        if not was_served:
            await attend_anew(services, update)

    return handle


def telling(handle: Handle, unrecorded: Unrecorded) -> Handle:
    """Let whoever asked hear of it where the database cannot keep what came of it."""

    async def handle_or_tell(update: Update, found: Findings) -> None:
        try:
            await handle(update, found)
        except TroubledError as troubled:
            await unrecorded.tell(update, troubled.trouble)
            raise

    return handle_or_tell
