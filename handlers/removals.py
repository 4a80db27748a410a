"""`/удалить`, and the buttons that make one act of a record and a removal (п. 5.12.2, 5.12.7)."""

from handlers.chats import moderated
from handlers.commands import Command
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import CompleteAct, SeeOwn, UndoAct
from handlers.conversation.choosing import Chosen, answer_in_place, replace_at_end
from handlers.conversation.keyboards import about, recordable_keyboard, undo_keyboard
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.evidence import keep_evidence
from handlers.grounds import aimed_at, answered_by, ask_rule, rule_now
from handlers.replying import misunderstood
from handlers.violations import (
    is_removed_with,
    is_withdrawn_with,
    keep_known,
    known_of,
    notice_of,
)
from handlers.visibility import show, shown_as
from handlers.words import replies
from handlers.words import violations as words
from handlers.words import visibility as unnamed
from rules.called import called
from rules.case import Case, Granted, Refused
from rules.detectors.message import Original
from rules.ids import MemberId, MessageId, RuleNumber, ViolationNumber
from rules.permissions import against
from rules.settings import Visibility
from rules.times import is_over
from rules.violations import COMPLETE_ACT
from rules.vocabulary.bases import Refusal
from rules.vocabulary.brakes import TooFast
from rules.vocabulary.people import Actor
from rules.vocabulary.violations import (
    MessageRemoved,
    NoSuchRule,
    RecordViolation,
    RemovalWithdrawn,
    RemoveMessage,
    RuleMissing,
    ViolationAnnulled,
    ViolationRecorded,
)
from storage.effects import DeleteMessages


async def announce_removal(
    scene: Scene, change: Change, fact: MessageRemoved | RemovalWithdrawn
) -> None:
    """Remove a message and say why, or announce that it was a mistake."""
    if _is_told_with_a_record(change, fact):
        if isinstance(fact, MessageRemoved):
            scene.effects.append(DeleteMessages(chat=scene.chat.chat, messages=(fact.message,)))
        return
    member, title = await scene.named(fact.member), scene.chat.title
    ref, asks = f"removal:{fact.message}", SeeOwn(removal=fact.message)
    match fact:
        case MessageRemoved(rule=rule, message=message):
            broken = rule_now(scene, rule)
            assert broken is not None  # noqa: S101 -- the policy cited it just now
            scene.effects.append(DeleteMessages(chat=scene.chat.chat, messages=(message,)))
            shown = await show(scene, ref, fact.member, fact.by, asks=asks)
            if shown.how is not Visibility.NAMED:
                told = unnamed.own_removed(scene.voice, chat=title, rule=broken)
                scene.tell(fact.member, told)
            if shown.silent:
                return
            scene.say_undoable(
                words.message_removed(scene.voice, member=member, rule=broken)
                if shown.named
                else unnamed.removed(scene.voice, rule=broken),
                keyboard=recordable_keyboard(scene.voice.texts, message),
                ref=ref,
                reply_to=change.reply_to if shown.public else None,
                to=shown.to,
                stays=shown.stays,
            )
        case RemovalWithdrawn():
            shown = await shown_as(scene, ref, asks)
            scene.change(
                ref,
                words.removed_by_mistake(scene.voice, member=member)
                if shown.named
                else unnamed.removed_by_mistake(scene.voice),
                keyboard=shown.stays,
                to=shown.to,
            )
            if shown.how is not Visibility.NAMED:
                scene.tell(fact.member, unnamed.own_removed_by_mistake(scene.voice, chat=title))


def _is_told_with_a_record(change: Change, fact: MessageRemoved | RemovalWithdrawn) -> bool:
    """Return whether the record of the same message is announced or taken back with it."""
    for other in change.facts:
        match other:
            case ViolationRecorded(message=message) if message == fact.message:
                return is_removed_with(change, message)
            case ViolationAnnulled(undone=True, number=number):
                record = change.after.violation(number)
                if record is not None and record.message == fact.message:
                    return is_withdrawn_with(change, other)
            case _:
                pass
    return False


async def remove(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None) -> None:
    """Handle `/удалить 3` in answer to the message; without a rule the asker chooses one."""
    if wrote.answers is None or wrote.answered is None or wrote.answered < 0:
        await misunderstood(services, wrote, Command.DELETE, replies.answer_needed)
        return
    meant = called(services.policy.conduct, rest, named=False)
    member = MemberId(wrote.answered)
    answered = await answered_by(services, wrote.chat, wrote.answers)
    async with moderated(services, wrote, member) as scene:
        answer_in_place(scene, chosen)
        case = await scene.case(member, removal=wrote.answers)
        rule = None if wrote.guessed else meant.rule
        if chosen is not None:
            rule = RuleNumber(int(chosen.value))
        request = RemoveMessage(
            by=await scene.actor(wrote.author),
            rule=rule,
            message=wrote.answers,
            posted_at=wrote.answered_at,
        )
        match await carry_out(
            scene, case, request, said=wrote.answered_original, answered=answered
        ):
            case None:
                pass
            case RuleMissing() | NoSuchRule():
                about = await scene.named(member) if wrote.guessed else None
                question = replies.which_rule(scene.voice, unknown=rule, about=about)
                guesses = meant.guesses if meant.rule is None else (meant.rule, *meant.guesses)
                await ask_rule(scene, wrote, Command.DELETE, rest, question, guesses)
            case reason:
                await scene.refuse(reason, wrote)


async def carry_out(
    scene: Scene, case: Case, request: RemoveMessage, *, said: Original, answered: MemberId | None
) -> Refusal | None:
    """Remove a message that `said` this and answers `answered`; or return the refusal."""
    ruling = await scene.rule(case, request)
    if isinstance(ruling, Refused) and not isinstance(ruling.reason, TooFast):
        return ruling.reason
    # also of what waits for a second person: it may be gone by then
    message = request.message
    await keep_evidence(scene, message, case.member, said)
    hurt = await aimed_at(scene, text=said.text, answered=answered)
    await keep_known(scene, message, posted_at=request.posted_at, aimed_at=hurt)
    if isinstance(ruling, Refused):
        return ruling.reason
    await scene.announce(case, ruling.facts)
    return None


async def complete(services: Services, pressed: Pressed, press: CompleteAct) -> None:
    """Handle «Удалить сообщение» under a record, and «Записать нарушение» under a removal."""
    async with moderated(services, pressed) as scene:
        by = await scene.actor(pressed.author)
        if refusal := against(COMPLETE_ACT, by):
            await scene.refuse(refusal, pressed)
        elif press.act == "remove":
            await _remove_recorded(scene, pressed, by, ViolationNumber(press.key))
        else:
            await _record_removed(scene, pressed, by, MessageId(press.key))


async def _remove_recorded(
    scene: Scene, pressed: Pressed, by: Actor, number: ViolationNumber
) -> None:
    chat = scene.chat.chat
    owner = await scene.work.violation_owner(chat, number)
    message = await scene.work.violation_message(chat, number)
    if owner is None or message is None:
        scene.pop_up(pressed, replies.outdated(scene.voice))
        return
    case = await scene.case(owner, removal=message, suspicions=True)
    violation = case.violation(number)
    if (
        violation is None
        or violation.annulled
        or is_over(violation.at, scene.policy.undo_window, scene.now)
    ):
        scene.pop_up(pressed, replies.outdated(scene.voice))
        return
    known = await known_of(scene, message)
    request = RemoveMessage(by=by, rule=violation.rule, message=message, posted_at=known.posted_at)
    match await scene.rule(case, request):
        case Granted():
            scene.effects.append(DeleteMessages(chat=chat, messages=(message,)))
            ref = f"violation:{number}"
            shown = await shown_as(scene, ref, SeeOwn(violation=number))
            said = await notice_of(scene, case, violation, removed=True, shown=shown)
            undo = undo_keyboard(scene.voice.texts, UndoAct(act="both", key=number))
            undo = about(undo, pressed.about)
            scene.change(ref, said, keyboard=(*undo, *shown.stays), to=shown.to)
            scene.strip_later(said, ref, to=shown.to, stays=shown.stays)
            scene.pop_up(pressed, replies.done(scene.voice))
        case Refused(reason=reason):
            await scene.refuse(reason, pressed)


async def _record_removed(scene: Scene, pressed: Pressed, by: Actor, message: MessageId) -> None:
    owner = await scene.work.removal_owner(scene.chat.chat, message)
    case = None if owner is None else await scene.case(owner, removal=message, suspicions=True)
    removal = None if case is None else case.removal
    if (
        case is None
        or removal is None
        or removal.withdrawn
        or is_over(removal.at, scene.policy.undo_window, scene.now)
    ):
        scene.pop_up(pressed, replies.outdated(scene.voice))
        return
    known = await known_of(scene, message)
    request = RecordViolation(
        by=by,
        rule=removal.rule,
        message=message,
        aimed_at=known.aimed_at,
        posted_at=known.posted_at,
    )
    match await scene.rule(case, request):
        case Granted(facts=facts):
            await scene.announce(case, facts)
            if scene.trial is None:
                replace_at_end(scene, f"removal:{message}", pressed)
            else:
                scene.pop_up(pressed, replies.done(scene.voice))
        case Refused(reason=reason):
            await scene.refuse(reason, pressed)


ROWS = Rows(
    commands={Command.DELETE: remove},
    choices={Command.DELETE: remove},
    buttons={CompleteAct: complete},
    announcers={MessageRemoved: announce_removal, RemovalWithdrawn: announce_removal},
)
