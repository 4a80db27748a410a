"""What waits for an administrator who could not be told when it happened (п. 5.12.7, 6.1).

A bot cannot write to a person who has not written first. Messages sent until then are lost, but
what still waits for a decision is sent once the administrator can be reached. This is checked at
start, hourly, and when a family changes: the settings may name a new administrator, or nobody may
be left to decide.
"""

from dataclasses import dataclass

from loguru import logger

from handlers.confirming import LIST, adoption_ref, confirm_known, list_unconfirmed
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.deciding import appeal_ref, open_case, put_before, put_before_all
from handlers.expulsions import expulsion_ref, put_expulsion_before
from handlers.passing import put_request_before, requests_before
from handlers.words import signals as words
from rules.appeals import involved
from rules.ids import COLLEGE, ChatId, MemberId
from rules.leavers import Expulsion
from storage.database import Reading
from storage.subjects.appeals import OpenAppeal

_SENT_AT_ONCE = 10
"""Most cases of one kind that are sent again at once, oldest first."""


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
class Waiting:
    """How much waits for one administrator's decision."""

    appeals: int
    expulsions: int
    chats: int
    requests: int

    @property
    def count(self) -> int:
        """How many decisions these are."""
        return self.appeals + self.expulsions + self.chats + self.requests


async def what_waits(scene: Scene, administrator: MemberId) -> Waiting:
    """Return how much waits for an administrator's decision, without what others have to decide."""
    return Waiting(
        appeals=len(await decidable(scene, administrator)),
        expulsions=len(await scene.work.open_expulsions()),
        chats=len(await scene.work.unconfirmed()),
        requests=len(await requests_before(scene, administrator)),
    )


async def decidable(scene: Scene, administrator: MemberId) -> list[OpenAppeal]:
    """Return the open appeals that an administrator may decide, oldest first."""
    found = []
    for each in await scene.work.open_appeals():
        case = await scene.case_in(each.chat, each.member)
        if administrator not in involved(case, each.number):
            found.append(each)
    return found


async def show_what_waits(services: Services, administrator: MemberId) -> int:
    """Send an administrator again everything that waits for a decision; return how much that is."""
    async with open_scene(services, COLLEGE) as scene:
        waiting = await what_waits(scene, administrator)
        appeals = await decidable(scene, administrator)
        expulsions = await scene.work.open_expulsions()
        requests = await requests_before(scene, administrator)
        await list_unconfirmed(scene, administrator)
    for passed in requests[:_SENT_AT_ONCE]:
        async with open_scene(services, ChatId(passed.peer)) as scene:
            # it may have been decided meanwhile
            held = await scene.work.notice(ChatId(passed.peer), passed.ref)
            if held is not None:
                await put_request_before(scene, held, administrator)
    for appeal in appeals[:_SENT_AT_ONCE]:
        await _tell_of_appeal(services, administrator, appeal)
    for made in expulsions[:_SENT_AT_ONCE]:
        await _tell_of_expulsion(services, administrator, made)
    return waiting.count


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
