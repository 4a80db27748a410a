"""Members complain of messages: `/сообщить` in answer to one (п. 5.12.2, 5.12.7).

A chat reads nothing of it: the command is removed, and its author hears of it in private.
"""

import re

from handlers.cards import put_before
from handlers.chats import freshen
from handlers.commands import Command, Typed, Unknown, without_address
from handlers.conversation.announcing import Change
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.evidence import keep_pictures
from handlers.grounds import answered_by
from handlers.words import complaints as words
from rules.case import Refused
from rules.complaints import is_for_administrators, outcome_in, outcome_of, rank_of
from rules.detectors.message import Original
from rules.ids import MemberId, MessageId
from rules.permissions import MODERATORS
from rules.vocabulary.bases import Refusal
from rules.vocabulary.complaints import Complain, Complaint, ComplaintMade, Outcome
from rules.vocabulary.suspicions import Origin, SuspicionSettled
from rules.vocabulary.violations import MessageRemoved
from storage.records import Sighting

_CALL = re.compile(r"@(?:админ|модер|admin|moder)\w*(?:[\s,:.!]+|$)", re.IGNORECASE)
"""«@админ» in answer to a message; alone it is a word like others."""

_REPORT = re.compile(r"[/!]?\s*report\b", re.IGNORECASE)


def meant(
    services: Services, wrote: Wrote, typed: Typed | Unknown | None
) -> Typed | Unknown | None:
    """Return what was typed, which in answer to a message of a chat may be a complaint.

    There, `/report` is the word of other bots for it, and not the figures of a month.
    """
    if wrote.private or wrote.answers is None:
        return typed
    bare = without_address(wrote.text, services.community_names)
    if typed is None and (call := _CALL.match(bare)):
        return Typed(command=Command.COMPLAIN, rest=bare[call.end() :])
    if isinstance(typed, Typed) and typed.command is Command.REPORT and _REPORT.match(bare):
        return Typed(command=Command.COMPLAIN, rest=typed.rest)
    return typed


async def complain(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/сообщить` in answer to a message."""
    chat, message, member = wrote.chat, wrote.answers, wrote.answered
    if message is None or member is None:
        async with open_scene(services, chat, event=wrote.event) as scene:
            await scene.hide(wrote)
            await _tell(scene, wrote.author, words.answer_needed(scene.voice))
        return
    await freshen(services, chat, member, wrote.author)
    answered = await answered_by(services, chat, message)
    async with open_scene(services, chat, event=wrote.event) as scene:
        await scene.hide(wrote)
        request = Complain(
            by=await scene.actor(wrote.author),
            message=message,
            posted_at=wrote.answered_at or wrote.at,
            own=await scene.work.complaints_by(wrote.author),
            closed_until=await scene.work.reporting_closed_until(wrote.author),
        )
        said = wrote.answered_original
        refusal = await carry_out(scene, member, request, said, answers=answered)
        if refusal is not None:
            await _tell(scene, wrote.author, await scene.refused(refusal))


async def explain(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/сообщить` in private, without a forwarded message: say how it is done."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        scene.tell(wrote.author, words.answer_needed(scene.voice))


async def carry_out(
    scene: Scene,
    member: MemberId,
    request: Complain,
    original: Original,
    *,
    answers: MemberId | None,
) -> Refusal | None:
    """Take a complaint of a member's message in this chat, or return the refusal.

    What the message says is kept from then on, as for a detector's card; `answers` is the author of
    the message that it answers. Who complained is told.
    """
    chat, by = scene.chat.chat, request.by.member
    known = await scene.work.suspicion_on(chat, member, request.message)
    case = await scene.case(member, suspicion=known, removal=request.message, suspicions=True)
    ruling = await scene.rule(case, request)
    if isinstance(ruling, Refused):
        return ruling.reason
    (made,) = (fact for fact in ruling.facts if isinstance(fact, ComplaintMade))
    outcome, above = outcome_in(case, request), is_for_administrators(request.by)
    complaint = Complaint(
        chat=chat,
        by=by,
        member=member,
        message=request.message,
        at=scene.now,
        rank=rank_of(request.own),
        for_administrators=above,
        outcome=outcome,
    )
    await scene.work.put_complaint(complaint, made.suspicion)
    if outcome is not None:
        said = words.answered(scene.voice, chat=scene.chat.title, outcome=outcome)
    else:
        if await scene.work.sighting(chat, request.message) is None:
            kept = Sighting(text=original.text, detections=(), answers=answers)
            await scene.work.put_sighting(chat, request.message, member, kept, now=scene.now)
            await keep_pictures(scene, request.message, member, original.pictures)
        if known is not None:
            await put_before(scene, member, known)
        said = words.received(
            scene.voice,
            chat=scene.chat.title,
            administrators=above or case.standing in MODERATORS,
        )
    await _tell(scene, by, said)
    return None


async def _tell(scene: Scene, member: MemberId, said: str) -> None:
    """Tell somebody in private, if they allow that: a chat learns nothing of it."""
    if await scene.hears_privately(member):
        scene.tell(member, said)


def answer_at_end(scene: Scene) -> None:
    """Tell who complained what was found, once the scene's facts stand: a trial's do not."""
    scene.at_end.append(_answer)


async def _answer(scene: Scene) -> None:
    chat = scene.chat.chat
    for fact in tuple(scene.facts):
        match fact:
            case SuspicionSettled(message=int(message), how=how):
                outcome = outcome_of(how)
            case MessageRemoved(message=message):
                outcome = Outcome.MEASURES
            case _:
                continue
        waiting = [
            each.by
            for each in await scene.work.complaints_on(chat, MessageId(message))
            if each.outcome is None
        ]
        if not waiting:
            continue
        await scene.work.answer_complaints(chat, MessageId(message), outcome)
        for member in waiting:
            said = words.answered(scene.voice, chat=scene.chat.title, outcome=outcome)
            await _tell(scene, member, said)


async def _settled(scene: Scene, change: Change, fact: SuspicionSettled) -> None:
    cards = (change.before.suspicion, *change.before.suspicions)
    card = next((each for each in cards if each and each.number == fact.number), None)
    # most cards are the detectors' alone: nobody waits for an answer
    if card is None or any(each.detector is Origin.REPORTED for each in card.found):
        answer_at_end(scene)


async def _removed(scene: Scene, change: Change) -> None:
    if any(isinstance(fact, MessageRemoved) for fact in change.facts):
        answer_at_end(scene)


ROWS = Rows(
    commands={Command.COMPLAIN: complain},
    private={Command.COMPLAIN: explain},
    announcers={SuspicionSettled: _settled},
    last=(_removed,),
)
