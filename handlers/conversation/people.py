"""Find the person meant by an argument."""

from collections.abc import Iterable
from dataclasses import dataclass

from loguru import logger

from handlers.conversation.arguments import ById, ByName, ByScreenName, Whom
from handlers.conversation.services import Services
from handlers.messenger import MessengerError
from handlers.voice import Named
from rules.ids import ChatId, MemberId
from storage.records import Person

MOST_LISTED = 5

_SHORT = 2
"""Letters of a word that is nobody's name among others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfound:
    """Words that name nobody, or several people with the same name."""

    words: str
    namesakes: tuple[Named, ...] = ()


async def find_person(services: Services, chat: ChatId, whom: Whom) -> MemberId | Unfound:
    """Return the person meant, or what is wrong with the argument.

    A name is looked up among the chat's present members, in any of its cases; the id in a mention
    or a link is taken as it is.
    """
    match whom:
        case ById(member=member):
            return member
        case ByScreenName(screen_name=screen_name):
            found = await services.messenger.resolve(screen_name)
            return Unfound(words=f"@{screen_name}") if found is None else found
        case ByName(words=words):
            return await _by_name(services, (chat,), words)


async def find_among(services: Services, chats: Iterable[ChatId], whom: Whom) -> MemberId | Unfound:
    """Return the person meant; a name in words is looked up in all those chats."""
    if isinstance(whom, ByName):
        return await _by_name(services, chats, whom.words)
    return await find_person(services, ChatId(0), whom)


async def _by_name(services: Services, chats: Iterable[ChatId], words: str) -> MemberId | Unfound:
    async with services.storage.reading() as reading:
        here = {member.member for chat in chats for member in await reading.members(chat)}
        people = await reading.people(here)
    asked = frozenset(_plain(words).split())
    matching = [person for person in people.values() if asked and _is_called(person, asked)]
    if not matching:
        return Unfound(words=words)
    if len(matching) > 1:
        listed = sorted(matching, key=lambda person: person.names.nom)[:MOST_LISTED]
        return Unfound(
            words=words,
            namesakes=tuple(Named(member=person.member, names=person.names) for person in listed),
        )
    return matching[0].member


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The one member whom some of the words name, and the other words."""

    member: MemberId
    rest: str


async def find_within(services: Services, chat: ChatId, words: str) -> Within | Unfound:
    """Return the member named among other words: «Клавишин опять»."""
    async with services.storage.reading() as reading:
        here = {member.member for member in await reading.members(chat)}
        people = await reading.people(here)
    said = [word for word in words.split() if len(word) > _SHORT]
    names = {
        person: [word for word in said if _is_called(person, frozenset({_bare(word)}))]
        for person in people.values()
    }
    most = max(map(len, names.values()), default=0)
    found = [person for person, own in names.items() if most and len(own) == most]
    if len(found) != 1:
        listed = sorted(found, key=lambda person: person.names.nom)[:MOST_LISTED]
        return Unfound(
            words=words,
            namesakes=tuple(Named(member=person.member, names=person.names) for person in listed),
        )
    (person,) = found
    rest = " ".join(word for word in words.split() if word not in names[person])
    return Within(member=person.member, rest=rest)


def _bare(word: str) -> str:
    return _plain(word).strip('.,;:!?«»"()')


async def names_of(services: Services, members: Iterable[MemberId]) -> tuple[Person, ...]:
    """Ask the messenger for people's names; empty if it does not answer: names are optional."""
    try:
        return await services.messenger.people(members)
    except MessengerError as silent:
        logger.warning("people's names were refused: {}", silent.fault)
        return ()


async def acquaint(services: Services, chat: ChatId, *members: MemberId | None) -> None:
    """Ask for the names of people who are not known yet, and store them.

    A person is called by name even if the bot missed their arrival: the event may have been lost
    with a killed process.
    """
    asked = [member for member in members if member is not None and member > 0]
    async with services.storage.reading() as reading:
        known = await reading.people(asked)
    unknown = [member for member in asked if member not in known]
    people = await names_of(services, unknown) if unknown else ()
    if people:
        async with services.storage.work(chat=chat) as work:
            await work.put_people(people)


def _is_called(person: Person, asked: frozenset[str]) -> bool:
    names = person.names
    return any(
        asked <= frozenset(_plain(name).split())
        for name in (names.nom, names.gen, names.dat, names.acc, names.ins, names.abl)
    )


def _plain(words: str) -> str:
    return words.casefold().replace("ё", "е")
