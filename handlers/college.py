"""What is known of the college where a leaver, a family or an expulsion is in question."""

from collections.abc import Collection, Iterable

from handlers.chats import FRESH, ask_rights, look
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from rules.college import Authority, College, Presence, Room
from rules.ids import ChatId, MemberId
from rules.rights import Deed
from storage.database import Reading
from storage.records import Chat, ChatState, Member


async def authority_of(reading: Reading, services: Services, member: MemberId) -> Authority:
    """Give in which chats somebody is a moderator.

    Where there is no administrator, nobody answers for what is the college's: no chat counts as
    known to it.
    """
    moderates = {
        each.chat
        for each in await reading.presences([member])
        if each.is_moderator or member in await reading.appointed(each.chat)
    }
    return Authority(
        member=member,
        administrator=member in services.administrators,
        moderates=frozenset(moderates),
        confirmed=await reading.confirmed(moderates if services.administrators else ()),
    )


async def authority_at(
    reading: Reading, services: Services, member: MemberId, place: Wrote | Pressed
) -> Authority:
    """Give who asks there: in a chat, only a moderator of that chat asks as a moderator."""
    authority = await authority_of(reading, services, member)
    if not place.private and not authority.reaches(place.chat):
        return Authority(member=member)
    return authority


async def ask_authority(
    services: Services, by: MemberId, people: Iterable[MemberId], deed: Deed
) -> None:
    """Ask the messenger anew about the chats that give somebody a say about people.

    Raises `handlers.chats.RightsUncheckedError`.
    """
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, by)
        here = {each.chat for each in await reading.presences(people)}
    await ask_rights(services, sorted(authority.confirmed & here), by, (deed,))


async def look_around(services: Services, member: MemberId) -> None:
    """Look again at the chats of a person and their family, unless that was done just now.

    the messenger tells nobody who becomes an administrator, and this is seldom asked: who may
    ask, and who cannot be removed, rests on a fresh list everywhere.
    """
    async with services.storage.reading() as reading:
        chats = {each.chat for each in await reading.presences(await _family(reading, member))}
        stale = [
            chat.chat
            for chat in await reading.chats()
            if chat.chat in chats
            and chat.state is ChatState.SERVED
            and (chat.members_at is None or services.now() - chat.members_at > FRESH)
        ]
    for chat in stale:
        await look(services, chat)


async def read_college(reading: Reading, services: Services, people: Iterable[MemberId]) -> College:
    """Give what is known of people and their families: who is where, who is whose child."""
    family: set[MemberId] = set()
    for member in people:
        family |= await _family(reading, member)
    under_way = {(each.chat, each.member) for each in await reading.ordered_removals(family)}
    present: dict[ChatId, list[Member]] = {}
    for each in await reading.presences(family):
        if (each.chat, each.member) not in under_way:
            present.setdefault(each.chat, []).append(each)
    listed = await reading.listed(family)
    chats = [chat for chat in await reading.chats() if chat.chat in present]
    confirmed = await reading.confirmed(present)
    rooms = [await _room(reading, services, chat, present[chat.chat], confirmed) for chat in chats]
    return College(
        links=await reading.links_of(family),
        left=await reading.left(family),
        roles={member: entry.role for member, entry in listed.items()},
        groups={member: entry.group for member, entry in listed.items()},
        administrators=services.administrators,
        rooms=tuple(room for room in rooms if room is not None),
    )


async def _family(reading: Reading, member: MemberId) -> set[MemberId]:
    """Give a person with their parents, their children, and their parents' other children."""
    near = {member}
    for link in await reading.links_of([member]):
        near |= {link.parent, link.child}
    parents = {link.parent for link in await reading.links_of([member]) if link.child == member}
    for link in await reading.links_of(parents):
        near |= {link.parent, link.child}
    return near


async def _room(
    reading: Reading,
    services: Services,
    chat: Chat,
    here: Iterable[Member],
    confirmed: Collection[ChatId],
) -> Room | None:
    settings = services.policy.settings(await reading.settings(chat.chat))
    served = chat.state is ChatState.SERVED
    if settings.kind is None or not (served or chat.state is ChatState.NO_RIGHTS):
        return None
    appointed = await reading.appointed(chat.chat)
    return Room(
        chat=chat.chat,
        group=settings.group,
        reachable=served,
        trial=settings.trial,
        confirmed=chat.chat in confirmed,
        here=tuple(
            Presence(
                member=each.member,
                protected=each.is_moderator,
                moderates=each.is_moderator
                or each.member in appointed
                or each.member in services.administrators,
            )
            for each in here
        ),
    )
