"""`/выбыл`: remove a leaver, and a student's parents, from the chats (п. 5.12.8).

Nobody is removed before a moderator has seen the plan and confirmed it.
"""

import json
import zlib
from collections.abc import Mapping
from functools import partial

from handlers.asking import ask_whom
from handlers.chats import freshen
from handlers.college import ask_authority, authority_at, authority_of, look_around, read_college
from handlers.commands import Command
from handlers.conversation.arguments import ByName, Whom, read_whom
from handlers.conversation.buttons import CancelDeparture, DepartAs
from handlers.conversation.keyboards import button
from handlers.conversation.people import find_among, names_of
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.replying import Mistake, complain, misunderstood
from handlers.words import leavers as words
from handlers.words import refusals, replies
from locales.texts import Texts
from rules.case import Refused
from rules.ids import COLLEGE, ChatId, MemberId
from rules.leavers import (
    CARRY_OUT_DEPARTURE,
    PLAN_DEPARTURE,
    Because,
    Departure,
    Orders,
    carry_out,
    plan,
)
from rules.vocabulary.bases import Refusal
from rules.vocabulary.brakes import DEPARTURE_CHANGED, CarryOutDeparture, Held
from rules.vocabulary.leavers import NOT_OF_YOUR_CHATS
from rules.vocabulary.people import NOT_MODERATOR
from storage.effects import Colour, Keyboard, Remove


def departure_keyboard(texts: Texts, leaver: MemberId, plan: int, *, removes: bool) -> Keyboard:
    """Return «Исключить», or «Отметить выбывшим» if nobody is to be removed, and «Отмена»."""
    _ = texts.gettext
    label = _("Remove") if removes else _("Note as a leaver")
    return (
        (
            button(label, DepartAs(member=leaver, plan=plan), Colour.BAD),
            button(_("Cancel"), CancelDeparture(member=leaver)),
        ),
    )


DEPARTURE = "departure"

_SETTLED = "departure settled"


async def leave(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/выбыл @name`: show the plan, and ask."""
    member = await find_named(services, wrote, rest, Command.LEAVER)
    if member is None:
        return
    people = await names_of(services, [member])
    await look_around(services, member)
    await ask_authority(services, wrote.author, [member], PLAN_DEPARTURE)
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        await scene.work.put_people(people)
        authority = await authority_at(scene.work, services, wrote.author, wrote)
        college = await read_college(scene.work, services, [member])
        planned = plan(college, member, authority)
        if isinstance(planned, Refused):
            await scene.refuse(planned.reason, wrote)
            return
        shown, keyboard = await shown_plan(scene, planned)
        ref = f"{DEPARTURE}:{wrote.chat}:{wrote.message}"
        if await answers_privately(scene, wrote, Command.LEAVER):
            scene.tell(wrote.author, shown, keyboard=keyboard, ref=ref)


async def find_named(
    services: Services, wrote: Wrote, rest: str, command: Command
) -> MemberId | None:
    """Return the person that a command names; explain the mistake and return None otherwise.

    In private, a name is looked up in the chats that the asker moderates.
    """
    whom, more = read_whom(rest, services.pages)
    if whom is None and more:
        whom, more = ByName(more), ""
    if more:
        await misunderstood(services, wrote, command)
        return None
    if not wrote.private:
        await freshen(services, wrote.chat, moderator=wrote.author)
    if whom is None:
        if wrote.answered is None or wrote.answered < 0:
            await ask_whom(services, wrote, command, rest)
            return None
        return wrote.answered
    found = await look_for(services, wrote, whom)
    if not isinstance(found, int):
        await complain(services, wrote, found, command)
        return None
    return found


async def look_for(services: Services, wrote: Wrote, whom: Whom) -> MemberId | Mistake:
    """Return the person named, or the mistake in naming them.

    In private, a name is looked up in the chats that the asker moderates.
    """
    async with services.storage.reading() as reading:
        authority = await authority_of(reading, services, wrote.author)
        chats = [chat.chat for chat in await reading.chats() if authority.reaches(chat.chat)]
    if wrote.private:
        if not authority.may:
            return partial(refusals.refused, reason=NOT_MODERATOR)
        return await find_among(services, chats, whom)
    return await find_among(services, (wrote.chat,), whom)


async def shown_plan(scene: Scene, departure: Departure) -> tuple[str, Keyboard]:
    """Return a plan in words, with the buttons that confirm or cancel it."""
    titles = await titles_of(scene)
    going: dict[tuple[MemberId, bool], list[str]] = {}
    for goes in departure.goes:
        key = (goes.member, goes.because is Because.PARENT)
        going.setdefault(key, []).append(titles[goes.chat])
    staying: dict[tuple[MemberId, str], list[str]] = {}
    why = {stays.why.value: stays.why for stays in departure.stays}
    for stays in departure.stays:
        staying.setdefault((stays.member, stays.why.value), []).append(titles[stays.chat])
    shown = words.planned(
        scene.voice,
        leaver=await scene.named(departure.leaver),
        going=tuple(
            [
                words.Going(member=await scene.named(member), parent=parent, chats=tuple(chats))
                for (member, parent), chats in going.items()
            ]
        ),
        staying=tuple(
            [
                words.Staying(member=await scene.named(member), chats=tuple(chats), why=why[reason])
                for (member, reason), chats in staying.items()
            ]
        ),
        beyond=departure.beyond,
        noted=departure.noted,
    )
    if departure.noted and not departure.goes:
        return shown, ()
    keyboard = departure_keyboard(
        scene.voice.texts, departure.leaver, fingerprint(departure), removes=bool(departure.goes)
    )
    return shown, keyboard


async def titles_of(scene: Scene) -> Mapping[ChatId, str]:
    """Return the titles of chats; the number where the title is not known."""
    return {chat.chat: chat.title or f"№ {chat.chat}" for chat in await scene.work.chats()}


def fingerprint(departure: Departure) -> int:
    """Return a number that identifies a plan; different plans have, in practice, different ones."""
    does = [(each.chat, each.member) for each in departure.goes]
    return zlib.crc32(json.dumps([departure.leaver, *sorted(does)]).encode())


async def confirm(services: Services, pressed: Pressed, press: DepartAs) -> None:
    """Carry out the plan after «Исключить», if it is still the plan that was shown."""
    leaver = MemberId(press.member)
    await look_around(services, leaver)
    await ask_authority(services, pressed.author, [leaver], CARRY_OUT_DEPARTURE)
    if not pressed.private:
        await freshen(services, pressed.chat, moderator=pressed.author)
    async with open_scene(services, pressed.chat, event=pressed.event, college=True) as scene:
        authority = await authority_at(scene.work, services, pressed.author, pressed)
        planned = plan(await read_college(scene.work, services, [leaver]), leaver, authority)
        if isinstance(planned, Refused):
            # members who left at the moderator's request are in their chats no more: the plan is
            # over
            over = planned.reason == NOT_OF_YOUR_CHATS and await _is_settled(scene, pressed)
            if over:
                scene.pop_up(pressed, replies.outdated(scene.voice))
            else:
                await scene.refuse(planned.reason, pressed)
            return
        orders = carry_out(planned, await scene.work.next_departure(), authority)
        if isinstance(orders, Refused):
            await scene.refuse(orders.reason, pressed)
            return
        ref = await _shown_as(scene, pressed)
        if ref is None:
            scene.pop_up(pressed, replies.outdated(scene.voice))
        elif fingerprint(planned) != press.plan:
            shown, keyboard = await shown_plan(scene, planned)
            scene.change(ref, shown, keyboard=keyboard, to=pressed.author)
            scene.pop_up(pressed, words.plan_changed(scene.voice))
        elif haste := await _brake(scene, orders, pressed, press):
            await _settle(scene, pressed, ref)
            scene.change(ref, await scene.refused(haste), to=pressed.author)
            scene.acknowledge(pressed)
        else:
            await _settle(scene, pressed, ref)
            said = await _begin(scene, orders, pressed.author, leaver)
            scene.change(ref, said, to=pressed.author)
            scene.acknowledge(pressed)


async def _brake(scene: Scene, orders: Orders, pressed: Pressed, press: DepartAs) -> Refusal | None:
    """Return why a departure waits for a second person in the first of its chats; or None."""
    chat = next((each for each, _ in orders.chats), COLLEGE)
    measure = CarryOutDeparture(plan=press.plan)
    return await scene.brake(MemberId(press.member), pressed.author, [measure], chat=chat)


async def carry_out_held(scene: Scene, held: Held) -> Refusal | None:
    """Carry out a departure that a second person confirmed, if the plan is still that one."""
    (measure,) = held.measures
    assert isinstance(measure, CarryOutDeparture)  # noqa: S101 -- a departure waits alone
    services = scene.services
    authority = await authority_of(scene.work, services, held.by)
    planned = plan(await read_college(scene.work, services, [held.member]), held.member, authority)
    if isinstance(planned, Refused):
        return planned.reason
    orders = carry_out(planned, await scene.work.next_departure(), authority)
    if isinstance(orders, Refused):
        return orders.reason
    if fingerprint(planned) != measure.plan:
        return DEPARTURE_CHANGED
    scene.tell(held.by, await _begin(scene, orders, held.by, held.member))
    return None


async def _begin(scene: Scene, orders: Orders, by: MemberId, leaver: MemberId) -> str:
    """Order the removals, and return what was ordered in words."""
    await scene.record(orders.college, chat=COLLEGE)
    for chat, fact in orders.chats:
        await scene.record([fact], chat=chat)
        scene.effects.append(Remove(chat=chat, member=fact.member))
    for departure in {fact.departure for _, fact in orders.chats}:
        await scene.note(f"{DEPARTURE}:{departure}", DEPARTURE, {"peer": by}, peer=COLLEGE)
    who, moderator = await scene.all_named([leaver, by])
    return words.confirmed(scene.voice, leaver=who, by=moderator, count=len(orders.chats))


async def cancel(services: Services, pressed: Pressed, press: CancelDeparture) -> None:
    """Drop the plan after «Отмена»."""
    if not pressed.private:
        await freshen(services, pressed.chat, moderator=pressed.author)
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        authority = await authority_at(scene.work, services, pressed.author, pressed)
        ref = await _shown_as(scene, pressed)
        if not authority.may:
            await scene.refuse(NOT_MODERATOR, pressed)
        elif ref is None:
            scene.pop_up(pressed, replies.outdated(scene.voice))
        else:
            leaver, by = await scene.all_named([MemberId(press.member), pressed.author])
            await _settle(scene, pressed, ref)
            said = words.cancelled(scene.voice, leaver=leaver, by=by)
            scene.change(ref, said, to=pressed.author)
            scene.acknowledge(pressed)


async def _settle(scene: Scene, pressed: Pressed, ref: str) -> None:
    """Record that a plan was settled; its buttons may still be on a screen."""
    await scene.note(ref, _SETTLED, peer=pressed.peer)


async def _shown_as(scene: Scene, pressed: Pressed) -> str | None:
    """Return the ref of a plan that still waits; None if it is settled or no plan.

    Plans from older versions that still hang in a chat are not carried out there.
    """
    if pressed.message is None or not pressed.private:
        return None
    ref = await scene.work.ref_of(pressed.peer, pressed.message)
    if ref is None or not ref.startswith(f"{DEPARTURE}:"):
        return None
    return None if await _is_settled(scene, pressed) else ref


async def _is_settled(scene: Scene, pressed: Pressed) -> bool:
    """Return whether the pressed plan was confirmed or cancelled."""
    ref = (
        None if pressed.message is None else await scene.work.ref_of(pressed.peer, pressed.message)
    )
    return ref is not None and await scene.work.notice(pressed.peer, ref) is not None


ROWS = Rows(
    commands={Command.LEAVER: leave},
    private={Command.LEAVER: leave},
    buttons={DepartAs: confirm, CancelDeparture: cancel},
)
