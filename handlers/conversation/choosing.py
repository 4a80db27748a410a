"""Ask for the one part that a command lacks, with a button for each choice.

The question hangs where the command was given, or in private if the class should not read it. It
edits itself into the answer, or into the next question. Only the person who gave the command may
choose; after the time for undoing the question is over. Which chat or person a command is about is
a part, too (`Target`): the command goes on as if it had been given there, about them.
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from handlers.commands import EMPHASIS, Command
from handlers.conversation.buttons import ChoosePart
from handlers.conversation.keyboards import button, in_rows, paged
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Enclosed, InChat, Pressed, Quoted, Wrote
from handlers.messenger import Capabilities
from handlers.voice import Voice, quote
from handlers.words import replies
from rules.ids import ChatId, MemberId, MessageId
from rules.permissions import against_answering
from rules.times import is_over
from storage.effects import Edit, Keyboard, Send, Unsend
from storage.records import Notice

CHOICE = "choice"

_A_ROW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a command is about, as far as a choice tells: the chat, a person."""

    chat: ChatId | None = None
    member: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice: its button's label, and the value that the command gets.

    `target`: the choice is what the command is about, and no value.
    """

    label: str
    value: str
    target: Target | None = None


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

Choosing = Callable[[Services, Wrote, str, Chosen], Awaitable[None]]
"""Carries out a command with the part that was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A command to carry out with what was chosen; `chosen` None: that is in `wrote` already.

    `given`: the command itself was chosen, as if it had been typed.
    """

    command: Command
    wrote: Wrote
    rest: str
    chosen: Chosen | None = None
    given: bool = False


def privately(wrote: Wrote, chat: ChatId) -> Wrote:
    """Return a command as given in private about a chat; its number is no message's.

    What it answers is kept where it was given in that chat.
    """
    number = MessageId(-1 - secrets.randbelow(2**48))
    enclosed = Enclosed() if wrote.private else wrote.enclosed
    return msgspec.structs.replace(
        wrote, place=InChat(chat), message=number, privately=True, enclosed=enclosed
    )


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
    stays: bool = False,
) -> None:
    """Ask the author of a command for its missing part; `rest` are the command's words.

    A command given `privately` is asked about in private. `in_words`: the next words there that are
    no command are taken for that part. `alone`: they are asked in private, also where the command
    was given in a chat. `stays`: the question says more than that, and remains.
    """
    if wrote.privately:
        question = replies.about_chat(scene.voice, chat=scene.chat.title, worded=question)
    moved = alone and not wrote.private and not wrote.privately
    # numbers of messages in two conversations may be the same
    asked = MessageId(-1 - secrets.randbelow(2**48)) if moved else wrote.message
    in_private = moved or wrote.privately
    peer, ref = wrote.author if in_private else wrote.chat, _ref_of(asked)
    data = {
        "command": command.value,
        "rest": rest,
        "wrote": msgspec.to_builtins(wrote),
        "question": question,
        "options": [_stored(option) for option in options],
        "in_words": in_words,
        "stays": stays,
    }
    await scene.work.put_notice(Notice(peer=peer, ref=ref, kind=CHOICE, at=scene.now, data=data))
    keyboard = _page(scene.voice, scene.able, asked, options, 0)
    if in_private:
        scene.tell(wrote.author, question, keyboard=keyboard, ref=ref)
    else:
        scene.say(question, keyboard=keyboard, ref=ref, reply_to=wrote.answers or wrote.message)
    after = question if stays else replies.nothing_chosen(scene.voice)
    scene.strip_later(after, ref, to=peer)


async def ask_alone(
    scene: Scene,
    wrote: Wrote,
    command: Command,
    rest: str,
    *,
    question: str,
    options: Sequence[Option],
    in_words: bool = False,
    stays: bool = False,
) -> None:
    """Ask in private what a chat should not read: who has a record, or who is in question.

    Who takes no private messages gets one line in the chat.
    """
    if not wrote.private and not wrote.privately:
        if not await scene.hears_privately(wrote.author):
            await scene.answer(wrote, question)
            return
        wrote = privately(wrote, wrote.chat)
    await ask(
        scene,
        wrote,
        command,
        rest,
        question=question,
        options=options,
        in_words=in_words,
        stays=stays,
    )


def _stored(option: Option) -> list[str | int | None]:
    target = option.target
    if target is None:
        return [option.label, option.value]
    return [option.label, option.value, target.chat, target.member]


def _read(label: str, value: str, *target: int | None) -> Option:
    if not target:
        return Option(label=label, value=value)
    chat, member = target
    return Option(
        label=label,
        value=value,
        target=Target(
            chat=None if chat is None else ChatId(chat),
            member=None if member is None else MemberId(member),
        ),
    )


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


async def answer(services: Services, pressed: Pressed, press: ChoosePart) -> Completed | None:
    """Handle a turn of the page, or «Отмена», from the person who was asked.

    After a choice, return the command to carry out.
    """
    ref = _ref_of(MessageId(press.asked))
    async with open_scene(services, pressed.chat) as scene:
        asked = await scene.work.notice(pressed.chat, ref)
        if asked is None or asked.kind != CHOICE:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return None
        wrote = msgspec.convert(asked.data["wrote"], Wrote)
        options = [_read(*option) for option in asked.data["options"]]
        if refusal := against_answering(await scene.actor(pressed.author), wrote.author):
            await scene.refuse(refusal, pressed)
            return None
        if is_over(asked.at, scene.policy.undo_window, scene.now):
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return None
        if press.act == "page":
            question, stays = asked.data["question"], asked.data.get("stays")
            asked_of = MessageId(press.asked)
            keyboard = _page(scene.voice, scene.able, asked_of, options, press.page)
            scene.change(ref, question, keyboard=keyboard)
            scene.strip_later(question if stays else replies.nothing_chosen(scene.voice), ref)
            scene.acknowledge(pressed)
            return None
        if press.act == "cancel":
            await withdraw(scene, ref)
            scene.acknowledge(pressed)
            return None
        option = next((each for each in options if each.value == press.value), None)
        if option is None:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return None
        command, rest = Command(asked.data["command"]), asked.data["rest"]
        again = msgspec.structs.replace(wrote, event=pressed.event)
        if option.target is not None or option.value.startswith(_GIVES):
            # the command begins anew, and asks for what else it lacks
            await withdraw(scene, ref)
            scene.acknowledge(pressed)
        if option.value.startswith(_GIVES):
            command = Command(option.value.removeprefix(_GIVES))
            return Completed(command=command, wrote=again, rest=rest, given=True)
        if option.target is not None:
            again = _about(again, option.target)
            return Completed(command=command, wrote=again, rest=rest)
    chosen = Chosen(value=press.value, question=ref, press=pressed)
    return Completed(command=command, wrote=again, rest=rest, chosen=chosen)


def _about(wrote: Wrote, target: Target) -> Wrote:
    if target.chat is not None:
        wrote = privately(wrote, target.chat)
    if target.member is None:
        return wrote
    quoted = Quoted(message=None, author=target.member)
    return msgspec.structs.replace(wrote, enclosed=Enclosed(quoted=quoted))


async def awaited_in_words(services: Services, wrote: Wrote) -> Completed | None:
    """Return the command whose missing part a private message may tell; its question is over."""
    async with services.storage.reading() as reading:
        asked = await reading.latest_notice(wrote.chat, CHOICE)
    if asked is None or not asked.data.get("in_words"):
        return None
    if is_over(asked.at, services.policy.undo_window, services.now()):
        return None
    async with open_scene(services, wrote.chat) as scene:
        await withdraw(scene, asked.ref)
    command, given = Command(asked.data["command"]), msgspec.convert(asked.data["wrote"], Wrote)
    if given.private:
        return Completed(command=command, wrote=wrote, rest=wrote.text)
    rest = asked.data["rest"]
    emphasis = EMPHASIS if rest.startswith(EMPHASIS) else ""
    rest = f"{emphasis} {wrote.text} {rest.removeprefix(EMPHASIS)}".strip()
    again = msgspec.structs.replace(given, event=wrote.event)
    return Completed(command=command, wrote=again, rest=rest)


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
    if said is None and press.private:
        # the measure stands in its chat
        scene.change(ref, replies.done(scene.voice), to=chat)
    elif said is None or not await scene.work.posted(chat, ref):
        scene.effects.append(Unsend(to=chat, ref=ref))
    else:
        shown = said.ref or f"{ref}:answer"
        await scene.work.rename_posted(chat, ref, shown)
        edit = Edit(to=chat, ref=shown, text=said.text, keyboard=said.keyboard)
        scene.effects[scene.effects.index(said)] = edit
    scene.acknowledge(press)


def _ref_of(asked: MessageId) -> str:
    return f"{CHOICE}:{asked}"
