"""Answer a person who made a mistake in a command, without a decision of the policy."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from handlers.chats import freshen
from handlers.commands import Command
from handlers.conversation.arguments import ByName, Whom
from handlers.conversation.deeds import CLOSED_TO_MEMBERS
from handlers.conversation.people import Unfound, Within, find_person, find_within
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
    services: Services, wrote: Wrote, mistake: Mistake, command: Command | None = None
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
        await scene.answer(wrote, said)


async def find_named(
    services: Services, wrote: Wrote, whom: Whom, command: Command | None = None
) -> MemberId | None:
    """Return the person named in the chat; if nobody or several people fit, say so, return None."""
    found = await find_person(services, wrote.chat, whom)
    if isinstance(found, Unfound):
        await complain(services, wrote, found, command)
        return None
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Whom a command means; `sure`: nothing was guessed. `rest` are words beside the name."""

    member: MemberId
    sure: bool = True
    rest: str = ""


async def find_meant(
    services: Services,
    wrote: Wrote,
    whom: Whom,
    command: Command,
    *,
    otherwise: MemberId | None = None,
) -> Meant | None:
    """Return whom a command means, also by a name among other words, which is a guess.

    `otherwise`: whom it means where nobody is named. If nobody is meant, or several people fit,
    say so and return None.
    """
    found = await find_person(services, wrote.chat, whom)
    if not isinstance(found, Unfound):
        return Meant(member=found)
    if isinstance(whom, ByName) and not found.namesakes:
        within = await find_within(services, wrote.chat, whom.words)
        if isinstance(within, Within):
            return Meant(member=within.member, sure=False, rest=within.rest)
        if within.namesakes:
            found = within
        elif otherwise is not None:
            return Meant(member=otherwise, sure=False)
    await complain(services, wrote, found, command)
    return None


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
