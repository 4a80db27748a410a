"""`/помощь`, unknown commands, and the first private message."""

from handlers.chats import moderated
from handlers.college import authority_of
from handlers.commands import Command, Unknown
from handlers.conversation.deeds import FOR_ADMINISTRATORS, FOR_MODERATORS
from handlers.conversation.people import names_of
from handlers.conversation.privately import answered_lately
from handlers.conversation.repeating import ELLIPSIS, repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Started, Stopped, Wrote
from handlers.waiting import tell_what_waits
from handlers.words import replies
from rules.ids import MemberId
from rules.permissions import may_moderate

IN_PRIVATE = (
    Command.STATUS,
    Command.JOURNAL,
    Command.APOLOGY,
    Command.APPEAL,
    Command.CHAT,
    Command.RULES,
    Command.OWN_DATA,
    Command.HELP,
)

FOR_MODERATORS_IN_PRIVATE = (Command.CARDS, Command.CHECK, Command.LEAVER, Command.FAMILY)

FOR_ADMINISTRATORS_IN_PRIVATE = (Command.REPORT,)


async def show(services: Services, wrote: Wrote, rest: str = "") -> None:
    """Show what the asker may do here."""
    if wrote.private:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            authority = await authority_of(scene.work, services, wrote.author)
            more = FOR_MODERATORS_IN_PRIVATE if authority.may else ()
            college = wrote.author in services.administrators
            most = FOR_ADMINISTRATORS_IN_PRIVATE if college else ()
            commands = (*most, *more, *IN_PRIVATE)
            said = replies.listed(scene.voice, commands=commands, private=True)
            scene.tell(wrote.author, said)
        return
    async with moderated(services, wrote) as scene:
        hidden = await _not_for(services, scene, wrote.author)
        commands = tuple(command for command in Command if command not in hidden)
        if await answered_lately(scene, wrote, Command.HELP):
            return
        said = replies.listed(scene.voice, commands=commands, private=False)
        scene.say(said, reply_to=wrote.message, fades=True)


async def _not_for(services: Services, scene: Scene, asker: MemberId) -> frozenset[Command]:
    """Return the commands that the asker may not give in a chat."""
    hidden: frozenset[Command] = frozenset()
    if not may_moderate(await scene.actor(asker)):
        hidden |= FOR_MODERATORS
    if asker not in services.administrators:
        hidden |= FOR_ADMINISTRATORS
    return hidden


async def unknown(services: Services, wrote: Wrote, typed: Unknown) -> None:
    """Answer an unknown command with the nearest one that the asker may give.

    A word after «!» that resembles no command is emphasis, not a command.
    """
    if typed.nearest is None and not typed.slash:
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        nearest = typed.nearest
        if not wrote.private and nearest in await _not_for(services, scene, wrote.author):
            nearest = None
        word = await repeatable(scene, typed.word, ELLIPSIS)
        scene.say(
            replies.no_unblocking(scene.voice)
            if typed.unblocks
            else replies.unknown_command(scene.voice, word=word, nearest=nearest),
            reply_to=None if wrote.private else wrote.message,
            fades=True,
        )


async def only_in_chat(services: Services, wrote: Wrote, command: Command) -> None:
    """Answer a chat command given in private: say where it works."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        scene.tell(wrote.author, replies.only_in_chat(scene.voice, command=command))


async def allow_private(services: Services, event: Started | Stopped) -> None:
    """Record whether a person allows the bot's private messages."""
    allowed = isinstance(event, Started)
    async with services.storage.work(event.event, chat=event.chat) as work:
        await work.allow_private(event.author, allowed=allowed)
    if allowed and event.author in services.administrators:
        await tell_what_waits(services, event.author)


async def hear_privately(services: Services, wrote: Wrote) -> None:
    """Record that a person who writes in private allows the bot's messages again."""
    async with services.storage.reading() as reading:
        person = (await reading.people([wrote.author])).get(wrote.author)
    if person is None or person.private is not True:
        people = () if person is not None else await names_of(services, [wrote.author])
        async with services.storage.work(chat=wrote.chat) as work:
            await work.put_people(people)
            await work.allow_private(wrote.author, allowed=True)
        if wrote.author in services.administrators:
            await tell_what_waits(services, wrote.author)


ROWS = Rows(
    commands={Command.HELP: show},
    private={Command.HELP: show},
)
