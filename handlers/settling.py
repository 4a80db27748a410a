"""The buttons of cards, and the list of open cards (п. 5.12.2, 5.12.7)."""

from collections.abc import Mapping

from handlers.cards import (
    card_of,
    card_ref,
    removed_on_a_card,
    send_once_more,
    show_anew,
    sightings_of,
)
from handlers.chats import freshen
from handlers.college import authority_of
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
from rules.detectors.inspection import lessons
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.openness import correctable, is_recorded_otherwise, settlement_of
from rules.permissions import against, may_moderate
from rules.settling import LIST_CARDS, SETTLE_CARD
from rules.vocabulary.people import NOT_MODERATOR, Actor
from rules.vocabulary.suspicions import (
    ClearSuspicion,
    CountSuspicion,
    LeaveSuspicion,
    RemoveSuspected,
    ReopenSuspicion,
    Suspicion,
    SuspicionRequest,
)
from rules.vocabulary.violations import MessageRemoved
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
        if press.act in {"rules", "rule", "keep"}:
            await _correct(scene, pressed, press, case, answered)
            return
        sightings = {
            message: sighting
            for message, sighting in (await sightings_of(scene, case.suspicion)).items()
            if not is_recorded_otherwise(case, case.suspicion, message)
        }
        hurt = await aimed_at(scene, sightings=sightings.values())
        request = _asked(press, case.suspicion, await scene.actor(pressed.author), sightings, hurt)
        match await scene.rule(case, request):
            case Granted(facts=facts):
                await removed_on_a_card(scene, case, facts)
                rest = [fact for fact in facts if not isinstance(fact, MessageRemoved)]
                await scene.announce(case, rest)
                await show_anew(scene, case.member, number)
                scene.pop_up(pressed, replies.done(scene.voice))
            case Refused(reason=reason):
                await scene.refuse(reason, pressed)


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
    cards = await open_cards_for(services, wrote.author, None if wrote.private else wrote.chat)
    if waiting and not cards:
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        shown = cards[:_SENT_AT_ONCE]
        said = words.open_cards(scene.voice, count=len(cards), shown=len(shown))
        scene.tell(wrote.author, said)
    for card in shown:
        async with open_scene(services, card.chat) as scene:
            await send_once_more(scene, card, wrote.author)


async def open_cards_for(
    services: Services, moderator: MemberId, only: ChatId | None = None
) -> list[DueSuspicion]:
    """Return the open cards of the chats that a person moderates, or of one of them."""
    async with services.storage.reading() as reading:
        served = [chat.chat for chat in await reading.chats() if chat.state is ChatState.SERVED]
        wanted = [
            chat for chat in served if only in {None, chat} and await reading.open_suspicions(chat)
        ]
    cards: list[DueSuspicion] = []
    for chat in wanted:
        async with open_scene(services, chat) as scene:
            if may_moderate(by := await scene.actor(moderator)):
                cards += await _open_cards(scene, but=by.member)
    return cards


async def _open_cards(scene: Scene, *, but: MemberId) -> list[DueSuspicion]:
    """Return the open cards of the scene's chat, without those about `but`."""
    cards = []
    for each in await scene.work.open_suspicions(scene.chat.chat):
        if each.member == but:
            continue
        case = await scene.case(each.member, suspicion=each.number)
        if case.suspicion is not None and settlement_of(case, case.suspicion) is None:
            cards.append(each)
    return cards


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
        case "count":
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
