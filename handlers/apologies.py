"""`/извинения` and the vote: п. 5.12.6."""

from handlers.announcing import announce
from handlers.announcing.votes import vote_ref
from handlers.buttons import ApologiseIn, VoteFor
from handlers.chats import freshen
from handlers.keyboards import which_chat
from handlers.notices.apologies import ApologyForgotten, ApologyForWhich, NowhereBlocked, VoteNoted
from handlers.notices.measures import Done
from handlers.notices.mistakes import ButtonOutdated, NotRight
from handlers.replying import pop_up
from handlers.scene import Scene, open_scene
from handlers.services import Services
from handlers.updates import Place, Told
from rules.cases import Case
from rules.ids import ChatId, VoteNumber
from rules.refusals.apologies import ApologyEmpty
from rules.requests.apologies import Apologise, CastVote
from rules.rulings import Granted, Refused
from storage.records import ChatState


async def apologise_in_chat(services: Services, told: Told, rest: str) -> None:
    """`/извинения` typed in a chat by somebody who is not blocked there: nothing to lift."""
    async with open_scene(services, told.chat, event=told.event) as scene:
        case = await scene.case(told.author)
        await apologise_here(scene, case, rest, told=told)


async def apologise_here(scene: Scene, case: Case, words: str, *, told: Told | None = None) -> None:
    """Put an apology before the scene's chat; a refusal goes to its author.

    `told` is the message to answer; None where it was removed or written elsewhere.
    """
    match await scene.rule(case, Apologise(by=case.member, text=words)):
        case Granted(facts=facts):
            await announce(scene, case, facts)
        case Refused(reason=reason) if told is not None:
            scene.say(NotRight(refusal=reason), reply_to=told.message)
        case Refused(reason=reason):
            scene.tell(case.member, NotRight(refusal=reason))


async def apologise_privately(services: Services, told: Told, rest: str) -> None:
    """`/извинения текст` in private; with several blocks the bot asks for which chat."""
    async with services.storage.reading() as reading:
        blocked = await reading.blocked_in(told.author)
        chats = {chat.chat: chat.title for chat in await reading.chats() if chat.chat in blocked}
    if len(blocked) == 1:
        async with open_scene(services, blocked[0], event=told.event) as scene:
            await apologise_here(scene, await scene.case(told.author), rest)
        return
    async with open_scene(services, told.chat, event=told.event) as scene:
        if not blocked:
            scene.tell(told.author, NowhereBlocked())
        elif not rest:
            scene.tell(told.author, NotRight(refusal=ApologyEmpty()))
        else:
            await scene.work.put_draft(told.author, rest)
            scene.tell(told.author, ApologyForWhich(), keyboard=which_chat(chats))


async def apologise_in_chosen(services: Services, place: Place, press: ApologiseIn) -> None:
    """The chat was chosen in private: the words that wait are put before it."""
    async with services.storage.reading() as reading:
        words = await reading.draft(place.by)
        blocked = await reading.blocked_in(place.by)
    if press.chat not in blocked:
        await pop_up(services, place, ButtonOutdated())
        return
    async with open_scene(services, ChatId(press.chat), event=place.event) as scene:
        if words is None:
            scene.pop_up(place, ApologyForgotten())
            return
        await scene.work.put_draft(place.by, None)
        scene.pop_up(place, Done())
        await apologise_here(scene, await scene.case(place.by), words)


async def cast(services: Services, place: Place, press: VoteFor) -> None:
    """«Не возражаю» or «Возражаю» was pressed."""
    await freshen(services, place.chat, place.by)
    async with open_scene(services, place.chat, event=place.event) as scene:
        number = VoteNumber(press.vote)
        owner = await scene.work.vote_owner(place.chat, number)
        if owner is None or scene.chat.state is not ChatState.SERVED:
            scene.pop_up(place, ButtonOutdated())
            return
        case = await scene.case(owner)
        request = CastVote(
            by=await scene.actor(place.by),
            vote=number,
            choice=press.choice,
            announced=await scene.work.posted(place.chat, vote_ref(number)),
        )
        match await scene.rule(case, request):
            case Granted(facts=facts):
                await announce(scene, case, facts)
                scene.pop_up(place, VoteNoted(choice=press.choice))
            case Refused(reason=reason):
                scene.pop_up(place, NotRight(refusal=reason))
