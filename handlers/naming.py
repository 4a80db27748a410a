"""Find the person about whom a command shows records (п. 5.12.7).

A name is never ignored: a moderator gets an answer about that person, anybody else learns that they
may ask only about themselves.
"""

import re

from handlers.chats import freshen
from handlers.college import authority_of
from handlers.commands import Command
from handlers.conversation.arguments import ById, ByName, ByScreenName, Whom, read_whom
from handlers.conversation.people import find_among
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.replying import complain, find_named
from handlers.words import status as words
from handlers.words.greetings import about_a_child
from rules.ids import ChatId, MemberId
from rules.meaning import Meaning, is_meant
from rules.vocabulary.people import ONLY_ONESELF

_ABOUT = re.compile(r"^\s*(?:об?|обо|про|about)\s+", re.IGNORECASE)
"""Matches the preposition in «запись о Тимуре»."""


def named_in(services: Services, rest: str) -> Whom | None:
    """Return the person that the words after a command name, if any."""
    whom, name = read_whom(_ABOUT.sub("", rest), services.pages)
    return ByName(name) if whom is None and name else whom


async def find_asked(
    services: Services, wrote: Wrote, rest: str, command: Command
) -> MemberId | None:
    """Return whom a command in a chat is about: the person named or answered, or its author.

    If the name fits nobody, or several people, say so and return None.
    """
    whom = named_in(services, rest)
    if whom is None:
        return wrote.author if wrote.answered is None or wrote.answered < 0 else wrote.answered
    return await find_named(services, wrote, whom, command)


async def find_privately(services: Services, wrote: Wrote, whom: Whom) -> MemberId | None:
    """Return whom the asker names in private, among members of the chats that they moderate.

    An asker who moderates none learns nothing, not even who has that name.
    """
    if await _is_oneself(services, wrote.author, whom):
        return wrote.author
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, wrote.author)
        chats = [chat.chat for chat in await reading.chats() if authority.reaches(chat.chat)]
    if not authority.may:
        await refuse_others(services, wrote)
        return None
    found = await find_among(services, chats, whom)
    if isinstance(found, int):
        return found
    await complain(services, wrote, found)
    return None


async def refuse_others(services: Services, wrote: Wrote) -> None:
    """Answer that people may ask only about themselves, or who may ask about a child."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if wrote.private and is_meant(wrote.text, Meaning.CHILD):
            scene.tell(wrote.author, about_a_child(scene.voice))
        else:
            await scene.refuse(ONLY_ONESELF, wrote)


async def say_unknown(services: Services, wrote: Wrote, member: MemberId) -> None:
    """Answer that the person is in none of the chats that the asker moderates."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        person = await scene.named(member)
        scene.tell(wrote.author, words.in_none_of_yours(scene.voice, member=person))


async def chats_moderated(services: Services, wrote: Wrote, member: MemberId) -> tuple[ChatId, ...]:
    """Return the chats that the asker moderates and that `member` is or was in."""
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, wrote.author)
        shared = [
            chat.chat
            for chat in await reading.chats()
            if authority.reaches(chat.chat) and await reading.member(chat.chat, member) is not None
        ]
    for chat in shared:
        await freshen(services, chat, moderator=wrote.author)
    return tuple(shared)


async def is_oneself(services: Services, wrote: Wrote, rest: str) -> bool:
    """Return whether the words after a command name nobody but its author."""
    whom = named_in(services, rest)
    return whom is None or await _is_oneself(services, wrote.author, whom)


async def _is_oneself(services: Services, author: MemberId, whom: Whom) -> bool:
    if isinstance(whom, ById):
        return whom.member == author
    async with services.storage.reading() as reading:
        person = (await reading.people([author])).get(author)
    if person is None:
        return False
    if isinstance(whom, ByScreenName):
        return whom.screen_name.casefold() == person.screen_name.casefold()
    asked = frozenset(whom.words.casefold().replace("ё", "е").split())
    return asked <= frozenset(person.names.nom.casefold().replace("ё", "е").split())
