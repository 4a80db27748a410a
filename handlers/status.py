"""`/статус`: a person sees every entry about themselves with its ground (п. 5.12.7)."""

from handlers.announcing.grounds import grounds_of
from handlers.arguments import ByName, read_whom
from handlers.chats import freshen
from handlers.notices.mistakes import NotRight
from handlers.notices.views import AnsweredPrivately, InNoChat, Mark, StandingShown
from handlers.people import find_person
from handlers.replying import complain
from handlers.scene import Scene, open_scene
from handlers.services import Services
from handlers.updates import Told
from rules.ids import ChatId, MemberId
from rules.permissions import may_see_standing
from rules.refusals.rights import NotModerator

MOST_MARKS = 20
"""How many violations are listed, newest first; the journal has them all."""


async def show(services: Services, told: Told, rest: str) -> None:
    """`/статус`: one's own; `/статус @name` or in answer to a message: for moderators."""
    whom, words = read_whom(rest)
    if whom is None and words:
        whom = ByName(words)
    member = told.author
    if whom is not None:
        found = await find_person(services, told.chat, whom)
        if not isinstance(found, int):
            await complain(services, told, found)
            return
        member = found
    elif told.answered is not None and told.answered > 0:
        member = told.answered
    asks_of_another = None if member == told.author else told.author
    await freshen(services, told.chat, told.author, moderator=asks_of_another)
    async with open_scene(services, told.chat, event=told.event) as scene:
        if not may_see_standing(await scene.actor(told.author), member):
            scene.say(NotRight(refusal=NotModerator()), reply_to=told.message)
            return
        shown = await standing_shown(scene, member, own=member == told.author)
        if await scene.hears_privately(told.author):
            scene.tell(told.author, shown)
            scene.say(AnsweredPrivately(), reply_to=told.message)
        else:
            scene.say(shown, reply_to=told.message)


async def show_privately(services: Services, told: Told) -> None:
    """`/статус` in private: one's own standing in every chat that the bot serves."""
    async with services.storage.reading() as reading:
        chats = [
            chat.chat
            for chat in await reading.chats()
            if await reading.member(chat.chat, told.author) is not None
        ]
    shown = [await _look_in(services, chat, told.author) for chat in chats]
    async with open_scene(services, told.chat, event=told.event) as scene:
        for view in shown:
            scene.tell(told.author, view)
        if not shown:
            scene.tell(told.author, InNoChat())


async def _look_in(services: Services, chat: ChatId, member: MemberId) -> StandingShown:
    async with open_scene(services, chat) as scene:
        return await standing_shown(scene, member, own=True)


async def standing_shown(scene: Scene, member: MemberId, *, own: bool) -> StandingShown:
    """Give a member's standing in the scene's chat, to be shown."""
    case = await scene.case(member)
    counted = {violation.number for violation in case.counted(scene.now)}
    latest = sorted(case.violations, key=lambda violation: violation.number)[-MOST_MARKS:]
    recorders = [
        None if violation.by is None else await scene.named(violation.by) for violation in latest
    ]
    grounds = await grounds_of(scene, case, [violation.number for violation in latest])
    marks = tuple(
        Mark(
            ground=ground,
            by=by,
            note=violation.note,
            annulled=violation.annulled,
            counts=violation.number in counted,
        )
        for violation, ground, by in zip(latest, grounds, recorders, strict=True)
    )
    block = case.block
    return StandingShown(
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
