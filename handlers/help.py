"""`/помощь`, unknown commands, and the first private message."""

from collections.abc import Sequence

from handlers import annulling
from handlers.chats import moderated
from handlers.college import authority_of
from handlers.commands import Command, Group, Unknown, groups_without
from handlers.conversation import choosing
from handlers.conversation.buttons import Press
from handlers.conversation.deeds import FOR_ADMINISTRATORS, FOR_MODERATORS
from handlers.conversation.keyboards import button, in_rows
from handlers.conversation.people import names_of
from handlers.conversation.privately import answered_lately
from handlers.conversation.repeating import ELLIPSIS, repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Started, Stopped, Wrote
from handlers.voice import Voice
from handlers.waiting import tell_what_waits
from handlers.words import replies
from rules.ids import MemberId
from rules.permissions import may_moderate
from rules.rights import ASK_HELP
from rules.vocabulary.people import NOT_MODERATOR
from storage.effects import Keyboard


class HelpAt(Press, do="help", deed=ASK_HELP):
    """A group of commands in the help; None: all groups."""

    group: Group | None = None


_HELP = "help:"
"""Begins the refs of all help messages."""

_OF_MODERATORS = f"{_HELP}moderators:"


async def show(services: Services, wrote: Wrote, rest: str = "") -> None:
    """Show the groups of commands that the asker may give here, as buttons."""
    if wrote.private:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            await tell(services, scene, wrote)
        return
    async with moderated(services, wrote) as scene:
        if await answered_lately(scene, wrote, Command.HELP):
            return
        moderates = may_moderate(await scene.actor(wrote.author))
        scene.say(
            replies.help_offered(scene.voice),
            keyboard=help_keyboard(scene.voice, await _not_for(services, scene, wrote.author)),
            ref=f"{_OF_MODERATORS if moderates else _HELP}{wrote.message}",
            reply_to=wrote.message,
            service=True,
        )


async def tell(services: Services, scene: Scene, wrote: Wrote) -> None:
    """Send the groups of commands in private."""
    keyboard = help_keyboard(scene.voice, await _hidden_privately(services, scene, wrote.author))
    said, ref = replies.help_offered(scene.voice), f"{_HELP}{wrote.message}"
    scene.tell(wrote.author, said, keyboard=keyboard, ref=ref)


async def turn(services: Services, pressed: Pressed, press: HelpAt) -> None:
    """Show a group of commands, or all groups, in the same message.

    Only moderators may turn a moderator's help; a member's is the same for everybody.
    """
    opening = open_scene(services, pressed.chat, event=pressed.event)
    async with opening if pressed.private else moderated(services, pressed) as scene:
        ref = None
        if pressed.message is not None:
            ref = await scene.work.ref_of(pressed.chat, pressed.message)
        if ref is None or not ref.startswith(_HELP):
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        if pressed.private:
            hidden = await _hidden_privately(services, scene, pressed.author)
        elif not ref.startswith(_OF_MODERATORS):
            hidden = FOR_MODERATORS | FOR_ADMINISTRATORS
        elif not may_moderate(await scene.actor(pressed.author)):
            await scene.refuse(NOT_MODERATOR, pressed)
            return
        else:
            hidden = await _not_for(services, scene, pressed.author)
        group = press.group
        if group is not None and group in groups_without(hidden):
            said = replies.help_page(scene.voice, group=group, hidden=hidden)
            back = button(scene.voice.texts.gettext("← Back"), HelpAt())
            scene.change(ref, said, keyboard=((back,),))
        else:
            said = replies.help_offered(scene.voice)
            scene.change(ref, said, keyboard=help_keyboard(scene.voice, hidden))
        scene.acknowledge(pressed)


def help_keyboard(voice: Voice, hidden: frozenset[Command]) -> Keyboard:
    """Return a button for each group of commands that are not all hidden, two in a row."""
    return in_rows(
        [
            button(replies.GROUPS[group](voice), HelpAt(group=group))
            for group in groups_without(hidden)
        ]
    )


async def _hidden_privately(
    services: Services, scene: Scene, asker: MemberId
) -> frozenset[Command]:
    """Return the commands that are not for the asker in any chat."""
    authority = await authority_of(scene.work, services, asker)
    return _hidden(moderates=authority.may, administrator=authority.administrator)


def _hidden(*, moderates: bool, administrator: bool) -> frozenset[Command]:
    hidden: frozenset[Command] = frozenset() if moderates else FOR_MODERATORS
    return hidden if administrator else hidden | FOR_ADMINISTRATORS


async def _not_for(services: Services, scene: Scene, asker: MemberId) -> frozenset[Command]:
    """Return the commands that the asker may not give in a chat."""
    moderates = may_moderate(await scene.actor(asker))
    return _hidden(moderates=moderates, administrator=asker in services.administrators)


async def unknown(services: Services, wrote: Wrote, typed: Unknown) -> None:
    """Answer an unknown command with those that may be meant and that the asker may give.

    A word after «!» that resembles no command is emphasis, not a command.
    """
    if typed.unblocks:
        await annulling.answer_unblocking(services, wrote, typed.rest)
        return
    if typed.resembles_nothing and not typed.slash:
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        hidden = () if wrote.private else await _not_for(services, scene, wrote.author)
        perhaps = tuple(command for command in typed.perhaps if command not in hidden)
        word = await repeatable(scene, typed.word, ELLIPSIS)
        if perhaps and (wrote.private or await scene.hears_privately(wrote.author)):
            await _offer(scene, wrote, typed, perhaps, word)
            return
        nearest = None if typed.is_clear or not perhaps else perhaps[0]
        await scene.answer(wrote, replies.unknown_command(scene.voice, word=word, nearest=nearest))


async def _offer(
    scene: Scene, wrote: Wrote, typed: Unknown, perhaps: Sequence[Command], word: str
) -> None:
    """Ask with a button for each command that may be meant; its words are kept."""
    if typed.is_clear:
        question = replies.no_such_act(scene.voice, word=word)
        labels = [replies.purpose_of(scene.voice, command) for command in perhaps]
    else:
        question = replies.meant_perhaps(scene.voice, word=word)
        labels = [f"{scene.voice.command(command)} {typed.rest}".strip() for command in perhaps]
    options = [
        choosing.Option(label=label, value=choosing.giving(command))
        for label, command in zip(labels, perhaps, strict=True)
    ]
    if not wrote.private:
        question = replies.about_chat(scene.voice, chat=scene.chat.title, worded=question)
    await choosing.ask(
        scene, wrote, perhaps[0], typed.rest, question=question, options=options, alone=True
    )


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


ROWS = Rows(commands={Command.HELP: show}, private={Command.HELP: show}, buttons={HelpAt: turn})
