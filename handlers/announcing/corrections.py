"""A violation recorded anew under another rule, and that undone: one act, one word (п. 5.12.7)."""

from collections.abc import Iterable

from handlers import appeal_keyboards
from handlers.announcing.blocks import follow_proposal
from handlers.announcing.grounds import rule_of
from handlers.conversation.announcing import Act
from handlers.conversation.buttons import UndoAct
from handlers.conversation.keyboards import undo
from handlers.conversation.scene import Scene
from handlers.words import appeals, repeats, violations
from rules.case import Case
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded

Correction = tuple[ViolationAnnulled, ViolationRecorded | None]
"""What no longer counts, and what is recorded in its place; None: that before it counts again."""


def correction_in(facts: Iterable[Fact]) -> Correction | None:
    """Find a correction among facts."""
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


async def announce_correction(scene: Scene, act: Act) -> None:
    """Tell of a correction, or that it was undone."""
    corrected = correction_in(act.facts)
    if corrected is None:
        return
    annulled, recorded = corrected
    if recorded is None:
        await _undone(scene, act.after, annulled)
    else:
        await _corrected(scene, act.after, annulled, recorded)
    # the proposal names its grounds as they are now, and is no other proposal
    await follow_proposal(scene, act)


async def _corrected(
    scene: Scene, after: Case, annulled: ViolationAnnulled, recorded: ViolationRecorded
) -> None:
    member, by = await scene.all_named([after.member, annulled.by])
    rule = rule_of(scene, recorded.rule)
    assert rule is not None  # noqa: S101 -- the policy recorded it just now
    scene.change(
        f"violation:{annulled.number}",
        repeats.superseded(scene.voice, by=by, number=annulled.number, now=recorded.number),
    )
    scene.say_undoable(
        repeats.corrected(
            scene.voice,
            member=member,
            by=by,
            number=recorded.number,
            before=annulled.number,
            rule=rule,
            counted=len(after.counted(scene.now)),
        ),
        keyboard=undo(scene.voice.texts, UndoAct(act="correction", key=recorded.number)),
        ref=f"violation:{recorded.number}",
        reply_to=recorded.message,
    )
    scene.tell(
        after.member,
        appeals.violation_recorded(
            scene.voice,
            chat=scene.chat.title,
            number=recorded.number,
            rule=rule,
            note=recorded.note,
            until=scene.now + after.policy.appeal_term,
        ),
        keyboard=appeal_keyboards.contest(scene.voice, scene.chat.chat, violation=recorded.number),
    )


async def _undone(scene: Scene, after: Case, annulled: ViolationAnnulled) -> None:
    member, by = await scene.all_named([after.member, annulled.by])
    counted = len(after.counted(scene.now))
    before = annulled.replaced_by
    assert before is not None  # noqa: S101 -- else it is no correction
    scene.change(
        f"violation:{annulled.number}",
        violations.annulled(
            scene.voice, member=member, by=by, number=annulled.number, reason="", counted=counted
        ),
    )
    scene.change(
        f"violation:{before}",
        violations.counts_again(scene.voice, member=member, by=by, number=before, counted=counted),
    )
