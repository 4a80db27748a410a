"""Due work: ends of blocks and closings of votes (п. 5.12.5, 5.12.6)."""

from collections.abc import Awaitable
from datetime import datetime

from loguru import logger

from handlers.acquaintance import ask_newcomers, due_newcomers
from handlers.cards import act
from handlers.conversation.scene import open_scene, remember_settings
from handlers.conversation.services import Services
from handlers.conversation.watch import SOON
from rules.ids import ChatId, MemberId
from rules.rulings import Granted
from rules.vocabulary.apologies import CloseVote, ShortenVote
from rules.vocabulary.blocks import ExpireBlock, ShortenBlock
from rules.vocabulary.silence import EndSilence
from storage.faults import TroubledError

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
    except BaseException:
        for chat in asking:
            services.watch.ask_at(chat, SOON)
        raise
    for suspicion in suspicions:
        await _survive(act(services, suspicion), suspicion.chat, "acting on a suspicion")
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


async def next_due(services: Services) -> datetime | None:
    """Return when the next item falls due (UTC), or None."""
    async with services.storage.reading() as reading:
        moments = [
            await reading.next_due(),
            *(hold.until for hold in (await reading.silence_holds()).values()),
            *services.watch.asking.values(),
            *(SOON for _ in services.watch.stale),
        ]
    return min((moment for moment in moments if moment is not None), default=None)


async def _ask(
    services: Services,
    chat: ChatId,
    member: MemberId,
    request: _Due,
) -> None:
    await _survive(_rule(services, chat, member, request), chat, type(request).__name__)


async def _rule(
    services: Services,
    chat: ChatId,
    member: MemberId,
    request: _Due,
) -> None:
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
