"""`/нарушение`: п. 5.12.4."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.appeals import tell_of_record
from handlers.asking import ask_whom
from handlers.blocks import follow_proposal
from handlers.chats import freshen
from handlers.commands import EMPHASIS, Command
from handlers.conversation.announcing import Change
from handlers.conversation.arguments import WhomAndRule, read_whom_and_rule
from handlers.conversation.buttons import SeeOwn, UndoAct
from handlers.conversation.choosing import Chosen, answer_in_place
from handlers.conversation.keyboards import removable_keyboard, undo_keyboard
from handlers.conversation.people import Within, find_within
from handlers.conversation.repeating import repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.evidence import keep_evidence
from handlers.grounds import aimed_at, answered_by, ask_rule, rule_both, rule_now
from handlers.passing import pass_on
from handlers.repeats import refuse
from handlers.replying import Meant, find_meant, misunderstood
from handlers.undoing import correction_in
from handlers.visibility import Shown, show, shown_as
from handlers.words import replies
from handlers.words import violations as words
from handlers.words import visibility as unnamed
from rules.case import Case, Refused
from rules.detectors.message import Original
from rules.ids import MemberId, MessageId, RuleNumber, ViolationNumber
from rules.repeats import against_reinstating
from rules.settings import Visibility
from rules.vocabulary.bases import Refusal
from rules.vocabulary.brakes import TooFast
from rules.vocabulary.violations import (
    MessageRemoved,
    NoSuchRule,
    RecordViolation,
    RemovalWithdrawn,
    RemoveMessage,
    RuleMissing,
    Violation,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)


async def announce_violation(
    scene: Scene, change: Change, fact: ViolationRecorded | ViolationAnnulled | ViolationReinstated
) -> None:
    """Announce that a violation was recorded, annulled, or reinstated."""
    if correction_in(change.facts) is not None:
        # announced as one act
        return
    match fact:
        case ViolationRecorded():
            await _announce_record(scene, change, fact)
        case ViolationAnnulled():
            await _announce_annulment(scene, change, fact)
            await follow_proposal(scene, change)
        case ViolationReinstated():
            await _announce_reinstatement(scene, change, fact)
            await follow_proposal(scene, change)


async def _announce_record(scene: Scene, change: Change, fact: ViolationRecorded) -> None:
    texts, message, number = scene.voice.texts, fact.message, fact.number
    removed, ref = is_removed_with(change, message), f"violation:{number}"
    shown = await show(scene, ref, fact.member, fact.by, asks=SeeOwn(violation=number))
    if removed:
        keyboard = undo_keyboard(texts, UndoAct(act="both", key=number))
    elif message is None or await scene.work.removal_owner(scene.chat.chat, message) is not None:
        keyboard = undo_keyboard(texts, UndoAct(act="violation", key=number))
    else:
        keyboard = removable_keyboard(texts, number)
    if not shown.silent:
        scene.say_undoable(
            await notice_of(scene, change.after, fact, removed=removed, shown=shown),
            keyboard=keyboard,
            ref=ref,
            reply_to=None if removed else message or (change.reply_to if shown.named else None),
            to=shown.to,
            stays=shown.stays,
        )
    tell_of_record(scene, change.after, fact)


def is_removed_with(change: Change, message: MessageId | None) -> bool:
    """Return whether a removal of the recorded message is announced with the record."""
    before = change.before.removal
    if before is not None and before.message == message and not before.withdrawn:
        return True
    return any(
        isinstance(fact, MessageRemoved) and fact.message == message for fact in change.facts
    )


async def notice_of(
    scene: Scene, case: Case, record: Violation | ViolationRecorded, *, removed: bool, shown: Shown
) -> str:
    """Return the announcement of a standing record; `removed`: together with its message."""
    broken = rule_now(scene, record.rule)
    assert broken is not None  # noqa: S101 -- the policy cited it just now
    if not shown.named:
        of_rule = unnamed.removed if removed else unnamed.reminded
        return of_rule(scene.voice, rule=broken)
    if not shown.public:
        return unnamed.told_privately(
            scene.voice,
            chat=scene.chat.title,
            member=await scene.named(record.member),
            number=record.number,
            rule=broken,
            counted=len(case.counted(scene.now)),
            threshold=case.policy.threshold,
        )
    return words.recorded(
        scene.voice,
        member=await scene.named(record.member),
        number=record.number,
        rule=broken,
        note=await repeatable(scene, record.note),
        counted=len(case.counted(scene.now)),
        threshold=case.policy.threshold,
        automatic=record.by is None,
        removed=removed,
    )


async def _announce_annulment(scene: Scene, change: Change, fact: ViolationAnnulled) -> None:
    number, after, asks = fact.number, change.after, SeeOwn(violation=fact.number)
    counted, gone = len(after.counted(scene.now)), is_withdrawn_with(change, fact)
    before, by = await shown_as(scene, f"violation:{number}", asks), await scene.named(fact.by)
    on_appeal, ref = _stays_annulled(after, number), f"annulment:{number}"
    if before.named:
        annulled = words.annulled(
            scene.voice,
            member=await scene.named(fact.member),
            by=by,
            number=number,
            reason=await repeatable(scene, fact.reason),
            counted=counted,
        )
        if gone:
            annulled = f"{annulled}\n{words.not_given_back(scene.voice)}"
    else:
        annulled = unnamed.annulled(scene.voice, by=by, removed=gone)
    if before.how is not Visibility.NAMED and not on_appeal:
        told = unnamed.own_annulled(
            scene.voice, chat=scene.chat.title, number=number, counted=counted
        )
        scene.tell(fact.member, told)
    if fact.undone:
        scene.change(f"violation:{number}", annulled, keyboard=before.stays, to=before.to)
        return
    shown = await show(scene, ref, fact.member, fact.by, asks=asks, like=before)
    if not shown.public and (on_appeal or shown.silent):
        return
    if on_appeal:
        scene.say(annulled, keyboard=shown.stays, ref=ref, reply_to=change.reply_to)
        return
    act = UndoAct(act="annulment", key=number)
    scene.say_undoable(
        annulled if shown.named else unnamed.annulled(scene.voice, by=by, removed=gone),
        keyboard=undo_keyboard(scene.voice.texts, act),
        ref=ref,
        reply_to=change.reply_to,
        to=shown.to,
        stays=shown.stays,
    )


async def _announce_reinstatement(scene: Scene, change: Change, fact: ViolationReinstated) -> None:
    number, counted = fact.number, len(change.after.counted(scene.now))
    ref, by = f"annulment:{fact.number}", await scene.named(fact.by)
    shown = await shown_as(scene, ref, SeeOwn(violation=number))
    if shown.named:
        member = await scene.named(fact.member)
        again = words.counts_again(
            scene.voice, member=member, by=by, number=number, counted=counted
        )
    else:
        again = unnamed.counts_again(scene.voice, by=by)
    scene.change(ref, again, keyboard=shown.stays, to=shown.to)
    if shown.how is not Visibility.NAMED:
        told = unnamed.own_counts_again(
            scene.voice, chat=scene.chat.title, number=number, counted=counted
        )
        scene.tell(fact.member, told)


def is_withdrawn_with(change: Change, fact: ViolationAnnulled) -> bool:
    """Return whether the removal of the recorded message is taken back with the record."""
    record = change.after.violation(fact.number)
    return record is not None and any(
        isinstance(other, RemovalWithdrawn) and other.message == record.message
        for other in change.facts
    )


def _stays_annulled(after: Case, number: ViolationNumber) -> bool:
    """Return whether an appeal annulled the violation: a moderator cannot undo that."""
    violation = after.violation(number)
    return violation is not None and against_reinstating(after, violation) is not None


async def record(services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None) -> None:
    """Handle `/нарушение 3 пояснение` in answer to a message, or `/нарушение @name 3`.

    `/нарушение! 3` removes the message, too. Without a rule the asker chooses one.
    """
    removes = rest.startswith(EMPHASIS)
    asked = read_whom_and_rule(
        rest.removeprefix(EMPHASIS),
        services.pages,
        services.policy.conduct,
        answers=wrote.answered is not None,
    )
    message = None
    meant = await _meant(services, wrote, asked, rest)
    if meant is None:
        return
    member, note = meant.member, " ".join(filter(None, (meant.rest, asked.note)))
    if member == wrote.answered:
        # also where the person is both named and answered: it is still about that message
        message = wrote.answers
    rule = asked.rule if meant.sure else None
    if chosen is not None:
        rule = RuleNumber(int(chosen.value))
    if removes and message is None:
        await misunderstood(services, wrote, Command.VIOLATION, replies.answer_needed)
        return
    await freshen(services, wrote.chat, member, moderator=wrote.author)
    answered = await answered_by(services, wrote.chat, message)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        answer_in_place(scene, chosen)
        case = await scene.case(member, removal=message if removes else None, suspicions=True)
        by = await scene.actor(wrote.author)
        hurt = await aimed_at(
            scene,
            author=wrote.author,
            note=note,
            text="" if message is None else wrote.answered_text,
            answered=answered,
        )
        posted_at = None if message is None else wrote.answered_at
        request = RecordViolation(
            by=by,
            rule=rule,
            message=message,
            note=note,
            aimed_at=hurt,
            posted_at=posted_at,
        )
        removal = None
        if removes and message is not None:
            removal = RemoveMessage(by=by, rule=rule, message=message, posted_at=posted_at)
        refusal = await carry_out(
            scene,
            case,
            request,
            removal=removal,
            said=wrote.answered_original,
            reply_to=wrote.reply_to,
        )
        match refusal:
            case None:
                pass
            case RuleMissing() | NoSuchRule():
                about = None if meant.sure else await scene.named(member)
                question = replies.which_rule(scene.voice, unknown=rule, about=about)
                guesses = asked.guesses if asked.rule is None else (asked.rule, *asked.guesses)
                await ask_rule(scene, wrote, Command.VIOLATION, rest, question, guesses)
            case _:
                if not await pass_on(scene, wrote, member, request, refusal):
                    await refuse(scene, wrote, case, request, refusal)


async def _meant(services: Services, wrote: Wrote, asked: WhomAndRule, rest: str) -> Meant | None:
    """Return whose violation is meant; if nobody's, ask; if several people fit, say so."""
    if asked.whom is not None:
        return await find_meant(services, wrote, asked.whom, Command.VIOLATION)
    if wrote.answered is None:
        await ask_whom(services, wrote, Command.VIOLATION, rest)
        return None
    if asked.before:
        other = await find_within(services, wrote.chat, asked.before)
        if isinstance(other, Within) and other.member != wrote.answered:
            # «Спорщиков 3» in answer to somebody else's message: one of the two is a slip
            return Meant(member=other.member, sure=False)
    return Meant(member=wrote.answered, sure=not wrote.guessed)


async def carry_out(
    scene: Scene,
    case: Case,
    request: RecordViolation,
    *,
    removal: RemoveMessage | None,
    said: Original,
    reply_to: MessageId | None = None,
) -> Refusal | None:
    """Record a violation, with the `removal` of its message; announce it, or return the refusal.

    `said` is what the message says: the people who decide on an appeal see it (п. 6.1).
    """
    # a missing rule is asked for by the record
    ruling = await rule_both(
        scene,
        case,
        request,
        removal,
        unless=lambda refusal: isinstance(refusal, RuleMissing | NoSuchRule),
    )
    if isinstance(ruling, Refused) and not isinstance(ruling.reason, TooFast):
        return ruling.reason
    # also of what waits for a second person: it may be gone by then
    message = request.message
    if message is not None:
        await keep_evidence(scene, message, case.member, said)
        await keep_known(scene, message, posted_at=request.posted_at, aimed_at=request.aimed_at)
    if isinstance(ruling, Refused):
        return ruling.reason
    await scene.announce(case, ruling.facts, reply_to=reply_to)
    return None


KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was known of a message when a measure was taken: a press may add the other measure.

    `posted_at` (UTC) is when it was written; `aimed_at` as in `RecordViolation`.
    """

    posted_at: datetime | None = None
    aimed_at: frozenset[MemberId] = frozenset()


async def keep_known(
    scene: Scene, message: MessageId, *, posted_at: datetime | None, aimed_at: Iterable[MemberId]
) -> None:
    """Store what cannot be asked once a message is removed; kept as long as other notices."""
    posted = None if posted_at is None else int(posted_at.timestamp())
    data = {"posted": posted, "aimed_at": sorted(aimed_at)}
    await scene.note(f"{KNOWN}:{message}", KNOWN, data)


async def known_of(scene: Scene, message: MessageId) -> Known:
    """Return what was known of a message, as far as it is still stored."""
    kept = await scene.work.notice(scene.chat.chat, f"{KNOWN}:{message}")
    if kept is None:
        return Known()
    posted = kept.data["posted"]
    return Known(
        posted_at=None if posted is None else datetime.fromtimestamp(posted, UTC),
        aimed_at=frozenset(map(MemberId, kept.data["aimed_at"])),
    )


ROWS = Rows(
    commands={Command.VIOLATION: record},
    choices={Command.VIOLATION: record},
    announcers={
        ViolationRecorded: announce_violation,
        ViolationAnnulled: announce_violation,
        ViolationReinstated: announce_violation,
    },
)
