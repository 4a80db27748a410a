"""What the bot can do."""

from typing import assert_never

from handlers.commands import Command
from handlers.voice import Voice


def listed(voice: Voice, *, commands: tuple[Command, ...], private: bool) -> str:
    """List what the asker may do in a chat, or in private."""
    _ = voice.texts.gettext
    head = _("In private I understand:") if private else _("Here you can use:")
    lines = (f"{voice.command(command)} — {_purpose(command, voice)}" for command in commands)
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


def _purpose(command: Command, voice: Voice) -> str:  # noqa: C901 -- an arm for each
    _ = voice.texts.gettext
    match command:
        case Command.VIOLATION:
            return _("record a violation: “3 explanation” in answer to a message, or “@name 3”")
        case Command.DELETE:
            return _("remove a message under a rule: “3” in answer to it")
        case Command.ANNUL:
            return _("annul a violation: “12 reason”")
        case Command.BLOCK:
            return _("block from the fourth violation on: “@name 3 days”, “week”, “until 25.11”")
        case Command.REMIND:
            return _("remind of the rules: all, of one (“2”), one person (“@name 2”)")
        case Command.JOURNAL:
            return _("the journal of measures, or one person's: “@name”")
        case Command.MEMBERS:
            return _("who has not acknowledged the rules")
        case Command.STATUS:
            return _("your standing in this chat, with the ground of each entry")
        case Command.RULES:
            return _("the rules of conduct")
        case Command.APOLOGY:
            return _("if you are blocked: apologise to the participants")
        case Command.APPEAL:
            return _("contest a violation or a block: “12 why”, “block why”")
        case Command.REPORT:
            return _("figures as a picture and a table: “week”, “semester”, “01.09-30.11”")
        case Command.CHAT:
            return _("this chat: whose it is, what is set, who moderates")
        case Command.SETTINGS:
            return _("what is set in this chat, and changing it")
        case Command.INVITATION:
            return _("an invitation for newcomers; “one”: for one person; “revoke 2”")
        case Command.SILENCE:
            return _("only moderators write for a while: “15 minutes”; “stop”")
        case Command.MODERATOR:
            return _("appoint a moderator: “@name”, or dismiss: “@name off”")
        case Command.OWN_DATA:
            return _("everything that is kept about you, as a file")
        case Command.LEAVER:
            return _("take a leaver, and a student's parents, out of the chats: “@name”")
        case Command.FAMILY:
            return _("who is whose parent: “@parent @student”, “@name”")
        case Command.WORDS:
            return _("the chat's own list of words and links: “add crypto 4”, “remove crypto”")
        case Command.CHECK:
            return _("what the detectors say of a text, and why")
        case Command.CARDS:
            return _("what the detectors found and nobody has settled")
        case Command.HELP:
            return _("this list")
        case _:
            assert_never(command)
