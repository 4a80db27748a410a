"""`/блок`, the buttons of a proposal, and what a blocked person writes: п. 5.12.5."""

from loguru import logger

from handlers import apologies
from handlers.chats import freshen, restrict_again
from handlers.commands import Command, Typed, read_command
from handlers.conversation.arguments import read_whom_and_term
from handlers.conversation.buttons import BlockFor, DoNotBlock
from handlers.conversation.people import find_person
from handlers.conversation.saying import new_chat, voice_of
from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Said, Wrote
from handlers.messenger import MessengerError
from handlers.replying import complain, misunderstood
from handlers.words import mistakes, presses, refusals
from rules.ids import MemberId
from rules.rulings import Granted, Refused
from rules.terms import Span
from rules.vocabulary.blocks import DeclineBlock, ImposeBlock
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import EraseMessage
from storage.effects import DeleteMessages


async def block(services: Services, told: Wrote, rest: str) -> None:
    """`/блок @name 3 дня`, or in answer to a message of theirs."""
    async with services.storage.reading() as reading:
        chat = await reading.chat(told.chat) or new_chat(told.chat)
    asked = read_whom_and_term(rest, services.now(), voice_of(services, chat, told.at).zone)
    if asked.term is None or asked.rest:
        await misunderstood(services, told, Command.BLOCK)
        return
    if asked.whom is None and told.answered is None:
        await misunderstood(services, told, Command.BLOCK, mistakes.nobody_named)
        return
    member = (
        MemberId(told.answered or 0)
        if asked.whom is None
        else await find_person(services, told.chat, asked.whom)
    )
    if not isinstance(member, int):
        await complain(services, told, member, Command.BLOCK)
        return
    await freshen(services, told.chat, member, moderator=told.author)
    async with open_scene(services, told.chat, event=told.event) as scene:
        case = await scene.case(member)
        by = await scene.actor(told.author)
        match await scene.rule(case, ImposeBlock(by=by, term=asked.term)):
            case Granted(facts=facts):
                await scene.announce(case, facts)
            case Refused(reason=reason):
                scene.refuse(reason, reply_to=told.message)


async def choose_term(services: Services, place: Pressed, press: BlockFor) -> None:
    """A term was pressed under a proposal."""
    await _answer_proposal(
        services, place, MemberId(press.member), Span(count=press.count, unit=press.unit)
    )


async def choose_not_to(services: Services, place: Pressed, press: DoNotBlock) -> None:
    """«Не блокировать» was pressed under a proposal."""
    await _answer_proposal(services, place, MemberId(press.member), None)


async def _answer_proposal(
    services: Services, place: Pressed, member: MemberId, term: Span | None
) -> None:
    await freshen(services, place.chat, moderator=place.author)
    async with open_scene(services, place.chat, event=place.event) as scene:
        case = await scene.case(member)
        by = await scene.actor(place.author)
        request: Request = DeclineBlock(by=by) if term is None else ImposeBlock(by=by, term=term)
        match await scene.rule(case, request):
            case Granted(facts=facts):
                await scene.announce(case, facts)
                scene.pop_up(place, presses.done(scene.voice))
            case Refused(reason=reason):
                scene.pop_up(place, refusals.refused(scene.voice, reason))


def erasure(services: Services, told: Said) -> EraseMessage:
    """Ask whether a message has to go for a block that held when it was written."""
    hold = services.watch.blocked.get((told.chat, told.author))
    announced = None if hold is None else hold.announced
    return EraseMessage(message=told.message, posted_at=told.at, announced=announced)


async def silence(services: Services, told: Said) -> None:
    """A message came through whose author was blocked: take it away, unless it is an apology too.

    That the block held when it was written is decided before, by the rule that the policy decides
    by, on what is kept in memory. The removal is asked for at once, before anything is written: it
    must be gone within a second, and a repeat after a crash does no harm. What was done is recorded
    then.
    """
    gone = told.chat not in services.watch.trial
    try:
        if gone:
            await services.messenger.delete(told.chat, told.message)
    except MessengerError as refused:
        logger.warning(
            "chat {}: a blocked member's message stays for now: {}", told.chat, refused.fault
        )
        gone = False
    typed = read_command(told.text, services.community_names)
    async with open_scene(services, told.chat, event=told.event) as scene:
        case = await scene.case(told.author)
        ruling = await scene.rule(case, erasure(services, told))
        if not gone and isinstance(ruling, Granted):
            scene.effects.append(DeleteMessages(chat=told.chat, messages=(told.message,)))
        restrict_again(scene, case)
        if isinstance(typed, Typed) and typed.command is Command.APOLOGY:
            refusal = await apologies.offer(scene, told.author, typed.rest)
            if refusal is not None:
                scene.tell(told.author, refusals.refused(scene.voice, refusal))
