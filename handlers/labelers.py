"""The routing: which update goes to which handler.

Handlers are registered as raw events on plain dictionaries: VK may send actions and
attachments that vkbottle's models do not know yet, and a command must not be lost over one.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from loguru import logger
from vkbottle import GroupEventType
from vkbottle.bot import BotLabeler
from vkbottle.dispatch.rules import ABCRule

from handlers import blocks, chats, invitations, joining, quiet, silence
from handlers import (
    help as helping,
)
from handlers.commands import Command, Unknown
from handlers.conversation import dialogues
from handlers.conversation.buttons import ApologiseIn, Press, SayWords
from handlers.conversation.deeds import FOR_ADMINISTRATORS, FOR_MODERATORS, OF_BUTTON, OF_COMMAND
from handlers.conversation.hanging import may_hang
from handlers.conversation.people import acquaint
from handlers.conversation.scene import pop_up
from handlers.conversation.services import Services
from handlers.conversation.updates import Place, Told
from handlers.filters import (
    JOINS,
    LEAVES,
    Allowed,
    Came,
    FromBlocked,
    FromHushed,
    FromUnserved,
    Happened,
    Late,
    Pressed,
    PressedAnything,
    Said,
    SaidUnknown,
    Update,
    Wrote,
)
from handlers.messenger import MessengerError
from handlers.replying import complain
from handlers.routes import (
    BUTTONS,
    COMMANDS,
    DIALOGUES,
    PRIVATE_COMMANDS,
    UNADOPTED,
    ButtonHandler,
    ChatCommand,
)
from handlers.voice import Voice
from handlers.words import mistakes, presses
from rules.ids import COLLEGE, ChatId, MemberId

_OF_DIALOGUES = (ApologiseIn, SayWords)
"""Buttons that go on with what the presser began; any other in private begins something else."""

Where = TypeVar("Where", Told, Place)


def build(services: Services) -> BotLabeler:
    """Give the labeler with every handler registered, the first that fits wins."""
    labeler = BotLabeler()
    _route_service_messages(labeler, services)
    _route_chat(labeler, services)
    _route_private(labeler, services)
    _route_buttons(labeler, services)
    _route_permissions(labeler, services)
    return labeler


@asynccontextmanager
async def _answering(
    answer: Callable[[Services, Where, Callable[[Voice], str]], Awaitable[None]],
    services: Services,
    where: Where,
) -> AsyncIterator[None]:
    """Tell whoever asked when the messenger did not answer what had to be known for it."""
    try:
        yield
    except MessengerError as silent:
        logger.warning("what had to be asked was refused: {}", silent.fault)
        await answer(services, where, mistakes.messenger_silent)
    except chats.RightsUncheckedError:
        await answer(services, where, mistakes.rights_unchecked)


async def _acquaint(services: Services, chat: ChatId, *members: MemberId | None) -> None:
    # of chats that nobody has adopted it is nobody's business who is in them
    if chat in services.watch.served or not services.messenger.is_chat(chat):
        await acquaint(services, chat, *members)


def _on(
    labeler: BotLabeler, kind: GroupEventType, *filters: ABCRule[Update]
) -> Callable[[Callable[..., Awaitable[None]]], Callable[..., Awaitable[None]]]:
    return labeler.raw_event(kind, dict, *filters)


def _route_service_messages(labeler: BotLabeler, services: Services) -> None:
    @_on(labeler, GroupEventType.MESSAGE_NEW, Happened(services, JOINS))
    async def arrived(event: Update, told: Told, whom: MemberId) -> None:
        await joining.arrived(services, told, whom)

    @_on(labeler, GroupEventType.MESSAGE_NEW, Happened(services, LEAVES))
    async def left(event: Update, told: Told, whom: MemberId) -> None:
        await joining.left(services, told, whom)


def _route_chat(labeler: BotLabeler, services: Services) -> None:
    @_on(labeler, GroupEventType.MESSAGE_NEW, FromBlocked(services))
    @_on(labeler, GroupEventType.MESSAGE_EDIT, FromBlocked(services))
    async def silence_blocked(event: Update, told: Told) -> None:
        await blocks.silence(services, told)

    @_on(labeler, GroupEventType.MESSAGE_NEW, FromHushed(services))
    @_on(labeler, GroupEventType.MESSAGE_EDIT, FromHushed(services))
    async def hush(event: Update, told: Told) -> None:
        await silence.hush(services, told)

    for command, handler in COMMANDS.items():
        _route_command(labeler, services, command, handler)

    @_on(labeler, GroupEventType.MESSAGE_NEW, SaidUnknown(services))
    async def unknown(event: Update, told: Told, unknown: Unknown) -> None:
        # in private it may be words that were asked for: an apology may begin with «!»
        if not (told.private and await dialogues.hear(services, told, DIALOGUES)):
            await helping.unknown(services, told, unknown)

    @_on(labeler, GroupEventType.MESSAGE_NEW, FromUnserved(services))
    async def look(event: Update, told: Told) -> None:
        await chats.hear_of(services, told.chat)

    @_on(labeler, GroupEventType.MESSAGE_NEW, Late(services))
    async def late(event: Update, told: Told) -> None:
        await quiet.remind(services, told)


def _route_command(
    labeler: BotLabeler, services: Services, command: Command, handler: ChatCommand
) -> None:
    @_on(labeler, GroupEventType.MESSAGE_NEW, Said(services, command))
    async def run(event: Update, told: Told, rest: str) -> None:
        async with _answering(complain, services, told):
            first = command is Command.CHAT
            if chats.is_out_of_turn(services, told.chat, told.author, first=first):
                return
            if command in UNADOPTED or await chats.is_served(services, told):
                await chats.ask_rights(services, (told.chat,), told.author, OF_COMMAND[command])
                await _acquaint(services, told.chat, told.author, told.answered)
                await dialogues.drop(services, told.author)
                await handler(services, told, rest)


def _route_private(labeler: BotLabeler, services: Services) -> None:
    @_on(labeler, GroupEventType.MESSAGE_NEW, Came(services))
    async def come(event: Update, told: Told, code: str) -> None:
        async with _answering(complain, services, told):
            await dialogues.drop(services, told.author)
            await invitations.come(services, told, code)

    for command, handler in PRIVATE_COMMANDS.items():
        _route_private_command(labeler, services, command, handler)
    for command in sorted((FOR_MODERATORS | FOR_ADMINISTRATORS) - PRIVATE_COMMANDS.keys()):
        _route_misplaced_command(labeler, services, command)

    @_on(labeler, GroupEventType.MESSAGE_NEW, Wrote(services, private=True))
    async def greet(event: Update, told: Told) -> None:
        await helping.hear_privately(services, told)
        if not await dialogues.hear(services, told, DIALOGUES):
            await helping.greet_privately(services, told)


def _route_private_command(
    labeler: BotLabeler, services: Services, command: Command, handler: ChatCommand
) -> None:
    @_on(
        labeler,
        GroupEventType.MESSAGE_NEW,
        Said(services, command, private=True),
    )
    async def run(event: Update, told: Told, rest: str) -> None:
        async with _answering(complain, services, told):
            await helping.hear_privately(services, told)
            await dialogues.drop(services, told.author)
            await handler(services, told, rest)


def _route_misplaced_command(labeler: BotLabeler, services: Services, command: Command) -> None:
    @_on(
        labeler,
        GroupEventType.MESSAGE_NEW,
        Said(services, command, private=True),
    )
    async def run(event: Update, told: Told, rest: str) -> None:
        await dialogues.drop(services, told.author)
        await helping.only_in_chat(services, told, command)


def _route_buttons(labeler: BotLabeler, services: Services) -> None:
    for kind, handler in BUTTONS.items():
        _route_button(labeler, services, kind, handler)

    @_on(labeler, GroupEventType.MESSAGE_EVENT, PressedAnything(services))
    async def outdated(event: Update, place: Place) -> None:
        await pop_up(services, place, presses.outdated)


def _route_button(
    labeler: BotLabeler, services: Services, kind: type[Press], handler: ButtonHandler
) -> None:
    @_on(labeler, GroupEventType.MESSAGE_EVENT, Pressed(services, kind))
    async def run(event: Update, place: Place, press: Press) -> None:
        async with _answering(pop_up, services, place):
            if kind not in _OF_DIALOGUES:
                await dialogues.drop(services, place.by)
            if await may_hang(services, place, press):
                about = _chats_of(place, press)
                await chats.ask_rights(services, about, place.by, (OF_BUTTON[kind],))
                await _acquaint(services, place.chat, place.by)
                await handler(services, place, press)
            else:
                await pop_up(services, place, presses.outdated)


def _chats_of(place: Place, press: Press) -> tuple[ChatId, ...]:
    """Give the chat that a press is about: the one that it names, or the one it comes from.

    A card hangs in private, or in a chat of staff. What is about no chat alone asks for itself.
    """
    named = getattr(press, "chat", COLLEGE)
    if named != COLLEGE:
        return (ChatId(named),)
    return () if place.private else (place.chat,)


def _route_permissions(labeler: BotLabeler, services: Services) -> None:
    @_on(labeler, GroupEventType.MESSAGE_ALLOW, Allowed())
    async def allow(event: Update, user: int) -> None:
        await helping.allow_private(
            services, str(event.get("event_id")), MemberId(user), allowed=True
        )

    @_on(labeler, GroupEventType.MESSAGE_DENY, Allowed())
    async def deny(event: Update, user: int) -> None:
        await helping.allow_private(
            services, str(event.get("event_id")), MemberId(user), allowed=False
        )
