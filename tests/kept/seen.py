"""What people see of the kept database: its journals, what waits, and what each button gives.

Everything goes by what is written, pressed and shown, so that the code between may be another.
"""

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.sandbox.conversations import Conversation, Message, PersonId
from bot.sandbox.talking import Press
from bot.sandbox.world import World
from tests.in_process.bot import InProcessBot, open_bot
from tests.kept.scenery import describe, load, rebuild
from tests.rights.campus import DAY, Campus

FILES = Path(__file__).parent / "files"
DATABASE, SCENERY = FILES / "bot.db", FILES / "scenery.json"
ADMINISTRATORS = (PersonId(401), PersonId(402))
"""As the kept database knows them, whatever ids the tests' people have."""

Pressed = tuple[int, int, int, Mapping[str, Any]]
"""Where a button hangs, under which message, who presses it, and its payload."""


@asynccontextmanager
async def kept_bot(
    folder: Path, *, locale: str = "ru", emptied: bool = False
) -> AsyncIterator[InProcessBot]:
    """Open the present code's bot over a copy of the kept database, in the kept world.

    `emptied`: what waits to be delivered is gone.
    """
    file = folder / "bot.db"
    shutil.copyfile(DATABASE, file)
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE chats SET locale = ?", [locale])
        if emptied:
            database.execute("DELETE FROM outbox")
        database.commit()
    world = rebuild(load(SCENERY))
    async with open_bot(
        folder, administrators=ADMINISTRATORS, world=world, locale=locale, threaded=True
    ) as bot:
        yield bot


async def read_journals(bot: InProcessBot) -> str:
    """Give each journal as whoever may read all of it does, oldest first."""
    # fewer pages are read sooner
    with patch("handlers.journal.PAGE", 25):
        return await _read_journals(bot)


async def _read_journals(bot: InProcessBot) -> str:
    campus, said = Campus(bot), []
    for chat in [*bot.world.conversations.values()]:
        if chat.is_chat and chat.members.get(bot.world.bot_id) is not None:
            (owner,) = (each.id for each in chat.members.values() if each.is_owner)
            lines = await _pages(campus, chat.peer, PersonId(owner))
            said += [f"== {chat.title}", *lines] if lines else []
    administrator = ADMINISTRATORS[0]
    said += ["== college", *await _pages(campus, administrator, administrator)]
    return "\n".join(said)


async def _pages(campus: Campus, peer: int, who: PersonId) -> list[str]:
    heard = len(campus.bot.world.messages(who))
    await campus.say(who, "/журнал", to=peer)
    lines: list[str] = []
    page = campus.bot.world.messages(who)[-1]
    if len(campus.bot.world.messages(who)) == heard:
        return []
    while True:
        lines += page.text.split("\n")[1:]
        number = int(lines[-1].partition(".")[0]) if lines else 0
        older = [each for each in buttons_of(page) if each.get("before") == number]
        if not older:
            return lines[::-1]
        await _let_press(campus.bot, (who, page.conversation_message_id, who, older[0]))


def buttons_of(message: Message) -> list[Mapping[str, Any]]:
    return [each.payload for row in message.keyboard or () for each in row if each.payload]


async def _let_press(bot: InProcessBot, pressed: Pressed) -> str:
    """Let somebody press a button, whether it hangs or hung; give the pop-up's words."""
    peer, message, who, payload = pressed
    event = f"press{bot.number()}"
    bot.world.presses[event] = Press(who=who, peer=peer, at=bot.world.clock.now())
    thing = {
        "user_id": who,
        "peer_id": peer,
        "event_id": event,
        "payload": payload,
        "conversation_message_id": message,
    }
    bot.world.stream.put("message_event", thing)
    await bot.follow()
    return str((bot.world.popup(event) or {}).get("text", ""))


@dataclass(frozen=True, slots=True)
class Shown:
    """What can be seen in a world at a moment."""

    messages: Mapping[tuple[str, int], str | None]
    states: Mapping[tuple[str, str], str]

    def since(self, before: "Shown") -> Iterator[str]:
        """Tell what is seen now and was not before, a line each."""
        for (where, number), text in self.messages.items():
            if (where, number) not in before.messages:
                yield f"{where}, {number}: {text}"
            elif before.messages[where, number] != text:
                now = "removed" if text is None else f"now: {text}"
                yield f"{where}, {number} is {now}"
        for key in sorted(before.states.keys() | self.states.keys()):
            if before.states.get(key) != self.states.get(key):
                yield f"{', '.join(key)}: {self.states.get(key, 'out of the chat')}"


def look_at(world: World) -> Shown:
    """Look at every conversation."""
    messages: dict[tuple[str, int], str | None] = {}
    states: dict[tuple[str, str], str] = {}
    for each in world.conversations.values():
        where = _where(world, each)
        for message in each.messages:
            number = message.conversation_message_id
            messages[where, number] = None if message.removed else _text(message)
        if each.is_chat:
            states[where, "writing"] = "closed" if each.closed else "open"
        for member in each.members.values():
            may = f"reads only until {member.restricted_until}" if member.restricted else "writes"
            states[where, _name(world, member.id)] = may
    return Shown(messages, states)


def _where(world: World, conversation: Conversation) -> str:
    if conversation.is_chat:
        return f"«{conversation.title}»"
    return f"to {_name(world, conversation.peer)}"


def _text(message: Message) -> str:
    said = message.text.replace("\n", " / ")
    if message.action is not None:
        said = json.dumps(message.action, ensure_ascii=False)
    labels = " ".join(f"[{each.label}]" for row in message.keyboard or () for each in row)
    return f"{said} {labels}".rstrip()


def _name(world: World, number: int) -> str:
    person = world.people.get(number)
    return "the bot" if person is None else f"{person.first_name} {person.last_name}"


async def deliver(bot: InProcessBot) -> str:
    """Tell what waited in the outbox, and then what falls due within forty days."""
    world, said = bot.world, ["== what waited to be delivered"]
    before = look_at(world)
    await bot.follow()
    shown = look_at(world)
    said += shown.since(before)
    for name, days in (("within an hour", 1 / 24), ("in a day", 1), ("in forty days", 39)):
        said.append(f"== {name}")
        await bot.advance(days * DAY)
        before, shown = shown, look_at(world)
        said += shown.since(before)
    return "\n".join(said)


async def press(bot: InProcessBot, folder: Path, presses: Sequence[Pressed]) -> str:
    """Tell what each of those presses gives, each from the same state, once all is delivered."""
    await bot.follow()
    state = _State(bot, folder / "bot.db")
    await state.come_back()
    before, recorded = look_at(bot.world), len(state.facts())
    said = []
    for pressed in presses:
        peer, message, who, payload = pressed
        where = _where(bot.world, bot.world.conversations[peer])
        asked = json.dumps(payload, ensure_ascii=False)
        said.append(f"== {where}, {message}, {_name(bot.world, who)}: {asked}")
        said.append(f"answered: {await _let_press(bot, pressed)}")
        came = [f"recorded: {kind} {fact}" for kind, fact in state.facts()[recorded:]]
        came += look_at(bot.world).since(before)
        said += came
        if came:
            await state.come_back()
    return "\n".join(said)


class _State:
    """The state in which the presses begin: of the database and of the world."""

    def __init__(self, bot: InProcessBot, file: Path) -> None:
        self._bot, self._file = bot, file
        self._kept = sqlite3.connect(":memory:")
        self._scenery = describe(bot.world)
        with closing(sqlite3.connect(file)) as live:
            live.backup(self._kept)

    def facts(self) -> list[tuple[str, str]]:
        """Give what is recorded, in the order in which it was."""
        with closing(sqlite3.connect(self._file)) as live:
            return live.execute("SELECT kind, payload FROM journal ORDER BY rowid").fetchall()

    async def come_back(self) -> None:
        """Let everything be as it was at first."""
        with closing(sqlite3.connect(self._file, timeout=10)) as live:
            self._kept.backup(live)
        await self._bot.move_to(rebuild(self._scenery))
