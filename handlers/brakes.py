"""Many measures by one moderator wait: «Подтвердить», «Отклонить», the end (п. 5.12.7).

A second person in a chat where something waits, or an administrator, gets one message, which is
edited as more waits there; each sees and answers what is in the chats that they look after.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.chats import freshen
from handlers.commands import Command
from handlers.conversation.buttons import Id, Press
from handlers.conversation.keyboards import button, command_button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed
from handlers.grounds import rule_both
from handlers.leavers import carry_out_held
from handlers.overseeing import who_look_after
from handlers.settling import announce_settled
from handlers.words import brakes as words
from rules.brakes import (
    COUNTED,
    MEASURES,
    RELEASE_BRAKE,
    RELEASED_FOR,
    against_haste,
    against_holding,
    answer,
    are_over,
    is_kept,
)
from rules.case import Refused
from rules.ids import COLLEGE, ChatId, HeldNumber, MemberId
from rules.times import is_over
from rules.vocabulary.bases import Refusal
from rules.vocabulary.brakes import (
    Act,
    CarryOutDeparture,
    Held,
    HeldDropped,
    Measure,
)
from rules.vocabulary.suspicions import CountSuspicion, RemoveSuspected
from rules.vocabulary.violations import RemoveMessage
from storage.effects import Colour, Keyboard


class ReleaseBrake(Press, do="release", deed=RELEASE_BRAKE):
    """«Подтвердить» under the question whether a moderator's many measures are meant."""

    chat: Id
    member: Id


class RejectHeld(Press, do="reject_held", deed=RELEASE_BRAKE):
    """«Отклонить» under the question whether a moderator's many measures are meant."""

    chat: Id
    member: Id


_BRAKE = "brake"

_TRIED_FOR = timedelta(hours=1)
"""How long beyond its term what was confirmed is tried, if the messenger or the database fails."""


def _ref(member: MemberId) -> str:
    """Return the ref of the question whether a moderator's many measures are meant."""
    return f"{_BRAKE}:{member}"


async def brake(
    scene: Scene, chat: ChatId, member: MemberId, by: MemberId, measures: Sequence[Measure]
) -> Refusal | None:
    """Keep measures that wait for a second person, and ask one; None: they do not wait.

    A teacher alone, whom nobody could confirm, is not braked.
    """
    brakes, work = scene.services.policy.brakes, scene.work
    acts = await work.acts_of(by, COUNTED, scene.now - brakes.within)
    haste = against_haste(acts, brakes, scene.now)
    if haste is None:
        return None
    asked = await work.notice(COLLEGE, _ref(by))
    if asked is not None and asked.data.get("until", 0) > scene.now.timestamp():
        return None
    waits = Held(
        number=HeldNumber(0),
        chat=chat,
        member=member,
        by=by,
        measures=tuple(measures),
        at=scene.now,
    )
    waiting = await work.held_by(by)
    if not await _second_people(scene, [*waiting, waits], by):
        return None
    if refusal := against_holding(waits, waiting):
        return refusal
    if not is_kept(waits, waiting):
        await work.put_held(waits)
        to = asked.data["to"] if asked is not None and waiting else ()
        await _ask(scene, by, acts, to)
    return haste


async def _second_people(
    scene: Scene, waiting: Iterable[Held], by: MemberId
) -> dict[MemberId, frozenset[ChatId]]:
    """Return who can answer, each with the chats of theirs in which something waits."""
    return await who_look_after(scene, (each.chat for each in waiting), but=by)


async def _ask(scene: Scene, by: MemberId, acts: Collection[Act], before: Collection[int]) -> None:
    """Ask each second person, or change the question that they had `before`."""
    waiting = await scene.work.held_by(by)
    people = await _second_people(scene, waiting, by)
    # all of it is dropped together, also what came later and what others see
    until = min(each.at for each in waiting) + scene.services.policy.brakes.waits
    for member, chats in people.items():
        mine = [each for each in waiting if each.chat in chats]
        text = await _question(scene, by, mine, acts, until)
        keyboard = _keyboard(scene, mine)
        if member in before:
            scene.change(_ref(by), text, keyboard=keyboard, to=member)
        else:
            scene.tell(member, text, keyboard=keyboard, ref=_ref(by))
    to = sorted({*before, *people})
    await scene.note(_ref(by), _BRAKE, {"to": to}, peer=COLLEGE)


def _keyboard(scene: Scene, waiting: Sequence[Held]) -> Keyboard:
    _, first = scene.voice.texts.gettext, waiting[0]
    return (
        (
            button(_("Confirm"), ReleaseBrake(chat=first.chat, member=first.by), Colour.GOOD),
            button(_("Reject"), RejectHeld(chat=first.chat, member=first.by), Colour.BAD),
        ),
    )


async def _question(
    scene: Scene, by: MemberId, waiting: Sequence[Held], acts: Collection[Act], until: datetime
) -> str:
    brakes = scene.services.policy.brakes
    here = {each.chat for each in waiting}
    return words.question(
        scene.voice,
        member=await scene.named(by),
        minutes=int(brakes.within.total_seconds()) // 60,
        done=words.counted(each.kind for each in acts if each.chat in here),
        waiting=await _listed(scene, waiting),
        until=until,
    )


async def _listed(scene: Scene, waiting: Iterable[Held]) -> tuple[words.Waiting, ...]:
    return tuple([await _shown(scene, each) for each in waiting])


async def _shown(scene: Scene, held: Held) -> words.Waiting:
    chat = await scene.work.chat(held.chat)
    return words.Waiting(
        measures=held.measures,
        member=await scene.named(held.member),
        chat="" if chat is None else chat.title,
    )


async def release(services: Services, pressed: Pressed, press: ReleaseBrake) -> None:
    """Let what waits be carried out, and the moderator go on for a while."""
    await _answer(services, pressed, press, confirms=True)


async def reject(services: Services, pressed: Pressed, press: RejectHeld) -> None:
    """Drop what waits; the administrators read that the page may be in other hands."""
    await _answer(services, pressed, press, confirms=False)


async def _answer(
    services: Services, pressed: Pressed, press: ReleaseBrake | RejectHeld, *, confirms: bool
) -> None:
    member, author = MemberId(press.member), pressed.author
    async with open_scene(services, ChatId(press.chat), event=pressed.event) as scene:
        waiting = await scene.work.held_by(member)
        theirs = (await _second_people(scene, waiting, member)).get(author, frozenset())
        mine = [each for each in waiting if each.chat in theirs]
        ruling = answer(member, await scene.actor(author), mine, confirms=confirms)
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, pressed)
            return
        await scene.record(ruling.facts, chat=COLLEGE)
        person, by = await scene.all_named([member, author])
        if confirms:
            await scene.work.confirm_held((each.number for each in mine), author)
            said = words.confirmed(scene.voice, member=person, by=by, acts=len(mine))
            scene.tell(member, words.goes_on(scene.voice, by=by, acts=len(mine)))
            until = scene.now + RELEASED_FOR
        else:
            await scene.work.take_held(each.number for each in mine)
            said = words.rejected(scene.voice, member=person, by=by, acts=len(mine))
            listed = await _listed(scene, mine)
            scene.tell(member, words.rejected_yours(scene.voice, by=by, waiting=listed))
            scene.tell_administrators(
                words.perhaps_stolen(scene.voice, member=person, by=by, acts=len(mine)),
                keyboard=_suspending(scene),
                but=frozenset({member}),
            )
            until = None
        await _settle(scene, member, said, until=until)
        scene.acknowledge(pressed)


def _suspending(scene: Scene) -> Keyboard:
    label = scene.voice.texts.gettext("Suspend a moderator")
    return ((command_button(label, Command.SUSPEND, Colour.BAD),),)


async def _settle(
    scene: Scene, member: MemberId, said: str, *, until: datetime | None = None
) -> None:
    """Say in every copy of a question what became of it; whoever still waits is asked anew."""
    asked = await scene.work.notice(COLLEGE, _ref(member))
    before = set() if asked is None else set(asked.data["to"])
    left = await scene.work.held_by(member)
    people = await _second_people(scene, left, member)
    for each in sorted(before - people.keys()):
        scene.change(_ref(member), said, to=each)
    if left:
        acts = await scene.work.acts_of(
            member, COUNTED, scene.now - scene.services.policy.brakes.within
        )
        await _ask(scene, member, acts, before & people.keys())
    data: dict[str, Any] = {"to": sorted(people)}
    if until is not None:
        data["until"] = until.timestamp()
    await scene.note(_ref(member), _BRAKE, data, peer=COLLEGE)


async def drop_held_of(scene: Scene, member: MemberId, said: str) -> None:
    """Drop everything of a moderator that waits, and say why to those who were asked."""
    waiting = await scene.work.held_by(member)
    if waiting:
        await scene.work.take_held(each.number for each in waiting)
        dropped = HeldDropped(member=member, by=None, acts=len(waiting))
        await scene.record([dropped], chat=COLLEGE)
        await _settle(scene, member, said)


async def expire(services: Services, member: MemberId) -> None:
    """Drop what waits of a moderator if nobody has answered in time."""
    async with open_scene(services, COLLEGE) as scene:
        waiting = await scene.work.held_by(member)
        if are_over(waiting, services.policy.brakes, scene.now):
            listed = await _listed(scene, waiting)
            person = await scene.named(member)
            await drop_held_of(scene, member, words.expired(scene.voice, member=person))
            scene.tell(member, words.expired_yours(scene.voice, waiting=listed))


async def carry_out(services: Services, held: Held) -> None:
    """Ask the policy for what was confirmed, as things are now, in the name of who asked for it.

    Each act in a transaction of its own, which takes it out of what waits: a restart between two
    loses nothing and does nothing twice.
    """
    if is_over(held.at, services.policy.brakes.waits + _TRIED_FOR, services.now()):
        async with open_scene(services, COLLEGE) as scene:
            if await scene.work.take_held([held.number]):
                await _tell_not_done(scene, held, words.TOO_LATE(scene.voice))
        return
    departs = any(isinstance(each, CarryOutDeparture) for each in held.measures)
    await freshen(services, held.chat, held.member, moderator=held.by)
    async with open_scene(services, held.chat, college=departs) as scene:
        if not await scene.work.take_held([held.number]):
            return
        scene.confirmed = True
        refusal = await (carry_out_held if departs else _measures)(scene, held)
        if refusal is not None:
            await _tell_not_done(scene, held, await scene.refused(refusal))


async def _tell_not_done(scene: Scene, held: Held, worded: str) -> None:
    shown = await _shown(scene, held)
    scene.tell(held.by, words.not_done(scene.voice, waiting=shown, worded=worded))


async def _measures(scene: Scene, held: Held) -> Refusal | None:
    by = await scene.actor(held.by)
    first, *more = [replace(each, by=by) for each in held.measures if isinstance(each, MEASURES)]
    cards = [each for each in held.measures if isinstance(each, CountSuspicion | RemoveSuspected)]
    gone = [each.message for each in held.measures if isinstance(each, RemoveMessage)]
    case = await scene.case(
        held.member,
        suspicion=cards[0].number if cards else None,
        removal=gone[0] if gone else None,
        suspicions=True,
    )
    # a message that is gone meanwhile need not be removed
    ruling = await rule_both(scene, case, first, next(iter(more), None), unless=lambda _: True)
    if isinstance(ruling, Refused):
        return ruling.reason
    if cards:
        await announce_settled(scene, case, ruling.facts)
    else:
        await scene.announce(case, ruling.facts)
    return None


ROWS = Rows(buttons={ReleaseBrake: release, RejectHeld: reject})
