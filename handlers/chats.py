"""The chat itself: whether the bot has its rights there, who is in it, what should hold."""

from dataclasses import replace
from datetime import timedelta

from loguru import logger

from handlers.keyboards import check_rights
from handlers.messenger import Fault, MessengerError, Roster
from handlers.notices.chats import Introduction, RightsMissing, RightsStillMissing
from handlers.revision import tell_of_revision
from handlers.scene import Scene, open_scene
from handlers.services import Services
from handlers.updates import Place, Told
from rules.ids import ChatId, MemberId
from storage.effects import Restrict
from storage.records import ChatState, Enforcement, Member

FRESH = timedelta(seconds=3)
"""How old the list of members may be before a right that it denies is looked up again."""

TRUSTED = timedelta(minutes=1)
"""How old it may be before a moderator's act rests on it: rights are taken away, too."""


async def look(services: Services, chat: ChatId) -> ChatState:
    """Ask the messenger about a chat and bring everything up to date with its answer.

    Explains once what rights are missing, introduces the bot once when they are there, and
    restricts again whoever is blocked and was let write by hand. Gives the chat's state.
    """
    try:
        roster = await services.messenger.roster(chat)
    except MessengerError as refused:
        return await _without_roster(services, chat, refused.fault)
    async with open_scene(services, chat) as scene:
        await _take_note(scene, roster)
    services.watch.served.add(chat)
    return ChatState.SERVED


async def _without_roster(services: Services, chat: ChatId, fault: Fault) -> ChatState:
    async with open_scene(services, chat) as scene:
        match fault:
            case Fault.NO_RIGHTS:
                await lose_rights(scene)
            case Fault.GONE:
                await scene.work.put_chat(replace(scene.chat, state=ChatState.GONE))
            case _:
                logger.warning("chat {}: the list of members was refused: {}", chat, fault)
                return scene.chat.state
    services.watch.served.discard(chat)
    return ChatState.NO_RIGHTS if fault is Fault.NO_RIGHTS else ChatState.GONE


async def lose_rights(scene: Scene) -> None:
    """Note that the bot has no rights in the chat, and say once what to switch on."""
    if scene.chat.state is not ChatState.NO_RIGHTS:
        scene.say(RightsMissing(), keyboard=check_rights(scene.voice.texts), ref="rights")
    await scene.work.put_chat(
        replace(
            scene.chat,
            state=ChatState.NO_RIGHTS,
            explained_at=scene.chat.explained_at or scene.now,
            checked_at=scene.now,
        )
    )


async def _take_note(scene: Scene, roster: Roster) -> None:
    chat, now = scene.chat.chat, scene.now
    await scene.work.put_people(roster.people)
    await scene.work.put_members(
        chat,
        [
            Member(
                chat=chat,
                member=entry.member,
                is_moderator=entry.is_moderator,
                joined_at=entry.joined_at,
                left_at=None,
            )
            for entry in roster.entries
            if entry.member > 0
        ],
        now,
    )
    if scene.chat.introduced_at is None:
        scene.say(Introduction())
    await scene.work.put_chat(
        replace(
            scene.chat,
            title=roster.title or scene.chat.title,
            state=ChatState.SERVED,
            introduced_at=scene.chat.introduced_at or now,
            members_at=now,
            checked_at=now,
        )
    )
    await tell_of_revision(scene)
    if scene.chat.enforcement is Enforcement.MUTE:
        for entry in roster.entries:
            if not entry.restricted and (chat, entry.member) in scene.services.watch.blocked:
                await restrict_again(scene, entry.member)


async def restrict_again(scene: Scene, member: MemberId) -> None:
    """Restrict a member whose block is in force, wherever the messenger has forgotten it."""
    block = (await scene.case(member)).block
    if block is not None and scene.chat.enforcement is Enforcement.MUTE:
        scene.effects.append(Restrict(chat=scene.chat.chat, member=member, until=block.ends_at))


async def is_served(services: Services, told: Told) -> bool:
    """Say whether a command in a chat can be carried out; explain if the rights are missing."""
    if told.chat in services.watch.served:
        return True
    if await look(services, told.chat) is ChatState.SERVED:
        return True
    async with open_scene(services, told.chat, event=told.event) as scene:
        scene.say(RightsStillMissing(), reply_to=told.message)
    return False


async def freshen(
    services: Services, chat: ChatId, *known: MemberId, moderator: MemberId | None = None
) -> None:
    """Look again at who is in the chat if that could change the answer to a request.

    `known` are people whom the chat should know; `moderator` is somebody who asks for what
    only a moderator may do. The messenger tells nobody who becomes an administrator (VK.md,
    2.3), so a refusal is given only on a fresh list, and an act on one that is not stale.
    """
    async with services.storage.reading() as reading:
        record = await reading.chat(chat)
        strangers = [
            member for member in known if member > 0 and await reading.member(chat, member) is None
        ]
        asker = None if moderator is None else await reading.member(chat, moderator)
    unsure = bool(strangers) or (
        moderator is not None
        and moderator not in services.administrators
        and (asker is None or not asker.is_moderator)
    )
    checked = None if record is None else record.members_at
    if not unsure and moderator is None:
        return
    if checked is None or services.now() - checked > (FRESH if unsure else TRUSTED):
        await look(services, chat)


async def check(services: Services, place: Place) -> None:
    """«Готово» under the explanation of rights."""
    state = await look(services, place.chat)
    async with open_scene(services, place.chat, event=place.event) as scene:
        if state is not ChatState.SERVED:
            scene.pop_up(place, RightsStillMissing())
        else:
            scene.pop_up(place, Introduction())
