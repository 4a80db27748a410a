"""The subjects' rows as dictionaries: handlers and announcers by what they handle."""

from collections.abc import Mapping

from handlers import (
    acquaintance,
    adoption,
    apologies,
    appeals,
    blocks,
    cards,
    chats,
    checking,
    confirming,
    deciding,
    expulsions,
    families,
    invitations,
    journal,
    leavers,
    passing,
    personal,
    reminders,
    repeats,
    reports,
    roles,
    settings,
    settling,
    silence,
    status,
    undoing,
    violations,
    withheld,
    wordlists,
)
from handlers import help as helping
from handlers.commands import Command
from handlers.conversation import dialogues
from handlers.conversation.announcing import Announcers
from handlers.conversation.buttons import Press, SayWords
from handlers.conversation.dialogues import Subject
from handlers.conversation.rows import ButtonHandler, ChatCommand
from handlers.conversation.services import Services
from handlers.events import Pressed

_SUBJECTS = (
    adoption,
    chats,
    confirming,
    acquaintance,
    invitations,
    violations,
    undoing,
    repeats,
    reminders,
    silence,
    blocks,
    apologies,
    withheld,
    appeals,
    deciding,
    cards,
    settling,
    passing,
    status,
    journal,
    personal,
    reports,
    settings,
    wordlists,
    checking,
    roles,
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


async def _say_words(services: Services, place: Pressed, press: SayWords) -> None:
    await dialogues.press(services, place, press, DIALOGUES)


BUTTONS: Mapping[type[Press], ButtonHandler] = {
    SayWords: _say_words,
    **{press: answer for rows in _ROWS for press, answer in rows.buttons.items()},
}

ANNOUNCERS = Announcers(
    first=tuple(announce for rows in _ROWS for announce in rows.first),
    by_fact={fact: announce for rows in _ROWS for fact, announce in rows.announcers.items()},
    last=tuple(announce for rows in _ROWS for announce in rows.last),
)
"""Announcers by fact. Facts without one are answered where they were asked for."""
