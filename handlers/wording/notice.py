"""The one place that turns a notice into the words of a language."""

from typing import assert_never

from handlers.notices.chats import ChatNotice
from handlers.voice import Voice
from handlers.wording.chats import word_chat

Notice = ChatNotice


def word(notice: Notice, voice: Voice) -> str:
    """Give a notice's words. A kind of notice without words does not type-check."""
    if isinstance(notice, ChatNotice):
        return word_chat(notice, voice)
    assert_never(notice)
