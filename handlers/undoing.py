"""«Отменить» under the bot's announcement of a moderator's act."""

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from handlers.appeals import tell_of_record
from handlers.blocks import follow_proposal
from handlers.chats import moderated
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import SeeOwn, UndoAct
from handlers.conversation.keyboards import undo_keyboard
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.grounds import rule_now
from handlers.visibility import show, shown_as
from handlers.words import replies, violations
from handlers.words import visibility as unnamed
from rules.case import Case
from rules.ids import BlockNumber, MemberId, MessageId, ReminderNumber, ViolationNumber
from rules.permissions import may_moderate
from rules.settings import Visibility
from rules.vocabulary.people import NOT_MODERATOR
from rules.vocabulary.undoing import (
    Act,
    TheAnnulment,
    TheBlock,
    TheRecordAndRemoval,
    TheRefusalToBlock,
    TheReminder,
    TheRemoval,
    TheReplacement,
    TheViolation,
    Undo,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded

Correction = tuple[ViolationAnnulled, ViolationRecorded | None]
"""The annulled violation and its replacement; None: the earlier violation counts again."""


def correction_in(facts: Iterable[Fact]) -> Correction | None:
    """Return the correction among facts, if any."""
    annulled, recorded = None, None
    for fact in facts:
        match fact:
            case ViolationAnnulled(replaced_by=int()):
                annulled = fact
            case ViolationRecorded(replaces=int()):
                recorded = fact
            case _:
                pass
    return None if annulled is None else (annulled, recorded)


async def announce_correction(scene: Scene, change: Change) -> None:
    """Announce a correction, or that it was undone."""
    corrected = correction_in(change.facts)
    if corrected is None:
        return
    annulled, recorded = corrected
    if recorded is None:
        await _undone(scene, change.after, annulled)
    else:
        await _corrected(scene, change.after, annulled, recorded)
    # update the proposal's grounds: it stays the same proposal
    await follow_proposal(scene, change)


async def _corrected(
    scene: Scene, after: Case, annulled: ViolationAnnulled, recorded: ViolationRecorded
) -> None:
    member, by = await scene.all_named([after.member, annulled.by])
    rule = rule_now(scene, recorded.rule)
    assert rule is not None  # noqa: S101 -- the policy recorded it just now
    counted, asks = len(after.counted(scene.now)), SeeOwn(violation=recorded.number)
    old, ref = f"violation:{annulled.number}", f"violation:{recorded.number}"
    before = await shown_as(scene, old, SeeOwn(violation=annulled.number))
    scene.change(
        old,
        violations.superseded(scene.voice, by=by, number=annulled.number, now=recorded.number)
        if before.named
        else unnamed.superseded(scene.voice, by=by),
        to=before.to,
    )
    shown = await show(scene, ref, after.member, recorded.by, asks=asks, like=before)
    act = UndoAct(act="correction", key=recorded.number)
    if not shown.silent:
        scene.say_undoable(
            violations.corrected(
                scene.voice,
                member=member,
                by=by,
                number=recorded.number,
                before=annulled.number,
                rule=rule,
                counted=counted,
            )
            if shown.named
            else unnamed.corrected(scene.voice, rule=rule, by=by),
            keyboard=undo_keyboard(scene.voice.texts, act),
            ref=ref,
            reply_to=recorded.message if shown.public else None,
            to=shown.to,
            stays=shown.stays,
        )
    tell_of_record(scene, after, recorded)


async def _undone(scene: Scene, after: Case, annulled: ViolationAnnulled) -> None:
    member, by = await scene.all_named([after.member, annulled.by])
    counted = len(after.counted(scene.now))
    before = annulled.replaced_by
    assert before is not None  # noqa: S101 -- else it is no correction
    voice, title = scene.voice, scene.chat.title
    new, old = f"violation:{annulled.number}", f"violation:{before}"
    shown = await shown_as(scene, new, SeeOwn(violation=annulled.number))
    scene.change(
        new,
        violations.annulled(
            voice, member=member, by=by, number=annulled.number, reason="", counted=counted
        )
        if shown.named
        else unnamed.annulled(voice, by=by, removed=False),
        to=shown.to,
    )
    first = await shown_as(scene, old, SeeOwn(violation=before))
    scene.change(
        old,
        violations.counts_again(voice, member=member, by=by, number=before, counted=counted)
        if first.named
        else unnamed.counts_again(voice, by=by),
        keyboard=first.stays,
        to=first.to,
    )
    if first.how is not Visibility.NAMED:
        told = unnamed.own_counts_again(voice, chat=title, number=before, counted=counted)
        scene.tell(after.member, told)


_OF_A_VIOLATION: Mapping[str, Callable[..., Act]] = {
    "violation": TheViolation,
    "annulment": TheAnnulment,
    "correction": TheReplacement,
}


async def undo(services: Services, pressed: Pressed, press: UndoAct) -> None:
    """Undo an act if there is still time and the presser may."""
    async with moderated(services, pressed) as scene:
        by = await scene.actor(pressed.author)
        found = await _find(scene, pressed, press)
        if found is None:
            if may_moderate(by):
                scene.pop_up(pressed, replies.outdated(scene.voice))
            else:
                await scene.refuse(NOT_MODERATOR, pressed)
            return
        case, act = found
        if await scene.ask(case, Undo(by=by, act=act), pressed):
            scene.pop_up(pressed, replies.done(scene.voice))


async def _find(scene: Scene, pressed: Pressed, press: UndoAct) -> tuple[Case, Act] | None:
    chat, work = scene.chat.chat, scene.work
    act: Act
    match press.act:
        case "violation" | "annulment" | "correction":
            violation = ViolationNumber(press.key)
            owner = await work.violation_owner(chat, violation)
            act = _OF_A_VIOLATION[press.act](number=violation)
        case "both":
            number = ViolationNumber(press.key)
            owner = await work.violation_owner(chat, number)
            message = await work.violation_message(chat, number)
            if owner is None or message is None:
                return None
            case = await scene.case(owner, removal=message, suspicions=True)
            return case, TheRecordAndRemoval(number=number)
        case "block":
            block = BlockNumber(press.key)
            owner, act = await work.block_owner(chat, block), TheBlock(number=block)
        case "decline":
            owner, act = MemberId(press.key), TheRefusalToBlock()
        case "removal":
            message = MessageId(press.key)
            owner = await work.removal_owner(chat, message)
            if owner is None:
                return None
            return await scene.case(owner, removal=message), TheRemoval(message=message)
        case "reminder":
            reminder = ReminderNumber(press.key)
            case = await scene.case(pressed.author, reminder=reminder)
            return case, TheReminder(number=reminder)
        case _:
            assert_never(press.act)
    return None if owner is None else (await scene.case(owner, suspicions=True), act)


ROWS = Rows(buttons={UndoAct: undo}, first=(announce_correction,))
