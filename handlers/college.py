"""What is known of the college for leavers, families and expulsions."""

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
    """Return a person's authority: the chats in which they are a moderator.

    Without an administrator no chat counts as known to the college: nobody could confirm it.
    """
    moderates = {
        each.chat
        for each in await reading.presences([member])
        if each.moderates or member in await reading.appointed(each.chat)
    }
    return Authority(
        member=member,
        administrator=member in services.administrators,
        moderates=frozenset(moderates),
        confirmed=await reading.confirmed(moderates if services.administrators else ()),
    )


async def served_among(reading: Reading, chats: Iterable[ChatId]) -> dict[ChatId, str]:
    """Return the titles of those of the chats that the bot serves, in order of their ids."""
    records = [await reading.chat(chat) for chat in sorted(chats)]
    return {
        record.chat: record.title
        for record in records
        if record is not None and record.state is ChatState.SERVED
    }


async def authority_at(
    reading: Reading, services: Services, member: MemberId, event: Wrote | Pressed
) -> Authority:
    """Return the asker's authority: in a chat, a moderator acts only as that chat's moderator."""
    authority = await authority_of(reading, services, member)
    if not event.private and not authority.reaches(event.chat):
        return Authority(member=member)
    return authority


async def ask_authority(
    services: Services, by: MemberId, people: Iterable[MemberId], deed: Deed
) -> None:
    """Ask the messenger again about the chats that give a person authority over `people`.

    Raises `handlers.chats.RightsUncheckedError`.
    """
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, by)
        here = {each.chat for each in await reading.presences(people)}
    await ask_rights(services, sorted(authority.confirmed & here), by, (deed,))


async def look_around(services: Services, member: MemberId) -> None:
    """Read again the members of the chats of a person and their family, unless just read.

    The messenger does not tell who becomes an administrator, and this is asked rarely: who may ask,
    and who cannot be removed, must come from fresh lists.
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
    """Return the chats and the families of `people`."""
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
    """Return a person, their parents, their children, and their parents' other children."""
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
                moderates=each.moderates
                or each.member in appointed
                or each.member in services.administrators,
            )
            for each in here
        ),
    )
