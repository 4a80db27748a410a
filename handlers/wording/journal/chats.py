"""Lines of the journal about the chat itself: adoption, settings, invitations, silence."""

from typing import assert_never

from handlers.voice import Voice
from handlers.wording.settings import whose
from handlers.wording.values import name_of, value_words
from handlers.words.lines import JournalLine
from rules.vocabulary.chats import (
    ChatAdopted,
    ChatConfirmed,
    ChatDisowned,
    ChatFact,
    ModeratorAppointed,
    ModeratorDismissed,
    SettingChanged,
)


def line_of_chat(fact: ChatFact, _line: JournalLine, voice: Voice) -> str:
    """Give the words of a fact about the chat itself."""
    _ = voice.texts.gettext
    match fact:
        case ChatAdopted(kind=kind, group=group):
            return _("chat adopted: {kind}").format(kind=whose(kind, group, voice))
        case ChatConfirmed():
            return _("the chat is the college's")
        case ChatDisowned():
            return _("the chat is not the college's: I leave it")
        case SettingChanged(setting=setting, value=value, before=before):
            return _("setting “{setting}”: {value} (was: {before})").format(
                setting=name_of(setting, voice),
                value=value_words(setting, value, voice),
                before=value_words(setting, before, voice) if before else "–",
            )
        case ModeratorAppointed():
            return _("appointed as a moderator")
        case ModeratorDismissed():
            return _("no longer a moderator")
        case _:
            assert_never(fact)
