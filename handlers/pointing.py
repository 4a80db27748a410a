"""Find whom a command means that answers a message of the bot's own: a record, a block, a vote.

It is a guess: what would act on it asks first (`Wrote.guessed`). A message about nobody is no
answer to anybody, and whom the command means is asked for.
"""

import msgspec

from handlers.chats import freshen
from handlers.commands import Command
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Enclosed, Quoted, Wrote
from handlers.violations import known_of
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    ViolationNumber,
    VoteNumber,
)
from rules.permissions import may_moderate

_ABOUT_SOMEBODY = frozenset(
    {
        Command.VIOLATION,
        Command.DELETE,
        Command.BLOCK,
        Command.REMIND,
        Command.STATUS,
        Command.JOURNAL,
        Command.LEAVER,
        Command.FAMILY,
    }
)
"""Commands that mean a person; one that only reads, or shows a plan first, needs no question."""


async def at_whom(services: Services, wrote: Wrote, command: Command) -> Wrote:
    """Return a moderator's command as an answer to the person whom the bot's message is about.

    Without such a person it answers nobody. Everything else is returned as it is.
    """
    if wrote.answered != services.community or command not in _ABOUT_SOMEBODY:
        return wrote
    await freshen(services, wrote.chat, moderator=wrote.author)
    async with open_scene(services, wrote.chat) as scene:
        if not may_moderate(await scene.actor(wrote.author)):
            return wrote
        member, message = None, None
        if wrote.answers is not None:
            member, message = await subject_of(scene, wrote.answers)
        if member is None or member <= 0:
            return msgspec.structs.replace(wrote, enclosed=Enclosed())
        quoted = Quoted(message=None, author=member)
        if message is not None:
            known = await known_of(scene, message)
            text = await scene.work.evidence(wrote.chat, message)
            at = known.posted_at
            quoted = Quoted(message=message, author=member, text=text or "", at=at)
    return msgspec.structs.replace(wrote, enclosed=Enclosed(quoted=quoted), guessed=True)


async def subject_of(scene: Scene, shown: MessageId) -> tuple[MemberId | None, MessageId | None]:
    """Return the person, and the message of theirs, that a message of the bot's is about."""
    work, chat = scene.work, scene.chat.chat
    kind, _, key = (await work.ref_of(chat, shown) or "").partition(":")
    if not key.removeprefix("-").isdecimal():
        return None, None
    number = int(key)
    match kind:
        case "violation" | "annulment":
            violation = ViolationNumber(number)
            owner = await work.violation_owner(chat, violation)
            return owner, await work.violation_message(chat, violation)
        case "removal":
            message = MessageId(number)
            return await work.removal_owner(chat, message), message
        case "block":
            return await work.block_owner(chat, BlockNumber(number)), None
        case "vote" | "lift":
            return await work.vote_owner(chat, VoteNumber(number)), None
        case "reminder":
            nobody = scene.services.community
            case = await scene.case(nobody, reminder=ReminderNumber(number))
            return (None if case.reminder is None else case.reminder.to), None
        case "proposal":
            return MemberId(number), None
        case _:
            return None, None
