"""The chat itself: the bot's rights there, its members, their restrictions."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from loguru import logger

from handlers.conversation.buttons import AdoptAs, CheckRights
from handlers.conversation.keyboards import button, check_rights_keyboard
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.messenger import Fault, Haste, MessengerError, Roster
from handlers.revision import tell_of_revision
from handlers.voice import Voice, capital
from handlers.words import chats as words
from handlers.words import refusals
from handlers.words.settings import KINDS
from rules.case import Case
from rules.ids import ChatId, MemberId
from rules.rights import Deed
from rules.settings import Blocks, Enforcement, Kind
from rules.silence import must_acknowledge
from rules.vocabulary.chats import NOT_ADOPTED
from storage.effects import Colour, Keyboard, Remove, Restrict, Unrestrict
from storage.records import ChatState, Member

INTRODUCTION = "introduction"

FRESH = timedelta(seconds=3)
"""Age of the members' list from which a right that it denies is looked up again."""

TRUSTED = timedelta(minutes=1)
"""Age from which a moderator's act needs a new list: rights are also taken away."""


class RightsUncheckedError(Exception):
    """The messenger did not say who moderates a chat, so nothing that depends on it is done."""


async def look(
    services: Services, chat: ChatId, *, strict: bool = False, routine: bool = False
) -> ChatState:
    """Ask the messenger about a chat, update the records, and return the chat's state.

    Explains missing rights once, introduces the bot once when it has them, and restricts blocked
    members again whom somebody let write by hand. `strict`: raise `RightsUncheckedError` if the
    messenger does not name the members. `routine`: requests that somebody waits for go first.
    """
    strange = chat not in services.watch.served
    if strange:
        services.looks.note(chat, services.now())
    async with services.storage.reading() as reading:
        known = await reading.members(chat, present=False)
        before = await reading.chat(chat)
    try:
        haste = Haste.LEISURE if strange else Haste.ROUTINE if routine else Haste.AWAITED
        roster = await services.messenger.roster(chat, haste)
    except MessengerError as refused:
        state = await _without_roster(services, chat, refused.fault)
        if strict:
            raise RightsUncheckedError from refused
        return state
    async with open_scene(services, chat) as scene:
        if scene.chat.state is ChatState.GONE and before != scene.chat:
            # the bot was removed while the messenger answered: the answer is outdated
            return ChatState.GONE
        state = await _take_note(scene, roster, known)
        moderators = await scene.moderators()
    services.watch.note_state(chat, state)
    services.watch.note_staff(chat, {*moderators, *services.administrators})
    return state


async def _without_roster(services: Services, chat: ChatId, fault: Fault) -> ChatState:
    async with open_scene(services, chat) as scene:
        match fault:
            case Fault.NO_RIGHTS:
                state = await lose_rights(scene)
            case Fault.GONE:
                state = await lose_chat(scene)
            case _:
                logger.warning("chat {}: the list of members was refused: {}", chat, fault)
                return scene.chat.state
    services.watch.note_state(chat, state)
    return state


async def lose_rights(scene: Scene) -> ChatState:
    """Record that the bot has no rights in the chat, and explain once what to switch on.

    A messenger may refuse the list of members in the same words if the bot is not in the chat.
    """
    if scene.chat.state is ChatState.GONE:
        return ChatState.GONE
    if scene.chat.state is not ChatState.NO_RIGHTS:
        scene.say(
            words.rights_missing(scene.voice),
            keyboard=check_rights_keyboard(scene.voice.texts),
            ref="rights",
        )
        if scene.chat.state in {ChatState.SERVED, ChatState.UNADOPTED}:
            lost = words.rights_lost(scene.voice, chat=scene.chat.title)
            await scene.tell_moderators(lost)
    await scene.work.put_chat(
        replace(
            scene.chat,
            state=ChatState.NO_RIGHTS,
            explained_at=scene.chat.explained_at or scene.now,
            checked_at=scene.now,
        )
    )
    return ChatState.NO_RIGHTS


async def lose_chat(scene: Scene) -> ChatState:
    """Record that the bot is not in the chat any more, and tell its moderators once."""
    if scene.chat.state not in {ChatState.GONE, ChatState.NEW}:
        await scene.tell_moderators(words.bot_gone(scene.voice, chat=scene.chat.title))
    await scene.work.put_chat(replace(scene.chat, state=ChatState.GONE))
    return ChatState.GONE


async def _take_note(scene: Scene, roster: Roster, known: Sequence[Member]) -> ChatState:
    """Record what the messenger answered; `known` are the members as of before the request."""
    chat, now = scene.chat.chat, scene.now
    await scene.work.put_people(roster.people)
    await scene.work.put_members(
        chat,
        [
            Member(
                chat=chat,
                member=entry.member,
                is_moderator=entry.is_moderator,
                joined_at=entry.joined_at,
                left_at=None,
            )
            for entry in roster.entries
            if entry.member > 0
        ],
        now,
        known=known,
    )
    adopted = scene.settings.kind is not None
    if scene.chat.introduced_at is None:
        keyboard = () if adopted else kinds_keyboard(scene.voice)
        scene.say(
            words.introduction(scene.voice, adopted=adopted), keyboard=keyboard, ref=INTRODUCTION
        )
    state = ChatState.SERVED if adopted else ChatState.UNADOPTED
    await scene.work.put_chat(
        replace(
            scene.chat,
            title=roster.title or scene.chat.title,
            state=state,
            introduced_at=scene.chat.introduced_at or now,
            members_at=now,
            checked_at=now,
        )
    )
    if adopted:
        await tell_of_revision(scene)
        for entry in roster.entries:
            if not entry.restricted and scene.services.watch.is_blocked(chat, entry.member, now):
                restrict_again(scene, await scene.case(entry.member))
    return state


def restrict_again(scene: Scene, case: Case) -> None:
    """Restrict a member who may not write, if the messenger does not restrict them any more."""
    match scene.enforcement:
        case Enforcement.MUTE:
            scene.effects += filter(None, [_restriction(scene, case)])
        case Enforcement.REMOVE if _is_blocked(scene, case):
            scene.effects.append(Remove(chat=scene.chat.chat, member=case.member))
        case _:
            pass


def let_write(scene: Scene, case: Case) -> None:
    """Lift a member's restriction once a measure has ended; `case` is theirs after that.

    Another measure that still holds keeps it, with an end of its own.
    """
    # also if the enforcement changed meanwhile: no restriction may outlive its measure
    if scene.chat.enforcement is not Enforcement.MUTE or not case.present:
        return
    left = _restriction(scene, case) if scene.enforcement is Enforcement.MUTE else None
    scene.effects.append(left or Unrestrict(chat=scene.chat.chat, member=case.member))


def _is_blocked(scene: Scene, case: Case) -> bool:
    # a block whose term has run out is over, even if it is not lifted yet
    return case.block is not None and scene.now < case.block.ends_at


def _restriction(scene: Scene, case: Case) -> Restrict | None:
    """Return the restriction of a member who may not write now, or None."""
    until = None
    if case.block is not None and _is_blocked(scene, case):
        until = case.block.ends_at
    elif not must_acknowledge(case):
        if case.doubt is None or not case.doubt.hold.holds_at(scene.now):
            return None
        until = case.doubt.ends_at
    return Restrict(chat=scene.chat.chat, member=case.member, until=until)


def may_look(services: Services, chat: ChatId, author: MemberId, *, first: bool = True) -> bool:
    """Return whether to look at a chat at once because of what `author` did there.

    If not, the chat is queued, with `first` before the chats in which nobody asked. A served chat
    is looked at whenever there is a reason.
    """
    if chat in services.watch.served:
        return True
    known = author in services.administrators
    if services.looks.may_look(chat, services.now(), asked=True, known=known):
        return True
    services.looks.wait(chat, asked=first)
    return False


def is_out_of_turn(
    services: Services, chat: ChatId, author: MemberId, *, first: bool = False
) -> bool:
    """Return whether to ignore a chat without rights until its turn.

    True while strangers' chats come faster than the bot can look at them; the chat is told which
    rights are missing. `first`: see `may_look`.
    """
    watch = services.watch
    if chat in watch.served or chat in watch.waiting or author in services.administrators:
        return False
    if not services.looks.is_onslaught(services.now()):
        return False
    services.looks.wait(chat, asked=first)
    return True


async def look_if_due(services: Services, chat: ChatId) -> None:
    """Look at a chat not known to be served, because somebody wrote there."""
    if services.looks.may_look(chat, services.now()):
        await look(services, chat)
    else:
        services.looks.wait(chat)


async def look_at_next(services: Services) -> None:
    """Look at the next queued chat that is not served."""
    chat = services.looks.take(services.now())
    if chat is not None:
        await look(services, chat)


async def is_served(services: Services, wrote: Wrote) -> bool:
    """Return whether a command can be carried out in a chat; explain what is missing if not."""
    if wrote.chat in services.watch.served:
        return True
    if may_look(services, wrote.chat, wrote.author):
        state = await look(services, wrote.chat)
    elif wrote.chat in services.watch.waiting:
        state = ChatState.UNADOPTED
    else:
        # explained within the last minute; the introduction follows once the rights are there
        return False
    if state is ChatState.SERVED:
        return True
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        if state is ChatState.UNADOPTED:
            scene.say(
                refusals.refused(scene.voice, NOT_ADOPTED),
                keyboard=kinds_keyboard(scene.voice),
                ref=f"{INTRODUCTION}:{wrote.message}",
                reply_to=wrote.message,
            )
        else:
            said = words.rights_still_missing(scene.voice)
            scene.say(said, reply_to=wrote.message, fades=True)
    return False


async def freshen(
    services: Services, chat: ChatId, *known: MemberId, moderator: MemberId | None = None
) -> None:
    """Read the chat's members again if they could change the answer to a request.

    `known` are people who should be members; `moderator` is the person who asks for a moderator's
    act. The messenger does not tell who becomes an administrator, so a refusal needs a fresh list,
    and an act one that is not stale. A private conversation has no list, and is no chat.
    """
    if not services.messenger.is_chat(chat):
        return
    async with services.storage.reading() as reading:
        record = await reading.chat(chat)
        strangers = [
            member for member in known if member > 0 and await reading.member(chat, member) is None
        ]
        asker = None if moderator is None else await reading.member(chat, moderator)
    unsure = bool(strangers) or (
        moderator is not None
        and moderator not in services.administrators
        and (asker is None or not asker.is_moderator)
    )
    checked = None if record is None else record.members_at
    if not unsure and moderator is None:
        return
    if checked is None or services.now() - checked > (FRESH if unsure else TRUSTED):
        await look(services, chat)


@asynccontextmanager
async def moderated(
    services: Services, asked: Wrote | Pressed, *known: MemberId, chat: ChatId | None = None
) -> AsyncIterator[Scene]:
    """Open a scene for a moderator's act in the chat where it is asked for, or in `chat`.

    The chat's members are read again before if they could change the answer (see `freshen`).
    """
    where = asked.chat if chat is None else chat
    await freshen(services, where, *known, moderator=asked.author)
    async with open_scene(services, where, event=asked.event) as scene:
        yield scene


async def ask_rights(
    services: Services, chats: Iterable[ChatId], by: MemberId, deeds: Collection[Deed]
) -> None:
    """Ask the messenger again whether a person still moderates chats, if a deed requires it.

    A deed that blocks at once only where blocks are automatic is checked only there: recording is
    the most frequent deed and should not wait elsewhere. Only a moderator in the storage is
    checked: nobody else can lose a right, and the college's administrators are in the settings.
    Raises `RightsUncheckedError`.
    """
    always = any(deed.fresh for deed in deeds)
    if by in services.administrators or not (always or any(deed.may_block for deed in deeds)):
        return
    for chat in chats:
        async with services.storage.reading() as reading:
            member = await reading.member(chat, by)
            moderates = member is not None and (
                member.moderates or by in await reading.appointed(chat)
            )
            settings = services.policy.settings(await reading.settings(chat))
        if moderates and (always or settings.blocks is Blocks.AUTOMATIC):
            await look(services, chat, strict=True)


async def check(services: Services, pressed: Pressed, press: CheckRights) -> None:
    """Check the bot's rights after «Готово»."""
    if may_look(services, pressed.chat, pressed.author):
        state = await look(services, pressed.chat)
    else:
        state = (
            ChatState.UNADOPTED if pressed.chat in services.watch.waiting else ChatState.NO_RIGHTS
        )
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        if state in {ChatState.SERVED, ChatState.UNADOPTED}:
            scene.pop_up(
                pressed, words.introduction(scene.voice, adopted=state is ChatState.SERVED)
            )
        else:
            scene.pop_up(pressed, words.rights_still_missing(scene.voice))


def kinds_keyboard(voice: Voice) -> Keyboard:
    """Return one button per kind of chat."""
    return tuple(
        (button(capital(KINDS[kind](voice)), AdoptAs(kind=kind), Colour.MAIN),) for kind in Kind
    )


ROWS = Rows(buttons={CheckRights: check})
