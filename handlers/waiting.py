"""What waits for an administrator who could not be told when it happened (п. 5.12.7, 6.1).

VK lets the bot write to nobody who has not written first. What was said to them until then is
lost; what still waits for a decision is put before them as soon as they can be reached. What waits
when the bot starts is put before administrators who are new in the settings.
"""

from handlers.announcing.appeals import appeal_ref
from handlers.appeals import PUT_BEFORE, put_before
from handlers.confirming import LIST, adoption_ref, list_unconfirmed
from handlers.expulsions import expulsion_ref, put_expulsion_before
from handlers.scene import open_scene
from handlers.services import Services
from rules.expulsions import Expulsion
from rules.ids import COLLEGE, AppealNumber, ChatId, MemberId
from storage.database import Reading


async def tell_what_waits(services: Services, administrator: MemberId) -> None:
    """Put what waits for a decision before an administrator who has not seen it."""
    async with services.storage.reading() as reading:
        appeals = [
            (chat, number)
            for chat, number in await reading.open_appeals()
            if not await _has_seen(reading, administrator, chat, number)
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
    for chat, number in appeals:
        await _tell_of_appeal(services, administrator, chat, number)
    for made in expulsions:
        await _tell_of_expulsion(services, administrator, made)


async def tell_of_appeals_at_start(services: Services) -> None:
    """Put each open appeal before the administrators before whom it was never put.

    Who is in the settings may have changed since: somebody who may decide it is there, or nobody.
    """
    for administrator in sorted(services.administrators):
        async with services.storage.reading() as reading:
            unseen = [
                (chat, number)
                for chat, number in await reading.open_appeals()
                if not await _has_seen(reading, administrator, chat, number)
                and not await _was_put(reading, administrator, chat, number)
            ]
        for chat, number in unseen:
            await _tell_of_appeal(services, administrator, chat, number)


async def _has_seen(
    reading: Reading, administrator: MemberId, chat: ChatId, number: AppealNumber
) -> bool:
    return await reading.posted(administrator, appeal_ref(chat, number)) is not None


async def _was_put(
    reading: Reading, administrator: MemberId, chat: ChatId, number: AppealNumber
) -> bool:
    """Say whether it is on its way to them."""
    notice = await reading.notice(administrator, appeal_ref(chat, number))
    return notice is not None and notice.kind == PUT_BEFORE


async def _tell_of_appeal(
    services: Services, administrator: MemberId, chat: ChatId, number: AppealNumber
) -> None:
    async with open_scene(services, chat) as scene:
        owner = await scene.work.appeal_owner(chat, number)
        if owner is None:
            return
        case = await scene.case(owner)
        appeal = case.appeal(number)
        decided = appeal is None or appeal.decision is not None
        if not decided:
            await put_before(scene, case, number, administrator)


async def _tell_of_expulsion(services: Services, administrator: MemberId, made: Expulsion) -> None:
    async with open_scene(services, made.chat) as scene:
        now = await scene.work.expulsion(made.chat, made.number)
        if now is not None and now.settlement is None:
            await put_expulsion_before(scene, now, administrator)
