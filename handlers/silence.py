"""`/тишина 15 минут`: only moderators write for a while (п. 5.12.4); quiet hours (п. 5.11.1)."""

import re
from datetime import UTC, datetime

from handlers.chats import moderated, restrict_again
from handlers.commands import Command
from handlers.conversation import choosing
from handlers.conversation.announcing import Change
from handlers.conversation.buttons import StopSilence
from handlers.conversation.choosing import Chosen, Option, answer_in_place
from handlers.conversation.keyboards import button, term_label
from handlers.conversation.rows import Rows
from handlers.conversation.saying import new_chat, voice_of
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.conversation.terms import read_term
from handlers.conversation.watch import silence_ref
from handlers.events import Pressed, Said, Wrote
from handlers.voice import Voice
from handlers.words import replies
from handlers.words import silence as words
from rules.case import Granted
from rules.permissions import against, may_moderate
from rules.silence import SILENCE
from rules.times import Span, Unit
from rules.vocabulary.silence import (
    BeginSilence,
    EndSilence,
    Hush,
    HushMessage,
    MessageHushed,
    SilenceBegun,
    SilenceEnded,
    SilenceFact,
    SilentAlready,
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


def asks_to_end(typed: str) -> bool:
    """Return whether words ask to end a silence."""
    return _STOP.fullmatch(typed) is not None


STOP = "stop"
"""The value of a choice that ends a silence."""

_TERMS = (
    Span(count=15, unit=Unit.MINUTE),
    Span(count=30, unit=Unit.MINUTE),
    Span(count=1, unit=Unit.HOUR),
    Span(count=3, unit=Unit.HOUR),
)


def terms_offered(voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return the terms of a silence to choose from, and its end, as (label, value)."""
    texts = voice.texts
    terms = ((term_label(texts, term), f"{term.count} {term.unit.value}") for term in _TERMS)
    return (*terms, (texts.gettext("End the quiet"), STOP))


async def silence(
    services: Services, wrote: Wrote, rest: str, chosen: Chosen | None = None
) -> None:
    """Handle `/тишина 15 минут`, `/тишина до 18:00`, `/тишина стоп`.

    Without a term the asker chooses one.
    """
    async with services.storage.reading() as reading:
        chat = await reading.chat(wrote.chat) or new_chat(wrote.chat)
    typed = rest if chosen is None else chosen.value
    term = read_term(typed, services.now(), voice_of(services, chat, wrote.at).zone)
    async with moderated(services, wrote) as scene:
        answer_in_place(scene, chosen)
        case = await scene.case(wrote.author)
        by = await scene.actor(wrote.author)
        refusal = against(SILENCE, by)
        if refusal is not None:
            await scene.refuse(refusal, wrote)
        elif term is not None or asks_to_end(typed):
            request = EndSilence(by=by) if term is None else BeginSilence(by=by, term=term)
            await scene.ask(case, request, wrote)
        else:
            silent, question = False, words.how_long(scene.voice)
            if case.silence is not None and case.silence.hold.holds_at(scene.now):
                silent = True
                question = await scene.refused(SilentAlready(ends_at=case.silence.ends_at))
            await choosing.ask_alone(
                scene,
                wrote,
                Command.SILENCE,
                rest,
                question=question,
                options=[
                    Option(label=label, value=value)
                    for label, value in terms_offered(scene.voice)
                    if (value == STOP) == silent
                ],
            )


async def stop(services: Services, pressed: Pressed, press: StopSilence) -> None:
    """End the silence after «Снять тишину»."""
    async with moderated(services, pressed) as scene:
        case = await scene.case(pressed.author)
        if await scene.ask(case, EndSilence(by=await scene.actor(pressed.author)), pressed):
            scene.pop_up(pressed, replies.done(scene.voice))


async def hush(services: Services, said: Said) -> None:
    """Remove a message of a member who could only read at that time, and record that."""
    hold = services.watch.silent.get(said.chat)
    request = HushMessage(
        message=said.message, posted_at=said.at, announced=None if hold is None else hold.announced
    )
    async with open_scene(services, said.chat, event=said.event) as scene:
        case = await scene.case(said.author)
        match await scene.rule(case, request):
            case Granted(facts=(MessageHushed(ground=ground),)):
                scene.effects.append(DeleteMessages(chat=said.chat, messages=(said.message,)))
                if ground is not Hush.SILENCE:
                    restrict_again(scene, case)
            case _:
                # a member who became staff meanwhile may write
                pass


ROWS = Rows(
    commands={Command.SILENCE: silence},
    choices={Command.SILENCE: silence},
    buttons={StopSilence: stop},
    announcers={
        SilenceBegun: announce_silence,
        SilenceEnded: announce_silence,
        MessageHushed: announce_silence,
    },
)

LATE = "late"


async def ask_for_quiet(services: Services, wrote: Wrote) -> None:
    """Remind once an evening; moderators are exempt, because they know what is urgent.

    Messages read only after the quiet hours, when the bot was stopped, get no reminder.
    """
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        quiet = scene.settings.quiet_hours
        if quiet is None or not quiet.hold_at(wrote.at, scene.voice.zone):
            return
        if scene.now >= quiet.end_after(wrote.at, scene.voice.zone):
            return
        evening = quiet.evening_of(wrote.at, scene.voice.zone)
        last = await scene.work.latest_notice(wrote.chat, LATE)
        if last is not None and last.at >= evening:
            services.watch.reminded[wrote.chat] = last.at
            return
        if may_moderate(await scene.actor(wrote.author)):
            return
        await scene.work.put_notice(
            Notice(peer=wrote.chat, ref=LATE, kind=LATE, at=_moment(wrote), data={})
        )
        scene.say(words.late(scene.voice, quiet=quiet), reply_to=wrote.message)
        if scene.settings.trial:
            await scene.tell_instead([scene.effects.pop()])
    services.watch.reminded[wrote.chat] = _moment(wrote)


def _moment(wrote: Wrote) -> datetime:
    return wrote.at.astimezone(UTC)
