"""`/слова`: a chat's own list of words and links to detect (п. 5.12.2)."""

import re
from dataclasses import replace

from handlers.chats import moderated
from handlers.commands import Command
from handlers.conversation.privately import answers_privately
from handlers.conversation.repeating import ELLIPSIS, repeatable
from handlers.conversation.rows import Rows
from handlers.conversation.scene import Scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.replying import misunderstood
from handlers.words import wordlist
from handlers.words.wordlist import ListEntry
from rules.conduct import Rule
from rules.ids import RuleNumber
from rules.permissions import against
from rules.vocabulary.wordlist import ListWord, UnlistWord
from rules.wordlist import CHANGE_WORDS

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
            listed = await scene.work.wordlist(wrote.chat)
            entries = tuple(
                ListEntry(entry=each.entry, rule=_rule(scene, each.rule)) for each in listed
            )
            await _show(scene, wrote, entries)


async def _show(scene: Scene, wrote: Wrote, entries: tuple[ListEntry, ...]) -> None:
    """Show the list in private: nobody may write its words in the chat."""
    if not entries:
        scene.say(wordlist.shown(scene.voice, entries=()), reply_to=wrote.message)
        return
    if await answers_privately(scene, wrote, Command.WORDS):
        scene.tell(wrote.author, wordlist.shown(scene.voice, entries=entries))


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
        scene.say(said, reply_to=wrote.message)


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


ROWS = Rows(commands={Command.WORDS: words})
