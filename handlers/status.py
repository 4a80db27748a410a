"""`/статус`: a person sees every entry about themselves with its ground (п. 5.12.7)."""

from collections.abc import Iterable

from handlers.chats import freshen
from handlers.commands import Command
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.grounds import grounds_of
from handlers.naming import chats_moderated, find_asked, find_privately, named_in, say_unknown
from handlers.words import status as words
from rules.ids import ChatId, MemberId
from rules.permissions import against_seeing
from rules.rights import Deed

MOST_MARKS = 20
"""Most violations listed, newest first; the journal has all of them."""


async def show(services: Services, told: Wrote, rest: str) -> None:
    """Handle `/статус`: one's own; `/статус @name` or in answer to a message: for moderators."""
    member = await find_asked(services, told, rest, Command.STATUS)
    if member is None:
        return
    asks_of_another = None if member == told.author else told.author
    await freshen(services, told.chat, told.author, moderator=asks_of_another)
    async with open_scene(services, told.chat, event=told.event) as scene:
        actor = await scene.actor(told.author)
        if refusal := against_seeing(Deed.SEE_STANDING, actor, member):
            await scene.refuse(refusal, told)
        elif await answers_privately(scene, told, Command.STATUS):
            own = member == told.author
            standing = await _standing(scene, member, own=own)
            scene.tell(told.author, words.shown(scene.voice, of=standing))


async def show_privately(services: Services, told: Wrote, rest: str) -> None:
    """Show in private the asker's standing in every served chat.

    A moderator may name a person: their standing in the chats that the moderator moderates.
    """
    whom = named_in(rest)
    member = told.author if whom is None else await find_privately(services, told, whom)
    if member is None:
        return
    if member != told.author:
        await _show_another(services, told, member)
        return
    async with services.storage.reading() as reading:
        chats = [
            chat.chat
            for chat in await reading.chats()
            if await reading.member(chat.chat, told.author) is not None
        ]
    found = [await _look_in(services, chat, told.author) for chat in chats]
    async with open_scene(services, told.chat, event=told.event) as scene:
        _tell(scene, told, found)
        if not found:
            scene.tell(told.author, words.in_no_chat(scene.voice))


async def _show_another(services: Services, told: Wrote, member: MemberId) -> None:
    found: list[words.Standing] = []
    for chat in await chats_moderated(services, told, member):
        async with open_scene(services, chat) as scene:
            actor = await scene.actor(told.author)
            if against_seeing(Deed.SEE_STANDING, actor, member) is None:
                found.append(await _standing(scene, member, own=False))
    if not found:
        await say_unknown(services, told, member)
        return
    async with open_scene(services, told.chat, event=told.event) as scene:
        _tell(scene, told, found)


def _tell(scene: Scene, told: Wrote, found: Iterable[words.Standing]) -> None:
    # in the private conversation's language and zone, not each chat's
    for standing in found:
        scene.tell(told.author, words.shown(scene.voice, of=standing))


async def _look_in(services: Services, chat: ChatId, member: MemberId) -> words.Standing:
    async with open_scene(services, chat) as scene:
        return await _standing(scene, member, own=True)


async def _standing(scene: Scene, member: MemberId, *, own: bool) -> words.Standing:
    case = await scene.case(member)
    counted = {violation.number for violation in case.counted(scene.now)}
    latest = sorted(case.violations, key=lambda violation: violation.number)[-MOST_MARKS:]
    recorders = [
        None if violation.by is None else await scene.named(violation.by) for violation in latest
    ]
    grounds = await grounds_of(scene, case, [violation.number for violation in latest])
    marks = tuple(
        words.Mark(
            ground=ground,
            by=by,
            note=violation.note,
            annulled=violation.annulled,
            counts=violation.number in counted,
        )
        for violation, ground, by in zip(latest, grounds, recorders, strict=True)
    )
    block = case.block
    return words.Standing(
        member=await scene.named(member),
        own=own,
        chat=scene.chat.title,
        acknowledged=case.policy.version in case.acknowledged,
        marks=marks,
        counted=len(counted),
        threshold=case.policy.threshold,
        blocked_until=None if block is None else block.ends_at,
        block_grounds=() if block is None else await grounds_of(scene, case, block.grounds),
    )


ROWS = Rows(
    commands={
        Command.STATUS: show,
    },
    private={
        Command.STATUS: show_privately,
    },
)
