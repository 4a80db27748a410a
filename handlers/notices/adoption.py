"""Notices about whether an adopted chat is the college's (п. 5.12.1)."""

from dataclasses import dataclass

from handlers.notices import Named
from rules.settings import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionTold:
    """A chat was adopted: told to administrators; `confirmed`: the college knows who did it."""

    chat: str
    kind: Kind
    group: str
    by: Named
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionsListed:
    """The first of the chats that wait for an administrator's word, and how many `more` do."""

    first: tuple[AdoptionTold, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionSettled:
    """What an administrator said of an adopted chat, told to all of them; `ours`: the college's."""

    chat: str
    by: Named
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRejected:
    """Told to who adopted a chat: the college does not know it, and the bot has left."""

    chat: str


AdoptionNotice = AdoptionTold | AdoptionsListed | AdoptionSettled | ChatRejected
