"""Expulsions that an administrator of a chat made by hand, without the bot (п. 5.12.7)."""

from handlers.college import authority_of, look_around, read_college
from handlers.conversation.buttons import GroundExpulsion, InviteBack
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.saying import new_chat, voice_of
from handlers.conversation.scene import Scene, open_scene, pop_up
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.leavers import DEPARTURE, shown_plan, titles_of
from handlers.messenger import Fault
from handlers.voice import Voice
from handlers.words import expulsions as words
from handlers.words import leavers as leaver_words
from handlers.words import replies
from locales.texts import Texts
from rules.case import Refused
from rules.college import Authority
from rules.ids import COLLEGE, ChatId, DepartureNumber, ExpulsionNumber, MemberId
from rules.leavers import Expulsion, ground, invite_back, leaves_as_family, note, plan
from rules.vocabulary.leavers import LeaverNoted, MemberRemoved, RemovalFailed, RemovalFault
from storage.effects import Colour, Invite, Keyboard
from storage.records import ChatState
from storage.subjects.leavers import OrderedRemoval, RemovalState


def expulsion_keyboard(texts: Texts, chat: ChatId, number: ExpulsionNumber) -> Keyboard:
    """Return «Выбывший (п. 5.12.8)» and «Пригласить обратно»."""
    _ = texts.gettext
    return (
        (button(_("A leaver (cl. 5.12.8)"), GroundExpulsion(chat=chat, expulsion=number)),),
        (button(_("Invite back"), InviteBack(chat=chat, expulsion=number), Colour.GOOD),),
    )


async def note_expulsion(scene: Scene, member: MemberId, by: MemberId) -> None:
    """Record an expulsion by hand, and ask the administrators if it has no ground."""
    if scene.chat.state is not ChatState.SERVED:
        return
    chat = scene.chat.chat
    number = await scene.work.next_expulsion(chat)
    college = await read_college(scene.work, scene.services, [member])
    facts = note(college, number, member, by)
    await scene.record(facts)
    if len(facts) > 1:
        return
    made = Expulsion(chat=chat, number=number, member=member, by=by, at=scene.now)
    for administrator in sorted(scene.services.administrators):
        await put_expulsion_before(scene, made, administrator)


async def put_expulsion_before(scene: Scene, made: Expulsion, administrator: MemberId) -> None:
    """Show one administrator an expulsion by hand, with the buttons that settle it."""
    whom, who = await scene.all_named([made.member, made.by])
    scene.tell(
        administrator,
        words.expelled(scene.voice, chat=scene.chat.title, member=whom, by=who),
        keyboard=expulsion_keyboard(scene.voice.texts, made.chat, made.number),
        ref=expulsion_ref(made.chat, made.number),
    )


def expulsion_ref(chat: ChatId, number: ExpulsionNumber) -> str:
    """Return the ref of the message about an expulsion by hand."""
    return f"expulsion:{chat}:{number}"


async def enter_ground(services: Services, pressed: Pressed, press: GroundExpulsion) -> None:
    """Record «Выбывший» as the ground, and go on to the other chats."""
    chat = ChatId(press.chat)
    found = await _find(services, pressed, chat, ExpulsionNumber(press.expulsion))
    if found is None:
        return
    await look_around(services, found.member)
    async with open_scene(services, chat, event=pressed.event, college=True) as scene:
        expulsion = await scene.work.expulsion(chat, found.number) or found
        authority = await authority_of(scene.work, services, pressed.author)
        college = await read_college(scene.work, services, [expulsion.member])
        ruling = ground(college, expulsion, authority)
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, pressed)
            return
        await scene.record(ruling.facts)
        if not leaves_as_family(college, expulsion.member):
            left = LeaverNoted(member=expulsion.member, by=pressed.author)
            await scene.record([left], chat=COLLEGE)
        await _settled(scene, pressed, expulsion, grounded=True)
        await _go_on(scene, pressed, expulsion.member, authority)


async def _go_on(scene: Scene, pressed: Pressed, member: MemberId, authority: Authority) -> None:
    """Show the plan of the leaver's departure from the other chats."""
    college = await read_college(scene.work, scene.services, [member])
    planned = plan(college, member, authority)
    if isinstance(planned, Refused) or not (planned.goes or planned.stays):
        return
    shown, keyboard = await shown_plan(scene, planned)
    ref = f"{DEPARTURE}:{pressed.peer}:{pressed.press}"
    scene.tell(pressed.author, shown, keyboard=keyboard, ref=ref)


async def bring_back(services: Services, pressed: Pressed, press: InviteBack) -> None:
    """Send the person the chat's link in private after «Пригласить обратно»."""
    chat = ChatId(press.chat)
    found = await _find(services, pressed, chat, ExpulsionNumber(press.expulsion))
    if found is None:
        return
    async with open_scene(services, chat, event=pressed.event) as scene:
        expulsion = await scene.work.expulsion(chat, found.number) or found
        ruling = invite_back(expulsion, await authority_of(scene.work, services, pressed.author))
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, pressed)
            return
        person = (await scene.work.people([expulsion.member])).get(expulsion.member)
        if person is not None and person.private is False:
            member = await scene.named(expulsion.member)
            scene.pop_up(pressed, words.not_reachable(scene.voice, member=member))
            return
        await scene.record(ruling.facts)
        text = words.invited_back(scene.voice, chat=scene.chat.title)
        scene.effects.append(Invite(to=expulsion.member, chat=chat, text=text))
        await _settled(scene, pressed, expulsion, grounded=False)


async def _find(
    services: Services, pressed: Pressed, chat: ChatId, number: ExpulsionNumber
) -> Expulsion | None:
    async with services.storage.reading() as reading:
        found = await reading.expulsion(chat, number)
    if found is None:
        await pop_up(services, pressed, replies.outdated)
    return found


async def _settled(scene: Scene, pressed: Pressed, expulsion: Expulsion, *, grounded: bool) -> None:
    member, by, settled_by = await scene.all_named([expulsion.member, expulsion.by, pressed.author])
    said = words.settled(
        scene.voice,
        chat=scene.chat.title,
        member=member,
        by=by,
        settled_by=settled_by,
        grounded=grounded,
    )
    for administrator in sorted(scene.services.administrators):
        scene.change(expulsion_ref(expulsion.chat, expulsion.number), said, to=administrator)
    scene.acknowledge(pressed)


_FAULTS = {
    Fault.PROTECTED: RemovalFault.PROTECTED,
    Fault.NO_RIGHTS: RemovalFault.NO_RIGHTS,
    Fault.GONE: RemovalFault.GONE,
}


async def settle_removal(scene: Scene, member: MemberId, fault: Fault | None = None) -> bool:
    """Record whether a removal from the scene's chat succeeded; `fault` says why not.

    Returns whether the removal had been ordered through the bot.
    """
    chat = scene.chat.chat
    ordered = [r for r in await scene.work.ordered_removals([member]) if r.chat == chat]
    for removal in ordered:
        await scene.record([_fact(removal, fault)])
        if fault is None and await scene.hears_privately(member):
            by = await scene.named(removal.by)
            parent = member != removal.leaver
            said = leaver_words.removed(scene.voice, chat=scene.chat.title, by=by, parent=parent)
            scene.tell(member, said)
        await _report(scene, removal.departure)
    return bool(ordered)


def _fact(removal: OrderedRemoval, fault: Fault | None) -> MemberRemoved | RemovalFailed:
    if fault is None:
        return MemberRemoved(
            member=removal.member, by=removal.by, leaver=removal.leaver, departure=removal.departure
        )
    return RemovalFailed(
        member=removal.member,
        by=removal.by,
        leaver=removal.leaver,
        departure=removal.departure,
        fault=_FAULTS.get(fault, RemovalFault.REFUSED),
    )


async def _report(scene: Scene, departure: DepartureNumber) -> None:
    removals = await scene.work.removals_of(departure)
    ref = f"{DEPARTURE}:{departure}"
    asked = await scene.work.notice(COLLEGE, ref)
    if asked is None or any(each.state is RemovalState.ORDERED for each in removals):
        return
    peer = ChatId(int(asked.data["peer"]))
    record = await scene.work.chat(peer) or new_chat(peer)
    voice = voice_of(scene.services, record, scene.now)
    scene.tell(removals[0].by, await _summary(scene, removals, voice))
    await scene.work.drop_notice(COLLEGE, ref)


async def _summary(scene: Scene, removals: tuple[OrderedRemoval, ...], voice: Voice) -> str:
    titles = await titles_of(scene)
    gone: dict[MemberId, list[str]] = {}
    failed: dict[tuple[MemberId, RemovalFault], list[str]] = {}
    for each in removals:
        if each.fault is None:
            gone.setdefault(each.member, []).append(titles[each.chat])
        else:
            failed.setdefault((each.member, each.fault), []).append(titles[each.chat])
    leaver = removals[0].leaver
    return leaver_words.ended(
        voice,
        leaver=await scene.named(leaver),
        gone=tuple(
            [
                leaver_words.Going(
                    member=await scene.named(member), parent=member != leaver, chats=tuple(chats)
                )
                for member, chats in gone.items()
            ]
        ),
        failed=tuple(
            [
                leaver_words.Failing(
                    member=await scene.named(member), chats=tuple(chats), fault=fault
                )
                for (member, fault), chats in failed.items()
            ]
        ),
    )


ROWS = Rows(buttons={GroundExpulsion: enter_ground, InviteBack: bring_back})
