"""«Мне нужна помощь»: people call for help in private, and others deal with it (п. 5.12.2)."""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from msgspec import structs

from handlers.around import near_words, read_around
from handlers.college import authority_of, served_among
from handlers.commands import Command
from handlers.conversation import choosing, dialogues
from handlers.conversation.buttons import Id, Press
from handlers.conversation.choosing import Chosen, Option, answer_in_place
from handlers.conversation.dialogues import Data, Preview, Subject
from handlers.conversation.keyboards import button
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Enclosed, InPrivate, Pressed, Said, Wrote
from handlers.voice import Voice
from handlers.words import replies
from handlers.words import signals as words
from rules.answers import answer_by
from rules.appeals import LONGEST_WORDS, against_words
from rules.case import Granted, Refused
from rules.ids import COLLEGE, ChatId, MemberId, MessageId, SignalNumber
from rules.permissions import against
from rules.signals import (
    ANSWER_DANGER,
    CALLED_WITH,
    HANDLE_SIGNAL,
    Recipients,
    against_answering,
    against_calling,
    door_of,
    handle,
    joined_by,
    next_turn,
    raised,
)
from rules.times import is_over
from rules.vocabulary.bases import Refusal
from rules.vocabulary.complaints import Outcome
from rules.vocabulary.signals import Concern, Door, Signal, Stage
from storage.effects import Colour, Keyboard

Act = Literal["see", "work", "close", "measures", "nothing"]


class SignalAct(Press, do="signal", deed=HANDLE_SIGNAL):
    """What was found about a call for help.

    `chat` is the chat that the call is about; 0: none. Calls about danger were answered by it, too,
    and such buttons still hang.
    """

    signal: Id
    act: Act
    chat: Id = 0


class DangerAct(Press, do="danger", deed=ANSWER_DANGER):
    """An answer to a call about danger: «Вижу», «Занимаюсь», «Закрыть»."""

    signal: Id
    act: Literal["see", "work", "close"]


_STAGES = {"see": Stage.SEEN, "work": Stage.HANDLED}

_OUTCOMES = {"measures": Outcome.MEASURES, "nothing": Outcome.NOTHING}

_TOLD = "signal"
"""Stored kind of the note that a person was told of a signal."""

_UNKNOWN = "-"

_NO_CHAT, _ABOUT_MODERATOR = "0", "-1"


async def begin_in_chat(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/нужна помощь` in a chat: the command goes, the rest happens in private.

    The chat reads nothing, also where its author takes no private messages.
    """
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        await scene.hide(wrote)
        heard = await scene.hears_privately(wrote.author)
    if heard:
        place, number = InPrivate(wrote.author), MessageId(-1 - secrets.randbelow(2**48))
        alone = structs.replace(wrote, place=place, message=number, enclosed=Enclosed())
        async with open_scene(services, alone.chat) as scene:
            await ask_concern(scene, alone, rest)


async def begin(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/нужна помощь` in private."""
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        await ask_concern(scene, wrote, rest)


_BEFORE = "words before a call"


async def keep_words(scene: Scene, member: MemberId, text: str) -> str:
    """Keep what a person wrote, in case that they call for help next; return all of it.

    Nobody has to write a cry for help twice, so what they wrote lately stays in front of it.
    """
    before = await scene.work.notice(member, _BEFORE)
    lately = scene.services.policy.dialogue_length
    said = before.data["text"] if before and not is_over(before.at, lately, scene.now) else ""
    text = f"{said}\n{text.strip()}".strip()[:LONGEST_WORDS]
    if text:
        await scene.note(_BEFORE, _BEFORE, {"text": text}, peer=member)
    return text


async def ask_concern(scene: Scene, wrote: Wrote, text: str) -> None:
    """Ask what has happened; `text` is what the person has written with that."""
    text = await keep_words(scene, wrote.author, text)
    await choosing.ask(
        scene,
        wrote,
        Command.SOS,
        f"{_UNKNOWN} {text}",
        question=words.ask_concern(scene.voice, kept=bool(text)),
        options=[
            Option(label=words.CONCERNS[concern](scene.voice), value=concern.value)
            for concern in CALLED_WITH
        ],
        in_words=True,
    )


async def _choose(services: Services, wrote: Wrote, rest: str, chosen: Chosen) -> None:
    """Go on with the concern, or with the chat, that was chosen."""
    known, _, text = rest.partition(" ")
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        answer_in_place(scene, chosen)
        if known != _UNKNOWN:
            await _ask_words(scene, wrote.author, Concern(known), chosen.value, text)
            return
        concern = Concern(chosen.value)
        chats = await _chats_of(scene, wrote.author)
        if not chats or door_of(concern, in_chat=True, about_moderator=False) is Door.SAFETY:
            await _ask_words(scene, wrote.author, concern, _NO_CHAT, text)
            return
        voice = scene.voice
        await choosing.ask(
            scene,
            wrote,
            Command.SOS,
            f"{concern.value} {text}",
            question=words.ask_chat(voice),
            options=[
                *(Option(label=title, value=str(chat)) for chat, title in chats.items()),
                Option(label=words.NOT_IN_A_CHAT(voice), value=_NO_CHAT),
                Option(label=words.ABOUT_A_MODERATOR(voice), value=_ABOUT_MODERATOR),
            ],
        )


async def _chats_of(scene: Scene, member: MemberId) -> dict[ChatId, str]:
    here = [each.chat for each in await scene.work.presences([member])]
    return await served_among(scene.work, here)


async def _ask_words(
    scene: Scene, member: MemberId, concern: Concern, where: str, text: str
) -> None:
    """Show the words that were written already before they go, or ask for them."""
    about = int(where) if where not in {_NO_CHAT, _ABOUT_MODERATOR} else 0
    authority = await authority_of(scene.work, scene.services, member)
    above = where == _ABOUT_MODERATOR or ChatId(about) in authority.moderates
    door = door_of(concern, in_chat=bool(about), about_moderator=above)
    await scene.work.drop_notice(member, _BEFORE)
    data = {"chat": member, "concern": concern.value, "about": about, "door": door.value}
    if text:
        refusal = await dialogues.show(scene, member, CALL, data, text)
        if refusal is not None:
            scene.tell(member, await scene.refused(refusal))
    else:
        asking = words.ask_words(scene.voice, readers=await _readers(scene, data))
        await dialogues.ask(scene, member, CALL, data, asking)


async def _readers(scene: Scene, data: Data) -> words.Readers:
    door, chat = Door(data["door"]), await scene.work.chat(ChatId(data["about"]))
    safety, language = scene.policy.safety, scene.voice.texts.language
    reached = [
        each.role[language] for each in safety.people if await scene.hears_privately(each.member)
    ]
    title = "" if chat is None else chat.title
    return words.Readers(door=door, chat=title, roles=tuple(reached))


async def _consider(scene: Scene, member: MemberId, data: Data, text: str) -> Preview | Refusal:
    refusal = await _against(scene, member, data, text)
    if refusal is not None:
        return refusal
    return Preview(text=words.shown(scene.voice, text=text, readers=await _readers(scene, data)))


async def _against(scene: Scene, member: MemberId, data: Data, text: str) -> Refusal | None:
    return against_words(text) or against_calling(
        Concern(data["concern"]),
        await scene.work.signals_by(member),
        await scene.work.complaints_by(member),
        scene.now,
        closed_until=await scene.work.reporting_closed_until(member),
    )


async def _send(scene: Scene, member: MemberId, data: Data, text: str) -> Refusal | None:
    refusal = await _against(scene, member, data, text)
    if refusal is not None:
        return refusal
    concern, door = Concern(data["concern"]), Door(data["door"])
    await _raise(
        scene,
        Signal(
            number=SignalNumber(0),
            concern=concern,
            door=door,
            chat=ChatId(data["about"]) or None,
            by=member,
            text=text,
            at=scene.now,
        ),
    )
    safety = scene.policy.safety
    comforts = safety.comfort and door is Door.SAFETY
    scene.tell(member, words.received(scene.voice, safety=safety, comforts=comforts))
    return None


CALL = Subject(kind="call for help", consider=_consider, send=_send)


async def notice(services: Services, event: Said, text: str, concern: Concern) -> None:
    """Tell the people of `[safety]` what the detectors found in a message; the chat reads nothing.

    Raises `storage.faults.AlreadyHandledError` for a repeated event.
    """
    around = await read_around(services, event.chat, event.message, event.at)
    async with open_scene(services, COLLEGE, event=f"{event.event}:danger") as scene:
        signal = Signal(
            number=SignalNumber(0),
            concern=concern,
            door=Door.SAFETY,
            chat=event.chat,
            by=event.author,
            text=text[:LONGEST_WORDS],
            at=scene.now,
            message=event.message,
            near=await near_words(scene, event.message, around) if around else "",
        )
        is_new = await _raise(scene, signal)
        if is_new and concern is Concern.UNWELL and scene.policy.safety.comfort:
            scene.tell(event.author, words.comfort(scene.voice, safety=scene.policy.safety))


async def _raise(scene: Scene, signal: Signal) -> bool:
    """Record a call and tell the first people of it; more words about danger join an open call.

    Return whether it is a new one.
    """
    known = joined_by(await scene.work.signals_by(signal.by), signal.door, signal.concern)
    told: frozenset[MemberId] = frozenset()
    if known is None:
        signal = replace(signal, number=await scene.work.put_signal(signal, None))
        who = await _recipients(scene, signal)
    else:
        noticed = signal.message is not None
        more = f"{known.text}\n\n{signal.text}"[-2 * LONGEST_WORDS :]
        signal = replace(known, text=more)
        who = await _recipients(scene, signal)
        told = await _told(scene, signal, who)
        for member in sorted(told):
            # what the bot notices meanwhile rings nobody again
            await show(scene, signal, member, more=True, edits=noticed)
    await scene.record(raised(signal.number, signal.door).facts, chat=COLLEGE)
    await _tell_next(scene, signal, who, but=told)
    return known is None


async def _tell_next(
    scene: Scene, signal: Signal, who: Recipients, *, but: frozenset[MemberId] = frozenset()
) -> None:
    """Tell the next people of an open signal, without those who were told of it just now."""
    turn = next_turn(
        signal,
        who,
        await _told(scene, signal, who),
        pause=scene.policy.safety.pause,
        answers=scene.policy.answers,
        zone=scene.services.zone,
        now=scene.now,
    )
    await scene.work.change_signal(signal, turn.next_at)
    for member in sorted(turn.tell - but):
        await show(scene, signal, member)


async def pass_on(services: Services, number: SignalNumber) -> None:
    """Tell the next people of a signal that has waited for too long."""
    async with open_scene(services, COLLEGE) as scene:
        signal = await scene.work.signal(number)
        if signal is not None:
            await _tell_next(scene, signal, await _recipients(scene, signal))


async def signals_for(scene: Scene, member: MemberId) -> list[Signal]:
    """Return the open calls that a person was told of and can answer, oldest first."""
    return [
        each
        for each in await scene.work.open_signals()
        if await scene.work.notice(member, _ref(each)) is not None
        # they may be a contact or a moderator no longer
        and against_answering(each, member, await _recipients(scene, each)) is None
    ]


def _ref(signal: Signal) -> str:
    return f"signal:{signal.number}"


async def _recipients(scene: Scene, signal: Signal) -> Recipients:
    """Return who deals with a signal, of those whom the bot can write to.

    A suspended person's page may be in other hands: they are told nothing.
    """
    suspended = {each.member for each in await scene.work.suspensions()}
    people = [each.member for each in scene.policy.safety.people]
    contacts = [each for each in people if each not in suspended]
    moderators = () if signal.chat is None else await scene.moderators(signal.chat)
    return Recipients(
        contacts=await _reached(scene, contacts),
        moderators=frozenset(await _reached(scene, moderators)),
        administrators=frozenset(await _reached(scene, scene.services.administrators)),
    )


async def _reached(scene: Scene, members: Iterable[MemberId]) -> tuple[MemberId, ...]:
    return tuple([each for each in members if await scene.hears_privately(each)])


async def _told(scene: Scene, signal: Signal, who: Recipients) -> frozenset[MemberId]:
    ref = _ref(signal)
    known = {*who.contacts, *who.moderators, *who.administrators}
    return frozenset([each for each in known if await scene.work.notice(each, ref) is not None])


async def show(
    scene: Scene, signal: Signal, member: MemberId, *, more: bool = False, edits: bool = False
) -> None:
    """Show a signal to somebody who deals with it, or change the message in which it is shown."""
    chat = None if signal.chat is None else await scene.work.chat(signal.chat)
    text = words.card(
        scene.voice,
        signal=signal,
        chat=None if chat is None else chat.title,
        by=await scene.named(signal.by) if signal.door is Door.SAFETY else None,
        holder=None if signal.holder is None else await scene.named(signal.holder),
        safety=scene.policy.safety,
        more=more,
    )
    keyboard = _keyboard(scene.voice, signal)
    if edits:
        scene.change(_ref(signal), text, keyboard=keyboard, to=member)
    else:
        scene.tell(member, text, keyboard=keyboard, ref=_ref(signal))
        await scene.note(_ref(signal), _TOLD, peer=member)


def _keyboard(voice: Voice, signal: Signal) -> Keyboard:
    if not signal.is_open:
        return ()
    _ = voice.texts.gettext
    number, chat = signal.number, _chat_in(signal)
    if signal.door is Door.SAFETY:
        acts = (
            button(_("I see it"), DangerAct(signal=number, act="see"), Colour.MAIN),
            button(_("I deal with it"), DangerAct(signal=number, act="work")),
            button(_("Close"), DangerAct(signal=number, act="close")),
        )
        return ({Stage.NEW: acts, Stage.SEEN: acts[1:], Stage.HANDLED: acts[2:]}[signal.stage],)
    return (
        (
            button(_("Measures taken"), SignalAct(signal=number, act="measures", chat=chat)),
            button(_("No violation"), SignalAct(signal=number, act="nothing", chat=chat)),
        ),
    )


def _chat_in(signal: Signal) -> int:
    """Return the chat in whose name a signal is answered; 0: danger is answered in no chat's."""
    return 0 if signal.door is Door.SAFETY else signal.chat or 0


async def press_danger(services: Services, pressed: Pressed, press: DangerAct) -> None:
    """Handle an answer to a call about danger."""
    await press_signal(services, pressed, SignalAct(signal=press.signal, act=press.act))


async def press_signal(services: Services, pressed: Pressed, press: SignalAct) -> None:
    """Handle an answer to a signal; a call about danger is closed with a note."""
    where = ChatId(press.chat) if press.chat else pressed.chat
    async with open_scene(services, where, event=pressed.event) as scene:
        refusal = None
        if press.chat:
            refusal = against(HANDLE_SIGNAL, await scene.actor(pressed.author))
        signal = await scene.work.signal(SignalNumber(press.signal))
        if refusal is not None:
            await scene.refuse(refusal, pressed)
            return
        if signal is None or _chat_in(signal) != press.chat:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        outcome = _OUTCOMES.get(press.act)
        stage = _STAGES.get(press.act, Stage.CLOSED)
        who = await _recipients(scene, signal)
        ruling = handle(signal, pressed.author, who, stage)
        if isinstance(ruling, Refused):
            await scene.refuse(ruling.reason, pressed)
            return
        scene.acknowledge(pressed)
        if press.act == "close":
            data = {"chat": pressed.author, "signal": signal.number}
            await dialogues.ask(scene, pressed.author, NOTE, data, words.ask_note(scene.voice))
            return
        answered = replace(signal, stage=stage, holder=pressed.author, outcome=outcome)
        await _move(scene, answered, who, ruling, first=signal.stage is Stage.NEW)


async def _move(
    scene: Scene, signal: Signal, who: Recipients, ruling: Granted, *, first: bool = False
) -> None:
    """Record an answer to a signal, show it to those who were told, and tell the author.

    `first`: nobody had answered before.
    """
    await scene.record(ruling.facts, chat=COLLEGE)
    answers, zone = scene.policy.answers, scene.services.zone
    again = answer_by(answers.report, scene.now, answers, zone)
    await scene.work.change_signal(signal, again if signal.is_open else None)
    for member in sorted(await _told(scene, signal, who)):
        await show(scene, signal, member, edits=True)
    if signal.message is not None:
        # its author called for nothing
        return
    holder = signal.holder
    if not signal.is_open:
        scene.tell(signal.by, words.closed(scene.voice, outcome=signal.outcome))
    elif first and holder is not None:
        role = scene.policy.safety.role_of(holder, scene.voice.texts.language)
        said = words.read_by(scene.voice, who=await scene.named(holder), role=role)
        scene.tell(signal.by, said)


async def _consider_note(
    scene: Scene, member: MemberId, data: Data, text: str
) -> Preview | Refusal:
    refusal = against_words(text)
    return refusal or Preview(text=words.note_shown(scene.voice, text=text))


async def _send_note(scene: Scene, member: MemberId, data: Data, text: str) -> Refusal | None:
    signal = await scene.work.signal(SignalNumber(data["signal"]))
    if signal is None:
        return None
    who = await _recipients(scene, signal)
    ruling = handle(signal, member, who, Stage.CLOSED)
    if isinstance(ruling, Refused):
        return ruling.reason
    closed = replace(signal, stage=Stage.CLOSED, holder=member, outcome=None, note=text)
    await _move(scene, closed, who, ruling)
    return None


NOTE = Subject(kind="signal note", consider=_consider_note, send=_send_note)


ROWS = Rows(
    commands={Command.SOS: begin_in_chat},
    private={Command.SOS: begin},
    private_choices={Command.SOS: _choose},
    buttons={SignalAct: press_signal, DangerAct: press_danger},
    dialogues=(CALL, NOTE),
)
