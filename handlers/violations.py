"""`/нарушение`, `/отменить`, `/удалить`: п. 5.12.2, 5.12.4, 5.12.7."""

from handlers.appeals import contest_keyboard
from handlers.blocks import follow_proposal
from handlers.chats import freshen, moderated
from handlers.commands import Command
from handlers.conversation import choosing
from handlers.conversation.announcing import Change
from handlers.conversation.arguments import read_number, read_whom_and_rule
from handlers.conversation.buttons import UndoAct
from handlers.conversation.choosing import Chosen, Option, answer_in_place
from handlers.conversation.keyboards import undo_keyboard
from handlers.conversation.repeating import repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.grounds import aimed_at, answered_by, ask_rule, rule_now
from handlers.passing import pass_on
from handlers.repeats import refuse
from handlers.replying import find_named, misunderstood
from handlers.undoing import correction_in
from handlers.words import appeals, replies
from handlers.words import violations as words
from rules.called import called
from rules.case import Case, Granted, Refused
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.permissions import may_moderate
from rules.repeats import against_reinstating
from rules.vocabulary.people import NOT_MODERATOR
from rules.vocabulary.violations import (
    REASON_MISSING,
    AnnulViolation,
    MessageRemoved,
    NoSuchRule,
    NoSuchViolation,
    RecordViolation,
    RemovalWithdrawn,
    RemoveMessage,
    RuleMissing,
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


async def record(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None) -> None:
    """Handle `/нарушение 3 пояснение` in answer to a message, or `/нарушение @name 3`.

    Without a rule the asker chooses one.
    """
    asked = read_whom_and_rule(
        rest, services.pages, services.policy.conduct, answers=wrote.answered is not None
    )
    rule = asked.rule if chosen is None else RuleNumber(int(chosen.value))
    whom, message = asked.whom, None
    if wrote.answered is not None and whom is None:
        member, message = wrote.answered, wrote.answers
    elif whom is None:
        await misunderstood(services, wrote, Command.VIOLATION, replies.nobody_named)
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
        answer_in_place(scene, chosen)
        case = await scene.case(member, suspicions=True)
        request = RecordViolation(
            by=await scene.actor(wrote.author),
            rule=rule,
            message=message,
            note=asked.note,
            aimed_at=await aimed_at(
                scene,
                author=wrote.author,
                note=asked.note,
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
                if isinstance(reason, RuleMissing | NoSuchRule):
                    await ask_rule(
                        scene,
                        wrote,
                        Command.VIOLATION,
                        rest,
                        unknown=rule,
                        guesses=asked.guesses,
                    )
                elif not await pass_on(scene, wrote, member, request, reason):
                    await refuse(scene, wrote, case, request, reason)


async def keep_evidence(scene: Scene, wrote: Wrote, message: MessageId, member: MemberId) -> None:
    """Keep the text of the answered message for those who decide on an appeal (п. 6.1)."""
    await scene.work.put_evidence(wrote.chat, message, member, wrote.answered_text, now=scene.now)


async def annul(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None) -> None:
    """Handle `/отменить 12 причина`, or `/отменить причина` in answer to the bot's message.

    Without a reason the asker chooses one.
    """
    number, reason = read_number(rest)
    if number is None and wrote.answers is not None:
        number = await _recorded_by(services, wrote.chat, wrote.answers)
    if number is None:
        await misunderstood(services, wrote, Command.ANNUL)
        return
    async with moderated(services, wrote) as scene:
        answer_in_place(scene, chosen)
        violation = ViolationNumber(number)
        by = await scene.actor(wrote.author)
        owner = await scene.work.violation_owner(wrote.chat, violation)
        if owner is None:
            refusal = NoSuchViolation(number=violation) if may_moderate(by) else NOT_MODERATOR
            await scene.refuse(refusal, wrote)
            return
        case = await scene.case(owner)
        reason = reason if chosen is None else chosen.value
        match await scene.rule(case, AnnulViolation(by=by, number=violation, reason=reason)):
            case Granted(facts=facts):
                await scene.announce(case, facts, reply_to=wrote.message)
            case Refused(reason=refused) if refused == REASON_MISSING:
                await _ask_reason(scene, wrote, rest, violation)
            case Refused(reason=refused):
                await scene.refuse(refused, wrote)


async def _recorded_by(services: Services, chat: ChatId, message: MessageId) -> int | None:
    """Return the number of the record that the bot announced by a message of its own."""
    async with services.storage.reading() as reading:
        ref = await reading.ref_of(chat, message) or ""
    kind, _, number = ref.partition(":")
    return int(number) if kind == "violation" and number.isdecimal() else None


async def _ask_reason(scene: Scene, wrote: Wrote, rest: str, number: ViolationNumber) -> None:
    _ = scene.voice.texts.gettext
    reasons = (
        _("recorded by mistake"),
        _("another rule was broken"),
        _("somebody else did it"),
        _("talked about and settled"),
    )
    await choosing.ask(
        scene,
        wrote,
        Command.ANNUL,
        rest,
        question=replies.why_annul(scene.voice, number=number),
        options=[Option(label=reason, value=reason) for reason in reasons],
    )


async def remove(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None) -> None:
    """Handle `/удалить 3` in answer to the message; without a rule the asker chooses one."""
    if wrote.answers is None or wrote.answered is None:
        await misunderstood(services, wrote, Command.DELETE, replies.answer_needed)
        return
    meant = called(services.policy.conduct, rest, named=False)
    member = MemberId(wrote.answered)
    async with moderated(services, wrote, member) as scene:
        answer_in_place(scene, chosen)
        case = await scene.case(member, removal=wrote.answers)
        request = RemoveMessage(
            by=await scene.actor(wrote.author),
            rule=meant.rule if chosen is None else RuleNumber(int(chosen.value)),
            message=wrote.answers,
            posted_at=wrote.answered_at,
        )
        match await scene.rule(case, request):
            case Granted(facts=facts):
                await keep_evidence(scene, wrote, wrote.answers, member)
                await scene.announce(case, facts)
            case Refused(reason=RuleMissing() | NoSuchRule()):
                await ask_rule(
                    scene, wrote, Command.DELETE, rest, unknown=meant.rule, guesses=meant.guesses
                )
            case Refused(reason=reason):
                await scene.refuse(reason, wrote)


ROWS = Rows(
    commands={
        Command.VIOLATION: record,
        Command.DELETE: remove,
        Command.ANNUL: annul,
    },
    choices={
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
