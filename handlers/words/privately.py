"""The chat's note about an answer that goes to the asker alone (п. 5.12.7)."""

from handlers.commands import Command
from handlers.voice import Voice

_ONLY_IN_A_CHAT = frozenset({Command.MEMBERS, Command.REPORT})
"""Commands that must be given in their chat, although the answer is private."""


def answered(voice: Voice) -> str:
    """Say in the chat that the answer was sent to the asker alone."""
    return voice.texts.gettext("The answer is in your private messages.")


def write_first(voice: Voice, *, command: Command) -> str:
    """Say how to open the private conversation, for a command that is answered there."""
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
