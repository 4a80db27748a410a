"""Words for the chat itself, the rules and newcomers."""

from typing import assert_never

from handlers.commands import Command
from handlers.notices.chats import (
    ChatNotice,
    Introduction,
    RightsMissing,
    RightsStillMissing,
)
from handlers.voice import Voice
from rules.clauses import Clause


def word_chat(notice: ChatNotice, voice: Voice) -> str:
    """Give the words of a notice about the chat, the rules or newcomers."""
    _ = voice.texts.gettext
    match notice:
        case RightsMissing():
            return _(
                "Hello! I am the bot that helps to keep order in this chat, but I cannot work yet."
                " The chat's owner or an administrator needs to:\n"
                "1. open the chat's information and the list of members;\n"
                "2. find the bot in it and choose “Make administrator”;\n"
                "3. if VK asks, give the bot access to all messages.\n"
                "Then press the button below. Until then I only wait."
            )
        case RightsStillMissing():
            return _(
                "The bot is not an administrator of this chat yet. Open the list of members,"
                " find the bot and choose “Make administrator”."
            )
        case Introduction(adopted=False):
            return _(
                "Hello! I help the moderators to keep order in chats by section 5.12 of the"
                " college's regulation. Before I begin, a moderator has to adopt this chat"
                " ({clause}): whose is it? Please press a button. Until then I do nothing here."
            ).format(clause=voice.cited(Clause.ADOPTION))
        case Introduction():
            return _(
                "Hello! I help the moderators to keep order in this chat by section 5.12 of the"
                " college's regulation: I show the rules to newcomers, remind of them, record"
                " violations and keep terms of blocks. Only moderators decide on measures, and"
                " I keep a journal of every one of them.\n"
                "What I can do: {help}. The rules: {rules}."
            ).format(help=voice.command(Command.HELP), rules=voice.command(Command.RULES))
        case _:
            assert_never(notice)
