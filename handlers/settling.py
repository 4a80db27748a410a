"""The buttons of cards, and which of them are open (п. 5.12.2, 5.12.7)."""

from collections.abc import Collection, Sequence

from handlers.around import near_words, read_around
from handlers.cards import (
    card_of,
    card_ref,
    gravest_first,
    note_taken,
    removed_on_a_card,
    show_anew,
)
from handlers.chats import freshen
from handlers.complaints import answer_at_end
from handlers.conversation.buttons import CardAct
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.grounds import aimed_at, rule_both
from handlers.messenger import Written
from handlers.repeats import answered_in, other_rules, rule_anew, rules_to_cite
from handlers.wordlists import put_exception
from handlers.words import replies
from handlers.words import suspicions as words
from rules.case import Case, Granted, Refused
from rules.college import Authority
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.openness import correctable, is_recorded_otherwise, open_in, settlement_of
from rules.permissions import against
from rules.settling import SETTLE_CARD, against_settling
from rules.vocabulary.people import Actor
from rules.vocabulary.suspicions import (
    SETTLED_ALREADY,
    SUSPECTED_REMOVED,
    ClearSuspicion,
    CountSuspicion,
    LeaveSuspicion,
    Origin,
    RemoveSuspected,
    ReopenSuspicion,
    Suspicion,
    SuspicionRequest,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from storage.records import ChatState
from storage.subjects.suspicions import DueSuspicion

"""Messages shown beside one of a card: two before it and one after, if there are."""


async def settle(services: Services, pressed: Pressed, press: CardAct) -> None:
    """Handle a button of a card."""
    chat, number = ChatId(press.chat), SuspicionNumber(press.card)
    await freshen(services, chat, moderator=pressed.author)
    record = ViolationNumber(press.violation)
    answered = await answered_in(services, chat, record) if press.act == "rule" else None
    near = await _around(services, pressed, press) if press.act == "near" else ()
    async with open_scene(services, chat, event=pressed.event) as scene:
        owner = await scene.work.suspicion_owner(chat, number)
        case = None if owner is None else await scene.case(owner, suspicion=number, suspicions=True)
        suspicion = None if case is None else case.suspicion
        if case is None or suspicion is None:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        if press.act == "both" and press.message is None:
            # a button of an older version, which was about the whole card
            left = open_in(case, suspicion)
            gravest = next((each for each in gravest_first(case, suspicion) if each in left), None)
            press = press.model_copy(update={"message": gravest})
        match press.act:
            case "more":
                await _turn(scene, pressed, press, case)
            case "near":
                await _show_near(scene, pressed, press, case, near)
            case "take":
                await _take(scene, pressed, case, suspicion)
            case "rules" | "rule" | "keep":
                await _correct(scene, pressed, press, case, answered)
            case "except":
                await _except(scene, pressed, press, case)
            case _:
                await _decide(scene, pressed, press, case, suspicion)


async def _decide(
    scene: Scene, pressed: Pressed, press: CardAct, case: Case, suspicion: Suspicion
) -> None:
    """Record, remove or clear what was found in a message, or undo that."""
    by = await scene.actor(pressed.author)
    message = None if press.message is None else MessageId(press.message)
    if message is not None and _lacks_rule(case, suspicion, message, press):
        await _ask_rule(scene, pressed, press, case, message)
        return
    asked = suspicion.messages if message is None else (message,)
    sightings = [
        await scene.work.sighting(scene.chat.chat, each)
        for each in asked
        if not is_recorded_otherwise(case, suspicion, each)
    ]
    hurt = await aimed_at(scene, sightings=sightings)
    request = _asked(press, suspicion, by, message, hurt)
    rule = RuleNumber(press.rule) if press.rule else None
    also = RemoveSuspected(by=by, number=suspicion.number, message=message, rule=rule)
    ruling = await rule_both(
        scene,
        case,
        request,
        also if press.act == "both" else None,
        unless=lambda refusal: refusal == SUSPECTED_REMOVED,
    )
    match ruling:
        case Granted(facts=facts):
            await _announce(scene, case, facts)
            stays = press.act in {"clear", "reopen"}
            await show_anew(
                scene,
                case.member,
                suspicion.number,
                to=pressed.chat if stays else None,
                message=message,
            )
            scene.pop_up(pressed, replies.done(scene.voice))
        case Refused(reason=reason):
            await scene.refuse(reason, pressed)


def _lacks_rule(case: Case, suspicion: Suspicion, message: MessageId, press: CardAct) -> bool:
    """Return whether a press has to say which rule was broken: nothing but complaints is known."""
    found = suspicion.found_in(message)
    only_reported = bool(found) and all(each.detector is Origin.REPORTED for each in found)
    return press.act in {"count", "both", "remove"} and not press.rule and only_reported


async def _ask_rule(
    scene: Scene, pressed: Pressed, press: CardAct, case: Case, message: MessageId
) -> None:
    """Show the rules on the presser's copy of a card."""
    assert case.suspicion is not None  # noqa: S101 -- else the press is outdated
    if refusal := against_settling(case, await scene.actor(pressed.author)):
        await scene.refuse(refusal, pressed)
        return
    page = gravest_first(case, case.suspicion).index(message)
    card = await card_of(scene, case, case.suspicion, page=page)
    buttons = rules_to_cite(scene.voice, scene.policy.conduct, press, page)
    ref = card_ref(scene, case.suspicion.number)
    scene.change(ref, card.text, keyboard=buttons, to=pressed.chat)
    scene.acknowledge(pressed)


async def announce_settled(scene: Scene, case: Case, facts: tuple[Fact, ...]) -> None:
    """Announce what a moderator settled on the case's card, and show that on the card."""
    await _announce(scene, case, facts)
    if case.suspicion is not None:
        await show_anew(scene, case.member, case.suspicion.number)


async def _announce(scene: Scene, case: Case, facts: tuple[Fact, ...]) -> None:
    """Announce what a moderator settled; a record and the removal of its message as one act."""
    recorded = {fact.message for fact in facts if isinstance(fact, ViolationRecorded)}
    apart = [
        fact for fact in facts if isinstance(fact, MessageRemoved) and fact.message not in recorded
    ]
    await removed_on_a_card(scene, case, apart, silent=bool(recorded))
    await scene.announce(case, [fact for fact in facts if fact not in apart])
    if apart:
        answer_at_end(scene)


async def _turn(scene: Scene, pressed: Pressed, press: CardAct, case: Case) -> None:
    """Show another message of a card on the presser's copy."""
    assert case.suspicion is not None  # noqa: S101 -- else the press is outdated
    if refusal := against(SETTLE_CARD, await scene.actor(pressed.author)):
        await scene.refuse(refusal, pressed)
        return
    card = await card_of(scene, case, case.suspicion, page=press.page)
    ref, buttons = card_ref(scene, case.suspicion.number), card.buttons_for(pressed.chat)
    scene.change(ref, card.text, keyboard=buttons, to=pressed.chat)
    scene.acknowledge(pressed)


async def _around(services: Services, pressed: Pressed, press: CardAct) -> tuple[Written, ...]:
    """Read what was written around a message, for a moderator; () if that cannot be read."""
    chat, number = ChatId(press.chat), SuspicionNumber(press.card)
    async with open_scene(services, chat) as scene:
        owner = await scene.work.suspicion_owner(chat, number)
        case = None if owner is None else await scene.case(owner, suspicion=number)
        refusal = against(SETTLE_CARD, await scene.actor(pressed.author))
    suspicion = None if case is None or refusal else case.suspicion
    if suspicion is None or press.message not in suspicion.messages:
        return ()
    message = MessageId(press.message)
    at = min(each.posted_at for each in suspicion.found_in(message))
    return await read_around(services, chat, message, at)


async def _show_near(
    scene: Scene, pressed: Pressed, press: CardAct, case: Case, around: Sequence[Written]
) -> None:
    """Show what was written beside a message, on the presser's copy until the next press.

    It is kept nowhere. A staff chat's copy is everybody's: there the presser alone is told.
    """
    suspicion = case.suspicion
    assert suspicion is not None  # noqa: S101 -- else the press is outdated
    if refusal := against(SETTLE_CARD, await scene.actor(pressed.author)):
        await scene.refuse(refusal, pressed)
        return
    if press.message not in suspicion.messages or not around:
        scene.pop_up(pressed, words.nothing_near(scene.voice))
        return
    message = MessageId(press.message)
    near = await near_words(scene, message, around)
    if pressed.private:
        page = gravest_first(case, suspicion).index(message)
        card = await card_of(scene, case, suspicion, page=page)
        ref, buttons = card_ref(scene, suspicion.number), card.buttons_for(pressed.chat)
        scene.change(ref, words.with_near(card.text, near), keyboard=buttons, to=pressed.chat)
    else:
        scene.tell(pressed.author, near)
    scene.acknowledge(pressed)


async def _except(scene: Scene, pressed: Pressed, press: CardAct, case: Case) -> None:
    """Handle «Больше не отмечать»: the second step after «Не нарушение»."""
    suspicion = case.suspicion
    assert suspicion is not None  # noqa: S101 -- else the press is outdated
    message = MessageId(press.message or 0)
    sighting = await scene.work.sighting(scene.chat.chat, message)
    found = () if sighting is None or message not in suspicion.messages else sighting.detections
    if await put_exception(scene, pressed, found, press.word or ""):
        await show_anew(scene, case.member, suspicion.number, to=pressed.chat, message=message)


async def _take(scene: Scene, pressed: Pressed, case: Case, suspicion: Suspicion) -> None:
    """Show on every copy of an open card who decides about it."""
    by = await scene.actor(pressed.author)
    if refusal := against_settling(case, by):
        await scene.refuse(refusal, pressed)
    elif settlement_of(case, suspicion) is not None:
        await scene.refuse(SETTLED_ALREADY, pressed)
    else:
        await note_taken(scene, suspicion.number, by.member)
        await show_anew(scene, case.member, suspicion.number)
        scene.acknowledge(pressed)


async def _correct(
    scene: Scene, pressed: Pressed, press: CardAct, case: Case, answered: MemberId | None
) -> None:
    """Handle «Другое правило»: show the rules on the presser's copy, then record under one."""
    suspicion = case.suspicion
    assert suspicion is not None  # noqa: S101 -- else the press is outdated
    by = await scene.actor(pressed.author)
    message = suspicion.messages[0] if press.message is None else MessageId(press.message)
    violation = correctable(case, suspicion, message)
    if refusal := against(SETTLE_CARD, by):
        await scene.refuse(refusal, pressed)
    elif violation is None or violation.number != press.violation:
        scene.pop_up(pressed, replies.outdated(scene.voice))
    elif press.act == "rule":
        rule = RuleNumber(press.rule)
        ruling = await rule_anew(scene, case, by, violation, rule, answered)
        match ruling:
            case Granted(facts=facts):
                await scene.announce(case, facts)
                scene.pop_up(pressed, replies.done(scene.voice))
            case Refused(reason=reason):
                await scene.refuse(reason, pressed)
    else:
        page = gravest_first(case, suspicion).index(message)
        card = await card_of(scene, case, suspicion, page=page)
        buttons = card.buttons_for(pressed.chat)
        if press.act == "rules":
            buttons = other_rules(scene.voice, scene.policy.conduct, violation, press)
        ref = card_ref(scene, suspicion.number)
        scene.change(ref, card.text, keyboard=buttons, to=pressed.chat)
        scene.acknowledge(pressed)


async def moderated_chats(scene: Scene, authority: Authority) -> list[ChatId]:
    """Return the served chats that a moderator looks after; an administrator, all of them."""
    return [
        each.chat
        for each in await scene.work.chats()
        if each.state is ChatState.SERVED and authority.reaches(each.chat)
    ]


async def open_cards(
    scene: Scene, moderator: MemberId, chats: Collection[ChatId]
) -> list[DueSuspicion]:
    """Return the open cards of chats that a person moderates, without those about themselves."""
    cards: list[DueSuspicion] = []
    last: list[DueSuspicion] = []
    for each in await scene.work.open_suspicions(*chats):
        if each.member == moderator:
            continue
        if not (each.in_doubt or each.only_reported):
            cards.append(each)
            continue
        case = await scene.case_in(each.chat, each.member, suspicion=each.number)
        suspicion = case.suspicion
        if suspicion is None or settlement_of(case, suspicion) is not None:
            continue
        above = moderator in scene.services.administrators
        if moderator in suspicion.complained.by or (suspicion.is_for_administrators and not above):
            continue
        (last if suspicion.is_quiet else cards).append(each)
    return [*cards, *last]


def _asked(
    press: CardAct,
    suspicion: Suspicion,
    by: Actor,
    message: MessageId | None,
    hurt: frozenset[MemberId],
) -> SuspicionRequest:
    number, rule = suspicion.number, RuleNumber(press.rule) if press.rule else None
    match press.act:
        case "count" | "both":
            return CountSuspicion(by=by, number=number, message=message, aimed_at=hurt, rule=rule)
        case "remove":
            return RemoveSuspected(by=by, number=number, message=message, rule=rule)
        case "clear":
            return ClearSuspicion(by=by, number=number, message=message)
        case "reopen":
            return ReopenSuspicion(by=by, number=number, message=message)
        case "leave":
            return LeaveSuspicion(by=by, number=number, message=message)
        case _:
            raise AssertionError(press.act)  # answered before


ROWS = Rows(buttons={CardAct: settle})
