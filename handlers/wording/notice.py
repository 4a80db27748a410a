"""The one place that turns a notice into the words of a language."""

from typing import assert_never

from handlers.notices.adoption import AdoptionNotice
from handlers.notices.chats import ChatNotice
from handlers.notices.dialogues import DialogueNotice
from handlers.notices.reports import ReportNotice
from handlers.notices.revision import RevisionNotice
from handlers.voice import Voice
from handlers.wording.adoption import word_adoption
from handlers.wording.chats import word_chat
from handlers.wording.dialogues import word_dialogue
from handlers.wording.reports import word_report
from handlers.wording.revision import word_revision

Notice = ChatNotice | ReportNotice | RevisionNotice | DialogueNotice | AdoptionNotice


def word(notice: Notice, voice: Voice) -> str:
    """Give a notice's words. A kind of notice without words does not type-check."""
    if isinstance(notice, ChatNotice):
        return word_chat(notice, voice)
    if isinstance(notice, AdoptionNotice):
        return word_adoption(notice, voice)
    if isinstance(notice, ReportNotice):
        return word_report(notice, voice)
    if isinstance(notice, RevisionNotice):
        return word_revision(notice, voice)
    if isinstance(notice, DialogueNotice):
        return word_dialogue(notice, voice)
    assert_never(notice)
