"""Ask in private whom a command is about, with a button for each person."""

from enum import Enum, auto

from handlers.chats import freshen
from handlers.college import authority_of
from handlers.commands import ROWS, Command
from handlers.conversation import choosing
from handlers.conversation.choosing import Option, Target
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.words import replies
from rules.ids import ChatId, MemberId
from rules.permissions import against, may_moderate
from rules.vocabulary.bases import Refusal
from rules.vocabulary.leavers import NOT_OF_YOUR_CHATS
from rules.vocabulary.people import NOT_MODERATOR

_MOST = 60
"""Most people offered: a large chat has them on pages."""

_RECENT = 8

_OF_COLLEGE = (Command.LEAVER, Command.FAMILY)
"""Commands on people of the whole college, which a chat that it does not know gives no right to."""


class Among(Enum):
    """Whom a command may be about; `APPOINTED` are the moderators that only the bot knows of."""

    MEMBERS = auto()
    MODERATORS = auto()
    APPOINTED = auto()


async def ask_whom(
    services: Services,
    wrote: Wrote,
    command: Command,
    rest: str,
    *,
    among: Among = Among.MEMBERS,
) -> None:
    """Ask a moderator whom a command means: those recorded lately first, then by name.

    A name may be written instead of a tap. Who may not give the command learns only that; where
    nobody is to be offered, they hear how to name one.
    """
    if not wrote.private:
        await freshen(services, wrote.chat, moderator=wrote.author)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if refusal := await _against(scene, wrote, command):
            await scene.refuse(refusal, wrote)
            return
        chats = await _chats(scene, wrote)
        people = await _people(scene, chats, wrote.author, among)
        if not people:
            await scene.answer(wrote, replies.nobody_named(scene.voice, command=command))
            return
        named = await scene.all_named(people)
        await choosing.ask_alone(
            scene,
            wrote,
            command,
            rest,
            question=replies.whom(scene.voice),
            options=[
                Option(
                    label=scene.voice.name(person),
                    value=str(person.member),
                    target=Target(member=person.member),
                )
                for person in named
            ],
            in_words=True,
        )


async def _against(scene: Scene, wrote: Wrote, command: Command) -> Refusal | None:
    """Return why a person may not give a command about anybody."""
    authority = await authority_of(scene.work, scene.services, wrote.author)
    if wrote.private:
        reaches, known = authority.may, bool(authority.confirmed)
    else:
        actor = await scene.actor(wrote.author)
        if command not in _OF_COLLEGE and (refusal := against(ROWS[command].deeds[0], actor)):
            return refusal
        reaches, known = may_moderate(actor), wrote.chat in authority.confirmed
    if not reaches:
        return NOT_MODERATOR
    if command in _OF_COLLEGE and not (known or authority.administrator):
        return NOT_OF_YOUR_CHATS
    return None


async def _chats(scene: Scene, wrote: Wrote) -> tuple[ChatId, ...]:
    if not wrote.private:
        return (wrote.chat,)
    authority = await authority_of(scene.work, scene.services, wrote.author)
    return tuple(each.chat for each in await scene.work.chats() if authority.reaches(each.chat))


async def _people(
    scene: Scene, chats: tuple[ChatId, ...], asker: MemberId, among: Among
) -> tuple[MemberId, ...]:
    """Return the people of these chats whom a command may mean."""
    here: set[MemberId] = set()
    for chat in chats:
        appointed = await scene.work.appointed(chat)
        members = await scene.work.members(chat)
        leading = {each.member for each in members if each.moderates} | {*appointed}
        match among:
            case Among.MEMBERS:
                here |= {each.member for each in members if not each.is_moderator} - leading
            case Among.MODERATORS:
                here |= leading
            case Among.APPOINTED:
                here |= {*appointed}
    here -= {asker, *scene.services.administrators}
    recent = [each for each in await scene.work.recorded_lately(chats, _RECENT) if each in here]
    named = await scene.all_named(here - {*recent})
    others = sorted(named, key=lambda person: (scene.voice.name(person), person.member))
    return (*recent, *(person.member for person in others))[:_MOST]
