"""What waits for whom (п. 5.12.2, 5.12.7, 6.1), and what an administrator was not told of.

A bot cannot write to a person who has not written first. Messages sent until then are lost, but
what still waits for a decision is sent once the administrator can be reached. This is checked at
start, hourly, and when a family changes: the settings may name a new administrator, or nobody may
be left to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from loguru import logger

from handlers.blocks import open_proposals, send_proposal
from handlers.cards import send_once_more
from handlers.confirming import LIST, adoption_ref, confirm_known, list_unconfirmed
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.deciding import appeal_ref, open_case, put_before, put_before_all
from handlers.expulsions import expulsion_ref, put_expulsion_before
from handlers.passing import put_request_before, requests_before
from handlers.settling import moderated_chats, open_cards
from handlers.signals import signals_for
from handlers.words import signals as words
from rules.appeals import involved
from rules.college import Authority
from rules.ids import COLLEGE, ChatId, MemberId
from rules.leavers import Expulsion
from rules.vocabulary.signals import Signal
from storage.database import Reading
from storage.records import Notice
from storage.subjects.appeals import OpenAppeal
from storage.subjects.blocks import OpenProposal
from storage.subjects.chats import Adoption
from storage.subjects.suspicions import DueSuspicion

_SENT_AT_ONCE = 10
"""Most cases of one kind that are sent again at once, oldest first."""

MOST_CARDS = 5
"""Most cards."""


async def tell_what_waits(services: Services, administrator: MemberId) -> None:
    """Send an administrator everything that waits for a decision and that they have not seen."""
    async with services.storage.reading() as reading:
        appeals = [
            each
            for each in await reading.open_appeals()
            if not await _has_seen(reading, administrator, each)
        ]
        expulsions = [
            made
            for made in await reading.open_expulsions()
            if await reading.posted(administrator, expulsion_ref(made.chat, made.number)) is None
        ]
        unconfirmed = [
            each.chat
            for each in await reading.unconfirmed()
            if await reading.posted(administrator, adoption_ref(each.chat)) is None
        ]
        listed = await reading.posted(administrator, LIST) is not None
    if unconfirmed and not listed:
        async with open_scene(services, COLLEGE) as scene:
            await list_unconfirmed(scene, administrator)
    for appeal in appeals:
        await _tell_of_appeal(services, administrator, appeal)
    for made in expulsions:
        await _tell_of_expulsion(services, administrator, made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What waits for one person's answer or decision; each kind the oldest first."""

    cards: Sequence[DueSuspicion] = ()
    calls: Sequence[Signal] = ()
    proposals: Sequence[OpenProposal] = ()
    requests: Sequence[Notice] = ()
    appeals: Sequence[OpenAppeal] = ()
    expulsions: Sequence[Expulsion] = ()
    chats: Sequence[Adoption] = ()

    @property
    def count(self) -> int:
        """How many answers these are."""
        return sum(len(getattr(self, each.name)) for each in fields(self))


NO_WORK = Work()


async def work_for(scene: Scene, authority: Authority) -> Work:
    """Return what waits for a person who leads chats or the college."""
    member, chats = authority.member, await moderated_chats(scene, authority)
    work = Work(
        cards=await open_cards(scene, member, chats),
        calls=await signals_for(scene, member),
        proposals=await open_proposals(scene, member, chats),
        requests=await requests_before(scene, member, chats),
    )
    if not authority.administrator:
        return work
    return replace(
        work,
        appeals=await decidable(scene, member),
        expulsions=await scene.work.open_expulsions(),
        chats=await scene.work.unconfirmed(),
    )


async def decidable(scene: Scene, administrator: MemberId) -> list[OpenAppeal]:
    """Return the open appeals that an administrator may decide, oldest first."""
    found = []
    for each in await scene.work.open_appeals():
        case = await scene.case_in(each.chat, each.member)
        if administrator not in involved(case, each.number):
            found.append(each)
    return found


async def show_again(services: Services, member: MemberId, work: Work) -> None:
    """Send a person again what waits for them: the cards, the decisions and the requests."""
    for card in work.cards[:MOST_CARDS]:
        async with open_scene(services, card.chat) as scene:
            await send_once_more(scene, card, member)
    for proposal in work.proposals[:_SENT_AT_ONCE]:
        async with open_scene(services, proposal.chat) as scene:
            await send_proposal(scene, proposal.member, member)
    for passed in work.requests[:_SENT_AT_ONCE]:
        async with open_scene(services, ChatId(passed.peer)) as scene:
            # it may have been decided meanwhile
            held = await scene.work.notice(ChatId(passed.peer), passed.ref)
            if held is not None:
                await put_request_before(scene, held, member)
    for appeal in work.appeals[:_SENT_AT_ONCE]:
        await _tell_of_appeal(services, member, appeal)
    for made in work.expulsions[:_SENT_AT_ONCE]:
        await _tell_of_expulsion(services, member, made)


async def see_to_appeals(services: Services) -> None:
    """Send each open appeal to administrators who have not seen it; tell if nobody may decide it.

    The administrators in the settings and their families may have changed since it was made.
    """
    async with services.storage.reading() as reading:
        appeals = await reading.open_appeals()
    for each in appeals:
        async with open_scene(services, each.chat) as scene:
            case = await open_case(scene, each.number)
            if case is not None:
                await put_before_all(scene, case, each.number)


async def _has_seen(reading: Reading, administrator: MemberId, appeal: OpenAppeal) -> bool:
    ref = appeal_ref(appeal.chat, appeal.number)
    return await reading.posted(administrator, ref) is not None


async def _tell_of_appeal(services: Services, administrator: MemberId, appeal: OpenAppeal) -> None:
    async with open_scene(services, appeal.chat) as scene:
        case = await open_case(scene, appeal.number)
        if case is not None:
            await put_before(scene, case, appeal.number, administrator)


async def _tell_of_expulsion(services: Services, administrator: MemberId, made: Expulsion) -> None:
    async with open_scene(services, made.chat) as scene:
        now = await scene.work.expulsion(made.chat, made.number)
        if now is not None and now.settlement is None:
            await put_expulsion_before(scene, now, administrator)


async def begin(services: Services) -> None:
    """Do what changed settings, lists and versions require at start."""
    if not services.administrators:
        logger.warning(
            "ADMIN_IDS names no administrator of the college: nobody decides appeals, nobody"
            " confirms chats, and nobody may change families or note leavers in them"
        )
    await _miss_contacts(services)
    await confirm_known(services)
    await see_to_appeals(services)


async def _miss_contacts(services: Services) -> None:
    """Say in the log, and once to the administrators, who of [safety] never wrote to the bot."""
    async with open_scene(services, COLLEGE) as scene:
        for contact in scene.policy.safety.people:
            if await scene.hears_privately(contact.member):
                continue
            logger.warning("[safety] names {}, who never wrote to the bot", contact.member)
            ref = f"contact:{contact.member}"
            if await scene.work.notice(COLLEGE, ref) is None:
                person = await scene.named(contact.member)
                role = scene.voice.texts.of(contact.role)
                said = words.contact_missed(scene.voice, member=person, role=role)
                scene.tell_administrators(said)
                await scene.note(ref, "contact", peer=COLLEGE)
