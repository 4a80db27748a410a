"""Answer a person where they asked, without a decision of the policy."""

from collections.abc import Callable
from functools import partial

from handlers.chats import freshen
from handlers.commands import Command
from handlers.conversation.arguments import Whom
from handlers.conversation.deeds import CLOSED_TO_MEMBERS
from handlers.conversation.people import Unfound, find_person
from handlers.conversation.repeating import ELLIPSIS, repeatable
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.voice import Voice
from handlers.words import refusals, replies
from rules.ids import MemberId
from rules.permissions import may_moderate
from rules.vocabulary.people import NOT_MODERATOR

Mistake = Callable[[Voice], str] | Unfound
"""A mistake in a command: its wording, or a name that fits nobody or several people."""


async def complain(
    services: Services,
    wrote: Wrote,
    mistake: Mistake,
    command: Command | None = None,
) -> None:
    """Answer what was not understood in a command; do nothing else.

    A person who may not give the command learns only that: neither its usage nor who has that name.
    """
    in_doubt = not wrote.private and command in CLOSED_TO_MEMBERS
    if in_doubt:
        await freshen(services, wrote.chat, moderator=wrote.author)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if in_doubt and not may_moderate(await scene.actor(wrote.author)):
            said = refusals.refused(scene.voice, NOT_MODERATOR)
        elif isinstance(mistake, Unfound):
            said = await _not_found(scene, wrote, mistake)
        else:
            said = mistake(scene.voice)
        scene.say(said, reply_to=None if wrote.private else wrote.message, fades=True)


async def find_named(
    services: Services, wrote: Wrote, whom: Whom, command: Command | None = None
) -> MemberId | None:
    """Return the person named in the chat; if nobody or several people fit, say so, return None."""
    found = await find_person(services, wrote.chat, whom)
    if isinstance(found, Unfound):
        await complain(services, wrote, found, command)
        return None
    return found


async def _not_found(scene: Scene, wrote: Wrote, unfound: Unfound) -> str:
    words = await repeatable(scene, unfound.words, ELLIPSIS)
    if unfound.namesakes:
        return replies.several_found(scene.voice, words=words, people=unfound.namesakes)
    return replies.nobody_found(scene.voice, words=words, private=wrote.private)


async def misunderstood(
    services: Services,
    wrote: Wrote,
    command: Command,
    mistake: Callable[..., str] = replies.expected,
) -> None:
    """Answer what a command expects; `mistake` words what was wrong."""
    await complain(services, wrote, partial(mistake, command=command), command)
