"""`/нарушение`, `/отменить`, `/удалить`: п. 5.12.2, 5.12.4, 5.12.7."""

from handlers.aiming import aimed_at, answered_by
from handlers.chats import freshen
from handlers.commands import Command
from handlers.conversation.arguments import ByName, read_number, read_whom, read_whom_and_rule
from handlers.conversation.people import find_person
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.passing import pass_on
from handlers.repeats import refuse
from handlers.replying import complain, misunderstood
from handlers.words import mistakes
from rules.ids import MemberId, MessageId, RuleNumber, ViolationNumber
from rules.permissions import may_moderate
from rules.rulings import Granted, Refused
from rules.vocabulary.rights import NOT_MODERATOR
from rules.vocabulary.violations import (
    AnnulViolation,
    NoSuchViolation,
    RecordViolation,
    RemoveMessage,
)


async def record(services: Services, told: Wrote, rest: str) -> None:
    """`/нарушение 3 пояснение` in answer to a message, or `/нарушение @name 3`."""
    asked = read_whom_and_rule(rest)
    whom, note, message = asked.whom, asked.note, None
    if whom is None and told.answered is None:
        # «3 @name» says the same; with words behind it may be whom it was done to
        named, words = read_whom(note)
        whom, note = (None, note) if words else (named, "")
    if told.answered is not None and (whom is None or isinstance(whom, ByName)):
        # in answer to a message, words before the number are words, not a name
        note = " ".join(filter(None, [whom.words if whom else "", note]))
        member, message = told.answered, told.answers
    elif whom is None:
        mistake = mistakes.expected if asked.rule is None else mistakes.nobody_named
        await misunderstood(services, told, Command.VIOLATION, mistake)
        return
    else:
        found = await find_person(services, told.chat, whom)
        if not isinstance(found, int):
            await complain(services, told, found, Command.VIOLATION)
            return
        member = found
        if member == told.answered:
            # named as well as answered: it is still that message
            message = told.answers
    await freshen(services, told.chat, member, moderator=told.author)
    answered = await answered_by(services, told.chat, message)
    async with open_scene(services, told.chat, event=told.event) as scene:
        case = await scene.case(member, suspicions=True)
        request = RecordViolation(
            by=await scene.actor(told.author),
            rule=None if asked.rule is None else RuleNumber(asked.rule),
            message=message,
            note=note,
            aimed_at=await aimed_at(
                scene,
                author=told.author,
                note=note,
                text="" if message is None else told.answered_text,
                answered=answered,
            ),
            posted_at=None if message is None else told.answered_at,
        )
        match await scene.rule(case, request):
            case Granted(facts=facts):
                if message is not None:
                    await keep_evidence(scene, told, message, member)
                await scene.announce(case, facts, reply_to=told.message)
            case Refused(reason=reason):
                if not await pass_on(scene, told, member, request, reason):
                    await refuse(scene, told, case, request, reason)


async def keep_evidence(scene: Scene, told: Wrote, message: MessageId, member: MemberId) -> None:
    """Keep what the answered message says, for whoever decides on an appeal (п. 6.1)."""
    await scene.work.put_evidence(told.chat, message, member, told.answered_text, now=scene.now)


async def annul(services: Services, told: Wrote, rest: str) -> None:
    """`/отменить 12 причина`."""
    number, reason = read_number(rest)
    if number is None:
        await misunderstood(services, told, Command.ANNUL)
        return
    await freshen(services, told.chat, moderator=told.author)
    async with open_scene(services, told.chat, event=told.event) as scene:
        violation = ViolationNumber(number)
        by = await scene.actor(told.author)
        owner = await scene.work.violation_owner(told.chat, violation)
        if owner is None:
            refusal = NoSuchViolation(number=violation) if may_moderate(by) else NOT_MODERATOR
            scene.refuse(refusal, reply_to=told.message)
            return
        case = await scene.case(owner)
        match await scene.rule(case, AnnulViolation(by=by, number=violation, reason=reason)):
            case Granted(facts=facts):
                await scene.announce(case, facts, reply_to=told.message)
            case Refused(reason=refused):
                scene.refuse(refused, reply_to=told.message)


async def remove(services: Services, told: Wrote, rest: str) -> None:
    """`/удалить 3` in answer to the message."""
    if told.answers is None or told.answered is None:
        await misunderstood(services, told, Command.DELETE, mistakes.answer_needed)
        return
    rule, _ = read_number(rest)
    member = MemberId(told.answered)
    await freshen(services, told.chat, member, moderator=told.author)
    async with open_scene(services, told.chat, event=told.event) as scene:
        case = await scene.case(member, removal=told.answers)
        request = RemoveMessage(
            by=await scene.actor(told.author),
            rule=None if rule is None else RuleNumber(rule),
            message=told.answers,
            posted_at=told.answered_at,
        )
        match await scene.rule(case, request):
            case Granted(facts=facts):
                await keep_evidence(scene, told, told.answers, member)
                await scene.announce(case, facts)
            case Refused(reason=reason):
                scene.refuse(reason, reply_to=told.message)
