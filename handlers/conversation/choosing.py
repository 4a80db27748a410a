"""Ask for the one part that a command lacks, with a button for each choice.

The question hangs where the command was given and edits itself into the answer, or into the next
question. Only the person who gave the command may choose; after the time for undoing the question
is over.
"""

import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from handlers.commands import Command, Typed
from handlers.conversation.buttons import ChoosePart
from handlers.conversation.keyboards import button, in_rows, paged
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.messenger import Capabilities
from handlers.voice import Voice, quote
from handlers.words import replies
from rules.ids import MessageId
from rules.permissions import against_answering
from rules.times import is_over
from storage.effects import Edit, Keyboard, Send, Unsend
from storage.records import Notice

CHOICE = "choice"

_A_ROW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice: its button's label, and the value that the command gets."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen under a question, and the press that chose it."""

    value: str
    question: str
    press: Pressed


def giving(command: Command) -> str:
    """Return the value of the option that gives another command with the same words."""
    return f"{_GIVES}{command.value}"


_GIVES = "/"

Giving = Callable[[Services, Wrote, Typed], Awaitable[None]]
"""Carries out a whole command."""

Choosing = Callable[[Services, Wrote, str, Chosen], Awaitable[None]]
"""Carries out a command with the part that was chosen."""


async def ask(
    scene: Scene,
    wrote: Wrote,
    command: Command,
    rest: str,
    *,
    question: str,
    options: Sequence[Option],
    in_words: bool = False,
    alone: bool = False,
) -> None:
    """Ask the author of a command for its missing part; `rest` are the command's words.

    `in_words`: in private the next words that are no command are taken for that part. `alone`: they
    are asked in private, also where the command was given in a chat.
    """
    moved = alone and not wrote.private
    # numbers of messages in two conversations may be the same
    asked = MessageId(_MOVED + zlib.crc32(wrote.event.encode())) if moved else wrote.message
    peer = wrote.author if moved else wrote.chat
    ref = _ref_of(asked)
    data = {
        "command": command.value,
        "rest": rest,
        "wrote": msgspec.to_builtins(wrote),
        "question": question,
        "options": [[option.label, option.value] for option in options],
        "in_words": in_words,
    }
    await scene.work.put_notice(Notice(peer=peer, ref=ref, kind=CHOICE, at=scene.now, data=data))
    keyboard = _page(scene.voice, scene.able, asked, options, 0)
    if moved:
        scene.tell(wrote.author, question, keyboard=keyboard, ref=ref)
    else:
        reply_to = wrote.answers or wrote.message
        scene.say(question, keyboard=keyboard, ref=ref, reply_to=reply_to)
    scene.strip_later(replies.nothing_chosen(scene.voice), ref, to=peer)


_MOVED = 2**40
"""Above the numbers of messages, below the greatest number in a button's payload."""


def _page(
    voice: Voice, able: Capabilities, asked: MessageId, options: Sequence[Option], page: int
) -> Keyboard:
    """Return the options that fit under one message, two in a row, and how to see the others."""
    _ = voice.texts.gettext

    def to(turned: int) -> ChoosePart:
        return ChoosePart(asked=asked, act="page", page=turned)

    most = min(able.buttons, able.rows * _A_ROW)
    fits = len(options) <= most
    size = most if fits else min(most - 3, (able.rows - 1) * _A_ROW)
    shown, ways = paged(voice.texts, options, size, page, to)
    buttons = [
        button(quote(option.label, able.label), ChoosePart(asked=asked, value=option.value))
        for option in shown
    ]
    if len(buttons) + len(ways) < most:
        ways.append(button(_("Cancel"), ChoosePart(asked=asked, act="cancel")))
    rows = in_rows(buttons, wide=_A_ROW)
    return (*rows, tuple(ways)) if ways else rows


async def answer(
    services: Services,
    pressed: Pressed,
    press: ChoosePart,
    choosing: Mapping[Command, Choosing],
    give: Giving,
) -> None:
    """Handle a choice, a turn of the page, or «Отмена», from the person who was asked."""
    ref = _ref_of(MessageId(press.asked))
    async with open_scene(services, pressed.chat) as scene:
        asked = await scene.work.notice(pressed.chat, ref)
        if asked is None or asked.kind != CHOICE:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        wrote = msgspec.convert(asked.data["wrote"], Wrote)
        options = [Option(label=label, value=value) for label, value in asked.data["options"]]
        if refusal := against_answering(await scene.actor(pressed.author), wrote.author):
            await scene.refuse(refusal, pressed)
            return
        if is_over(asked.at, scene.policy.undo_window, scene.now):
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        if press.act == "page":
            asked_of = MessageId(press.asked)
            keyboard = _page(scene.voice, scene.able, asked_of, options, press.page)
            scene.change(ref, asked.data["question"], keyboard=keyboard)
            scene.strip_later(replies.nothing_chosen(scene.voice), ref)
            scene.acknowledge(pressed)
            return
        if press.act == "cancel":
            await withdraw(scene, ref)
            scene.acknowledge(pressed)
            return
        if press.value not in {option.value for option in options}:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        gives = press.value.startswith(_GIVES)
        if gives:
            await withdraw(scene, ref)
            scene.acknowledge(pressed)
    again, rest = msgspec.structs.replace(wrote, event=pressed.event), asked.data["rest"]
    if gives:
        command = Command(press.value.removeprefix(_GIVES))
        await give(services, again, Typed(command=command, rest=rest))
        return
    chosen = Chosen(value=press.value, question=ref, press=pressed)
    await choosing[Command(asked.data["command"])](services, again, rest, chosen)


async def awaited_in_words(services: Services, wrote: Wrote) -> Command | None:
    """Return the command whose missing part a private message may tell; its question is over."""
    async with services.storage.reading() as reading:
        asked = await reading.latest_notice(wrote.chat, CHOICE)
    if asked is None or not asked.data.get("in_words"):
        return None
    if is_over(asked.at, services.policy.undo_window, services.now()):
        return None
    async with open_scene(services, wrote.chat) as scene:
        await withdraw(scene, asked.ref)
    return Command(asked.data["command"])


async def withdraw(scene: Scene, question: str) -> None:
    """Delete a question of this conversation."""
    await scene.work.drop_notice(scene.chat.chat, question)
    scene.effects.append(Unsend(to=scene.chat.chat, ref=question))


def answer_in_place(scene: Scene, chosen: Chosen | None) -> None:
    """Let the first message of a scene take the place of the question that was answered."""
    if chosen is not None:
        replace_at_end(scene, chosen.question, chosen.press)


def replace_at_end(scene: Scene, ref: str, press: Pressed) -> None:
    """Let the first message of a scene take the place of the bot's message pressed under.

    What was pressed in private is replaced there, also where the scene is that of a chat.
    """
    scene.at_end.append(partial(_replace, ref=ref, press=press))


async def _replace(scene: Scene, ref: str, press: Pressed) -> None:
    chat = press.peer
    said = next(
        (each for each in scene.effects if isinstance(each, Send) and each.to == chat), None
    )
    if said is not None and said.ref == ref:
        # the next question about the same command
        edit = Edit(to=chat, ref=ref, text=said.text, keyboard=said.keyboard)
        scene.effects[scene.effects.index(said)] = edit
        scene.acknowledge(press)
        return
    await scene.work.drop_notice(chat, ref)
    if said is None or not await scene.work.posted(chat, ref):
        scene.effects.append(Unsend(to=chat, ref=ref))
    else:
        shown = said.ref or f"{ref}:answer"
        await scene.work.rename_posted(chat, ref, shown)
        edit = Edit(to=chat, ref=shown, text=said.text, keyboard=said.keyboard)
        scene.effects[scene.effects.index(said)] = edit
    scene.acknowledge(press)


def _ref_of(asked: MessageId) -> str:
    return f"{CHOICE}:{asked}"
