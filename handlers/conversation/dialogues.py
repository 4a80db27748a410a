"""Dialogues in private: the bot asks for words, shows them to their author, and sends them.

A person has one dialogue at a time. It ends by its time, by «Отмена», or when the person begins
something else; words written later are an ordinary message. Nothing is sent before its author has
seen and confirmed it: an appeal, a decision, an apology cannot be taken back (п. 5.12.6, 6.1).
"""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.conversation.buttons import SayWords
from handlers.conversation.keyboards import button
from handlers.conversation.scene import Scene, open_scene, pop_up
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.words import refusals, replies
from rules.detectors.harm import is_despair
from rules.ids import ChatId, MemberId
from rules.vocabulary.apologies import APOLOGY_EMPTY, ApologyTooLong, WithheldTooOften
from rules.vocabulary.appeals import WORDS_MISSING, WordsTooLong
from rules.vocabulary.bases import Refusal
from storage.effects import Colour, Keyboard
from storage.records import Dialogue

Data = dict[str, Any]
"""A dialogue's data, besides `key`, `words` (once written) and `anew`."""

_CANCEL = frozenset({"отмена", "отменить", "cancel"})

_MOST_KEPT = 4000
"""Characters kept of words that wait for a choice; the policy may take fewer."""

_SEND = frozenset({"отправить", "send"})

_ABOUT_WORDS = (APOLOGY_EMPTY, ApologyTooLong, WithheldTooOften, WORDS_MISSING, WordsTooLong)
"""Refusals after which the person may write other words; any other ends the dialogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How words are shown before they are sent; `anew`: the next words replace them."""

    text: str
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The subject of dialogues of the stored `kind`.

    `consider` asks the policy without recording; `send` asks it again, records, and announces. Both
    get the author, the dialogue's data, and the words.
    """

    kind: str
    consider: Callable[[Scene, MemberId, Data, str], Awaitable[Preview | Refusal]]
    send: Callable[[Scene, MemberId, Data, str], Awaitable[Refusal | None]]


async def ask(scene: Scene, member: MemberId, subject: Subject, data: Data, asking: str) -> None:
    """Ask a person for words: their next private message is taken for them."""
    key = await keep(scene, member, subject.kind, data)
    scene.tell(member, asking, keyboard=cancelling(scene, key), ref=ref_of(key))
    strip_later(scene, member, key)


async def show(
    scene: Scene, member: MemberId, subject: Subject, data: Data, text: str
) -> Refusal | None:
    """Show a person their words before they are sent; return the refusal, if any."""
    considered = await subject.consider(scene, member, data, text)
    if not isinstance(considered, Preview):
        return considered
    if "key" in data:
        scene.change(ref_of(data["key"]), replies.shown_below(scene.voice), to=member)
    about = {**data, "words": text, "anew": considered.anew}
    key = await keep(scene, member, subject.kind, about)
    keyboard = _confirming(scene, key, anew=considered.anew)
    scene.tell(member, considered.text, keyboard=keyboard, ref=ref_of(key))
    strip_later(scene, member, key)
    return None


async def awaits(services: Services, member: MemberId, subjects: Mapping[str, Subject]) -> bool:
    """Return whether a person's next private message is awaited as words."""
    dialogue = await _of(services, member)
    return dialogue is not None and dialogue.kind in subjects


async def hear(services: Services, wrote: Wrote, subjects: Mapping[str, Subject]) -> bool:
    """Take a private message as the awaited words; return False if no dialogue waits.

    Of a kind without a subject, the words wait until what they are about has been chosen; a sign of
    despair is answered instead.
    """
    dialogue = await _of(services, wrote.author)
    typed = wrote.text.strip().strip("/!.").casefold()
    if dialogue is not None and typed in _CANCEL:
        await drop(services, wrote.author, event=wrote.event)
        return True
    if dialogue is None:
        return False
    if dialogue.kind not in subjects:
        if is_despair(wrote.text):
            return False
        await _keep_words(services, wrote, dialogue)
        return True
    data = dialogue.data
    before = "" if data.get("anew") else data.get("words", "")
    text = f"{before}\n{wrote.text}".strip()
    async with open_scene(services, ChatId(data["chat"]), event=wrote.event) as scene:
        if typed in _SEND and "words" in data:
            await _send(scene, subjects[dialogue.kind], wrote.author, data)
            return True
        refusal = await show(scene, wrote.author, subjects[dialogue.kind], data, text)
        if refusal is not None:
            if refusal.key not in _ABOUT_WORDS:
                await scene.work.drop_dialogue(wrote.author)
            scene.tell(wrote.author, refusals.refused(scene.voice, refusal))
    return True


async def _keep_words(services: Services, wrote: Wrote, dialogue: Dialogue) -> None:
    data = dialogue.data
    words = f"{data['words']}\n{wrote.text}".strip()[:_MOST_KEPT]
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        about = {**data, "words": words}
        await keep(scene, wrote.author, dialogue.kind, about, key=data["key"])
        scene.tell(wrote.author, replies.choose_first(scene.voice))


async def press(
    services: Services, pressed: Pressed, press: SayWords, subjects: Mapping[str, Subject]
) -> None:
    """Handle «Отправить», «Дописать» or «Отмена»; each display of the words takes one press."""
    dialogue = await _of(services, pressed.author)
    if dialogue is None or dialogue.data["key"] != press.key:
        await pop_up(services, pressed, replies.outdated)
        return
    if press.act == "cancel":
        await drop(services, pressed.author, pressed=pressed)
        return
    subject, data = subjects.get(dialogue.kind), dialogue.data
    async with open_scene(
        services, ChatId(data["chat"] or pressed.author), event=pressed.event
    ) as scene:
        # read again in the transaction: the words may have been sent since
        held = await scene.work.dialogue(pressed.author, scene.now)
        if subject is None or held != dialogue or "words" not in data:
            scene.pop_up(pressed, replies.outdated(scene.voice))
            return
        scene.acknowledge(pressed)
        if press.act == "add":
            await keep(scene, pressed.author, subject.kind, data, key=press.key)
            strip_later(scene, pressed.author, press.key)
            scene.tell(pressed.author, replies.ask_more(scene.voice, anew=bool(data["anew"])))
            return
        await _send(scene, subject, pressed.author, data)


async def _send(scene: Scene, subject: Subject, member: MemberId, data: Data) -> None:
    await scene.work.drop_dialogue(member)
    refusal = await subject.send(scene, member, data, data["words"])
    if refusal is None:
        scene.change(ref_of(data["key"]), replies.sent(scene.voice, text=data["words"]), to=member)
    else:
        scene.change(ref_of(data["key"]), replies.dropped(scene.voice), to=member)
        scene.tell(member, refusals.refused(scene.voice, refusal))


async def drop(
    services: Services,
    member: MemberId,
    *,
    event: str | None = None,
    pressed: Pressed | None = None,
) -> None:
    """End a person's dialogue: they cancelled it, or began something else."""
    dialogue = await _of(services, member)
    if dialogue is None:
        return
    event = event if pressed is None else pressed.event
    async with open_scene(services, ChatId(member), event=event) as scene:
        await scene.work.drop_dialogue(member)
        scene.change(ref_of(dialogue.data["key"]), replies.dropped(scene.voice), to=member)
        if pressed is not None:
            scene.acknowledge(pressed)
        elif event is not None:
            scene.tell(member, replies.dropped(scene.voice))


async def about(services: Services, member: MemberId, kind: str) -> Data | None:
    """Return the data of the person's dialogue of that kind, or None."""
    dialogue = await _of(services, member)
    return dialogue.data if dialogue is not None and dialogue.kind == kind else None


async def _of(services: Services, member: MemberId) -> Dialogue | None:
    async with services.storage.reading() as reading:
        return await reading.dialogue(member, services.now())


async def keep(
    scene: Scene, member: MemberId, kind: str, data: Data, *, key: int | None = None
) -> int:
    """Store a dialogue's data for its lifetime; return the key of its buttons."""
    key = 1 + secrets.randbelow(2**48) if key is None else key
    ends_at = scene.now + scene.services.policy.dialogue_length
    await scene.work.put_dialogue(
        member, kind, {**data, "key": key}, now=scene.now, ends_at=ends_at
    )
    return key


def strip_later(scene: Scene, member: MemberId, key: int) -> None:
    """Take the buttons from a message when its dialogue ends, unless it was changed before."""
    ends_at = scene.now + scene.services.policy.dialogue_length
    scene.change(ref_of(key), replies.forgotten(scene.voice), to=member, not_before=ends_at)


def ref_of(key: int) -> str:
    """Return the ref of the message with the buttons of that key."""
    return f"words:{key}"


def cancelling(scene: Scene, key: int) -> Keyboard:
    """Return «Отмена» for a question."""
    press = SayWords(act="cancel", key=key)
    return ((button(scene.voice.texts.gettext("Cancel"), press),),)


def _confirming(scene: Scene, key: int, *, anew: bool) -> Keyboard:
    _ = scene.voice.texts.gettext
    return (
        (
            button(_("Send"), SayWords(act="send", key=key), Colour.GOOD),
            button(_("Write anew") if anew else _("Add words"), SayWords(act="add", key=key)),
        ),
        *cancelling(scene, key),
    )
