"""Words for refusals about the chat itself, invitations and silence."""

from datetime import timedelta
from typing import assert_never

from handlers.commands import Command
from handlers.voice import Voice
from handlers.wording.values import kind_words, name_of
from rules.settings import Setting
from rules.vocabulary.chats import (
    AdoptedAlready,
    BeforeAdoption,
    ChatRefusal,
    ConfirmedAlready,
    ModeratorAlready,
    NoSuchValue,
    NotAdministrator,
    NotAdopted,
    NotAppointed,
    QuietTooLong,
    ResponseTooStrong,
    SetAlready,
    SettingLocked,
)


def word_chat(refusal: ChatRefusal, voice: Voice) -> str:
    """Give the words of a refusal about the chat itself."""
    _ = voice.texts.gettext
    match refusal:
        case NotAdopted():
            return _(
                "I do not serve this chat yet: a moderator first says whose it is, with the"
                " buttons of my greeting."
            )
        case BeforeAdoption(adopted_at=adopted_at):
            return _(
                "That was written before I began to serve this chat ({since}), so it cannot be"
                " recorded as a violation. You may remind of the rules: {example}"
            ).format(
                since=voice.moment(adopted_at),
                example=voice.command(Command.REMIND),
            )
        case AdoptedAlready(kind=kind):
            return _("The chat is adopted already: {kind}. To change that: {command}.").format(
                kind=kind_words(kind, voice), command=voice.command(Command.SETTINGS)
            )
        case ConfirmedAlready():
            return _("The chat is confirmed already.")
        case NotAdministrator():
            return _("Only the college's administrators can do this.")
        case ModeratorAlready():
            return _("That person is a moderator of this chat already.")
        case NotAppointed():
            return _(
                "That person was not appointed here. Whoever VK has as an administrator of the"
                " chat is a moderator until VK's chat settings say otherwise."
            )
        case NoSuchValue() | SettingLocked() | SetAlready() | QuietTooLong() | ResponseTooStrong():
            return _word_setting(refusal, voice)
        case _:
            assert_never(refusal)


def _word_setting(
    refusal: NoSuchValue | SettingLocked | SetAlready | QuietTooLong | ResponseTooStrong,
    voice: Voice,
) -> str:
    _, ngettext = voice.texts.gettext, voice.texts.ngettext
    match refusal:
        case NoSuchValue(setting=setting):
            return _("“{setting}” has no such value. What there is: {command}.").format(
                setting=name_of(setting, voice), command=voice.command(Command.SETTINGS)
            )
        case SettingLocked(setting=setting):
            return _("The college's policy does not let chats change “{setting}”.").format(
                setting=name_of(setting, voice)
            )
        case SetAlready(setting=setting):
            return _("“{setting}” is set so already.").format(setting=name_of(setting, voice))
        case QuietTooLong(most=most):
            hours = most // timedelta(hours=1)
            return ngettext(
                "Quiet hours last {n} hour at most: the chat is open round the clock.",
                "Quiet hours last {n} hours at most: the chat is open round the clock.",
                hours,
            ).format(n=hours)
        case ResponseTooStrong(setting=Setting.LATE):
            return _("Late messages are at most pointed out: the chat is open round the clock.")
        case ResponseTooStrong(setting=setting):
            return _(
                "“{setting}”: what is found is never certain enough for a machine to count it. A"
                " moderator decides."
            ).format(setting=name_of(setting, voice))
        case _:
            assert_never(refusal)
