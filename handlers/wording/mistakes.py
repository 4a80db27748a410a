"""Words for what could not be understood: what was expected, with an example."""

from typing import assert_never

from handlers.commands import Command
from handlers.notices.mistakes import (
    AnswerNeeded,
    ButtonOutdated,
    Expected,
    MessengerSilent,
    MistakeNotice,
    NobodyFound,
    NobodyNamed,
    NotRight,
    OnlyInChat,
    PeriodAhead,
    RightsUnchecked,
    SeveralFound,
    UnknownCommand,
)
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice
from handlers.words.refusals import word_refusal


def word_mistake(notice: MistakeNotice, voice: Voice) -> str:
    """Give the words of a notice about a mistake."""
    _ = voice.texts.gettext
    match notice:
        case NotRight(refusal=refusal, by=by):
            return word_refusal(refusal, voice, by)
        case UnknownCommand(nearest=None, word=word):
            return _("I do not know the command “{word}”. What I can do: {help}.").format(
                word=quote(word, LONGEST_NAME), help=voice.command(Command.HELP)
            )
        case UnknownCommand(nearest=nearest, word=word):
            assert nearest is not None  # noqa: S101 -- the case above took None
            return _("I do not know the command “{word}”. Did you mean {nearest}?").format(
                word=quote(word, LONGEST_NAME), nearest=voice.command(nearest)
            )
        case Expected(command=command):
            return _("I did not understand that. Expected: {usage}").format(
                usage=usage(command, voice)
            )
        case AnswerNeeded(command=command):
            return _(
                "Please answer the message that this is about with the command. Expected: {usage}"
            ).format(usage=usage(command, voice))
        case NobodyNamed(command=command):
            return _(
                "Whom is it about? Answer a message of theirs, or name them. Expected: {usage}"
            ).format(usage=usage(command, voice))
        case NobodyFound(words=words, private=private):
            said = (
                _("Nobody in your chats is called “{words}”. Try @name or a link.")
                if private
                else _("Nobody in this chat is called “{words}”. Try @name or a link.")
            )
            return said.format(words=quote(words, LONGEST_NAME))
        case SeveralFound(words=words, people=people):
            return _(
                "Several participants are called “{words}”: {people}. Please use @name or a link,"
                " or answer a message of theirs."
            ).format(
                words=quote(words, LONGEST_NAME),
                people=voice.texts.listed(
                    f"{voice.name(person)} (id{person.member})" for person in people
                ),
            )
        case OnlyInChat(command=command):
            return _("{command} works in a group chat. What I understand here: {help}.").format(
                command=voice.command(command), help=voice.command(Command.HELP)
            )
        case PeriodAhead(since=since):
            return _("Nothing to report yet: that period begins on {day}.").format(
                day=voice.texts.day(since, voice.zone)
            )
        case ButtonOutdated():
            return _("This button no longer works.")
        case RightsUnchecked():
            return _("Your rights could not be checked, so nothing was done. Please try again.")
        case MessengerSilent():
            return _("VK is not answering just now, so nothing was done. Please try once more.")
        case _:
            assert_never(notice)


def usage(command: Command, voice: Voice) -> str:  # noqa: C901 -- an arm for each command
    """Give how a command is typed, with an example."""
    _ = voice.texts.gettext
    name = voice.command(command)
    match command:
        case Command.VIOLATION:
            return _("{name} @name 3 explanation (or {name} 3 in answer to a message)").format(
                name=name
            )
        case Command.DELETE:
            return _("{name} 3 in answer to the message to remove").format(name=name)
        case Command.ANNUL:
            return _("{name} 12 the reason (12 is the number of the violation)").format(name=name)
        case Command.BLOCK:
            return _("{name} @name 3 days (or a week, 12 h, until 25.11)").format(name=name)
        case Command.APOLOGY:
            return _("{name} the words of the apology").format(name=name)
        case Command.REMIND:
            return _("{name}, {name} 2, or {name} @name 2").format(name=name)
        case Command.STATUS | Command.JOURNAL:
            return _("{name} or {name} @name").format(name=name)
        case Command.SETTINGS:
            return _("{name}, or {name} quiet hours 22:00-07:00").format(name=name)
        case Command.INVITATION:
            return _("{name}, {name} one, or {name} revoke 2").format(name=name)
        case Command.SILENCE:
            return _("{name} 15 minutes, or {name} stop").format(name=name)
        case Command.MODERATOR:
            return _("{name} @name, or {name} @name off").format(name=name)
        case Command.APPEAL:
            return _("{name} 12 what you do not agree with, or {name} block …").format(name=name)
        case Command.REPORT:
            return _(
                "{name}, {name} week, {name} september, {name} semester or {name} 01.09-30.11"
            ).format(name=name)
        case Command.CHAT:
            return _("{name}, or {name} group ISP-22").format(name=name)
        case Command.LEAVER:
            return _("{name} @name").format(name=name)
        case Command.FAMILY:
            return _(
                "{name} @parent @student, {name} @parent @student off, or {name} @name"
            ).format(name=name)
        case Command.WORDS:
            return _("{name}, {name} add crypto 4, or {name} remove crypto").format(name=name)
        case Command.CHECK:
            return _("{name} any text").format(name=name)
        case Command.MEMBERS | Command.RULES | Command.OWN_DATA | Command.HELP | Command.CARDS:
            return name
        case _:
            assert_never(command)
