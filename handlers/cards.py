"""Cards: what detectors found is put before the moderators (п. 5.12.2, 5.12.7)."""

from handlers.announcing import announce
from handlers.announcing.suspicions import removed_by_the_bot
from handlers.card_keyboards import card_buttons
from handlers.notices.detecting import CardShown, NobodyHearsCards, Suspected
from handlers.scene import Scene, open_scene
from handlers.services import Services
from rules.cases import Case
from rules.cases.suspicions import Settlement, Suspicion
from rules.facts.violations import MessageRemoved
from rules.ids import ChatId, MemberId, SuspicionNumber
from rules.permissions import MODERATORS
from rules.requests.suspicions import (
    EnforceSuspicion,
    PresentSuspicion,
)
from rules.rulings import Granted
from rules.settings import Kind, settings_from
from rules.suspicions import judges, rule_of
from storage.effects import Peer
from storage.records import ChatState, DueSuspicion, Notice, Sighting

CARD = "card"
DEAF = "deaf"

_SENT_AT_ONCE = 5
"""Cards that are sent anew in answer to one `/карточки`."""


async def act(services: Services, due: DueSuspicion) -> None:
    """Do at once what the chat wants done, then put the suspicion before the moderators.

    In this order: a restart between the two does the first once and loses nothing.
    """
    async with open_scene(services, due.chat) as scene:
        case = await scene.case(due.member, suspicion=due.number)
        ruling = await scene.rule(case, EnforceSuspicion(number=due.number))
        if isinstance(ruling, Granted):
            await removed_by_the_bot(scene, case, ruling.facts)
            rest = [fact for fact in ruling.facts if not isinstance(fact, MessageRemoved)]
            await announce(scene, case, rest)
    async with open_scene(services, due.chat) as scene:
        case = await scene.case(due.member, suspicion=due.number)
        ruling = await scene.rule(case, PresentSuspicion(number=due.number))
        if isinstance(ruling, Granted):
            await _present(scene, case)


async def sightings_of(scene: Scene, suspicion: Suspicion) -> dict[int, Sighting | None]:
    """Give what is kept of each message of a suspicion; None once its time is over."""
    return {
        message: await scene.work.sighting(scene.chat.chat, message)
        for message in suspicion.messages
    }


async def _present(scene: Scene, case: Case) -> None:
    suspicion = case.suspicion
    if suspicion is None:
        return
    sent = await scene.work.notice(scene.chat.chat, _ref(scene, suspicion.number))
    if sent is not None:
        await show_anew(scene, case.member, suspicion.number)
        return
    to = await _addressees(scene, case)
    if not to:
        await _ask_for_a_hearing(scene)
        return
    card = await _card(scene, case, suspicion)
    ref = _ref(scene, suspicion.number)
    buttons = card_buttons(scene.voice, scene.chat.chat, suspicion)
    for peer in to:
        scene.send(peer, card, keyboard=buttons, ref=ref)
    await _note(scene, suspicion.number, to)


async def _note(scene: Scene, number: SuspicionNumber, to: list[Peer]) -> None:
    notice = Notice(
        peer=scene.chat.chat, ref=_ref(scene, number), kind=CARD, at=scene.now, data={"to": to}
    )
    await scene.work.put_notice(notice)


async def _addressees(scene: Scene, case: Case) -> list[Peer]:
    staff = scene.settings.cards
    if staff is not None and case.standing not in MODERATORS and await _is_staffs(scene, staff):
        return [staff]
    who = judges(case, await scene.moderators(), scene.services.administrators)
    return [member for member in sorted(who) if await scene.hears_privately(member)]


async def _is_staffs(scene: Scene, chat: ChatId) -> bool:
    """Say whether a chat is still one of staff that the bot serves."""
    record = await scene.work.chat(chat)
    values = scene.services.policy.values(await scene.work.settings(chat))
    served = record is not None and record.state is ChatState.SERVED
    return served and settings_from(values).kind is Kind.STAFF


async def _ask_for_a_hearing(scene: Scene) -> None:
    """Once a day, say in the chat that a moderator should take private messages."""
    last = await scene.work.latest_notice(scene.chat.chat, DEAF)
    if last is not None and (scene.now - last.at).days < 1:
        return
    await scene.work.put_notice(
        Notice(peer=scene.chat.chat, ref=DEAF, kind=DEAF, at=scene.now, data={})
    )
    scene.say(NobodyHearsCards(), urgent=False)


async def show_anew(scene: Scene, member: MemberId, number: SuspicionNumber) -> None:
    """Let every copy of a card say what holds now."""
    case = await scene.case(member, suspicion=number)
    sent = await scene.work.notice(scene.chat.chat, _ref(scene, number))
    if case.suspicion is None or sent is None:
        return
    card = await _card(scene, case, case.suspicion)
    buttons = card_buttons(scene.voice, scene.chat.chat, case.suspicion)
    for peer in sent.data["to"]:
        scene.change(sent.ref, card, keyboard=buttons, to=peer)


async def send_once_more(scene: Scene, due: DueSuspicion, to: MemberId) -> None:
    """Send a card to somebody who may settle it and asks for it."""
    case = await scene.case(due.member, suspicion=due.number)
    if case.suspicion is None or (await scene.actor(to)).standing not in MODERATORS:
        return
    if case.standing in MODERATORS and to not in scene.services.administrators:
        return
    card = await _card(scene, case, case.suspicion)
    ref = _ref(scene, due.number)
    scene.send(
        to, card, keyboard=card_buttons(scene.voice, scene.chat.chat, case.suspicion), ref=ref
    )
    sent = await scene.work.notice(scene.chat.chat, ref)
    before = [] if sent is None else sent.data["to"]
    await _note(scene, due.number, sorted({*before, to}))


async def _card(scene: Scene, case: Case, suspicion: Suspicion) -> CardShown:
    sightings = await sightings_of(scene, suspicion)
    counted = suspicion.settled is Settlement.COUNTED
    by = suspicion.counted_by if counted else suspicion.cleared_by
    return CardShown(
        chat=scene.chat.title,
        number=suspicion.number,
        member=await scene.named(case.member),
        messages=tuple(
            Suspected(text="", detections=())
            if sighting is None
            else Suspected(text=sighting.text, detections=sighting.detections)
            for sighting in sightings.values()
        ),
        rule=case.policy.conduct.rule(rule_of(case, suspicion.found)),
        removed=len(suspicion.removed),
        violation=suspicion.violation,
        settled=suspicion.settled,
        by=None if by is None else await scene.named(by),
    )


def _ref(scene: Scene, number: SuspicionNumber) -> str:
    return f"{CARD}:{scene.chat.chat}:{number}"
