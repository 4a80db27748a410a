"""What the clock asks for: ends of blocks and closings of votes (п. 5.12.5, 5.12.6)."""

from loguru import logger

from handlers.announcing import announce
from handlers.scene import open_scene
from handlers.services import Services
from rules.ids import ChatId, MemberId
from rules.requests.apologies import CloseVote
from rules.requests.blocks import ExpireBlock
from rules.rulings import Granted


async def run_due(services: Services) -> None:
    """Do everything that fell due by now, each on its own: one's failure stops no other."""
    now = services.now()
    async with services.storage.reading() as reading:
        blocks, votes = await reading.due_blocks(now), await reading.due_votes(now)
    for vote in votes:
        await _ask(services, vote.chat, vote.member, CloseVote(vote=vote.vote))
    for block in blocks:
        await _ask(services, block.chat, block.member, ExpireBlock(number=block.number))


async def _ask(
    services: Services, chat: ChatId, member: MemberId, request: CloseVote | ExpireBlock
) -> None:
    try:
        async with open_scene(services, chat) as scene:
            case = await scene.case(member)
            ruling = await scene.rule(case, request)
            if isinstance(ruling, Granted):
                await announce(scene, case, ruling.facts)
    except Exception:  # a bug in one chat must not keep the others' blocks from ending
        logger.exception("chat {}: {} failed", chat, type(request).__name__)
