"""`/слова`: a chat's own list of words and links to detect, and its exceptions (п. 5.12.2)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from handlers.chats import freshen, moderated
from handlers.commands import Command
from handlers.conversation.buttons import Id, Press
from handlers.conversation.keyboards import button, paged
from handlers.conversation.privately import answers_privately
from handlers.conversation.repeating import ELLIPSIS, repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Pressed, Wrote
from handlers.replying import misunderstood
from handlers.voice import quote
from handlers.words import replies, wordlist
from handlers.words.wordlist import ListEntry
from rules.conduct import Rule
from rules.detectors.detection import Detection
from rules.detectors.inspection import digest_of
from rules.detectors.registry import Detector
from rules.ids import ChatId, RuleNumber
from rules.permissions import against
from rules.vocabulary.wordlist import ExceptWord, ListWord, UnexceptWord, UnlistWord
from rules.wordlist import CHANGE_WORDS
from storage.effects import Keyboard


class WatchWord(Press, do="watch", deed=CHANGE_WORDS):
    """«Снова отмечать» under the exceptions of `chat`; None shows another `page` of them.

    `word` is the digest of the exception.
    """

    chat: Id
    word: Annotated[str, Field(max_length=64)] | None = None
    page: Annotated[int, Field(ge=0, le=1000)] = 0


_ADD = re.compile(r"(?:добавить|добавь|плюс|add|\+)\s+(.+)", re.IGNORECASE | re.DOTALL)
_TAKE = re.compile(
    r"(?:убрать|убери|удалить|минус|remove|delete|-)\s+(.+)", re.IGNORECASE | re.DOTALL
)
_RULE = re.compile(r"(.*\S)\s+(\d{1,3})", re.DOTALL)
_BETWEEN = re.compile(r"[,;\n]+")


async def words(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/слова`, `/слова добавить крипта, "ставка", site.com 4`, `/слова убрать крипта`."""
    adding, taking = _ADD.fullmatch(rest), _TAKE.fullmatch(rest)
    if rest and adding is None and taking is None:
        await misunderstood(services, wrote, Command.WORDS)
        return
    async with moderated(services, wrote) as scene:
        if refusal := against(CHANGE_WORDS, await scene.actor(wrote.author)):
            await scene.refuse(refusal, wrote)
        elif adding is not None:
            await _add(scene, wrote, adding[1])
        elif taking is not None:
            await _take(scene, wrote, taking[1])
        else:
            await _show(scene, wrote)


async def _show(scene: Scene, wrote: Wrote) -> None:
    """Show the list in private: nobody may write its words in the chat."""
    exceptions = await scene.work.exceptions(wrote.chat)
    if not exceptions and not await scene.work.wordlist(wrote.chat):
        await scene.answer(wrote, wordlist.shown(scene.voice, entries=()))
        return
    if await answers_privately(scene, wrote, Command.WORDS):
        said, keyboard = await _list(scene, exceptions)
        scene.tell(wrote.author, said, keyboard=keyboard, ref=_list_ref(wrote.chat))


def _list_ref(chat: ChatId) -> str:
    return f"words:{chat}"


_ON_A_PAGE = 4
"""Exceptions with a button each: with the row that turns pages they fit under any message."""


async def _list(scene: Scene, exceptions: Mapping[str, str], page: int = 0) -> tuple[str, Keyboard]:
    """Return the chat's lists, and a button for each exception of a page."""
    chat, texts = scene.chat.chat, scene.voice.texts
    listed = await scene.work.wordlist(chat)
    shown, turns = paged(
        texts,
        list(exceptions.items()),
        _ON_A_PAGE,
        page,
        lambda turned: WatchWord(chat=chat, page=turned),
    )
    rows = [
        (
            button(
                texts.gettext("Point out again: {word}").format(word=quote(word, _ON_A_BUTTON)),
                WatchWord(chat=chat, word=digest),
            ),
        )
        for digest, word in shown
    ]
    said = wordlist.shown(
        scene.voice,
        entries=tuple(ListEntry(entry=each.entry, rule=_rule(scene, each.rule)) for each in listed),
        exceptions=tuple(exceptions.values()),
    )
    return said, (*rows, *((tuple(turns),) if turns else ()))


async def watch_again(services: Services, pressed: Pressed, press: WatchWord) -> None:
    """Handle «Снова отмечать» under the list, and the buttons that turn its pages."""
    chat = ChatId(press.chat)
    await freshen(services, chat, moderator=pressed.author)
    async with open_scene(services, chat, event=pressed.event) as scene:
        by = await scene.actor(pressed.author)
        exceptions = await scene.work.exceptions(chat)
        if refusal := against(CHANGE_WORDS, by):
            await scene.refuse(refusal, pressed)
            return
        if press.word is not None:
            case = await scene.case(pressed.author)
            asked = UnexceptWord(by=by, digest=press.word, excepted=exceptions)
            if await scene.ask(case, asked, pressed) is None:
                return
        exceptions = await scene.work.exceptions(chat)
        said, keyboard = await _list(scene, exceptions, press.page)
        scene.change(_list_ref(chat), said, keyboard=keyboard, to=pressed.author)
        if press.word is None:
            scene.acknowledge(pressed)
        else:
            scene.pop_up(pressed, replies.done(scene.voice))


async def offered(scene: Scene, detections: Iterable[Detection]) -> dict[str, str]:
    """Return the words that a chat may stop pointing out, by digest: the second step of a card."""
    known = await scene.work.exceptions(scene.chat.chat)
    found = _by_digest(scene.chat.chat, detections)
    new = [(digest, word) for digest, word in found.items() if digest not in known]
    return dict(new[:_MOST_OFFERED])


def _by_digest(chat: ChatId, detections: Iterable[Detection]) -> dict[str, str]:
    """Return the found words that can be excepted."""
    return {
        digest: _shown(each)
        for each in detections
        if (digest := digest_of(chat, each.detector, each.found))
    }


async def put_exception(
    scene: Scene, pressed: Pressed, detections: Iterable[Detection], digest: str
) -> bool:
    """Handle «Больше не отмечать»: put one of the found words among the chat's exceptions.

    Return whether that was done; else the presser is told why not.
    """
    words = _by_digest(scene.chat.chat, detections)
    by = await scene.actor(pressed.author)
    if digest not in words:
        if refusal := against(CHANGE_WORDS, by):
            await scene.refuse(refusal, pressed)
        else:
            scene.pop_up(pressed, replies.outdated(scene.voice))
        return False
    request = ExceptWord(
        by=by,
        digest=digest,
        entry=words[digest],
        excepted=await scene.work.exceptions(scene.chat.chat),
    )
    if await scene.ask(await scene.case(pressed.author), request, pressed) is None:
        return False
    scene.pop_up(pressed, wordlist.excepted(scene.voice, entry=words[digest]))
    return True


_MOST_OFFERED = 3

_LONGEST_SHOWN = 60
"""Characters of an exception in the list."""

_ON_A_BUTTON = 20
"""Characters of a word on a button."""


def _shown(detection: Detection) -> str:
    """Return a found word as the list shows it: of personal data only the end is stored."""
    if detection.detector is Detector.PERSONAL_DATA:
        return f"…{detection.found[-4:].strip()}"
    return quote(detection.found, _LONGEST_SHOWN)


async def _add(scene: Scene, wrote: Wrote, typed: str) -> None:
    numbered = _RULE.fullmatch(typed)
    typed, rule = (typed, None) if numbered is None else (numbered[1], int(numbered[2]))
    case, by = await scene.case(wrote.author), await scene.actor(wrote.author)
    done: list[ListEntry] = []
    for part in _parts(typed):
        listed = frozenset(each.entry for each in await scene.work.wordlist(wrote.chat))
        request = ListWord(
            by=by,
            entry=_entry(part),
            rule=None if rule is None else RuleNumber(rule),
            listed=listed,
        )
        if not await scene.ask(case, request, wrote):
            break
        done.append(ListEntry(entry=request.entry or part, rule=_rule(scene, request.rule)))
    await _say(scene, wrote, done, listed=True)


async def _take(scene: Scene, wrote: Wrote, typed: str) -> None:
    case, by = await scene.case(wrote.author), await scene.actor(wrote.author)
    done: list[ListEntry] = []
    for part in _parts(typed):
        listed = frozenset(each.entry for each in await scene.work.wordlist(wrote.chat))
        request = UnlistWord(by=by, entry=_entry(part) or part, listed=listed)
        if not await scene.ask(case, request, wrote):
            break
        done.append(ListEntry(entry=request.entry, rule=None))
    await _say(scene, wrote, done, listed=False)


async def _say(scene: Scene, wrote: Wrote, done: list[ListEntry], *, listed: bool) -> None:
    if done:
        by = await scene.named(wrote.author)
        # repeat an entry that only this list forbids; leave out what other detectors forbid
        entries = [
            replace(each, entry=await repeatable(scene, each.entry, ELLIPSIS, own=False))
            for each in done
        ]
        said = wordlist.changed(scene.voice, entries=tuple(entries), listed=listed, by=by)
        await scene.answer(wrote, said, done=True)


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(typed) if part.strip()]


def _entry(part: str) -> str | None:
    from rules.detectors.wordlist import UnreadableEntryError, parse_entry

    try:
        return parse_entry(part).text
    except UnreadableEntryError:
        return None


def _rule(scene: Scene, number: RuleNumber | None) -> Rule | None:
    return None if number is None else scene.policy.conduct.rule(number)


ROWS = Rows(commands={Command.WORDS: words}, buttons={WatchWord: watch_again})
