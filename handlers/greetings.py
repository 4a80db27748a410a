"""What a person hears who writes in private without a command: an answer that fits their state.

The same answer is not given twice in a row: the next one is a line that says how to go on, or
the help.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers import help as helping
from handlers import journal, personal, status
from handlers.apologies import may_apologise, refuse_for_child
from handlers.appeals import may_contest
from handlers.college import authority_of, served_among
from handlers.commands import Command, command_within
from handlers.conversation.keyboards import command_button, in_rows
from handlers.conversation.scene import LastSaid, Scene, open_scene
from handlers.conversation.services import Services
from handlers.duty import take_absence
from handlers.events import Wrote
from handlers.grounds import grounds_of
from handlers.guardians import votes_for_nobody
from handlers.setting_words import read_setting
from handlers.signals import ask_concern, keep_words
from handlers.voice import Named
from handlers.waiting import NO_WORK, Work, work_for
from handlers.words import greetings as words
from rules.detectors.harm import is_despair
from rules.ids import ChatId, MemberId
from rules.meaning import Meaning, is_meant, meaning_of
from storage.effects import Button, Colour, Keyboard

GREETING = "private greeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a person is to the bot now.

    `blocks` are the blocks in force, `moderates` and `present` the titles of chats, `work` what
    waits for somebody who leads. `against` are the served chats where something of theirs is
    recorded.
    """

    blocks: tuple[words.Barred, ...] = ()
    apologises: bool = False
    contests: bool = False
    moderates: tuple[str, ...] = ()
    administrator: bool = False
    work: Work = NO_WORK
    present: tuple[str, ...] = ()
    here: tuple[ChatId, ...] = ()
    against: tuple[ChatId, ...] = ()

    @property
    def offered(self) -> tuple[Command, ...]:
        """The commands that fit the state, the most useful first."""
        if self.blocks:
            return (
                *((Command.APOLOGY,) if self.apologises else ()),
                *((Command.APPEAL,) if self.contests else ()),
                Command.STATUS,
            )
        if self.administrator or self.moderates:
            shows = (Command.CARDS,) if self.work.count else ()
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
    against: tuple[ChatId, ...] = ()
    if here and not authority.may:
        against = tuple(await served_among(work, await work.chats_against(member)))
        contests = any([await may_contest(scene, chat, member) for chat in against])
    return State(
        blocks=tuple(blocks),
        apologises=apologises,
        contests=contests,
        moderates=tuple(moderates.values()),
        administrator=authority.administrator,
        work=await work_for(scene, authority) if authority.may else NO_WORK,
        present=tuple(here.values()),
        here=tuple(here),
        against=against,
    )


_VOTE = re.compile(r"возража\w*|голосу\w*|\b(?:object|vote)\b", re.IGNORECASE)
_JOURNAL = re.compile(r"журнал\w*|journal", re.IGNORECASE)
_DATA = re.compile(r"данны[ехм]\w*|\bdata\b", re.IGNORECASE)


async def _answer_guardian(services: Services, wrote: Wrote) -> bool:
    """Answer a guardian's words about their child; return whether there is such a child."""
    if _VOTE.search(wrote.text):
        return await votes_for_nobody(services, wrote)
    if is_meant(wrote.text, Meaning.SORRY) and await refuse_for_child(services, wrote):
        return True
    if _JOURNAL.search(wrote.text):
        return await journal.show_wards(services, wrote)
    if _DATA.search(wrote.text):
        return await personal.show_wards(services, wrote)
    return await status.show_wards(services, wrote)


async def greet(services: Services, wrote: Wrote) -> None:
    """Answer a private message that is no command."""
    meaning = Meaning.DISTRESS if is_despair(wrote.text) else meaning_of(wrote.text)
    if meaning is Meaning.CHILD and await _answer_guardian(services, wrote):
        return
    if await take_absence(services, wrote):
        return
    if meaning is Meaning.RECORD:
        async with services.storage.reading() as reading:
            leads = (await authority_of(reading, services, wrote.author)).may
        if not leads:
            await status.show_privately(services, wrote, "")
            return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        state = await state_of(scene, wrote.author)
        if meaning is Meaning.DISTRESS and (state.present or state.blocks):
            await ask_concern(scene, wrote, wrote.text)
            return
        leads = state.administrator or bool(state.moderates)
        guess = None
        if meaning is None or (leads and meaning not in {Meaning.THANKS, Meaning.GREETING}):
            guess = _guess(wrote.text, moderates=leads)
        if guess is not None:
            said = words.guess(scene.voice)
            scene.tell(wrote.author, said, keyboard=(tuple(_buttons(scene, (guess,))),))
            return
        if meaning is Meaning.HOW:
            await helping.tell(services, scene, wrote)
            return
        text = None if leads else await _fitting(scene, wrote.author, state, meaning)
        if meaning is Meaning.THANKS:
            text = words.welcome(scene.voice)
        last = await scene.last_said(wrote.author, GREETING)
        if text is not None and state.contests and meaning in _ACCUSED and last.was(text):
            text = words.how_to_contest(scene.voice)
        if text is None or (state.blocks and last.said is None):
            text = await _greeting(scene, wrote.author, state, fitting=text)
        also: tuple[Command, ...] = ()
        if meaning in _PERHAPS_HURT and (state.present or state.blocks) and not leads:
            also = (Command.SOS,)
            await keep_words(scene, wrote.author, wrote.text)
        if not await _answer(scene, wrote, state, text, last, also=also):
            await helping.tell(services, scene, wrote)


_ACCUSED = frozenset({Meaning.WHY, Meaning.DISAGREE})

_PERHAPS_HURT = frozenset({None, Meaning.HUMAN, Meaning.CHILD})
"""What may be a cry for help: a wish to talk to a person, or words that mean nothing to the bot."""


async def _answer(
    scene: Scene,
    wrote: Wrote,
    state: State,
    text: str,
    last: LastSaid,
    *,
    also: tuple[Command, ...],
) -> bool:
    """Give an answer, or, where it would be the same again, one that says how to go on.

    `also` are commands that the answer offers besides those of the state. Return whether it was
    given; otherwise the help is due.
    """
    times = await scene.note_said(GREETING, last, text, to=wrote.author)
    if times % 2 == 0 and (times == 0 or state.blocks):
        scene.tell(wrote.author, text, keyboard=_keyboard(scene, state, also))
    elif times % 2 and state.blocks:
        # somebody who says they are sorry is never told that they are not understood
        heard = words.heard(scene.voice, ways=state.apologises or state.contests)
        scene.tell(wrote.author, heard, keyboard=_keyboard(scene, state, also))
    elif times % 2:
        offered = tuple(dict.fromkeys((*state.offered, Command.HELP)))
        leads = state.administrator or bool(state.moderates)
        ask = () if leads else await _moderators(scene, state)
        said_on = words.way_on(scene.voice, offered=offered, moderators=ask)
        scene.tell(wrote.author, said_on, keyboard=in_rows(_buttons(scene, also)))
    else:
        return False
    return True


_OF_MEMBERS = frozenset({Command.STATUS, Command.JOURNAL, Command.RULES, Command.OWN_DATA})

_OF_MODERATORS = frozenset(
    {
        *(Command.CARDS, Command.CHAT, Command.REPORT, Command.SETTINGS, Command.MEMBERS),
        *(Command.INVITATION, Command.REMIND, Command.JOURNAL, Command.RULES),
    }
)


def _guess(text: str, *, moderates: bool) -> Command | None:
    """Return the command that a word of a sentence names, for its button."""
    if not moderates:
        return command_within(text, _OF_MEMBERS)
    if read_setting(text)[0] is not None:
        return Command.SETTINGS
    return command_within(text, _OF_MODERATORS)


async def _fitting(
    scene: Scene, member: MemberId, state: State, meaning: Meaning | None
) -> str | None:
    """Return what fits the words of a member; None where nothing fits better than the greeting."""
    voice = scene.voice
    if meaning is Meaning.CHILD:
        return words.about_a_child(voice, moderators=await _moderators(scene, state))
    if meaning is Meaning.HUMAN and state.present:
        return words.to_a_person(voice, moderators=await _moderators(scene, state))
    if meaning not in _OF_RECORDS:
        return None
    cases = [(chat, await scene.case_in(chat, member)) for chat in state.against]
    appeals = [each for _, case in cases for each in case.appeals if each.decision is None]
    votes = [(chat, case.vote) for chat, case in cases if case.vote is not None]
    if votes and meaning in {Meaning.SORRY, Meaning.WHEN}:
        chat, vote = votes[0]
        return words.apology_is_read(voice, chat=await _title(scene, chat), until=vote.closes_at)
    if appeals and meaning is not Meaning.SORRY and not (state.blocks and meaning is Meaning.WHY):
        return words.appeal_waits(voice, number=appeals[0].number)
    if state.blocks:
        return _of_a_block(scene, state, meaning)
    counted = [(chat, case, case.counted(scene.now)) for chat, case in cases]
    counted = [each for each in counted if each[2]]
    if counted and meaning is Meaning.SORRY:
        return words.may_say_so(voice)
    if counted and meaning is not Meaning.WHEN:
        chat, case, violations = counted[0]
        (latest,) = await grounds_of(scene, case, [violations[-1].number])
        return words.recorded(
            voice,
            chat=await _title(scene, chat),
            count=len(violations),
            latest=latest,
            contests=state.contests,
        )
    if not state.present or meaning is Meaning.SORRY:
        return None
    moderators = await _moderators(scene, state)
    if meaning is Meaning.WHEN:
        return words.to_a_person(voice, moderators=moderators)
    return words.nothing_recorded(voice, moderators=moderators)


_OF_RECORDS = frozenset({Meaning.DISAGREE, Meaning.WHY, Meaning.WHEN, Meaning.SORRY})


def _of_a_block(scene: Scene, state: State, meaning: Meaning) -> str | None:
    block = state.blocks[0]
    if meaning is Meaning.WHEN:
        return words.block_ends(scene.voice, block=block)
    if meaning is Meaning.SORRY and state.apologises:
        return words.how_to_apologise(scene.voice)
    if meaning is Meaning.DISAGREE and state.contests:
        return words.how_to_contest(scene.voice)
    return None


async def _title(scene: Scene, chat: ChatId) -> str:
    record = await scene.work.chat(chat)
    return "" if record is None else record.title


_MOST_MODERATORS = 3
"""Most people that an answer names to write to."""


async def _moderators(scene: Scene, state: State) -> tuple[Named, ...]:
    """Return moderators of the chats where somebody is, to whom they can turn."""
    found: dict[MemberId, None] = {}
    for chat in state.here:
        found |= dict.fromkeys(await scene.moderators(chat))
    return await scene.all_named(tuple(found)[:_MOST_MODERATORS])


async def _greeting(
    scene: Scene, member: MemberId, state: State, *, fitting: str | None = None
) -> str:
    """Return the answer to anything; for somebody blocked, with what fits their words."""
    voice = scene.voice
    if state.blocks:
        return words.blocked(
            voice,
            block=state.blocks[0],
            others=state.blocks[1:],
            apologises=state.apologises,
            contests=state.contests,
            fitting=fitting,
        )
    person = await scene.named(member)
    work = state.work
    if state.administrator:
        return words.administrator(
            voice,
            person=person,
            appeals=len(work.appeals),
            expulsions=len(work.expulsions),
            chats=len(work.chats),
            requests=len(work.requests),
            cards=len(work.cards) + len(work.proposals) + len(work.calls),
        )
    if state.moderates:
        return words.moderator(voice, person=person, chats=state.moderates, cards=work.count)
    return words.member(voice, chats=state.present)


def _keyboard(scene: Scene, state: State, also: tuple[Command, ...]) -> Keyboard:
    """Return a button for each act that fits the state, and for those in `also`, two in a row.

    Where the menu has them all, only what is pressing has buttons: they leave no room for a menu.
    """
    pressing = state.blocks or (state.administrator and Command.CARDS in state.offered)
    if scene.able.menus and not (pressing or also):
        return ()
    return (*in_rows(_buttons(scene, state.offered)), *in_rows(_buttons(scene, also)))


def _buttons(scene: Scene, commands: Iterable[Command]) -> list[Button]:
    """Return a button for each command."""
    colours = {Command.APOLOGY: Colour.GOOD, Command.CARDS: Colour.MAIN}
    return [
        command_button(
            words.label(scene.voice, command=command), command, colours.get(command, Colour.PLAIN)
        )
        for command in commands
    ]
