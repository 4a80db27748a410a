"""Whose a number is: in VK a conversation's number says what it is a conversation with.

VK.md, 4: a chat is 2 000 000 000 and its number within the community. VK lets that number reach
100 000 000, and people registered since 2025 have ids from 200 000 000 000 on: a number above a
chat's is a person's again. Nothing else compares such numbers; what has to know is told.
"""

from rules.ids import ChatId

_BEFORE_CHATS = 2_000_000_000
_LAST_CHAT = 2_100_000_000


def is_chat(peer: int) -> bool:
    """Say whether a conversation's number is a chat's; a person's or a community's otherwise."""
    return _BEFORE_CHATS < peer <= _LAST_CHAT


def number_of(chat: ChatId) -> int:
    """Give the number that VK's older methods know a chat by (`chat_id`)."""
    return chat - _BEFORE_CHATS


def chat_of(number: int) -> ChatId:
    """Give the chat that VK's older methods know by that number (`chat_id`)."""
    return ChatId(_BEFORE_CHATS + number)
