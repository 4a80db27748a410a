"""Kinds of conversation ids: in VK the number of a conversation tells whether it is a chat.

VK.md, 4: a chat's id is 2 000 000 000 plus its number within the community. VK lets that number
reach 100 000 000, and people registered since 2025 have ids from 200 000 000 000 on, so ids above
those of chats are people's again. No other code compares such ids.
"""

from rules.ids import ChatId

_BEFORE_CHATS = 2_000_000_000
_LAST_CHAT = 2_100_000_000


def is_chat(peer: int) -> bool:
    """Whether a conversation's id is a chat's, not a person's or a community's."""
    return _BEFORE_CHATS < peer <= _LAST_CHAT


def number_of(chat: ChatId) -> int:
    """Return the number by which VK's older methods know a chat (`chat_id`)."""
    return chat - _BEFORE_CHATS


def chat_of(number: int) -> ChatId:
    """Return the chat that VK's older methods know by that number (`chat_id`)."""
    return ChatId(_BEFORE_CHATS + number)
