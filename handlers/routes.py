"""What is answered by whom: every command and every button with its handler."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import (
    apologies,
    blocks,
    chats,
    joining,
    journal,
    members,
    personal,
    reminders,
    status,
    undoing,
    violations,
)
from handlers import (
    help as helping,
)
from handlers.buttons import (
    AcknowledgeRules,
    ApologiseIn,
    BlockFor,
    CheckRights,
    DoNotBlock,
    JournalAt,
    Press,
    UndoAct,
    VoteFor,
)
from handlers.commands import Command
from handlers.services import Services
from handlers.updates import Place, Told

ChatCommand = Callable[[Services, Told, str], Awaitable[None]]
ButtonHandler = Callable[[Services, Place, Any], Awaitable[None]]

COMMANDS: dict[Command, ChatCommand] = {
    Command.VIOLATION: violations.record,
    Command.DELETE: violations.remove,
    Command.ANNUL: violations.annul,
    Command.BLOCK: blocks.block,
    Command.APOLOGY: apologies.apologise_in_chat,
    Command.REMIND: reminders.remind,
    Command.STATUS: status.show,
    Command.JOURNAL: journal.show,
    Command.MEMBERS: lambda services, told, rest: members.show(services, told),
    Command.RULES: lambda services, told, rest: joining.show_rules(services, told),
    Command.OWN_DATA: lambda services, told, rest: personal.show(services, told),
    Command.HELP: lambda services, told, rest: helping.show(services, told),
}

PRIVATE_COMMANDS: dict[Command, ChatCommand] = {
    Command.APOLOGY: apologies.apologise_privately,
    Command.STATUS: lambda services, told, rest: status.show_privately(services, told),
    Command.RULES: lambda services, told, rest: joining.show_rules(services, told),
    Command.OWN_DATA: lambda services, told, rest: personal.show(services, told),
    Command.HELP: lambda services, told, rest: helping.show(services, told),
}

BUTTONS: dict[type[Press], ButtonHandler] = {
    CheckRights: lambda services, place, press: chats.check(services, place),
    AcknowledgeRules: joining.acknowledged,
    BlockFor: blocks.choose_term,
    DoNotBlock: blocks.choose_not_to,
    VoteFor: apologies.cast,
    ApologiseIn: apologies.apologise_in_chosen,
    JournalAt: journal.turn,
    UndoAct: undoing.undo,
}
