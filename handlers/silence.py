"""`/тишина 15 минут`: only moderators write for a while (п. 5.12.4); quiet hours (п. 5.11.1)."""

import re
from datetime import UTC, datetime

from handlers.chats import freshen, restrict_again
from handlers.commands import Command
from handlers.conversation.announcing import Change
from handlers.conversation.arguments import read_term
from handlers.conversation.buttons import StopSilence
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.saying import new_chat, voice_of
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.conversation.watch import silence_ref
from handlers.events import Pressed, Said, Wrote
from handlers.replying import misunderstood
from handlers.voice import Voice
from handlers.words import replies
from handlers.words import silence as words
from rules.case import Granted
from rules.permissions import may_moderate
from rules.vocabulary.silence import (
    BeginSilence,
    EndSilence,
    Hush,
    HushMessage,
    MessageHushed,
    SilenceBegun,
    SilenceEnded,
    SilenceFact,
)
from storage.effects import CloseWriting, DeleteMessages, Keyboard, OpenWriting
from storage.records import Notice


async def announce_silence(scene: Scene, change: Change, fact: SilenceFact) -> None:
    """Announce and enforce the beginning or the end of a silence."""
    chat = scene.chat.chat
    match fact:
        case SilenceBegun(by=by, ends_at=ends_at):
            scene.say(
                words.begun(scene.voice, by=await scene.named(by), ends_at=ends_at),
                keyboard=silence_keyboard(scene.voice),
                ref=silence_ref(ends_at),
                notify=True,
            )
            if await _hushes_staff(scene):
                # the watch removes members' messages and leaves the staff's
                scene.say(words.staff_hushed(scene.voice))
            else:
                scene.effects.append(CloseWriting(chat=chat))
        case SilenceEnded(by=by):
            scene.effects.append(OpenWriting(chat=chat))
            ended_by = None if by is None else await scene.named(by)
            scene.say(words.over(scene.voice, by=ended_by))
        case MessageHushed():
            # the author sees it removed; an announcement each time would be noise
            pass


async def _hushes_staff(scene: Scene) -> bool:
    """Return whether closing the chat would silence a moderator.

    In a closed chat the messenger lets only its own administrators write: not an appointed
    moderator, nor an administrator of the college who is not one there.
    """
    staff = {*await scene.moderators(), *scene.services.administrators}
    present = await scene.work.members(scene.chat.chat)
    return any(each.member in staff and not each.is_moderator for each in present)


def silence_keyboard(voice: Voice) -> Keyboard:
    """Return «Снять тишину»."""
    return ((button(voice.texts.gettext("End the quiet"), StopSilence()),),)


_STOP = re.compile(r"стоп|снять|конец|хватит|выкл(?:ючить)?|stop|off|end", re.IGNORECASE)


async def silence(services: Services, told: Wrote, rest: str) -> None:
    """Handle `/тишина 15 минут`, `/тишина до 18:00`, `/тишина стоп`."""
    async with services.storage.reading() as reading:
        chat = await reading.chat(told.chat) or new_chat(told.chat)
    stops = _STOP.fullmatch(rest) is not None
    term = read_term(rest, services.now(), voice_of(services, chat, told.at).zone)
    if term is None and not stops:
        await misunderstood(services, told, Command.SILENCE)
        return
    await freshen(services, told.chat, moderator=told.author)
    async with open_scene(services, told.chat, event=told.event) as scene:
        case = await scene.case(told.author)
        by = await scene.actor(told.author)
        request = EndSilence(by=by) if term is None else BeginSilence(by=by, term=term)
        await scene.ask(case, request, told)


async def stop(services: Services, place: Pressed, press: StopSilence) -> None:
    """End the silence after «Снять тишину»."""
    await freshen(services, place.chat, moderator=place.author)
    async with open_scene(services, place.chat, event=place.event) as scene:
        case = await scene.case(place.author)
        if await scene.ask(case, EndSilence(by=await scene.actor(place.author)), place):
            scene.pop_up(place, replies.done(scene.voice))


async def hush(services: Services, told: Said) -> None:
    """Remove a message of a member who could only read at that time, and record that."""
    hold = services.watch.silent.get(told.chat)
    request = HushMessage(
        message=told.message,
        posted_at=told.at,
        announced=None if hold is None else hold.announced,
    )
    async with open_scene(services, told.chat, event=told.event) as scene:
        case = await scene.case(told.author)
        match await scene.rule(case, request):
            case Granted(facts=(MessageHushed(ground=ground),)):
                scene.effects.append(DeleteMessages(chat=told.chat, messages=(told.message,)))
                if ground is Hush.ACQUAINTANCE:
                    restrict_again(scene, case)
            case _:
                # a member who became staff meanwhile may write
                pass


ROWS = Rows(
    commands={
        Command.SILENCE: silence,
    },
    buttons={
        StopSilence: stop,
    },
    announcers={
        SilenceBegun: announce_silence,
        SilenceEnded: announce_silence,
        MessageHushed: announce_silence,
    },
)

LATE = "late"


async def ask_for_quiet(services: Services, told: Wrote) -> None:
    """Remind once an evening; moderators are exempt, because they know what is urgent.

    Messages read only after the quiet hours, when the bot was stopped, get no reminder.
    """
    async with open_scene(services, told.chat, event=told.event) as scene:
        quiet = scene.settings.quiet_hours
        if quiet is None or not quiet.hold_at(told.at, scene.voice.zone):
            return
        if scene.now >= quiet.end_after(told.at, scene.voice.zone):
            return
        evening = quiet.evening_of(told.at, scene.voice.zone)
        last = await scene.work.latest_notice(told.chat, LATE)
        if last is not None and last.at >= evening:
            services.watch.reminded[told.chat] = last.at
            return
        if may_moderate(await scene.actor(told.author)):
            return
        await scene.work.put_notice(
            Notice(peer=told.chat, ref=LATE, kind=LATE, at=_moment(told), data={})
        )
        scene.say(words.late(scene.voice, quiet=quiet), reply_to=told.message)
        if scene.settings.trial:
            await scene.tell_instead([scene.effects.pop()])
    services.watch.reminded[told.chat] = _moment(told)


def _moment(told: Wrote) -> datetime:
    return told.at.astimezone(UTC)
