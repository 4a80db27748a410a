"""Violations that are already recorded: answer, correct, or ask about another act (п. 5.12.5)."""

from collections.abc import Sequence

from handlers.chats import freshen, moderated
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import CardAct, Press, RecordAct, SeparateAct
from handlers.conversation.keyboards import about, button, paged
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.evidence import keep_evidence
from handlers.grounds import aimed_at, answered_by
from handlers.voice import Voice
from handlers.words import replies
from handlers.words import violations as words
from rules.case import Case, Granted, Refused, Ruling
from rules.conduct import Conduct, Rule
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.permissions import against, against_answering
from rules.repeats import origin
from rules.times import is_over
from rules.violations import ANNUL_VIOLATION, RECORD_VIOLATION
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import Actor
from rules.vocabulary.violations import (
    AlreadyAnnulled,
    AlreadyRecorded,
    AnnulViolation,
    JustRecorded,
    NoSuchViolation,
    RecordViolation,
    ReplaceViolation,
    Violation,
    ViolationAnnulled,
)
from storage.effects import Button, Colour, Keyboard, Peer, Unsend
from storage.records import Notice

ALREADY = "already"


def ref_of(scene: Scene, asked: MessageId, to: Peer) -> str:
    """Return the ref of the bot's answer, in the chat or in private, to the message `asked`."""
    chat = scene.chat.chat
    return f"recorded:{asked}" if to == chat else f"recorded:{chat}:{asked}"


async def keep_one_answer(
    scene: Scene, number: ViolationNumber, asked: MessageId, to: Peer
) -> None:
    """Keep the answer to `asked` as the only one about that record; delete an older one."""
    await withdraw(scene, number, but=asked)
    await scene.note(_about(number), ALREADY, {"asked": asked, "to": to})


async def withdraw(scene: Scene, number: ViolationNumber, *, but: MessageId | None = None) -> None:
    """Delete the answer about a record, whose buttons do not work any more."""
    answer = await scene.work.notice(scene.chat.chat, _about(number))
    if answer is None or answer.data["asked"] == but:
        return
    # answers of older versions are in the chat
    to, asked = answer.data.get("to", scene.chat.chat), MessageId(answer.data["asked"])
    scene.effects.append(Unsend(to=to, ref=ref_of(scene, asked, to)))
    await scene.work.drop_notice(scene.chat.chat, answer.ref)


async def withdraw_annulled(scene: Scene, change: Change) -> None:
    """Delete the answers about annulled records; people and the bot annul them."""
    for fact in change.facts:
        if isinstance(fact, ViolationAnnulled):
            await withdraw(scene, fact.number)


def _about(number: ViolationNumber) -> str:
    return f"{ALREADY}:{number}"


_RULES_A_PAGE = 5
"""Rules on one page: each takes a row of buttons, and a message holds few rows."""


def recorded_already(voice: Voice, number: ViolationNumber, asked: MessageId) -> Keyboard:
    """Return «Другое правило» and «Отменить запись»."""
    _ = voice.texts.gettext
    rules = RecordAct(violation=number, asked=asked, act="rules")
    annul = RecordAct(violation=number, asked=asked, act="annul")
    return (
        (button(_("Another rule"), rules),),
        (button(_("Annul the record"), annul),),
    )


def other_rules(
    voice: Voice, conduct: Conduct, violation: Violation, press: RecordAct | CardAct
) -> Keyboard:
    """Return one page of the rules, without the one cited now, and a way back."""
    _ = voice.texts.gettext
    keep = press.model_copy(update={"act": "keep", "page": 0, "rule": 0})
    return _rules_to_choose(
        voice,
        [rule for rule in conduct.rules if rule.number != violation.rule],
        press.model_copy(update={"act": "rules"}),
        press.model_copy(update={"act": "rule"}),
        button(_("Leave it"), keep),
    )


def rules_to_cite(voice: Voice, conduct: Conduct, press: CardAct, page: int) -> Keyboard:
    """Return one page of the rules under one of which a message that was complained of is recorded
    or removed, as is pressed, and a way back to that `page` of its card.
    """
    back = CardAct(chat=press.chat, card=press.card, act="more", page=page)
    label = voice.texts.gettext("← Back")
    return _rules_to_choose(voice, conduct.rules, press, press, button(label, back))


def _rules_to_choose(
    voice: Voice,
    rules: Sequence[Rule],
    turn: RecordAct | CardAct,
    choose: RecordAct | CardAct,
    back: Button,
) -> Keyboard:
    def turned(to: int) -> RecordAct | CardAct:
        return turn.model_copy(update={"page": to, "rule": 0})

    shown, turns = paged(voice.texts, rules, _RULES_A_PAGE, turn.page, turned)
    rows = [
        (button(voice.rule(rule), choose.model_copy(update={"rule": rule.number})),)
        for rule in shown
    ]
    return (*rows, (*turns, back))


def another_act(voice: Voice, yes: Press, no: Press) -> Keyboard:
    """Return «Да, отдельное» and «Нет» with those presses."""
    _ = voice.texts.gettext
    return ((button(_("Yes, another"), yes, Colour.BAD), button(_("No"), no)),)


SEPARATE = "separate"


async def refuse(
    scene: Scene, wrote: Wrote, case: Case, request: RecordViolation, refusal: Refusal
) -> None:
    """Tell a moderator why nothing was recorded, with buttons if there are alternatives."""
    match refusal:
        case AlreadyRecorded(number=number):
            to = wrote.author
            await keep_one_answer(scene, number, wrote.message, to)
            await scene.answer(
                wrote,
                await scene.refused(refusal),
                keyboard=recorded_already(scene.voice, number, wrote.message),
                ref=ref_of(scene, wrote.message, to),
            )
        case JustRecorded():
            await _ask(scene, wrote, case, request, refusal)
        case _:
            await scene.refuse(refusal, wrote)


async def on_record(services: Services, pressed: Pressed, press: RecordAct) -> None:
    """Handle «Другое правило», one of the rules, «Не менять», or «Отменить запись»."""
    await freshen(services, pressed.chat, moderator=pressed.author)
    number = ViolationNumber(press.violation)
    answered = await answered_in(services, pressed.chat, number) if press.act == "rule" else None
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        by = await scene.actor(pressed.author)
        refusal = against(ANNUL_VIOLATION, by) or await _on_record(
            scene, pressed, press, by, answered
        )
        if refusal is not None:
            await scene.refuse(refusal, pressed)


async def answered_in(services: Services, chat: ChatId, number: ViolationNumber) -> MemberId | None:
    """Ask whom the message of a record answers: older records do not store it."""
    async with services.storage.reading() as reading:
        message = await reading.violation_message(chat, number)
    return await answered_by(services, chat, message)


async def _on_record(
    scene: Scene, pressed: Pressed, press: RecordAct, by: Actor, answered: MemberId | None
) -> Refusal | None:
    chat, number = scene.chat.chat, ViolationNumber(press.violation)
    owner = await scene.work.violation_owner(chat, number)
    case = None if owner is None else await scene.case(owner, suspicions=True)
    violation = None if case is None else case.violation(number)
    if case is None or violation is None:
        return NoSuchViolation(number=number)
    asked = MessageId(press.asked)
    ruling: Ruling
    match press.act:
        case "keep":
            await keep_one_answer(scene, number, asked, pressed.peer)
            await withdraw(scene, number)
            scene.acknowledge(pressed)
            return None
        case "rules":
            if violation.annulled:
                return AlreadyAnnulled(number=number)
            rules = other_rules(scene.voice, scene.policy.conduct, violation, press)
            scene.change(
                ref_of(scene, asked, pressed.peer),
                words.which_rule_instead(scene.voice, number=number, rule=violation.rule),
                keyboard=about(rules, pressed.about),
                to=pressed.peer,
            )
            scene.acknowledge(pressed)
            return None
        case "annul":
            reason = scene.voice.texts.gettext("recorded by mistake")
            ruling = await scene.rule(case, AnnulViolation(by=by, number=number, reason=reason))
        case _:
            rule = RuleNumber(press.rule)
            ruling = await rule_anew(scene, case, by, violation, rule, answered)
    match ruling:
        case Granted(facts=facts):
            # delete the pressed message: the announcement answers it
            await keep_one_answer(scene, number, asked, pressed.peer)
            await scene.announce(case, facts)
            scene.pop_up(pressed, replies.done(scene.voice))
            return None
        case Refused(reason=refused):
            return refused


async def rule_anew(
    scene: Scene,
    case: Case,
    by: Actor,
    violation: Violation,
    rule: RuleNumber,
    answered: MemberId | None,
) -> Ruling:
    """Record a violation of the case under another rule, if the policy grants it.

    `answered` is the member whom its message answers (see `answered_in`).
    """
    hurt = await _aimed_at(scene, case, violation, answered)
    request = ReplaceViolation(by=by, number=violation.number, rule=rule, aimed_at=hurt)
    return await scene.rule(case, request)


async def _aimed_at(
    scene: Scene, case: Case, violation: Violation, answered: MemberId | None
) -> frozenset[MemberId]:
    """Find again whom a record was against: older records do not store it."""
    first, message = origin(case, violation), violation.message
    kept = None if message is None else await scene.work.sighting(scene.chat.chat, message)
    return await aimed_at(
        scene,
        author=first.by if first.asked_by is None else first.asked_by,
        note=violation.note,
        answered=answered,
        sightings=[kept],
    )


async def _ask(
    scene: Scene, wrote: Wrote, case: Case, request: RecordViolation, just: JustRecorded
) -> None:
    """Ask whether it is another act, and keep the request until the answer."""
    if request.message is not None:
        await keep_evidence(scene, request.message, case.member, wrote.answered_original)
    ref = _question(wrote.chat, wrote.message)
    data = {
        "member": case.member,
        "rule": request.rule,
        "message": request.message,
        "note": request.note,
        "aimed_at": sorted(request.aimed_at),
        "by": wrote.author,
    }
    await scene.note(ref, SEPARATE, data, peer=wrote.chat)
    await scene.answer(
        wrote,
        await separate_asked(scene, case, just),
        keyboard=another_act(
            scene.voice,
            SeparateAct(asked=wrote.message, separate=True),
            SeparateAct(asked=wrote.message, separate=False),
        ),
        ref=ref,
    )


async def separate_asked(scene: Scene, case: Case, just: JustRecorded) -> str:
    """Return the question «Отдельное нарушение?» about the violation just recorded."""
    return words.is_it_another(
        scene.voice,
        member=await scene.named(case.member),
        number=just.number,
        rule=just.rule,
        by=None if just.by is None else await scene.named(just.by),
    )


async def answer(services: Services, pressed: Pressed, press: SeparateAct) -> None:
    """Handle «Да, отдельное» or «Нет»: once, from the moderator who was asked."""
    async with moderated(services, pressed) as scene:
        by = await scene.actor(pressed.author)
        if refusal := against(RECORD_VIOLATION, by):
            await scene.refuse(refusal, pressed)
            return
        ref = _question(pressed.chat, MessageId(press.asked))
        asked = await scene.work.notice(pressed.chat, ref)
        window = scene.policy.undo_window
        if asked is None or asked.kind != SEPARATE or is_over(asked.at, window, scene.now):
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        # questions of older versions do not store who was asked
        if refusal := against_answering(by, MemberId(asked.data.get("by", pressed.author))):
            await scene.refuse(refusal, pressed)
            return
        if press.separate and (refusal := await _record(scene, asked, by)):
            await scene.refuse(refusal, pressed)
            return
        await scene.work.drop_notice(pressed.chat, ref)
        answered = words.another if press.separate else words.the_same
        said = answered(scene.voice, by=await scene.named(pressed.author))
        scene.change(ref, said, to=pressed.peer)
        scene.acknowledge(pressed)


async def _record(scene: Scene, asked: Notice, by: Actor) -> Refusal | None:
    data = asked.data
    case = await scene.case(MemberId(data["member"]), suspicions=True)
    request = RecordViolation(
        by=by,
        rule=RuleNumber(data["rule"]),
        message=None if data["message"] is None else MessageId(data["message"]),
        note=data["note"],
        aimed_at=frozenset(map(MemberId, data["aimed_at"])),
        separate=True,
    )
    ruling = await scene.rule(case, request)
    if isinstance(ruling, Refused):
        return ruling.reason
    await scene.announce(case, ruling.facts)
    return None


def _question(chat: ChatId, asked: MessageId) -> str:
    return f"{SEPARATE}:{chat}:{asked}"


ROWS = Rows(buttons={RecordAct: on_record, SeparateAct: answer}, last=(withdraw_annulled,))
