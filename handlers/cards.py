"""Cards: what detectors found is put before the moderators (п. 5.12.2, 5.12.7)."""

from handlers.announcing.suspicions import removed_by_the_bot
from handlers.card_views import CARD, card_of, card_ref, show_anew
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.words import suspicions as words
from rules.case import Case
from rules.ids import ChatId, MemberId, SuspicionNumber
from rules.permissions import MODERATORS
from rules.rulings import Granted
from rules.settings import Kind, settings_from
from rules.suspicions import judges
from rules.vocabulary.suspicions import EnforceSuspicion, PresentSuspicion, Settlement
from rules.vocabulary.violations import MessageRemoved
from storage.effects import Peer
from storage.records import Notice
from storage.subjects.suspicions import DueSuspicion

DEAF = "deaf"


async def act(services: Services, due: DueSuspicion) -> None:
    """Do at once what the chat wants done, then put the suspicion before the moderators.

    In this order: a restart between the two does the first once and loses nothing.
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
        # a moderator recorded it before there was a card: there is nothing to ask
        return
    to = await _addressees(scene, case)
    if not to:
        await _ask_for_a_hearing(scene)
        return
    card, buttons = await card_of(scene, case, suspicion)
    ref = card_ref(scene, suspicion.number)
    for peer in to:
        scene.send(peer, card, keyboard=buttons, ref=ref)
    await _note(scene, suspicion.number, to)


async def _note(scene: Scene, number: SuspicionNumber, to: list[Peer]) -> None:
    notice = Notice(
        peer=scene.chat.chat, ref=card_ref(scene, number), kind=CARD, at=scene.now, data={"to": to}
    )
    await scene.work.put_notice(notice)


async def _addressees(scene: Scene, case: Case) -> list[Peer]:
    staff = scene.settings.cards
    if staff is not None and case.standing not in MODERATORS and await _is_staffs(scene, staff):
        return [staff]
    who = judges(case, await scene.moderators(), scene.services.administrators)
    return [member for member in sorted(who) if await scene.hears_privately(member)]


async def _is_staffs(scene: Scene, chat: ChatId) -> bool:
    """Say whether a chat is still one of staff that the college knows and the bot serves."""
    values = scene.services.policy.values(await scene.work.settings(chat))
    known = chat in await scene.work.confirmed([chat])
    return known and settings_from(values).kind is Kind.STAFF


async def _ask_for_a_hearing(scene: Scene) -> None:
    """Once a day, say in the chat that a moderator should take private messages."""
    last = await scene.work.latest_notice(scene.chat.chat, DEAF)
    if last is not None and (scene.now - last.at).days < 1:
        return
    await scene.work.put_notice(
        Notice(peer=scene.chat.chat, ref=DEAF, kind=DEAF, at=scene.now, data={})
    )
    scene.say(words.nobody_hears(scene.voice), urgent=False)


async def send_once_more(scene: Scene, due: DueSuspicion, to: MemberId) -> None:
    """Send a card to somebody who may settle it and asks for it."""
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
