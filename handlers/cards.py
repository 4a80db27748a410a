"""Cards: moderators are asked about what detectors found (п. 5.12.2, 5.12.7)."""

from collections.abc import Collection, Iterable
from typing import Literal

from handlers.conversation.announcing import Change
from handlers.conversation.buttons import CardAct
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.grounds import rule_now
from handlers.voice import Voice
from handlers.words import suspicions as words
from rules.case import Case, Granted
from rules.conduct import gravest
from rules.ids import ChatId, MemberId, MessageId, SuspicionNumber, ViolationNumber
from rules.openness import against_counting, correctable, countable, settlement_of
from rules.permissions import MODERATORS
from rules.repeats import against_message, carried_by
from rules.settings import Kind, settings_from
from rules.suspicions import judges, rule_of
from rules.vocabulary.suspicions import EnforceSuspicion, PresentSuspicion, Settlement, Suspicion
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    AlreadyGround,
    AlreadyRecorded,
    MessageRemoved,
    Violation,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from storage.effects import Button, Colour, DeleteMessages, Edit, Keyboard, Peer
from storage.records import Sighting
from storage.subjects.suspicions import DueSuspicion


def card_buttons(
    voice: Voice,
    chat: ChatId,
    suspicion: Suspicion,
    *,
    settled: Settlement | None,
    countable: bool,
    correctable: Violation | None,
    page: int = 0,
    takeable: bool = False,
) -> Keyboard:
    """Return the buttons for what may still be done with a card.

    `settled`: how the card is settled now; `countable`: whether part of it may be recorded;
    `correctable`: the violation recorded from it whose rule may be changed; `page`: which of its
    messages is shown; `takeable`: colleagues have it too, and nobody said that they decide.
    """
    _ = voice.texts.gettext

    def press(
        label: str,
        act: Literal["count", "both", "remove", "clear", "reopen", "leave", "take"],
        colour: Colour = Colour.PLAIN,
    ) -> Button:
        return button(label, CardAct(chat=chat, card=suspicion.number, act=act), colour)

    if settled is Settlement.CLEARED:
        return ((press(_("Undo"), "reopen"),),)
    removable = len(suspicion.removed) < len(suspicion.messages)
    rows: list[tuple[Button, ...]] = []
    if settled is None and countable:
        record = press(_("Record it"), "count", Colour.BAD)
        both = (press(_("Remove and record"), "both", Colour.BAD),) if removable else ()
        rows.append((record, *both))
    last = [press(_("Remove it"), "remove", Colour.MAIN)] if removable else []
    if settled is None and not countable:
        if last:
            rows.append(tuple(last))
        if correctable is not None:
            rules = CardAct(
                chat=chat, card=suspicion.number, act="rules", violation=correctable.number
            )
            rows.append((button(_("Another rule"), rules),))
        rows.append((press(_("Leave it as it is"), "leave", Colour.GOOD),))
    elif settled is None or (settled is Settlement.COUNTED and suspicion.counted_by is None):
        rows.append((*last, press(_("No violation"), "clear", Colour.GOOD)))
    elif last:
        rows.append(tuple(last))
    ways = [press(_("I take it"), "take")] if takeable and settled is None else []
    others = len(suspicion.messages) - 1
    if others:
        turn = CardAct(chat=chat, card=suspicion.number, act="more", page=(page + 1) % (others + 1))
        ways.append(button(_("More: {n} →").format(n=others), turn))
    return (*rows, tuple(ways)) if ways else tuple(rows)


CARD = "card"


def card_ref(scene: Scene, number: SuspicionNumber) -> str:
    """Return the ref of a card of the scene's chat."""
    return f"{CARD}:{scene.chat.chat}:{number}"


async def sightings_of(scene: Scene, suspicion: Suspicion) -> dict[MessageId, Sighting | None]:
    """Return the stored copy of each message of a suspicion; None after its term of storage."""
    return {
        message: await scene.work.sighting(scene.chat.chat, message)
        for message in suspicion.messages
    }


async def card_of(
    scene: Scene,
    case: Case,
    suspicion: Suspicion,
    *,
    page: int = 0,
    to: Collection[Peer] | None = None,
) -> tuple[str, Keyboard]:
    """Return a card's text and buttons as they are now; `page` of its messages, gravest first.

    `to` gets it; None: those who got it before.
    """
    if to is None:
        sent = await scene.work.notice(scene.chat.chat, card_ref(scene, suspicion.number))
        to = () if sent is None else sent.data["to"]
    taken = await _taken_by(scene, suspicion.number)
    sightings = await sightings_of(scene, suspicion)
    page = min(page, len(sightings) - 1)
    settled = settlement_of(case, suspicion)
    left = frozenset(countable(case, suspicion))
    stands = None if settled is not None else against_counting(case, suspicion)
    by = _settled_by(case, suspicion, settled)
    shown = words.Card(
        chat=scene.chat.title,
        number=suspicion.number,
        member=await scene.named(case.member),
        messages=tuple(
            words.Suspected(
                text="" if sighting is None else sighting.text,
                detections=() if sighting is None else sighting.detections,
                rule=case.policy.conduct.rule(rule_of(case, suspicion.found_in(message))),
                recorded=_recorded(case, message),
            )
            for message in _gravest_first(case, suspicion)
            for sighting in (sightings[message],)
        ),
        page=page,
        removed=len(suspicion.removed),
        violation=suspicion.violation,
        settled=settled,
        by=None if by is None else await scene.named(by),
        taken=None if taken is None else await scene.named(taken),
        stands=None if stands is None else await scene.refused(stands),
    )
    buttons = card_buttons(
        scene.voice,
        scene.chat.chat,
        suspicion,
        settled=settled,
        countable=bool(left),
        correctable=correctable(case, suspicion),
        page=page,
        takeable=taken is None and _is_shared(scene, to),
    )
    return words.card(scene.voice, shown=shown), buttons


TAKEN = "taken"


async def note_taken(scene: Scene, number: SuspicionNumber, by: MemberId) -> None:
    """Store who decides about an open card; it matters until that, and is kept as notices are."""
    await scene.note(f"{TAKEN}:{number}", TAKEN, {"by": by})


async def _taken_by(scene: Scene, number: SuspicionNumber) -> MemberId | None:
    taken = await scene.work.notice(scene.chat.chat, f"{TAKEN}:{number}")
    return None if taken is None else MemberId(taken.data["by"])


def _is_shared(scene: Scene, to: Collection[Peer]) -> bool:
    """Return whether several people see a card: each in private, or all in a staff chat."""
    return len(to) > 1 or any(scene.services.messenger.is_chat(peer) for peer in to)


def _gravest_first(case: Case, suspicion: Suspicion) -> list[MessageId]:
    """Return the messages by the gravity of what is found in them; what is recorded, last."""
    conduct = case.policy.conduct

    def rank(message: MessageId) -> tuple[bool, int, int, MessageId]:
        number = rule_of(case, suspicion.found_in(message))
        rule = conduct.rule(number)
        gravity = 0 if rule is None else rule.gravity
        return _recorded(case, message) is not None, -gravity, number, message

    return sorted(suspicion.messages, key=rank)


def _settled_by(case: Case, suspicion: Suspicion, settled: Settlement | None) -> MemberId | None:
    if settled is not Settlement.COUNTED:
        return suspicion.cleared_by
    violation = None if suspicion.violation is None else case.violation(suspicion.violation)
    return suspicion.counted_by if violation is None else violation.by


def _recorded(case: Case, message: MessageId) -> ViolationNumber | None:
    match against_message(case, message):
        case AlreadyRecorded(number=number) | AlreadyGround(number=number):
            return number
        case _:
            return None


async def show_anew(scene: Scene, member: MemberId, number: SuspicionNumber) -> None:
    """Update every copy of a card."""
    case = await scene.case(member, suspicion=number, suspicions=True)
    if case.suspicion is not None:
        await _show(scene, case, case.suspicion)


async def show_cards_of(scene: Scene, change: Change) -> None:
    """Update the cards about messages whose violations changed."""
    told = (ViolationRecorded, ViolationAnnulled, ViolationReinstated)
    numbers = {fact.number for fact in change.facts if isinstance(fact, told)}
    if not any(
        each.number in numbers and each.message is not None for each in change.after.violations
    ):
        return
    case = await scene.case(change.after.member, suspicions=True)
    messages = {
        message
        for violation in case.violations
        if violation.number in numbers
        for message in carried_by(case, violation)
    }
    for suspicion in case.suspicions:
        if not messages.isdisjoint(suspicion.messages):
            await _show(scene, case, suspicion)


async def _show(scene: Scene, case: Case, suspicion: Suspicion) -> None:
    sent = await scene.work.notice(scene.chat.chat, card_ref(scene, suspicion.number))
    if sent is None:
        return
    card, buttons = await card_of(scene, case, suspicion)
    # this edit replaces earlier ones of the same card
    scene.effects = [
        effect
        for effect in scene.effects
        if not (isinstance(effect, Edit) and effect.ref == sent.ref)
    ]
    for peer in sent.data["to"]:
        scene.change(sent.ref, card, keyboard=buttons, to=peer)


async def removed_by_the_bot(scene: Scene, case: Case, facts: Iterable[Fact]) -> None:
    """Remove the messages that the chat lets the bot remove by itself, and announce why."""
    told = tuple(facts)
    counted = any(isinstance(fact, ViolationRecorded) for fact in told)
    # the notice of the violation already says why
    await _removed(scene, case, told, silent=counted)


async def removed_on_a_card(
    scene: Scene, case: Case, facts: Iterable[Fact], *, silent: bool = False
) -> None:
    """Remove the messages that a moderator removed with a card, and announce why.

    `silent`: the notice of the violation says so.
    """
    await _removed(scene, case, tuple(facts), silent=silent)


async def _removed(scene: Scene, case: Case, facts: tuple[Fact, ...], *, silent: bool) -> None:
    removals = [fact for fact in facts if isinstance(fact, MessageRemoved)]
    if not removals:
        return
    messages = tuple(fact.message for fact in removals)
    at_once = scene.able.deleted_at_once
    for start in range(0, len(messages), at_once):
        part: tuple[MessageId, ...] = messages[start : start + at_once]
        scene.effects.append(DeleteMessages(chat=scene.chat.chat, messages=part))
    rules = (rule_now(scene, fact.rule) for fact in removals)
    rule = gravest(rule for rule in rules if rule is not None)
    if rule is None or silent:
        return
    member = await scene.named(case.member)
    said = words.removed(scene.voice, member=member, rule=rule, messages=len(messages))
    if await scene.hears_privately(case.member):
        scene.tell(case.member, said)
    else:
        scene.say(said)


DEAF = "deaf"


async def act(services: Services, due: DueSuspicion) -> None:
    """Do what the chat has set for a suspicion, then show it to the moderators.

    In this order, a restart in between repeats the first step harmlessly and loses nothing.
    """
    async with open_scene(services, due.chat) as scene:
        case = await scene.case(due.member, suspicion=due.number, suspicions=True)
        ruling = await scene.rule(case, EnforceSuspicion(number=due.number))
        if isinstance(ruling, Granted):
            await removed_by_the_bot(scene, case, ruling.facts)
            rest = [fact for fact in ruling.facts if not isinstance(fact, MessageRemoved)]
            await scene.announce(case, rest)
    async with open_scene(services, due.chat) as scene:
        case = await scene.case(due.member, suspicion=due.number, suspicions=True)
        ruling = await scene.rule(case, PresentSuspicion(number=due.number))
        if isinstance(ruling, Granted):
            await _present(scene, case)


async def _present(scene: Scene, case: Case) -> None:
    suspicion = case.suspicion
    if suspicion is None:
        return
    sent = await scene.work.notice(scene.chat.chat, card_ref(scene, suspicion.number))
    if sent is not None:
        await show_anew(scene, case.member, suspicion.number)
        return
    if suspicion.settled is Settlement.COUNTED and suspicion.counted_by is not None:
        # a moderator recorded it before the card was sent: nothing is left to ask
        return
    to = await _addressees(scene, case)
    if not to:
        await _ask_for_a_hearing(scene)
        return
    card, buttons = await card_of(scene, case, suspicion, to=to)
    ref = card_ref(scene, suspicion.number)
    for peer in to:
        scene.send(peer, card, keyboard=buttons, ref=ref)
    await _note(scene, suspicion.number, to)


async def _note(scene: Scene, number: SuspicionNumber, to: list[Peer]) -> None:
    await scene.note(card_ref(scene, number), CARD, {"to": to})


async def _addressees(scene: Scene, case: Case) -> list[Peer]:
    staff = scene.settings.cards
    if staff is not None and case.standing not in MODERATORS and await _is_staffs(scene, staff):
        return [staff]
    who = judges(case, await scene.moderators(), scene.services.administrators)
    return [member for member in sorted(who) if await scene.hears_privately(member)]


async def _is_staffs(scene: Scene, chat: ChatId) -> bool:
    """Return whether a chat is still a staff chat that the college knows and the bot serves."""
    values = scene.services.policy.values(await scene.work.settings(chat))
    known = chat in await scene.work.confirmed([chat])
    return known and settings_from(values).kind is Kind.STAFF


async def _ask_for_a_hearing(scene: Scene) -> None:
    """Ask in the chat, once a day, that a moderator allow private messages."""
    last = await scene.work.latest_notice(scene.chat.chat, DEAF)
    if last is not None and (scene.now - last.at).days < 1:
        return
    await scene.note(DEAF, DEAF)
    scene.say(words.nobody_hears(scene.voice), urgent=False)


async def send_once_more(scene: Scene, due: DueSuspicion, to: MemberId) -> None:
    """Send a card again to a moderator who asked for it and may settle it."""
    case = await scene.case(due.member, suspicion=due.number, suspicions=True)
    if case.suspicion is None or (await scene.actor(to)).standing not in MODERATORS:
        return
    if case.standing in MODERATORS and to not in scene.services.administrators:
        return
    card, buttons = await card_of(scene, case, case.suspicion)
    ref = card_ref(scene, due.number)
    scene.send(to, card, keyboard=buttons, ref=ref)
    sent = await scene.work.notice(scene.chat.chat, ref)
    before = [] if sent is None else sent.data["to"]
    await _note(scene, due.number, sorted({*before, to}))


ROWS = Rows(
    last=(show_cards_of,),
)
