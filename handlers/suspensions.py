"""`/отстранить`: a moderator's power over the bot ends everywhere at once (п. 5.12.7)."""

import re

from handlers.asking import Among, ask_whom
from handlers.brakes import drop_held_of
from handlers.college import authority_of
from handlers.commands import Command
from handlers.conversation.arguments import read_whom
from handlers.conversation.buttons import Id, Press
from handlers.conversation.keyboards import button
from handlers.conversation.people import find_among, names_of
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.replying import complain
from handlers.voice import Voice
from handlers.words import brakes as brake_words
from handlers.words import suspensions as words
from rules.case import Granted, Refused, Ruling
from rules.ids import COLLEGE, MemberId
from rules.suspensions import ASK_AGAIN, LIFT_SUSPENSION, Power, lift, suspend
from rules.vocabulary.chats import NOT_ADMINISTRATOR
from rules.vocabulary.suspensions import ModeratorSuspended
from storage.effects import Keyboard


class LiftSuspension(Press, do="restore", deed=LIFT_SUSPENSION):
    """«Вернуть права» under the message about a suspension."""

    member: Id


_BACK = re.compile(r"\s*\b(?:отмен\w*|верн\w+|вернуть|снять|стоп|off|lift|back)\s*$", re.IGNORECASE)

_ASKED = "suspension asked"


def _keyboard(voice: Voice, member: MemberId) -> Keyboard:
    label = voice.texts.gettext("Give the rights back")
    return ((button(label, LiftSuspension(member=member)),),)


def _ref(member: MemberId) -> str:
    return f"suspension:{member}"


async def command(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/отстранить @name reason`, and `/отстранить @name отмена`."""
    if wrote.author not in services.administrators:
        async with open_scene(services, wrote.chat, event=wrote.event) as scene:
            await scene.refuse(NOT_ADMINISTRATOR, wrote)
        return
    back = _BACK.search(rest) is not None
    whom, reason = read_whom(_BACK.sub("", rest), services.pages)
    if whom is None:
        if wrote.answered is None or wrote.answered < 0:
            await ask_whom(services, wrote, Command.SUSPEND, rest, among=Among.MODERATORS)
            return
        member = wrote.answered
    else:
        async with services.storage.reading() as reading:
            chats = [each.chat for each in await reading.chats()]
        found = await find_among(services, chats, whom)
        if not isinstance(found, int):
            await complain(services, wrote, found, Command.SUSPEND)
            return
        member = found
    people = await names_of(services, [member])
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        await scene.work.put_people(people)
        ruling = await _ask(scene, member, wrote.author, back=back, reason=reason.strip())
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, wrote)


async def restore(services: Services, pressed: Pressed, press: LiftSuspension) -> None:
    """Handle «Вернуть права»."""
    async with open_scene(services, pressed.chat, event=pressed.event) as scene:
        ruling = await _ask(scene, MemberId(press.member), pressed.author, back=True)
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, pressed)
        else:
            scene.acknowledge(pressed)


async def _ask(
    scene: Scene, member: MemberId, by: MemberId, *, back: bool, reason: str = ""
) -> Ruling:
    """Suspend a person, or give them their rights `back`; record and tell it, if granted."""
    administrators = scene.services.administrators
    authority = await authority_of(scene.work, scene.services, member)
    suspended = {each.member for each in await scene.work.suspensions()}
    has = Power(
        administrator=authority.administrator,
        moderator=bool(authority.moderates),
        suspended=member in suspended,
    )
    above = by in administrators
    if back:
        ruling = lift(member, has, by=by, above=above)
    else:
        ruling = suspend(member, has, by=by, above=above, reason=reason)
    if isinstance(ruling, Granted):
        await scene.record(ruling.facts, chat=COLLEGE)
        await _announce(scene, member, by, ruling)
    return ruling


async def _announce(scene: Scene, member: MemberId, by: MemberId, ruling: Granted) -> None:
    voice, (person, who) = scene.voice, await scene.all_named([member, by])
    (fact,) = ruling.facts
    if isinstance(fact, ModeratorSuspended):
        await scene.work.drop_dialogue(member)
        await drop_held_of(scene, member, brake_words.suspended(voice, member=person))
        text = words.suspended(voice, member=person, by=who, reason=fact.reason)
        scene.tell_administrators(text, keyboard=_keyboard(voice, member), ref=_ref(member))
        scene.tell(member, words.told(voice, by=who, reason=fact.reason))
        await scene.note(_ref(member), _ASKED, peer=COLLEGE)
    else:
        text = words.lifted(voice, member=person, by=who)
        for administrator in sorted(scene.services.administrators):
            scene.change(_ref(member), text, to=administrator)
            if administrator != by:
                scene.tell(administrator, text)
        scene.tell(by, text)
        scene.tell(member, words.told_lifted(voice))
        await scene.work.drop_notice(COLLEGE, _ref(member))


async def see_to_suspensions(services: Services) -> None:
    """Ask the administrators every week whether a suspension is still needed."""
    async with open_scene(services, COLLEGE) as scene:
        for each in await scene.work.suspensions():
            asked = await scene.work.notice(COLLEGE, _ref(each.member))
            if scene.now - (each.at if asked is None else asked.at) < ASK_AGAIN:
                continue
            person = await scene.named(each.member)
            text = words.ask_again(scene.voice, member=person, since=each.at)
            keyboard = _keyboard(scene.voice, each.member)
            scene.tell_administrators(text, keyboard=keyboard, ref=_ref(each.member))
            await scene.note(_ref(each.member), _ASKED, peer=COLLEGE)


ROWS = Rows(
    commands={Command.SUSPEND: command},
    private={Command.SUSPEND: command},
    buttons={LiftSuspension: restore},
)
