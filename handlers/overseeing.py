"""The chats that a person looks after, and what is wrong in each (п. 5.12.1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.college import authority_of
from handlers.conversation.scene import Scene
from handlers.words import chats as words
from rules.chats import OF_ITS_OWN, Trouble, troubles
from rules.ids import ChatId, MemberId
from rules.settings import Enforcement, Kind
from storage.records import Chat, ChatState


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAfter:
    """A chat that a person looks after; `kind` None: not adopted."""

    chat: Chat
    kind: Kind | None
    group: str
    troubles: tuple[Trouble, ...]

    @property
    def served(self) -> bool:
        """Whether the bot works there."""
        return self.chat.state is ChatState.SERVED

    @property
    def wrong(self) -> bool:
        """Whether something does not work there."""
        # an administrator is asked to confirm chats in a message of its own
        return not self.served or bool({*self.troubles} - {Trouble.UNCONFIRMED})


async def looked_after(scene: Scene, member: MemberId) -> tuple[LookedAfter, ...]:
    """Return the chats that a person moderates, to an administrator all of them.

    Those where something is wrong come first, then by title.
    """
    authority = await authority_of(scene.work, scene.services, member)
    unconfirmed = {each.chat for each in await scene.work.unconfirmed()}
    found = [
        await _looked_at(scene, chat, confirmed=chat.chat not in unconfirmed)
        for chat in await scene.work.chats()
        if authority.reaches(chat.chat)
    ]
    return tuple(sorted(found, key=lambda each: (not each.wrong, each.chat.title, each.chat.chat)))


async def _looked_at(scene: Scene, chat: Chat, *, confirmed: bool) -> LookedAfter:
    settings = scene.services.policy.settings(await scene.work.settings(chat.chat))
    wrong: tuple[Trouble, ...] = ()
    if chat.state is ChatState.SERVED:
        appointed = await scene.work.appointed(chat.chat)
        members = await scene.work.members(chat.chat)
        staff = [each.member for each in members if each.moderates or each.member in appointed]
        people = await scene.work.people(staff)
        restricts = chat.enforcement is Enforcement.MUTE
        wrong = troubles(
            confirmed=confirmed,
            reached=settings.cards is not None
            or any(person.private is True for person in people.values()),
            restricts=restricts or settings.enforcement is not Enforcement.MUTE,
            members_at=chat.members_at,
            now=scene.now,
        )
    return LookedAfter(chat=chat, kind=settings.kind, group=settings.group, troubles=wrong)


async def who_look_after(
    scene: Scene, chats: Iterable[ChatId], *, but: MemberId
) -> dict[MemberId, frozenset[ChatId]]:
    """Return who looks after these chats and takes private messages, each with those of theirs.

    An administrator looks after all; `but` is left out.
    """
    theirs: dict[MemberId, set[ChatId]] = {}
    for chat in sorted({*chats}):
        for member in {*await scene.moderators(chat), *scene.services.administrators} - {but}:
            theirs.setdefault(member, set()).add(chat)
    return {
        member: frozenset(theirs[member])
        for member in sorted(theirs)
        if await scene.hears_privately(member)
    }


async def overview_of(scene: Scene, *, briefly: bool = False) -> words.Overview:
    """Return what `/чат` shows of the scene's chat; `briefly`: without its settings."""
    chat, work = scene.chat.chat, scene.work
    blocked = await work.blocked()
    version = scene.policy.version
    silent = (await work.silence_holds()).get(chat)
    values = scene.services.policy.values(await work.settings(chat))
    return words.Overview(
        chat=scene.chat.title,
        state=scene.chat.state,
        values={name: values[name] for name in values if not briefly or name in OF_ITS_OWN},
        present=len(await work.members(chat)),
        unacknowledged=len(await work.unacknowledged(chat, version)),
        moderators=await scene.all_named(await scene.moderators()),
        blocked=sum(1 for where, _ in blocked if where == chat),
        silent_until=None if silent is None else silent.until,
        version=version,
    )
