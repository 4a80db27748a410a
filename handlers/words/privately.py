"""What is said in a chat about an answer that goes to the asker alone (п. 5.12.7)."""

from handlers.commands import Command
from handlers.voice import Voice

_ONLY_IN_A_CHAT = frozenset({Command.MEMBERS, Command.REPORT})
"""What a moderator asks for in the chat that it is about, though the answer is private."""


def answered(voice: Voice) -> str:
    """Say that what was asked for in the chat was answered to the asker alone."""
    return voice.texts.gettext("The answer is in your private messages.")


def write_first(voice: Voice, *, command: Command) -> str:
    """Say how to open the private conversation, for a command whose answer goes there."""
    _ = voice.texts.gettext
    if command in _ONLY_IN_A_CHAT:
        return _(
            "That goes to your private messages. Please write me anything in private first,"
            " then ask again."
        )
    return _(
        "The answer is for you alone, and I cannot write to you in private yet. Open the"
        " bot's community, choose “Message” and send: {command}"
    ).format(command=voice.command(command))
