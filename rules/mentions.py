"""Mentions in texts: `[id5|Анна]` for a person, `[club5|…]` for the bot account with the id -5.

Texts in the outbox, in dialogues and in evidence carry mentions in this form, whatever messenger
they come from or go to: an adapter puts its own mentions into it where it reads a message, and
takes them out of it where it sends one.
"""

import re

from rules.ids import MemberId

KINDS = "id|club|public"
"""Alternatives of a pattern: what stands before the number of a person or a bot account."""

MENTION = re.compile(rf"\[(?P<kind>{KINDS})(?P<number>\d{{1,15}})\|[^\]]*\]")
"""A whole mention."""

_PERSON = re.compile(r"\[id(\d{1,16})\|")


def handle_of(member: MemberId) -> str:
    """Return what stands for a person or a bot account in a mention: `id5`, `club5`."""
    return f"id{member}" if member > 0 else f"club{-member}"


def mention(member: MemberId, name: str) -> str:
    """Return a mention of a person or a community; the name holds no «]» and no «|»."""
    return f"{beginning_of(member)}{name}]"


def beginning_of(member: MemberId) -> str:
    """Return how each mention of this person or community begins."""
    return f"[{handle_of(member)}|"


def member_of(kind: str, number: str) -> MemberId:
    """Return the id that a mention of this kind and number stands for."""
    return MemberId(int(number) if kind.lower() == "id" else -int(number))


def people_in(text: str) -> frozenset[MemberId]:
    """Return the people whom a text mentions, also where a mention is cut off by its end."""
    return frozenset(MemberId(int(number)) for number in _PERSON.findall(text))
