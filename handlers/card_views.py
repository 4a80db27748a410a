"""What a card shows, to everybody who has it (п. 5.12.2)."""

from handlers.card_keyboards import card_buttons
from handlers.conversation.announcing import Act
from handlers.conversation.scene import Scene
from handlers.words import suspicions as words
from rules.case import Case
from rules.ids import MemberId, MessageId, SuspicionNumber, ViolationNumber
from rules.openness import against_counting, correctable, countable, settlement_of
from rules.repeats import against_message, carried_by
from rules.suspicions import rule_of
from rules.vocabulary.suspicions import Settlement, Suspicion
from rules.vocabulary.violations import (
    AlreadyGround,
    AlreadyRecorded,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from storage.effects import Edit, Keyboard
from storage.subjects.evidence import Sighting

CARD = "card"


def card_ref(scene: Scene, number: SuspicionNumber) -> str:
    """Give what a card of the scene's chat is called among the bot's messages."""
    return f"{CARD}:{scene.chat.chat}:{number}"


async def sightings_of(scene: Scene, suspicion: Suspicion) -> dict[MessageId, Sighting | None]:
    """Give what is kept of each message of a suspicion; None once its time is over."""
    return {
        message: await scene.work.sighting(scene.chat.chat, message)
        for message in suspicion.messages
    }


async def card_of(scene: Scene, case: Case, suspicion: Suspicion) -> tuple[str, Keyboard]:
    """Give a card as it stands, with its buttons."""
    sightings = await sightings_of(scene, suspicion)
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
                recorded=_recorded(case, message),
            )
            for message, sighting in sightings.items()
        ),
        rule=case.policy.conduct.rule(rule_of(case, left or suspicion.found)),
        removed=len(suspicion.removed),
        violation=suspicion.violation,
        settled=settled,
        by=None if by is None else await scene.named(by),
        stands=None if stands is None else await scene.refused(stands),
    )
    buttons = card_buttons(
        scene.voice,
        scene.chat.chat,
        suspicion,
        settled=settled,
        countable=bool(left),
        correctable=correctable(case, suspicion),
    )
    return words.card(scene.voice, shown=shown), buttons


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
    """Let every copy of a card say what holds now."""
    case = await scene.case(member, suspicion=number, suspicions=True)
    if case.suspicion is not None:
        await _show(scene, case, case.suspicion)


async def show_cards_of(scene: Scene, act: Act) -> None:
    """Show anew the cards in which violations change what is left to be counted."""
    told = (ViolationRecorded, ViolationAnnulled, ViolationReinstated)
    numbers = {fact.number for fact in act.facts if isinstance(fact, told)}
    if not any(
        each.number in numbers and each.message is not None for each in act.after.violations
    ):
        return
    case = await scene.case(act.after.member, suspicions=True)
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
    # what was to be shown before is out of date
    scene.effects = [
        effect
        for effect in scene.effects
        if not (isinstance(effect, Edit) and effect.ref == sent.ref)
    ]
    for peer in sent.data["to"]:
        scene.change(sent.ref, card, keyboard=buttons, to=peer)
