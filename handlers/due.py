"""Due work: ends of blocks and closings of votes (п. 5.12.5, 5.12.6), and erasing (п. 5.12.7)."""

from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from loguru import logger

from handlers import brakes, spread
from handlers.acquaintance import ask_newcomers, due_newcomers
from handlers.cards import act
from handlers.conversation.scene import open_scene, remember_settings
from handlers.conversation.services import Services
from handlers.conversation.watch import SOON
from handlers.duty import see_to_duties
from handlers.signals import pass_on
from rules.case import Granted
from rules.ids import COLLEGE, ChatId, MemberId
from rules.vocabulary.apologies import CloseVote, ShortenVote
from rules.vocabulary.blocks import ExpireBlock, ShortenBlock
from rules.vocabulary.brakes import Held
from rules.vocabulary.silence import EndSilence
from rules.vocabulary.spread import Doubt
from storage.erasing import Erasing, erase_passing, journals
from storage.faults import TroubledError
from storage.forgetting import Forgetting, finish, unfinished

_Due = CloseVote | ShortenVote | ExpireBlock | ShortenBlock | EndSilence
"""Requests that the clock makes."""


async def run_due(services: Services) -> None:
    """Do everything that is due now; a failure of one item does not stop the others."""
    now = services.now()
    for chat in tuple(services.watch.stale):
        await _survive(remember_settings(services, chat), chat, "reading the settings anew")
    asking = services.watch.take_asking(now)
    try:
        async with services.storage.reading() as reading:
            blocks, votes = await reading.due_blocks(now), await reading.due_votes(now)
            blocks_ahead = await reading.blocks_ahead(now)
            votes_ahead = await reading.votes_ahead(now)
            silent = await reading.silence_holds()
            newcomers = await due_newcomers(services, reading, now, asking)
            suspicions = await reading.due_suspicions(now)
            signals = await reading.due_signals(now)
            held, doubts = await reading.waiting()
    except BaseException:
        for chat in asking:
            services.watch.ask_at(chat, SOON)
        raise
    for suspicion in suspicions:
        await _survive(act(services, suspicion), suspicion.chat, "acting on a suspicion")
    for signal in signals:
        await _survive(pass_on(services, signal.number), COLLEGE, "passing on a call for help")
    await _see_to_held(services, held)
    await _see_to_pages(services, doubts)
    await _survive(see_to_duties(services), COLLEGE, "the lists of the morning")
    for vote in votes:
        await _ask(services, vote.chat, vote.member, CloseVote(vote=vote.vote))
    for block in blocks:
        await _ask(services, block.chat, block.member, ExpireBlock(number=block.number))
    # blocks before votes: no vote outlasts its block
    for block in blocks_ahead:
        await _ask(services, block.chat, block.member, ShortenBlock(number=block.number))
    for vote in votes_ahead:
        await _ask(services, vote.chat, vote.member, ShortenVote(vote=vote.vote))
    for chat, hold in silent.items():
        if not hold.holds_at(now):
            await _ask(services, chat, services.community, EndSilence(by=None))
    for chat, members in newcomers.items():
        if not await _survive(ask_newcomers(services, chat, members), chat, "asking newcomers"):
            services.watch.ask_at(chat, SOON)


async def _see_to_pages(
    services: Services, doubts: Mapping[tuple[ChatId, MemberId], Doubt]
) -> None:
    for (chat, member), doubt in doubts.items():
        if not doubt.hold.holds_at(services.now()):
            await _survive(spread.end_doubt(services, chat, member), chat, "a page in doubt")


async def _see_to_held(services: Services, held: Sequence[Held]) -> None:
    for each in held:
        if each.confirmed_by is not None:
            await _survive(brakes.carry_out(services, each), each.chat, "what was confirmed")
    for moderator in sorted({each.by for each in held if each.confirmed_by is None}):
        await _survive(brakes.expire(services, moderator), COLLEGE, "dropping what waits")


async def next_due(services: Services) -> datetime | None:
    """Return when the next item falls due (UTC), or None."""
    async with services.storage.reading() as reading:
        held, doubts = await reading.waiting()
        moments = [
            await reading.next_due(),
            *(hold.until for hold in (await reading.silence_holds()).values()),
            *services.watch.asking.values(),
            *(SOON for _ in services.watch.stale),
            *(
                SOON if each.confirmed_by is not None else each.at + services.policy.brakes.waits
                for each in held
            ),
            *(each.ends_at for each in doubts.values()),
        ]
    return min((moment for moment in moments if moment is not None), default=None)


async def _ask(services: Services, chat: ChatId, member: MemberId, request: _Due) -> None:
    await _survive(_rule(services, chat, member, request), chat, type(request).__name__)


async def _rule(services: Services, chat: ChatId, member: MemberId, request: _Due) -> None:
    async with open_scene(services, chat) as scene:
        case = await scene.case(member)
        ruling = await scene.rule(case, request)
        if isinstance(ruling, Granted):
            await scene.announce(case, ruling.facts)


async def _survive(work: Awaitable[None], chat: ChatId, what: str) -> bool:
    try:
        await work
    except TroubledError as troubled:
        logger.error("chat {}: {} failed: {}", chat, what, troubled)
        return False
    except Exception:  # a bug in one chat must not keep the others' blocks from ending
        logger.exception("chat {}: {} failed", chat, what)
        return False
    return True


_REWRITTEN_AT = 3
"""Hour in which the database's file may be rewritten, in the zone of chats without their own."""


async def erase_due(services: Services) -> None:
    """Erase what is due, one chat at a time, so that no transaction holds the database for long."""
    async with services.storage.reading() as reading:
        zones = {chat.chat: chat.zone for chat in await reading.chats()}
        chats = await journals(reading.connection)
    for chat in chats:
        try:
            await _erase_due_in(services, chat, zones.get(chat))
        except Exception:  # one chat's trouble must not keep the others' people from being erased
            logger.exception("chat {}: erasing what is due failed", chat)
    await _finish_forgetting(services)
    async with services.storage.work() as work:
        # they are in no chat, but have to be reached
        contacts = {each.member for each in services.policy.safety.people}
        sparing = services.administrators | contacts
        await erase_passing(work.connection, services.policy, services.now(), sparing=sparing)
    at_night = services.now().astimezone(services.zone).hour == _REWRITTEN_AT
    if trouble := await services.storage.wipe(rewrite=at_night):
        logger.warning("what was erased is not wiped from the database's files yet: {}", trouble)


async def _erase_due_in(services: Services, chat: ChatId, zone: str | None) -> None:
    async with services.storage.work() as work:
        erasing = Erasing(
            work.connection,
            services.policy,
            ZoneInfo(zone) if zone else services.zone,
            services.now(),
        )
        await erasing.due_in(chat)
    if erasing.entries or erasing.words:
        logger.info(
            "chat {}: erased people of {} entries, words of {}",
            chat,
            erasing.entries,
            erasing.words,
        )


async def _finish_forgetting(services: Services) -> None:
    """Erase what had to stay when a person asked to be forgotten, once nothing needs it."""
    async with services.storage.reading() as reading:
        waiting = await unfinished(reading.connection)
    how = Forgetting(
        policy=services.policy,
        zone=services.zone,
        now=services.now(),
        instead=services.catalogues.texts(services.locale).gettext("a member"),
    )
    for member, asked in waiting:
        try:
            async with services.storage.work() as work:
                erased = await finish(work, member, asked, how)
        except Exception:  # one person's trouble must not keep the others from being forgotten
            logger.exception("a request to be forgotten could not be finished")
            continue
        if erased:
            logger.info("erased people of {} entries, as was asked", erased)
