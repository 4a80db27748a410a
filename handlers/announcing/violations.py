"""Violations, removals of messages, and reminders (п. 5.12.2, 5.12.4, 5.12.7)."""

from handlers import appeal_keyboards
from handlers.announcing.blocks import follow_proposal
from handlers.announcing.corrections import correction_in
from handlers.announcing.grounds import rule_of
from handlers.conversation.announcing import Act
from handlers.conversation.buttons import UndoAct
from handlers.conversation.keyboards import undo
from handlers.conversation.repeating import repeatable
from handlers.conversation.scene import Scene
from handlers.words import appeals, reminders
from handlers.words import violations as words
from rules.case import Case
from rules.ids import ViolationNumber
from rules.repeats import against_reinstating
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.violations import (
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from storage.effects import DeleteMessages


async def announce_violation(
    scene: Scene, act: Act, fact: ViolationRecorded | ViolationAnnulled | ViolationReinstated
) -> None:
    """Tell of a violation that was recorded, annulled, or counts again."""
    if correction_in(act.facts) is not None:
        # told as one act
        return
    member, after, reply_to = await scene.named(fact.member), act.after, act.reply_to
    counted = len(after.counted(scene.now))
    texts = scene.voice.texts
    match fact:
        case ViolationRecorded(number=number, rule=rule, note=note):
            broken = rule_of(scene, rule)
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
                keyboard=undo(texts, UndoAct(act="violation", key=number)),
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
                keyboard=appeal_keyboards.contest(scene.voice, scene.chat.chat, violation=number),
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
                    keyboard=undo(texts, UndoAct(act="annulment", key=number)),
                    ref=f"annulment:{number}",
                    reply_to=reply_to,
                )
            await follow_proposal(scene, act)
        case ViolationReinstated(number=number, by=reinstater):
            by = await scene.named(reinstater)
            again = words.counts_again(
                scene.voice, member=member, by=by, number=number, counted=counted
            )
            scene.change(f"annulment:{number}", again)
            await follow_proposal(scene, act)


def _stays_annulled(after: Case, number: ViolationNumber) -> bool:
    """Say whether an appeal against that was granted: a moderator undoes no such thing."""
    violation = after.violation(number)
    return violation is not None and against_reinstating(after, violation) is not None


async def announce_removal(scene: Scene, act: Act, fact: MessageRemoved | RemovalWithdrawn) -> None:
    """Take a message away and say why, or say that it was a mistake."""
    member = await scene.named(fact.member)
    ref = f"removal:{fact.message}"
    match fact:
        case MessageRemoved(rule=rule, message=message):
            broken = rule_of(scene, rule)
            assert broken is not None  # noqa: S101 -- the policy cited it just now
            scene.effects.append(DeleteMessages(chat=scene.chat.chat, messages=(message,)))
            scene.say_undoable(
                words.message_removed(scene.voice, member=member, rule=broken),
                keyboard=undo(scene.voice.texts, UndoAct(act="removal", key=message)),
                ref=ref,
                reply_to=act.reply_to,
            )
        case RemovalWithdrawn(by=by):
            mistaken = words.removed_by_mistake(
                scene.voice, member=member, by=await scene.named(by)
            )
            scene.change(ref, mistaken)


async def announce_reminder(scene: Scene, act: Act, fact: Reminded | ReminderWithdrawn) -> None:
    """Remind of the rules, or take that back."""
    ref = f"reminder:{fact.number}"
    if isinstance(fact, ReminderWithdrawn):
        scene.change(ref, reminders.withdrawn(scene.voice, by=await scene.named(fact.by)))
        return
    conduct = scene.policy.conduct
    one = None if fact.rule is None else conduct.rule(fact.rule)
    reminded = reminders.reminder(
        scene.voice,
        to=None if fact.member is None else await scene.named(fact.member),
        by=None if fact.by is None else await scene.named(fact.by),
        rules=conduct.rules if one is None else (one,),
        whole=one is None,
    )
    if fact.by is None:
        scene.say(reminded, ref=ref)
    else:
        key = UndoAct(act="reminder", key=fact.number)
        scene.say_undoable(reminded, keyboard=undo(scene.voice.texts, key), ref=ref)
