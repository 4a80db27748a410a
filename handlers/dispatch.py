"""Dispatch an event to its handler: one dictionary by the type of the event.

The subjects' rows are joined into dictionaries: handlers and announcers by what they handle. A
message goes through the rows of `_in_chat` or `_in_private` in order; only the first row that fits
handles it. A command is parsed once.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import msgspec
from loguru import logger

from handlers import (
    acquaintance,
    adoption,
    annulling,
    answers,
    apologies,
    appeals,
    blocks,
    brakes,
    cards,
    chats,
    complaints,
    confirming,
    deciding,
    duty,
    expulsions,
    families,
    forwards,
    greetings,
    guardians,
    invitations,
    journal,
    leavers,
    menus,
    passing,
    personal,
    pointing,
    privately_asked,
    reminders,
    removals,
    repeats,
    reporters,
    reports,
    settings,
    settling,
    signals,
    silence,
    spread,
    status,
    suspensions,
    suspicions,
    undoing,
    violations,
    visibility,
    withheld,
    wordlists,
)
from handlers import help as helping
from handlers.appeals import AppealIn
from handlers.college import authority_of
from handlers.commands import (
    ROWS,
    Command,
    Typed,
    Unknown,
    is_label,
    read_command,
    read_plainly,
    read_unblocking,
)
from handlers.conversation import choosing, dialogues
from handlers.conversation.announcing import Announcers
from handlers.conversation.buttons import (
    ApologiseIn,
    ChoosePart,
    GiveCommand,
    OfChat,
    Press,
    SayWords,
    read_press,
)
from handlers.conversation.choosing import Choosing, Chosen, Completed
from handlers.conversation.deeds import FOR_ADMINISTRATORS, FOR_MODERATORS
from handlers.conversation.dialogues import Subject
from handlers.conversation.hanging import may_hang
from handlers.conversation.people import acquaint
from handlers.conversation.rows import ButtonHandler, ChatCommand
from handlers.conversation.scene import open_scene, pop_up
from handlers.conversation.services import Services
from handlers.events import (
    BotJoined,
    BotLeft,
    Edited,
    Event,
    Joined,
    Left,
    Pressed,
    Said,
    Started,
    Stopped,
    Wrote,
)
from handlers.messenger import MessengerError
from handlers.replying import complain
from handlers.screening import Findings
from handlers.suspicions import attend, attend_anew
from handlers.voice import Voice
from handlers.words import replies
from rules.ids import COLLEGE, ChatId, MemberId
from rules.meaning import Meaning, meaning_of

_SUBJECTS = (
    adoption,
    chats,
    confirming,
    acquaintance,
    invitations,
    violations,
    annulling,
    removals,
    forwards,
    visibility,
    undoing,
    repeats,
    reminders,
    silence,
    spread,
    blocks,
    apologies,
    withheld,
    appeals,
    deciding,
    cards,
    settling,
    answers,
    brakes,
    complaints,
    duty,
    guardians,
    reporters,
    signals,
    suspensions,
    passing,
    personal,
    status,
    journal,
    reports,
    settings,
    privately_asked,
    wordlists,
    suspicions,
    leavers,
    expulsions,
    families,
    helping,
)
"""Every subject, in the order of announcing."""

_ROWS = tuple(subject.ROWS for subject in _SUBJECTS)

COMMANDS: Mapping[Command, ChatCommand] = {
    command: answer for rows in _ROWS for command, answer in rows.commands.items()
}

PRIVATE_COMMANDS: Mapping[Command, ChatCommand] = {
    command: answer for rows in _ROWS for command, answer in rows.private.items()
}

UNADOPTED = frozenset({Command.CHAT, Command.HELP})
"""Commands that work in a chat before it is served."""

DIALOGUES: Mapping[str, Subject] = {
    subject.kind: subject for rows in _ROWS for subject in rows.dialogues
}
"""Subjects of dialogues by their stored kind."""


async def _say_words(services: Services, pressed: Pressed, press: SayWords) -> None:
    await dialogues.press(services, pressed, press, DIALOGUES)


CHOICES: Mapping[Command, Choosing] = {
    command: answer for rows in _ROWS for command, answer in rows.choices.items()
}


PRIVATE_CHOICES: Mapping[Command, Choosing] = {
    command: answer for rows in _ROWS for command, answer in rows.private_choices.items()
}


async def _choose_part(services: Services, pressed: Pressed, press: ChoosePart) -> None:
    completed = await choosing.answer(services, pressed, press)
    if completed is not None:
        await _complete(services, completed)


async def _complete(services: Services, completed: Completed) -> None:
    """Carry out a command whose missing part was told, where it belongs."""
    command, wrote, chosen = completed.command, completed.wrote, completed.chosen
    if completed.given:
        typed = Typed(command=command, rest=completed.rest)
        await (_wrote_privately if wrote.private else _command)(services, wrote, typed)
    elif wrote.privately:
        await _carry_out(services, wrote, command, completed.rest, chosen)
    elif chosen is not None:
        choices = PRIVATE_CHOICES if wrote.private else CHOICES
        await choices[command](services, wrote, completed.rest, chosen)
    else:
        commands = PRIVATE_COMMANDS if wrote.private else COMMANDS
        await commands[command](services, wrote, completed.rest)


async def _carry_out(
    services: Services, wrote: Wrote, command: Command, rest: str, chosen: Chosen | None = None
) -> None:
    """Carry out a command that was given in private about a chat."""
    await chats.ask_rights(services, (wrote.chat,), wrote.author, ROWS[command].deeds)
    await _acquaint(services, wrote, wrote.author, wrote.answered)
    if chosen is None:
        await COMMANDS[command](services, wrote, rest)
    else:
        await CHOICES[command](services, wrote, rest, chosen)


async def _give_command(services: Services, pressed: Pressed, press: GiveCommand) -> None:
    if not pressed.private or pressed.message is None:
        await pop_up(services, pressed, replies.outdated)
        return
    async with open_scene(services, pressed.chat) as scene:
        scene.acknowledge(pressed)
    wrote = Wrote(
        event=pressed.event,
        place=pressed.place,
        author=pressed.author,
        message=pressed.message,
        text=f"/{press.command}",
        at=services.now(),
    )
    await PRIVATE_COMMANDS[press.command](services, wrote, "")


BUTTONS: Mapping[type[Press], ButtonHandler] = {
    SayWords: _say_words,
    ChoosePart: _choose_part,
    GiveCommand: _give_command,
    **{press: answer for rows in _ROWS for press, answer in rows.buttons.items()},
}

ANNOUNCERS = Announcers(
    first=tuple(announce for rows in _ROWS for announce in rows.first),
    by_fact={fact: announce for rows in _ROWS for fact, announce in rows.announcers.items()},
    last=tuple(announce for rows in _ROWS for announce in rows.last),
    menu=menus.menu_of,
    brake=brakes.brake,
)
"""Announcers by fact. Facts without one are answered where they were asked for."""

_OF_DIALOGUES = (ApologiseIn, AppealIn, SayWords)
"""Buttons that continue a dialogue; any other press in private ends it."""

_OF_ONE_CHAT = (FOR_MODERATORS | FOR_ADMINISTRATORS) - PRIVATE_COMMANDS.keys()
"""Commands that in private are carried out in the chat that is asked for."""

Asked = TypeVar("Asked", Wrote, Pressed)


def handler_for(services: Services) -> Callable[[Event, Findings], Awaitable[None]]:
    """Return the handler of one event; it raises what the subject's handler raises.

    Its argument `found` is what the first look found in the event: it becomes a suspicion, beside
    what the event itself asks for.
    """

    async def handle(event: Event, found: Findings) -> None:
        was_served = event.place.peer in services.watch.served
        await attend(services, event, found)
        await spread.attend(services, event)
        await dispatch(services, event)
        if not was_served:
            await attend_anew(services, event)

    return handle


async def dispatch(services: Services, event: Event) -> None:
    """Handle an event; ignore types without a handler."""
    handler = _HANDLERS.get(type(event))
    if handler is not None:
        await handler(services, event)


@asynccontextmanager
async def _answering(
    answer: Callable[[Services, Asked, Callable[[Voice], str]], Awaitable[None]],
    services: Services,
    asked: Asked,
) -> AsyncIterator[None]:
    """Tell the asker if the messenger did not answer a necessary question."""
    try:
        yield
    except MessengerError as silent:
        logger.warning("what had to be asked was refused: {}", silent.fault)
        await answer(services, asked, replies.messenger_silent)
    except chats.RightsUncheckedError:
        await answer(services, asked, replies.rights_unchecked)


async def _acquaint(services: Services, asked: Wrote | Pressed, *members: MemberId | None) -> None:
    # members of a chat that is not adopted are not disclosed
    if asked.private or asked.chat in services.watch.served:
        await acquaint(services, asked.chat, *members)


async def _wrote(services: Services, wrote: Wrote) -> None:
    if wrote.is_bot or await _silenced(services, wrote):
        return
    typed = read_command(wrote.text, services.community_names)
    typed = complaints.meant(services, wrote, typed)
    if wrote.private and isinstance(typed, Unknown) and typed.slash:
        # what needs no slash in private may have one
        typed = read_plainly(wrote.text.lstrip().removeprefix("/")) or typed
    if isinstance(typed, Typed) and not wrote.private:
        await _command(services, wrote, typed)
    elif isinstance(typed, Unknown) and not (wrote.private and typed.resembles_nothing):
        if wrote.private:
            await helping.hear_privately(services, wrote)
        # in private these may be words the bot asked for: an apology may begin with «!»
        if not (wrote.private and await dialogues.hear(services, wrote, DIALOGUES)):
            await helping.unknown(services, wrote, typed)
    elif wrote.private:
        await _wrote_privately(services, wrote, typed if isinstance(typed, Typed) else None)
    elif wrote.chat not in services.watch.served and wrote.chat not in services.watch.waiting:
        await chats.look_if_due(services, wrote.chat)
    elif services.watch.is_late(wrote.chat, wrote.at):
        await silence.ask_for_quiet(services, wrote)


async def _edited(services: Services, edited: Edited) -> None:
    if not edited.is_bot:
        await _silenced(services, edited)


async def _silenced(services: Services, said: Said) -> bool:
    """Remove a message whose author could not write at that time; return whether that was so."""
    written = (said.chat, said.author, said.at, said.message)
    if services.watch.was_blocked(*written):
        await blocks.silence(services, said)
    elif services.watch.had_to_be_silent(*written):
        await silence.hush(services, said)
    else:
        return False
    return True


async def _command(services: Services, wrote: Wrote, typed: Typed) -> None:
    command = typed.command
    async with _answering(complain, services, wrote):
        first = command is Command.CHAT
        if chats.is_out_of_turn(services, wrote.chat, wrote.author, first=first):
            return
        if command in UNADOPTED or await chats.is_served(services, wrote):
            await chats.ask_rights(services, (wrote.chat,), wrote.author, ROWS[command].deeds)
            await _acquaint(services, wrote, wrote.author, wrote.answered)
            await dialogues.drop(services, wrote.author)
            wrote = await pointing.at_whom(services, wrote, command)
            await COMMANDS[command](services, wrote, typed.rest)


async def _wrote_privately(services: Services, wrote: Wrote, typed: Typed | None) -> None:
    code = invitations.code_in(wrote)
    if typed is None:
        typed = await _meant_plainly(services, wrote)
    if code is not None:
        async with _answering(complain, services, wrote):
            await dialogues.drop(services, wrote.author)
            await invitations.come(services, wrote, code)
    elif await forwards.are_asked_about(services, wrote, typed, DIALOGUES):
        async with _answering(complain, services, wrote):
            await helping.hear_privately(services, wrote)
            await forwards.look_into(services, wrote)
    elif typed is not None and typed.command in PRIVATE_COMMANDS:
        async with _answering(complain, services, wrote):
            await helping.hear_privately(services, wrote)
            await dialogues.drop(services, wrote.author)
            await PRIVATE_COMMANDS[typed.command](services, wrote, typed.rest)
    elif typed is not None and typed.command in _OF_ONE_CHAT:
        async with _answering(complain, services, wrote):
            await helping.hear_privately(services, wrote)
            await dialogues.drop(services, wrote.author)
            command, rest = typed.command, typed.rest
            given = await privately_asked.for_chat(services, wrote, command, rest)
            if given is not None:
                await _carry_out(services, given, command, rest)
    else:
        await helping.hear_privately(services, wrote)
        if await dialogues.hear(services, wrote, DIALOGUES):
            return
        awaited = await choosing.awaited_in_words(services, wrote)
        if awaited is None:
            await _talk(services, wrote)
            return
        async with _answering(complain, services, wrote):
            await _complete(services, awaited)


async def _talk(services: Services, wrote: Wrote) -> None:
    """Answer private words that are no command and that nobody asked for."""
    unblocking = read_unblocking(wrote.text)
    if unblocking is not None:
        async with services.storage.reading() as reading:
            may = (await authority_of(reading, services, wrote.author)).may
        if may:
            await annulling.answer_unblocking(services, wrote, unblocking)
            return
    if meaning_of(wrote.text) not in {Meaning.THANKS, Meaning.GREETING}:
        async with _answering(complain, services, wrote):
            if await deciding.take_answer(services, wrote):
                return
    await greetings.greet(services, wrote)


async def _meant_plainly(services: Services, wrote: Wrote) -> Typed | None:
    """Return the command in a private message without a slash, or None.

    Words that the bot asked for are no command but for a menu's label; neither is one that its
    author may not give.
    """
    typed = read_plainly(wrote.text)
    if typed is None:
        return None
    if not is_label(wrote.text) and await dialogues.awaits(services, wrote.author, DIALOGUES):
        return None
    if typed.command in FOR_MODERATORS | FOR_ADMINISTRATORS:
        async with services.storage.reading() as reading:
            if not (await authority_of(reading, services, wrote.author)).may:
                return None
    return typed


async def _pressed(services: Services, pressed: Pressed) -> None:
    if pressed.is_bot:
        return
    press = read_press(pressed.payload)
    if press is None:
        await pop_up(services, pressed, replies.outdated)
        return
    kind = type(press)
    async with _answering(pop_up, services, pressed):
        if kind not in _OF_DIALOGUES:
            await dialogues.drop(services, pressed.author)
        if await may_hang(services, pressed, press):
            about = _chats_of(pressed, press)
            if isinstance(press, OfChat) and press.chat is not None:
                pressed = msgspec.structs.replace(pressed, about=ChatId(press.chat))
            await chats.ask_rights(services, about, pressed.author, (press.deed,))
            await _acquaint(services, pressed, pressed.author)
            await BUTTONS[kind](services, pressed, press)
        else:
            await pop_up(services, pressed, replies.outdated)


def _chats_of(pressed: Pressed, press: Press) -> tuple[ChatId, ...]:
    """Return the chat that a press is about: the one in its payload, or else its own.

    A card is shown in private or in a staff chat. A press about several chats checks rights itself.
    """
    named = getattr(press, "chat", None) or COLLEGE
    if named != COLLEGE:
        return (ChatId(named),)
    return () if pressed.private else (pressed.chat,)


async def _started(services: Services, started: Started) -> None:
    code = invitations.code_in(started)
    if code is None:
        await helping.allow_private(services, started)
    else:
        await invitations.come(services, started, code)


_HANDLERS: dict[type[Event], Callable[[Services, Any], Awaitable[None]]] = {
    Wrote: _wrote,
    Edited: _edited,
    Joined: acquaintance.arrived,
    Left: acquaintance.left,
    BotJoined: acquaintance.bot_added,
    BotLeft: acquaintance.bot_left,
    Pressed: _pressed,
    Started: _started,
    Stopped: helping.allow_private,
}
