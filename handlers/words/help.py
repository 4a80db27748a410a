"""What the bot can do."""

from handlers.commands import ROWS, Command
from handlers.voice import Voice


def listed(voice: Voice, *, commands: tuple[Command, ...], private: bool) -> str:
    """List what the asker may do in a chat, or in private."""
    _ = voice.texts.gettext
    head = _("In private I understand:") if private else _("Here you can use:")
    lines = (" — ".join((voice.command(each), _(ROWS[each].purpose))) for each in commands)
    return "\n".join([head, *lines])


def hello(voice: Voice) -> str:
    """Answer a private message without a command."""
    return voice.texts.gettext(
        "Hello! I help to keep order in the college's chats. Here you can see your"
        " standing in your chats ({status}), and, if you are blocked, apologise"
        " ({apology} your words). All that I can do: {help}."
    ).format(
        status=voice.command(Command.STATUS),
        apology=voice.command(Command.APOLOGY),
        help=voice.command(Command.HELP),
    )
