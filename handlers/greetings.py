"""What a person hears who writes in private without a command: an answer that fits their state.

The same answer is not given twice in a row: the next one is a line that says how to go on.
"""

from dataclasses import dataclass
from datetime import timedelta
from zlib import crc32

from handlers.apologies import may_apologise
from handlers.appeals import may_contest
from handlers.blocks import open_proposals
from handlers.college import authority_of, served_among
from handlers.commands import Command
from handlers.conversation.buttons import GiveCommand
from handlers.conversation.keyboards import button, in_rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.grounds import grounds_of
from handlers.settling import moderated_chats, open_cards
from handlers.waiting import Waiting, what_waits
from handlers.words import greetings as words
from rules.college import Authority
from rules.ids import MemberId
from storage.effects import Colour, Keyboard

GREETING = "private greeting"

_A_WHILE = timedelta(minutes=30)
"""How long a repeated answer is a single line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a person is to the bot now.

    `blocks` are the blocks in force, `moderates` and `present` the titles of chats, `cards` the
    open cards for a moderator, `waiting` what waits for an administrator (None for others).
    """

    blocks: tuple[words.Barred, ...] = ()
    apologises: bool = False
    contests: bool = False
    moderates: tuple[str, ...] = ()
    cards: int = 0
    present: tuple[str, ...] = ()
    waiting: Waiting | None = None

    @property
    def offered(self) -> tuple[Command, ...]:
        """The commands that fit the state, the most useful first."""
        if self.blocks:
            return (
                *((Command.APOLOGY,) if self.apologises else ()),
                *((Command.APPEAL,) if self.contests else ()),
                Command.STATUS,
            )
        if self.waiting is not None:
            shows = (Command.CARDS,) if self.waiting.count + self.cards else ()
            return (*shows, Command.CHAT, Command.HELP)
        if self.moderates:
            shows = (Command.CARDS,) if self.cards else ()
            return (*shows, Command.CHAT, Command.HELP)
        if self.present:
            return (Command.RULES, Command.STATUS)
        return (Command.RULES, Command.HELP)


async def state_of(scene: Scene, member: MemberId) -> State:
    """Return what a person is to the bot now, as far as the storage knows."""
    work, services = scene.work, scene.services
    authority = await authority_of(work, services, member)
    here = await served_among(work, [each.chat for each in await work.presences([member])])
    moderates = {chat: title for chat, title in here.items() if chat in authority.moderates}
    blocks, apologises = [], False
    for chat, title in (await served_among(work, await work.blocked_in(member))).items():
        case = await scene.case_in(chat, member)
        if case.block is None:
            continue
        grounds = await grounds_of(scene, case, case.block.grounds)
        blocks.append(words.Barred(chat=title, until=case.block.ends_at, grounds=grounds))
        apologises = apologises or may_apologise(case, scene.now)
    contests = False
    if here and not authority.may:
        against = await served_among(work, await work.chats_against(member))
        contests = any([await may_contest(scene, chat, member) for chat in against])
    administrator = member in services.administrators
    return State(
        blocks=tuple(blocks),
        apologises=apologises,
        contests=contests,
        moderates=tuple(moderates.values()),
        cards=await _open_cases(scene, authority) if authority.may else 0,
        present=tuple(here.values()),
        waiting=await what_waits(scene, member) if administrator else None,
    )


async def _open_cases(scene: Scene, authority: Authority) -> int:
    chats = await moderated_chats(scene, authority)
    cards = await open_cards(scene, authority.member, chats)
    return len(cards) + len(await open_proposals(scene, authority.member, chats))


async def greet(services: Services, wrote: Wrote) -> None:
    """Answer a private message that is no command."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        state = await state_of(scene, wrote.author)
        text = await _greeting(scene, wrote.author, state)
        before = await scene.work.notice(wrote.author, GREETING)
        said = crc32(text.encode())
        repeats = (
            before is not None
            and before.data == {"said": said}
            and scene.now < before.at + _A_WHILE
        )
        await scene.note(GREETING, GREETING, {} if repeats else {"said": said})
        if repeats and state.blocks:
            # somebody who says they are sorry is never told that they are not understood
            heard = words.heard(scene.voice, ways=state.apologises or state.contests)
            scene.tell(wrote.author, heard, keyboard=_keyboard(scene, state))
        elif repeats:
            offered = dict.fromkeys((*state.offered, Command.HELP))
            scene.tell(wrote.author, words.way_on(scene.voice, offered=tuple(offered)))
        else:
            scene.tell(wrote.author, text, keyboard=_keyboard(scene, state))


async def _greeting(scene: Scene, member: MemberId, state: State) -> str:
    voice = scene.voice
    if state.blocks:
        return words.blocked(
            voice,
            block=state.blocks[0],
            others=state.blocks[1:],
            apologises=state.apologises,
            contests=state.contests,
        )
    person = await scene.named(member)
    if state.waiting is not None:
        return words.administrator(
            voice,
            person=person,
            appeals=state.waiting.appeals,
            expulsions=state.waiting.expulsions,
            chats=state.waiting.chats,
            requests=state.waiting.requests,
            cards=state.cards,
        )
    if state.moderates:
        return words.moderator(voice, person=person, chats=state.moderates, cards=state.cards)
    return words.member(voice, chats=state.present)


def _keyboard(scene: Scene, state: State) -> Keyboard:
    """Return a button for each act that fits the state, two in a row.

    Where the menu has them all, only what is pressing has buttons: they leave no room for a menu.
    """
    pressing = state.blocks or (state.waiting is not None and Command.CARDS in state.offered)
    if scene.able.menus and not pressing:
        return ()
    colours = {Command.APOLOGY: Colour.GOOD, Command.CARDS: Colour.MAIN}
    buttons = [
        button(
            words.label(scene.voice, command=command),
            GiveCommand.model_validate({"command": command}),
            colours.get(command, Colour.PLAIN),
        )
        for command in state.offered
    ]
    return in_rows(buttons)
