"""Answers to what was not understood or cannot be done, with an example of what is expected."""

from datetime import datetime

from handlers.commands import ROWS, Command
from handlers.named import Named
from handlers.quoting import quote
from handlers.voice import LONGEST_NAME, Voice


def unknown_command(voice: Voice, *, word: str, nearest: Command | None) -> str:
    """Answer an unknown command with the nearest one, if any."""
    _ = voice.texts.gettext
    if nearest is None:
        return _("I do not know the command “{word}”. What I can do: {help}.").format(
            word=quote(word, LONGEST_NAME), help=voice.command(Command.HELP)
        )
    return _("I do not know the command “{word}”. Did you mean {nearest}?").format(
        word=quote(word, LONGEST_NAME), nearest=voice.command(nearest)
    )


def expected(voice: Voice, *, command: Command) -> str:
    """Say that a command's arguments were not understood, and what it expects."""
    return voice.texts.gettext("I did not understand that. Expected: {usage}").format(
        usage=_usage(command, voice)
    )


def answer_needed(voice: Voice, *, command: Command) -> str:
    """Say that the command has to answer the message it is about."""
    return voice.texts.gettext(
        "Please answer the message that this is about with the command. Expected: {usage}"
    ).format(usage=_usage(command, voice))


def nobody_named(voice: Voice, *, command: Command) -> str:
    """Say that the command does not name a person."""
    return voice.texts.gettext(
        "Whom is it about? Answer a message of theirs, or name them. Expected: {usage}"
    ).format(usage=_usage(command, voice))


def nobody_found(voice: Voice, *, words: str, private: bool) -> str:
    """Say that no member of the chat has that name; in `private`, nobody in the asker's chats."""
    _ = voice.texts.gettext
    said = (
        _("Nobody in your chats is called “{words}”. Try @name or a link.")
        if private
        else _("Nobody in this chat is called “{words}”. Try @name or a link.")
    )
    return said.format(words=quote(words, LONGEST_NAME))


def several_found(voice: Voice, *, words: str, people: tuple[Named, ...]) -> str:
    """Say that several members have that name."""
    return voice.texts.gettext(
        "Several participants are called “{words}”: {people}. Please use @name or a link,"
        " or answer a message of theirs."
    ).format(
        words=quote(words, LONGEST_NAME),
        people=voice.texts.listed(f"{voice.name(person)} (id{person.member})" for person in people),
    )


def only_in_chat(voice: Voice, *, command: Command) -> str:
    """Say that the command works in a group chat."""
    return voice.texts.gettext(
        "{command} works in a group chat. What I understand here: {help}."
    ).format(command=voice.command(command), help=voice.command(Command.HELP))


def period_ahead(voice: Voice, *, since: datetime) -> str:
    """Say that the period of a report begins only at `since` (UTC)."""
    return voice.texts.gettext("Nothing to report yet: that period begins on {day}.").format(
        day=voice.texts.day(since, voice.zone)
    )


def messenger_silent(voice: Voice) -> str:
    """Say that the messenger did not answer, so that nothing was done."""
    return voice.texts.gettext(
        "VK is not answering just now, so nothing was done. Please try once more."
    )


def rights_unchecked(voice: Voice) -> str:
    """Say that the asker's rights could not be checked, so that nothing was done."""
    return voice.texts.gettext(
        "Your rights could not be checked, so nothing was done. Please try again."
    )


def _usage(command: Command, voice: Voice) -> str:
    return voice.texts.gettext(ROWS[command].usage).format(name=voice.command(command))
