"""`/нарушение`, `/отменить`, `/удалить`: п. 5.12.2, 5.12.4, 5.12.7."""

from handlers.appeals import contest_keyboard
from handlers.blocks import follow_proposal
from handlers.chats import freshen, moderated
from handlers.commands import Command
from handlers.conversation.announcing import Change
from handlers.conversation.arguments import ByName, read_number, read_whom, read_whom_and_rule
from handlers.conversation.buttons import UndoAct
from handlers.conversation.keyboards import undo_keyboard
from handlers.conversation.repeating import repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.grounds import aimed_at, answered_by, rule_now
from handlers.passing import pass_on
from handlers.repeats import refuse
from handlers.replying import find_named, misunderstood
from handlers.undoing import correction_in
from handlers.words import appeals, replies
from handlers.words import violations as words
from rules.case import Case, Granted, Refused
from rules.ids import MemberId, MessageId, RuleNumber, ViolationNumber
from rules.permissions import may_moderate
from rules.repeats import against_reinstating
from rules.vocabulary.people import NOT_MODERATOR
from rules.vocabulary.violations import (
    AnnulViolation,
    MessageRemoved,
    NoSuchViolation,
    RecordViolation,
    RemovalWithdrawn,
    RemoveMessage,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from storage.effects import DeleteMessages


async def announce_violation(
    scene: Scene, change: Change, fact: ViolationRecorded | ViolationAnnulled | ViolationReinstated
) -> None:
    """Announce that a violation was recorded, annulled, or reinstated."""
    if correction_in(change.facts) is not None:
        # announced as one act
        return
    member, after, reply_to = await scene.named(fact.member), change.after, change.reply_to
    counted = len(after.counted(scene.now))
    texts = scene.voice.texts
    match fact:
        case ViolationRecorded(number=number, rule=rule, note=note):
            broken = rule_now(scene, rule)
            assert broken is not None  # noqa: S101 -- the policy recorded it just now
            scene.say_undoable(
                words.recorded(
                    scene.voice,
                    member=member,
                    number=number,
                    rule=broken,
                    note=await repeatable(scene, note),
                    counted=counted,
                    threshold=after.policy.threshold,
                    automatic=fact.by is None,
                ),
                keyboard=undo_keyboard(texts, UndoAct(act="violation", key=number)),
                ref=f"violation:{number}",
                reply_to=fact.message or reply_to,
            )
            scene.tell(
                fact.member,
                appeals.violation_recorded(
                    scene.voice,
                    chat=scene.chat.title,
                    number=number,
                    rule=broken,
                    note=note,
                    until=scene.now + after.policy.appeal_term,
                ),
                keyboard=contest_keyboard(scene.voice, scene.chat.chat, violation=number),
            )
        case ViolationAnnulled(number=number, by=annuller, undone=undone, reason=reason):
            by = await scene.named(annuller)
            annulled = words.annulled(
                scene.voice,
                member=member,
                by=by,
                number=number,
                reason=await repeatable(scene, reason),
                counted=counted,
            )
            if undone:
                scene.change(f"violation:{number}", annulled)
            elif _stays_annulled(after, number):
                scene.say(annulled, ref=f"annulment:{number}", reply_to=reply_to)
            else:
                scene.say_undoable(
                    annulled,
                    keyboard=undo_keyboard(texts, UndoAct(act="annulment", key=number)),
                    ref=f"annulment:{number}",
                    reply_to=reply_to,
                )
            await follow_proposal(scene, change)
        case ViolationReinstated(number=number, by=reinstater):
            by = await scene.named(reinstater)
            again = words.counts_again(
                scene.voice, member=member, by=by, number=number, counted=counted
            )
            scene.change(f"annulment:{number}", again)
            await follow_proposal(scene, change)


def _stays_annulled(after: Case, number: ViolationNumber) -> bool:
    """Return whether an appeal annulled the violation: a moderator cannot undo that."""
    violation = after.violation(number)
    return violation is not None and against_reinstating(after, violation) is not None


async def announce_removal(
    scene: Scene, change: Change, fact: MessageRemoved | RemovalWithdrawn
) -> None:
    """Remove a message and say why, or announce that it was a mistake."""
    member = await scene.named(fact.member)
    ref = f"removal:{fact.message}"
    match fact:
        case MessageRemoved(rule=rule, message=message):
            broken = rule_now(scene, rule)
            assert broken is not None  # noqa: S101 -- the policy cited it just now
            scene.effects.append(DeleteMessages(chat=scene.chat.chat, messages=(message,)))
            scene.say_undoable(
                words.message_removed(scene.voice, member=member, rule=broken),
                keyboard=undo_keyboard(scene.voice.texts, UndoAct(act="removal", key=message)),
                ref=ref,
                reply_to=change.reply_to,
            )
        case RemovalWithdrawn(by=by):
            mistaken = words.removed_by_mistake(
                scene.voice, member=member, by=await scene.named(by)
            )
            scene.change(ref, mistaken)


async def record(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/нарушение 3 пояснение` in answer to a message, or `/нарушение @name 3`."""
    asked = read_whom_and_rule(rest, services.pages)
    whom, note, message = asked.whom, asked.note, None
    if whom is None and wrote.answered is None:
        # «3 @name» means the same; with words after it, the name may be the victim's
        named, words = read_whom(note, services.pages)
        whom, note = (None, note) if words else (named, "")
    if wrote.answered is not None and (whom is None or isinstance(whom, ByName)):
        # in answer to a message, words before the number are a note, not a name
        note = " ".join(filter(None, [whom.words if whom else "", note]))
        member, message = wrote.answered, wrote.answers
    elif whom is None:
        mistake = replies.expected if asked.rule is None else replies.nobody_named
        await misunderstood(services, wrote, Command.VIOLATION, mistake)
        return
    else:
        found = await find_named(services, wrote, whom, Command.VIOLATION)
        if found is None:
            return
        member = found
        if member == wrote.answered:
            # the person is both named and answered: the violation is still about that message
            message = wrote.answers
    await freshen(services, wrote.chat, member, moderator=wrote.author)
    answered = await answered_by(services, wrote.chat, message)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        case = await scene.case(member, suspicions=True)
        request = RecordViolation(
            by=await scene.actor(wrote.author),
            rule=None if asked.rule is None else RuleNumber(asked.rule),
            message=message,
            note=note,
            aimed_at=await aimed_at(
                scene,
                author=wrote.author,
                note=note,
                text="" if message is None else wrote.answered_text,
                answered=answered,
            ),
            posted_at=None if message is None else wrote.answered_at,
        )
        match await scene.rule(case, request):
            case Granted(facts=facts):
                if message is not None:
                    await keep_evidence(scene, wrote, message, member)
                await scene.announce(case, facts, reply_to=wrote.message)
            case Refused(reason=reason):
                if not await pass_on(scene, wrote, member, request, reason):
                    await refuse(scene, wrote, case, request, reason)


async def keep_evidence(scene: Scene, wrote: Wrote, message: MessageId, member: MemberId) -> None:
    """Keep the text of the answered message for those who decide on an appeal (п. 6.1)."""
    await scene.work.put_evidence(wrote.chat, message, member, wrote.answered_text, now=scene.now)


async def annul(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/отменить 12 причина`."""
    number, reason = read_number(rest)
    if number is None:
        await misunderstood(services, wrote, Command.ANNUL)
        return
    async with moderated(services, wrote) as scene:
        violation = ViolationNumber(number)
        by = await scene.actor(wrote.author)
        owner = await scene.work.violation_owner(wrote.chat, violation)
        if owner is None:
            refusal = NoSuchViolation(number=violation) if may_moderate(by) else NOT_MODERATOR
            await scene.refuse(refusal, wrote)
            return
        case = await scene.case(owner)
        await scene.ask(
            case,
            AnnulViolation(by=by, number=violation, reason=reason),
            wrote,
            reply_to=wrote.message,
        )


async def remove(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/удалить 3` in answer to the message."""
    if wrote.answers is None or wrote.answered is None:
        await misunderstood(services, wrote, Command.DELETE, replies.answer_needed)
        return
    rule, _ = read_number(rest)
    member = MemberId(wrote.answered)
    async with moderated(services, wrote, member) as scene:
        case = await scene.case(member, removal=wrote.answers)
        request = RemoveMessage(
            by=await scene.actor(wrote.author),
            rule=None if rule is None else RuleNumber(rule),
            message=wrote.answers,
            posted_at=wrote.answered_at,
        )
        match await scene.rule(case, request):
            case Granted(facts=facts):
                await keep_evidence(scene, wrote, wrote.answers, member)
                await scene.announce(case, facts)
            case Refused(reason=reason):
                await scene.refuse(reason, wrote)


ROWS = Rows(
    commands={
        Command.VIOLATION: record,
        Command.DELETE: remove,
        Command.ANNUL: annul,
    },
    announcers={
        ViolationRecorded: announce_violation,
        ViolationAnnulled: announce_violation,
        ViolationReinstated: announce_violation,
        MessageRemoved: announce_removal,
        RemovalWithdrawn: announce_removal,
    },
)
