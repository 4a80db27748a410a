"""The buttons of cards, and the list of open cards (п. 5.12.2, 5.12.7)."""

from collections.abc import Collection, Iterable, Mapping

from handlers.cards import (
    card_of,
    card_ref,
    note_taken,
    removed_on_a_card,
    send_once_more,
    show_anew,
    sightings_of,
)
from handlers.chats import freshen
from handlers.college import authority_of, served_among
from handlers.commands import Command
from handlers.conversation.buttons import CardAct
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.grounds import aimed_at
from handlers.repeats import answered_in, other_rules, rule_anew
from handlers.replying import misunderstood
from handlers.waiting import show_what_waits
from handlers.words import refusals, replies
from handlers.words import suspicions as words
from rules.case import Case, Granted, Refused
from rules.decide import decide
from rules.detectors.inspection import lessons
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.openness import correctable, is_recorded_otherwise, settlement_of
from rules.permissions import against, against_recording
from rules.settling import LIST_CARDS, SETTLE_CARD
from rules.vocabulary.people import NOT_MODERATOR, Actor
from rules.vocabulary.suspicions import (
    SETTLED_ALREADY,
    SUSPECTED_REMOVED,
    ClearSuspicion,
    CountSuspicion,
    LeaveSuspicion,
    RemoveSuspected,
    ReopenSuspicion,
    Suspicion,
    SuspicionRequest,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from storage.records import ChatState, Sighting
from storage.subjects.suspicions import DueSuspicion

_SENT_AT_ONCE = 5
"""Most cards sent in answer to one `/карточки`."""


async def settle(services: Services, pressed: Pressed, press: CardAct) -> None:
    """Handle a button of a card."""
    chat, number = ChatId(press.chat), SuspicionNumber(press.card)
    await freshen(services, chat, moderator=pressed.author)
    record = ViolationNumber(press.violation)
    answered = await answered_in(services, chat, record) if press.act == "rule" else None
    async with open_scene(services, chat, event=pressed.event) as scene:
        owner = await scene.work.suspicion_owner(chat, number)
        case = None if owner is None else await scene.case(owner, suspicion=number, suspicions=True)
        if case is None or case.suspicion is None:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        if press.act == "more":
            await _turn(scene, pressed, press, case)
            return
        if press.act == "take":
            await _take(scene, pressed, case, case.suspicion)
            return
        if press.act in {"rules", "rule", "keep"}:
            await _correct(scene, pressed, press, case, answered)
            return
        sightings = {
            message: sighting
            for message, sighting in (await sightings_of(scene, case.suspicion)).items()
            if not is_recorded_otherwise(case, case.suspicion, message)
        }
        hurt = await aimed_at(scene, sightings=sightings.values())
        by = await scene.actor(pressed.author)
        request = _asked(press, case.suspicion, by, sightings, hurt)
        removal = RemoveSuspected(by=by, number=number)
        if press.act == "both":
            removing = decide(case, removal, scene.now)
            if isinstance(removing, Refused) and removing.reason != SUSPECTED_REMOVED:
                await scene.refuse(removing.reason, pressed)
                return
        match await scene.rule(case, request):
            case Granted(facts=facts):
                if press.act == "both":
                    removed = await scene.rule(case, removal)
                    facts = (*facts, *(removed.facts if isinstance(removed, Granted) else ()))
                await _announce(scene, case, facts)
                await show_anew(scene, case.member, number)
                scene.pop_up(pressed, replies.done(scene.voice))
            case Refused(reason=reason):
                await scene.refuse(reason, pressed)


async def _announce(scene: Scene, case: Case, facts: tuple[Fact, ...]) -> None:
    """Announce what a moderator settled; a record and the removal of its message as one act."""
    recorded = {fact.message for fact in facts if isinstance(fact, ViolationRecorded)}
    apart = [
        fact for fact in facts if isinstance(fact, MessageRemoved) and fact.message not in recorded
    ]
    await removed_on_a_card(scene, case, apart, silent=bool(recorded))
    await scene.announce(case, [fact for fact in facts if fact not in apart])


async def _turn(scene: Scene, pressed: Pressed, press: CardAct, case: Case) -> None:
    """Show another message of a card on the presser's copy."""
    assert case.suspicion is not None  # noqa: S101 -- else the press is outdated
    if refusal := against(SETTLE_CARD, await scene.actor(pressed.author)):
        await scene.refuse(refusal, pressed)
        return
    card, buttons = await card_of(scene, case, case.suspicion, page=press.page)
    ref = card_ref(scene, case.suspicion.number)
    scene.change(ref, card, keyboard=buttons, to=pressed.chat)
    scene.acknowledge(pressed)


async def _take(scene: Scene, pressed: Pressed, case: Case, suspicion: Suspicion) -> None:
    """Show on every copy of an open card who decides about it."""
    by = await scene.actor(pressed.author)
    if refusal := against_recording(case, by, SETTLE_CARD):
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
    violation = correctable(case, suspicion)
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
        card, buttons = await card_of(scene, case, suspicion)
        if press.act == "rules":
            buttons = other_rules(scene.voice, scene.policy.conduct, violation, press)
        ref = card_ref(scene, suspicion.number)
        scene.change(ref, card, keyboard=buttons, to=pressed.chat)
        scene.acknowledge(pressed)


async def list_open(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/карточки`: send the open cards again to the asker."""
    if rest:
        # the list is not about one person: do not ignore a name silently
        await misunderstood(services, wrote, Command.CARDS)
        return
    if not await _hears_the_list(services, wrote):
        return
    waiting = 0
    if wrote.private and wrote.author in services.administrators:
        waiting = await show_what_waits(services, wrote.author)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        cards = (
            await all_open_cards(scene, wrote.author)
            if wrote.private
            else await open_cards(scene, wrote.author, (wrote.chat,))
        )
        shown = cards[:_SENT_AT_ONCE]
        if cards or not waiting:
            said = words.open_cards(scene.voice, count=len(cards), shown=len(shown))
            scene.tell(wrote.author, said)
    for card in shown:
        async with open_scene(services, card.chat) as scene:
            await send_once_more(scene, card, wrote.author)


async def open_cards(
    scene: Scene, moderator: MemberId, chats: Collection[ChatId]
) -> list[DueSuspicion]:
    """Return the open cards of chats that a person moderates, without those about themselves."""
    found = [each for chat in chats for each in await scene.work.open_suspicions(chat)]
    return await _open_among(scene, found, moderator)


async def all_open_cards(scene: Scene, moderator: MemberId) -> list[DueSuspicion]:
    """Return what an administrator, or a moderator, has open in all their chats."""
    if moderator not in scene.services.administrators:
        authority = await authority_of(scene.work, scene.services, moderator)
        return await open_cards(
            scene, moderator, await served_among(scene.work, authority.moderates)
        )
    found = [each for each in await scene.work.open_suspicions() if await _is_served(scene, each)]
    return await _open_among(scene, found, moderator)


async def _open_among(
    scene: Scene, found: Iterable[DueSuspicion], moderator: MemberId
) -> list[DueSuspicion]:
    return [each for each in found if each.member != moderator and await _is_open(scene, each)]


async def _is_served(scene: Scene, card: DueSuspicion) -> bool:
    record = await scene.work.chat(card.chat)
    return record is not None and record.state is ChatState.SERVED


async def _is_open(scene: Scene, card: DueSuspicion) -> bool:
    case = await scene.case_in(card.chat, card.member, suspicion=card.number)
    return case.suspicion is not None and settlement_of(case, case.suspicion) is None


async def _hears_the_list(services: Services, wrote: Wrote) -> bool:
    """Return whether the asker moderates and allows private messages; tell them if not."""
    if wrote.private:
        async with services.storage.reading() as reading:
            authority = await authority_of(reading, services, wrote.author)
        if authority.may:
            return True
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            scene.tell(wrote.author, refusals.refused(scene.voice, NOT_MODERATOR))
        return False
    await freshen(services, wrote.chat, moderator=wrote.author)
    async with open_scene(services, wrote.chat) as scene:
        if refusal := against(LIST_CARDS, await scene.actor(wrote.author)):
            await scene.refuse(refusal, wrote)
            return False
        return await answers_privately(scene, wrote, Command.CARDS)


def _asked(
    press: CardAct,
    suspicion: Suspicion,
    by: Actor,
    sightings: Mapping[MessageId, Sighting | None],
    hurt: frozenset[MemberId],
) -> SuspicionRequest:
    number = suspicion.number
    match press.act:
        case "count" | "both":
            return CountSuspicion(by=by, number=number, aimed_at=hurt)
        case "remove":
            return RemoveSuspected(by=by, number=number)
        case "clear":
            taught = {
                digest
                for sighting in sightings.values()
                if sighting is not None
                for digest in lessons(ChatId(press.chat), sighting.text, sighting.detections)
            }
            return ClearSuspicion(by=by, number=number, taught=tuple(sorted(taught)))
        case "reopen":
            return ReopenSuspicion(by=by, number=number)
        case "leave":
            return LeaveSuspicion(by=by, number=number)
        case _:
            raise AssertionError(press.act)  # answered before


ROWS = Rows(
    commands={Command.CARDS: list_open},
    private={Command.CARDS: list_open},
    buttons={CardAct: settle},
)
