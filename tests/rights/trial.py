"""Trying one thing on the campus, and looking at everything that came of it."""

import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.support import NullTranslations
from hypothesis import given, settings

from handlers.voice import Voice
from handlers.words.refusals import refused
from locales.texts import Catalogues, Texts
from rules.vocabulary.bases import Refusal, RefusalKey
from rules.vocabulary.unions import Fact
from storage.effects import Answer, Edit, Effect, Send, Unsend
from storage.kinds import read_effect, read_fact
from tests.handlers.voices import NOW
from tests.in_process.bot import InProcessBot
from tests.rules.refusals import REFUSALS, refusals

_PASSING = ("inbox", "stream", "outbox", "chats", "members", "people", "sqlite_sequence")
"""Tables of what comes and goes, and of what VK says: no request writes its wishes there."""


State = dict[str, set[tuple[Any, ...]]]
"""The rows of each table."""


class Heard(NullTranslations):
    """The English catalogue, which remembers the sentences that were asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences: set[str] = set()

    def gettext(self, message: str) -> str:
        self.sentences.add(message)
        return message

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        self.sentences.add(singular)
        return singular if num == 1 else plural


@dataclass
class Listening:
    """Catalogues that remember what was said."""

    heard: Heard = field(default_factory=Heard)

    @property
    def catalogues(self) -> Catalogues:
        return Catalogues({"ru": Texts("en", self.heard), "en": Texts("en", self.heard)})


@cache
def wordings() -> Mapping[RefusalKey, frozenset[str]]:
    """Give the sentences that are always said with a refusal, and never with another."""
    found = {key: _said_with(key) for _, key in REFUSALS}
    users = Counter(sentence for said in found.values() for sentence in frozenset().union(*said))
    return {
        key: frozenset(each for each in frozenset.intersection(*said) if users[each] == 1)
        for key, said in found.items()
    }


def _said_with(key: RefusalKey) -> list[frozenset[str]]:
    heard = Heard()
    voice = Voice(texts=Texts("en", heard), zone=ZoneInfo("Europe/Saratov"), now=NOW)
    found = []

    @settings(derandomize=True, database=None)
    @given(refusals(key))
    def say(refusal: Refusal) -> None:
        heard.sentences.clear()
        refused(voice, refusal)
        found.append(frozenset(heard.sentences))

    say()
    return found


@dataclass(frozen=True, slots=True)
class Came:
    """What came of something: facts, effects, sentences, and the tables that changed.

    `chats` are those that the facts are about.
    """

    facts: tuple[Fact, ...]
    effects: tuple[Effect, ...]
    sentences: frozenset[str]
    changed: frozenset[str]
    chats: frozenset[int] = frozenset()

    def refusals(self) -> set[RefusalKey]:
        """Give the refusals that were said."""
        return {key for key, wording in wordings().items() if wording & self.sentences}

    def asks(self, do: str) -> bool:
        """Say whether it is asked about with such buttons."""
        return any(
            button.payload.get("do") == do
            for effect in self.effects
            if isinstance(effect, Send)
            for row in effect.keyboard
            for button in row
        )

    def beside(self, who: int, chat: int) -> list[Effect]:
        """Give the effects that are no answer to that person, in that chat or in private."""
        return [effect for effect in self.effects if not _is_answer(effect, who, chat)]

    def answers(self, who: int, chat: int) -> list[str]:
        """Give the words of the answers to that person, in that chat or in private."""
        return [
            effect.text
            for effect in self.effects
            if isinstance(effect, Send | Answer) and effect.text and _is_answer(effect, who, chat)
        ]


def _is_answer(effect: Effect, who: int, chat: int) -> bool:
    match effect:
        case Answer(member=member):
            return member == who
        case Edit(to=to):
            # of their own words, which are told not to have gone
            return to == who
        case Send(to=to, reply_to=reply_to):
            return to == who or (to == chat and reply_to is not None)
        case Unsend(to=to):
            return to == chat
        case _:
            return False


class Trial:
    """Tries things on one campus, each from the same state."""

    def __init__(self, bot: InProcessBot, listening: Listening, folder: Path) -> None:
        self._bot, self._listening = bot, listening
        self._file = folder / "bot.db"
        self._kept = sqlite3.connect(":memory:")
        self._was: State = {}
        """How everything was when it was kept."""
        self._is: State = {}
        """How everything is; only what is heard changes it."""

    def keep(self) -> None:
        """Keep the state as it is now, to come back to."""
        with closing(sqlite3.connect(self._file)) as live:
            live.backup(self._kept)
        self._was = self._is = self._state()

    async def come_back(self) -> None:
        """Let everything be as it was kept."""
        with closing(sqlite3.connect(self._file, timeout=10)) as live:
            self._kept.backup(live)
        self._is = self._was
        await self._bot.begin_anew()

    async def hear(self, update: Mapping[str, Any]) -> Came:
        """Let the bot hear an update, and tell what came of it."""
        before = self._is
        self._listening.heard.sentences.clear()
        await self._bot.hear(update)
        after = self._is = self._state()
        changed = frozenset(
            table
            for table, rows in after.items()
            if rows != before[table] and not table.startswith(_PASSING)
        )
        facts = sorted(after["journal"] - before["journal"])
        parcels = sorted(after["outbox"] - before["outbox"])
        return Came(
            facts=tuple(read_fact(kind, payload) for *_, kind, payload in facts),
            effects=tuple(read_effect(kind, payload) for *_, kind, payload in parcels),
            sentences=frozenset(self._listening.heard.sentences),
            changed=changed,
            chats=frozenset(chat for chat, *_ in facts),
        )

    def _state(self) -> State:
        columns = {
            "journal": "chat_id, number, kind, payload",
            "outbox": "id, kind, payload",
        }
        with closing(sqlite3.connect(self._file, timeout=10)) as live:
            names = [
                name
                for (name,) in live.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if name in columns or not name.startswith(_PASSING)
            ]
            state = {}
            for name in names:
                asked = columns.get(name, "*")
                state[name] = set(live.execute(f"SELECT {asked} FROM {name}"))  # noqa: S608
        return state


def message(
    peer: int, who: int, text: str, *, answers: tuple[int, int] | None = None, at: int
) -> dict[str, Any]:
    """Give an update of a message; `answers` is a message's number and author."""
    thing: dict[str, Any] = {
        "date": at,
        "from_id": who,
        "id": 0,
        "out": 0,
        "peer_id": peer,
        # far above what there is: the emulator knows nothing of it
        "conversation_message_id": 100_000 + secrets.randbelow(10**6),
        "text": text,
        "attachments": [],
        "fwd_messages": [],
    }
    if answers is not None:
        number, author = answers
        thing["reply_message"] = {
            "conversation_message_id": number,
            "from_id": author,
            "peer_id": peer,
            "date": at,
            "text": "?",
        }
    return _update("message_new", {"message": thing})


def pressing(peer: int, who: int, payload: Mapping[str, Any], under: int | None) -> dict[str, Any]:
    """Give an update of a press; `under` is the message's number."""
    thing: dict[str, Any] = {
        "user_id": who,
        "peer_id": peer,
        "event_id": secrets.token_hex(8),
        "payload": dict(payload),
    }
    if under is not None:
        thing["conversation_message_id"] = under
    return _update("message_event", thing)


def _update(kind: str, thing: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "event_id": secrets.token_hex(20), "group_id": 1, "object": thing}


def kinds(facts: Iterable[Fact]) -> set[type[Fact]]:
    """Give the kinds of facts."""
    return {type(fact) for fact in facts}
