"""`/статус`: what is recorded of a person (п. 5.12.7)."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.apologies import may_apologise
from handlers.appeals import contest_keyboard, may_contest
from handlers.chats import freshen
from handlers.college import authority_of, served_among
from handlers.commands import WHOSE, Command
from handlers.conversation import choosing
from handlers.conversation.buttons import Id, Press
from handlers.conversation.choosing import Chosen, Option
from handlers.conversation.keyboards import button, command_button, in_rows
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.grounds import grounds_of
from handlers.guardians import wards_named, wards_now
from handlers.naming import (
    chats_moderated,
    find_asked,
    find_privately,
    named_in,
    refuse_others,
    say_unknown,
)
from handlers.replying import misunderstood
from handlers.spread import page_is_mine
from handlers.words import replies
from handlers.words import status as words
from handlers.words.greetings import label
from handlers.words.guardians import shortened
from rules.appeals import against_contesting
from rules.ids import COLLEGE, ChatId, MemberId
from rules.permissions import against_doubt, against_seeing
from rules.rights import SEE_STANDING
from storage.effects import Keyboard

MOST_MARKS = 20
"""Most violations listed, newest first; the journal has all of them."""


async def show(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/статус`: one's own; `/статус @name` or in answer to a message: for moderators."""
    if rest == WHOSE:
        await misunderstood(services, wrote, Command.STATUS)
        return
    member = await find_asked(services, wrote, rest, Command.STATUS)
    if member is None:
        return
    asks_of_another = None if member == wrote.author else wrote.author
    await freshen(services, wrote.chat, wrote.author, moderator=asks_of_another)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        actor = await scene.actor(wrote.author)
        if refusal := against_seeing(SEE_STANDING, actor, member):
            await scene.refuse(refusal, wrote)
        elif await answers_privately(scene, wrote, Command.STATUS):
            own = member == wrote.author
            standing = await _standing(scene, member, own=own)
            contests = own and await may_contest(scene, wrote.chat, member)
            _show(scene, wrote.author, ChatId(wrote.chat), standing, contests=contests)


async def show_privately(services: Services, wrote: Wrote, rest: str) -> None:
    """Show in private the asker's standing in every served chat.

    A moderator may name a person: their standing in the chats that the moderator moderates.
    """
    if rest == WHOSE:
        await _ask_whose(services, wrote)
        return
    if wards := await wards_named(services, wrote, rest):
        await show_wards(services, wrote, wards)
        return
    whom = named_in(services, rest)
    member = wrote.author if whom is None else await find_privately(services, wrote, whom)
    if member is None:
        return
    if member != wrote.author:
        await _show_another(services, wrote, member)
        return
    async with services.storage.reading() as reading:
        chats = [
            chat.chat
            for chat in await reading.chats()
            if await reading.member(chat.chat, wrote.author) is not None
        ]
    found = [(chat, await _look_in(services, chat, wrote.author)) for chat in chats]
    found += await _look_at_wards(services, await _all_wards(services, wrote.author))
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        await _tell(scene, wrote, found)
        if not found:
            scene.tell(wrote.author, words.in_no_chat(scene.voice))


async def _all_wards(services: Services, guardian: MemberId) -> tuple[MemberId, ...]:
    async with open_scene(services, COLLEGE) as scene:
        return await wards_now(scene, guardian)


async def show_wards(
    services: Services, wrote: Wrote, wards: tuple[MemberId, ...] | None = None
) -> bool:
    """Show a guardian the standing of these children, or of all of theirs; False if there is none.

    Somebody who moderates a child's chat sees it there as a moderator does.
    """
    if wards is None:
        wards = await _all_wards(services, wrote.author)
    if not wards:
        return False
    found = await _look_at_wards(services, wards)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        await _tell(scene, wrote, found)
        for child in await scene.all_named(wards):
            if all(standing.member.member != child.member for _, standing in found):
                scene.tell(wrote.author, words.child_in_no_chat(scene.voice, child=child))
    return True


MOST_OFFERED = 8
"""Most people offered as buttons: those recorded last."""


async def _ask_whose(services: Services, wrote: Wrote) -> None:
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, wrote.author)
        chats = [each.chat for each in await reading.chats() if authority.reaches(each.chat)]
        recent = await reading.recorded_lately(chats, MOST_OFFERED) if authority.may else ()
    if not authority.may:
        if not await show_wards(services, wrote):
            await refuse_others(services, wrote)
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        people = await scene.all_named(each for each in recent if each != wrote.author)
        await choosing.ask(
            scene,
            wrote,
            Command.STATUS,
            "",
            question=words.whose(scene.voice),
            options=[
                Option(label=scene.voice.name(person), value=str(person.member))
                for person in people
            ],
            in_words=True,
        )


async def _choose(services: Services, wrote: Wrote, rest: str, chosen: Chosen) -> None:
    async with open_scene(services, wrote.chat) as scene:
        await choosing.withdraw(scene, chosen.question)
        scene.acknowledge(chosen.press)
    await _show_another(services, wrote, MemberId(int(chosen.value)))


async def _show_another(services: Services, wrote: Wrote, member: MemberId) -> None:
    found: list[tuple[ChatId, words.Standing]] = []
    for chat in await chats_moderated(services, wrote, member):
        async with open_scene(services, chat) as scene:
            actor = await scene.actor(wrote.author)
            if against_seeing(SEE_STANDING, actor, member) is None:
                found.append((chat, await _standing(scene, member, own=False)))
    if not found:
        await say_unknown(services, wrote, member)
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        await _tell(scene, wrote, found)


async def _tell(scene: Scene, wrote: Wrote, found: Iterable[tuple[ChatId, words.Standing]]) -> None:
    # in the private conversation's language and zone, not each chat's
    for chat, standing in found:
        contests = standing.own and await may_contest(scene, chat, wrote.author)
        _show(scene, wrote.author, chat, standing, contests=contests)


class RecordsOf(Press, do="records", deed=SEE_STANDING):
    """«Показать записи» under a folded standing."""

    chat: Id
    member: Id


def _show(
    scene: Scene, to: MemberId, chat: ChatId, standing: words.Standing, *, contests: bool
) -> None:
    """Show a standing in private: what holds, the ways out that are open, the records folded."""
    folded = len(standing.marks) > words.UNFOLDED
    member = standing.member.member
    records = button(
        scene.voice.texts.gettext("Show the records"), RecordsOf(chat=chat, member=member)
    )
    keyboard = (
        *(page_is_mine(scene.voice) if standing.own and standing.reads_until else ()),
        *_ways_out(scene, chat, standing, contests=contests),
        *(((records,),) if folded else ()),
    )
    said = words.shown(scene.voice, of=standing, folded=folded)
    scene.tell(to, said, keyboard=keyboard, ref=_ref(chat, member) if folded else None)


def _ways_out(scene: Scene, chat: ChatId, standing: words.Standing, *, contests: bool) -> Keyboard:
    if standing.contested_for is not None:
        child = standing.member.member
        return contest_keyboard(scene.voice, chat, block=standing.contested_for, child=child)
    offered = (
        *((Command.APOLOGY,) if standing.apologises else ()),
        *((Command.APPEAL,) if contests else ()),
    )
    return in_rows([command_button(label(scene.voice, command=each), each) for each in offered])


def _ref(chat: ChatId, member: MemberId) -> str:
    return f"standing:{chat}:{member}"


async def unfold(services: Services, pressed: Pressed, press: RecordsOf) -> None:
    """Show the records in the same message."""
    chat, member = ChatId(press.chat), MemberId(press.member)
    async with open_scene(services, chat, event=pressed.event) as scene:
        refusal = against_seeing(SEE_STANDING, await scene.actor(pressed.author), member)
        as_guardian = refusal is not None and member in await wards_now(scene, pressed.author)
        if refusal is not None and not as_guardian:
            await scene.refuse(refusal, pressed)
            return
        ref = None
        if pressed.message is not None:
            ref = await scene.work.ref_of(pressed.chat, pressed.message)
        if ref != _ref(chat, member):
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        standing = (
            await _standing_of_ward(scene, member)
            if as_guardian
            else await _standing(scene, member, own=member == pressed.author)
        )
        contests = standing.own and await may_contest(scene, chat, member)
        scene.change(
            ref,
            words.shown(scene.voice, of=standing),
            keyboard=_ways_out(scene, chat, standing, contests=contests),
            to=pressed.author,
        )
        scene.acknowledge(pressed)


async def _look_in(services: Services, chat: ChatId, member: MemberId) -> words.Standing:
    async with open_scene(services, chat) as scene:
        return await _standing(scene, member, own=True)


async def _look_at_wards(
    services: Services, wards: Iterable[MemberId]
) -> list[tuple[ChatId, words.Standing]]:
    """Return the standing of children for their guardian, others' names shortened."""
    async with services.storage.reading() as reading:
        # also the chats that a child was removed from: a block may have done that
        places = [
            (chat, child)
            for chat in await served_among(reading, [each.chat for each in await reading.chats()])
            for child in wards
            if await reading.member(chat, child) is not None
        ]
    found = []
    for chat, child in places:
        async with open_scene(services, chat) as scene:
            found.append((chat, await _standing_of_ward(scene, child)))
    return found


async def _standing_of_ward(scene: Scene, child: MemberId) -> words.Standing:
    standing = await _standing(scene, child, own=False)
    marks = tuple(
        replace(each, by=None if each.by is None else shortened(each.by)) for each in standing.marks
    )
    case = await scene.case(child)
    block = case.block
    free = block is not None and against_contesting(case, None, block.number, scene.now) is None
    contested = block.number if block is not None and free else None
    return replace(standing, marks=marks, contested_for=contested)


async def _standing(scene: Scene, member: MemberId, *, own: bool) -> words.Standing:
    case = await scene.case(member)
    counted = {violation.number for violation in case.counted(scene.now)}
    contested = {each.violation for each in case.appeals if each.decision is None}
    latest = sorted(case.violations, key=lambda violation: violation.number)[-MOST_MARKS:]
    recorders = [
        None if violation.by is None else await scene.named(violation.by) for violation in latest
    ]
    grounds = await grounds_of(scene, case, [violation.number for violation in latest])
    marks = tuple(
        words.Mark(
            ground=ground,
            by=by,
            note=violation.note,
            annulled=violation.annulled,
            counts=violation.number in counted,
            contested=violation.number in contested,
        )
        for violation, ground, by in zip(latest, grounds, recorders, strict=True)
    )
    block = case.block
    return words.Standing(
        member=await scene.named(member),
        own=own,
        chat=scene.chat.title,
        acknowledged=case.policy.version in case.acknowledged,
        marks=marks,
        counted=len(counted),
        threshold=case.policy.threshold,
        blocked_until=None if block is None else block.ends_at,
        apologises=own and block is not None and may_apologise(case, scene.now),
        block_grounds=() if block is None else await grounds_of(scene, case, block.grounds),
        block_contested=block is not None
        and any(each.block == block.number and each.decision is None for each in case.appeals),
        reads_until=case.doubt.ends_at if against_doubt(case, scene.now) and case.doubt else None,
    )


ROWS = Rows(
    commands={Command.STATUS: show},
    private_choices={Command.STATUS: _choose},
    private={Command.STATUS: show_privately},
    buttons={RecordsOf: unfold},
)
