"""A stage for scenarios: the emulator in this process, the bot as a process of its own.

Tests act as people (through the world) and look at what people would see.
"""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.attachments import Attachment
from bot.sandbox.conversations import SandboxClock
from bot.sandbox.server import serve
from bot.sandbox.talking import Press
from bot.sandbox.world import Message, PersonId, World
from bot.vk.community import EVENTS
from rules.ids import ChatId
from storage.database import open_storage
from tests.databases import a_database
from tests.people import person
from tests.sandbox.schema import check_call
from tests.scenarios.hatchery import Hatched, the_hatchery

PATIENCE = 30.0
"""Seconds until a scenario gives up waiting; these machines are noisy."""

ADMINISTRATOR = person(401)

ZONE = ZoneInfo("Europe/Saratov")
"""That of chats without one of their own."""

_HURRY_EVERY = 0.2
_HURRY_BY = 1.0
"""Seconds between two turns of the clock, and by which it is turned, where a scenario hurries."""

_FOREIGN = ("VK_", "PYTEST", "PYTHONDONTWRITEBYTECODE")
"""Variables that are not the bot's: a bot that compiles all anew takes seconds to start."""

ASIDES = (
    "сообщение не по теме",
    "а кто-нибудь смотрел вчера хоккей?",
    "у нас дома котята родились, рыжие",
    "в столовой сегодня опять гречка с рыбой",
    "какой чехол к телефону лучше взять?",
    "на остановке стоит новый автомат с кофе",
    "мне приснилось, будто я опоздал на поезд",
    "кто поедет на выходных за город?",
    "в магазине у дома скидки на велосипеды",
    "моя сестра учится играть на скрипке",
    "весь вечер собирал пазл про Венецию",
    "дождь обещают до самой пятницы",
)
"""What does not belong into the chat, and no detector sees."""


class Asides(Iterator[str]):
    """The asides in turn, over and over; it can be copied, which `itertools.cycle` cannot."""

    def __init__(self) -> None:
        self._next = 0

    def __next__(self) -> str:
        self._next += 1
        return ASIDES[(self._next - 1) % len(ASIDES)]


_FIRST = 100_000
"""People's numbers are longer than any other number that is said to anybody."""

_numbers = count(1)


class BotProcess:
    """`python -m bot run` against the emulator."""

    def __init__(
        self,
        url: str,
        folder: Path,
        world: World,
        settings: dict[str, str],
        *,
        database: str,
        forked: bool,
    ) -> None:
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(_FOREIGN)},
            "VK_TOKEN": world.token,
            "VK_API_URL": f"{url}/method/",
            "SANDBOX_CLOCK_URL": f"{url}/sandbox/clock",
            "ADMIN_IDS": str(ADMINISTRATOR),
            "DATABASE_URL": database,
            "LOG_LEVEL": "INFO",
            "TZ": "America/Chicago",
            **settings,
        }
        self.folder = folder
        self.url = self._environment["DATABASE_URL"]
        self._forked = forked
        self._process: asyncio.subprocess.Process | Hatched | None = None
        self.log = folder / "bot.log"

    async def start(self) -> None:
        """Start it; the long poll will wait for it."""
        if self._forked:
            self._process = the_hatchery().hatch(
                ["run"], folder=self.folder, environment=self.environment, output=self.log
            )
            return
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it, politely or by `SIGKILL`; give its exit status."""
        assert self._process is not None
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.send_signal(how)
        return await self.ends()

    @property
    def number(self) -> int:
        """The id of its process."""
        assert self._process is not None
        return self._process.number if isinstance(self._process, Hatched) else self._process.pid

    def send(self, which: signal.Signals) -> None:
        """Send it a signal, and wait for nothing."""
        assert self._process is not None
        self._process.send_signal(which)

    def lines(self) -> list[str]:
        """Give the lines of its log."""
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []

    async def ends(self) -> int:
        """Wait until it ends by itself; give its exit status."""
        assert self._process is not None
        return await _ended(self._process)

    async def command(self, *arguments: str) -> tuple[int, str]:
        """Run another command of `bot` beside it; give its exit status and what it says."""
        output = self.folder / f"said-{next(_numbers)}"
        process = the_hatchery().hatch(
            list(arguments), folder=self.folder, environment=self.environment, output=output
        )
        status = await _ended(process)
        return status, output.read_text(encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """What another command line against the same database needs."""
        return {**self._environment, "PYTHONPATH": os.pathsep.join(sys.path)}


async def _ended(process: asyncio.subprocess.Process | Hatched) -> int:
    async with asyncio.timeout(PATIENCE):
        if isinstance(process, asyncio.subprocess.Process):
            return await process.wait()
        while True:
            status = process.returncode
            if status is not None:
                return status
            await asyncio.sleep(0.01)


@dataclass
class Stage:
    """One emulator with one bot; every story has a chat and people of its own."""

    world: World
    clock: SandboxClock
    bot: BotProcess
    url: str

    async def until(
        self,
        holds: Callable[[], object],
        what: str = "",
        *,
        patience: float = PATIENCE,
        hurried: bool = False,
    ) -> None:
        """Wait until something holds in the world. Fails with the bot's log after `patience`
        seconds; `hurried`, the clock runs faster meanwhile."""
        loop = asyncio.get_running_loop()
        deadline, hurry_at = loop.time() + patience, loop.time() + _HURRY_EVERY
        while not holds():
            if hurried and loop.time() > hurry_at:
                self.clock.advance(_HURRY_BY)
                hurry_at += _HURRY_EVERY
            if loop.time() > deadline:
                log = "\n".join(self.bot.lines()[-40:])
                raise AssertionError(f"never came true: {what or holds}\n{log}")
            await asyncio.sleep(0.01)

    async def let_pass(self, seconds: float) -> None:
        """Give the bot so many seconds to do what it should not do."""
        await asyncio.sleep(seconds)

    def advance_to(self, hour: int, minute: int = 0) -> None:
        """Turn the clock to the next such time of the chats' zone."""
        advance_to(self.clock, hour, minute)

    def person(self, first: str, last: str, role: str = "student") -> PersonId:
        """Bring somebody new into the world."""
        number = person(_FIRST + next(_numbers))
        return self.world.add_person(
            number, first_name=first, last_name=last, screen_name=f"user{number}", role=role
        )

    async def story(
        self,
        *,
        served: bool = True,
        students: int = 3,
        title: str = "ИСП-21",
        kind: str = "Другая беседа",
        confirmed: bool = False,
        reachable: bool = True,
    ) -> "Story":
        """Begin a story: a chat with a teacher and students, the bot in it as administrator.

        `kind` is the button by which the teacher adopts it; `confirmed`: the administrator confirms
        that it is the college's. `reachable`: the teacher takes the bot's private messages.
        """
        teacher = self.person("Анна", f"Учителева{next(_numbers)}", "teacher")
        pupils = [self.person("Иван", f"Студентов{next(_numbers)}") for _ in range(students)]
        peer = self.world.create_chat(title, owner=teacher, members=pupils)
        story = Story(self, peer, teacher, pupils)
        if confirmed:
            await story.opens(ADMINISTRATOR)
        if served:
            self.world.add_bot(peer, by=teacher)
            self.world.set_admin(peer, self.world.bot_id, True)
            introduced = await story.hears("Здравствуйте!")
            await story.presses(teacher, introduced, kind)
            await story.hears("Беседа принята")
            if reachable:
                # the bot knows who the teacher is only now
                self.world.allow_private(teacher, True)
        if confirmed:
            told = await story.hears("Новая беседа", f"id{teacher}|", peer=ADMINISTRATOR)
            await story.presses(ADMINISTRATOR, told, "Подтвердить")
        return story


@dataclass
class Story:
    """One chat's story, told by what people do and see."""

    stage: Stage
    peer: int
    teacher: PersonId
    students: list[PersonId]
    seen: set[int] = field(default_factory=set)
    asides: Iterator[str] = field(default_factory=Asides)
    asker: PersonId | None = None
    """Who wrote last in the chat."""

    @property
    def world(self) -> World:
        """The emulator's world."""
        return self.stage.world

    @property
    def student(self) -> PersonId:
        """The one whom the story is about."""
        return self.students[0]

    def writes(
        self,
        who: PersonId,
        text: str,
        *,
        reply_to: int | None = None,
        attachments: Sequence[Attachment] = (),
        forwards: Sequence[tuple[int, int]] = (),
    ) -> int:
        """Somebody writes in the chat; gives the message's number.

        `forwards` are the peers and numbers of messages that go with it.
        """
        self.asker = who
        return self.world.write(
            self.peer, who, text, reply_to=reply_to, attachments=attachments, forwards=forwards
        )

    def edits(self, who: PersonId, number: int, text: str) -> None:
        """Somebody edits a message of theirs in the chat."""
        self.world.rewrite(self.peer, who, number, text)

    def writes_privately(self, who: PersonId, text: str) -> int:
        """Somebody writes to the bot in private."""
        return self.world.write(who, who, text)

    async def opens(self, who: PersonId) -> None:
        """Somebody opens the private conversation with the bot, which answers there."""
        self.writes_privately(who, "/помощь")
        await self.hears("Чем помочь?", peer=who)

    def reaches(self, who: PersonId) -> None:
        """Somebody allows the bot's private messages, where their mistakes are answered."""
        self.world.allow_private(who, True)

    async def sends(self, who: PersonId, text: str) -> None:
        """Somebody writes words to the bot in private that go further, and confirms them."""
        self.writes_privately(who, text)
        await self.confirms(who)

    async def confirms(self, who: PersonId) -> None:
        """Somebody presses «Отправить» under their words once the bot shows them."""

        def shown() -> Message | None:
            messages = reversed(self.bot_messages(who))
            return next((each for each in messages if "Отправить" in self.labels(each)), None)

        await self.stage.until(shown, "the words are shown before they go")
        message = shown()
        assert message is not None
        self.world.press(who, who, message.conversation_message_id, "Отправить")

    def bot_messages(self, peer: int | None = None) -> list[Message]:
        """What the bot said and can be seen, in the chat or in private."""
        return [
            message
            for message in self.world.messages(self.peer if peer is None else peer)
            if message.from_id == self.world.bot_id
        ]

    async def hears(self, *texts: str, peer: int | None = None, hurried: bool = False) -> Message:
        """Wait until one message of the bot's, in its present form, has all those texts.

        Without `peer`, what the teacher, or who wrote last, reads: in the chat, or in private,
        where mistakes, lists and proposals are answered
        (`tests/in_process/test_out_of_the_classroom.py`). `hurried`, the clock runs faster
        meanwhile.
        """

        def found() -> Message | None:
            for where in (peer,) if peer is not None else (None, self.teacher, self.asker):
                for message in reversed(self.bot_messages(where)):
                    if all(text in message.text for text in texts):
                        return message
            return None

        try:
            await self.stage.until(found, f"the bot says {texts}", hurried=hurried)
        except AssertionError as silence:
            said = [message.text for message in self.bot_messages(peer)[-6:]]
            silence.add_note("\n---\n".join(["It said:", *said]))
            raise
        message = found()
        assert message is not None
        return message

    async def card(self, *texts: str, to: int | None = None) -> Message:
        """Wait for a card, which the teacher gets where nobody else is named.

        It waits some seconds for what belongs to it, which the scenario does not.
        """
        return await self.hears("Карточка №", *texts, peer=to or self.teacher, hurried=True)

    async def presses(self, who: PersonId, message: Message, label: str) -> str:
        """Somebody presses a button; gives the words of the pop-up."""
        event = self.world.press(message.peer, who, message.conversation_message_id, label)
        await self.stage.until(lambda: self.world.popup(event), f"a pop-up after «{label}»")
        answer = self.world.popup(event)
        assert answer is not None
        return str(answer.get("text", ""))

    async def forges(self, who: PersonId, message: Message, payload: Any) -> str:
        """Somebody presses a button that the bot never gave them; gives the words of the pop-up."""
        world, event = self.world, f"forged {next(_numbers)}"
        place = {
            "peer_id": message.peer,
            "conversation_message_id": message.conversation_message_id,
        }
        world.presses[event] = Press(who=who, peer=message.peer, at=self.stage.clock.now())
        world.stream.put(
            "message_event", {"user_id": who, "event_id": event, "payload": payload, **place}
        )
        await self.stage.until(lambda: world.popup(event), "a pop-up")
        return str((world.popup(event) or {}).get("text", ""))

    async def asks(self, text: str, *, reply_to: int | None = None) -> None:
        """The teacher, who has opened the private conversation, asks what is answered there."""
        if not self.bot_messages(self.teacher):
            await self.opens(self.teacher)
        self.writes(self.teacher, text, reply_to=reply_to)

    async def sets(self, words: str, *answer: str, who: PersonId | None = None) -> None:
        """The teacher, or `who`, changes a setting; waits for what the bot says to it."""
        self.writes(who or self.teacher, f"/настройки {words}")
        await self.hears(*answer)

    async def facts(self, *kinds: type, chat: int | None = None) -> list[Any]:
        """Give the facts, of those kinds if any is named, in the journal of the chat or of
        another, oldest first.
        """
        async with open_storage(self.stage.bot.url) as storage, storage.reading() as reading:
            journal = ChatId(self.peer if chat is None else chat)
            entries = await reading.entries(journal, limit=1000)
        facts = [entry.fact for entry in reversed(entries)]
        return [fact for fact in facts if isinstance(fact, kinds or object)]

    async def violation(self, rule: int = 3, who: PersonId | None = None) -> Message:
        """The teacher records a violation in answer to a message."""
        culprit = self.student if who is None else who
        cmid = self.writes(culprit, next(self.asides))
        before = len(self.bot_messages())
        self.writes(self.teacher, f"/нарушение {rule}", reply_to=cmid)
        await self.stage.until(lambda: len(self.bot_messages()) > before, "the violation is said")
        return await self.hears("нарушение", f"id{culprit}|")

    async def violations(self, number: int, who: PersonId | None = None) -> None:
        """The teacher records several violations."""
        for _ in range(number):
            await self.violation(who=who)

    async def blocked(self, term: str = "3 дня", who: PersonId | None = None) -> Message:
        """Four violations and a block."""
        culprit = self.student if who is None else who
        await self.violations(4, culprit)
        self.writes(self.teacher, f"/блок @id{culprit} {term}")
        return await self.hears("Основания", f"id{culprit}|", "5.12.5", "/извинения")

    async def proposal(self) -> Message:
        """Wait for the proposal of a block that is still to be answered."""

        def found() -> Message | None:
            for where in (self.teacher, None):
                for message in reversed(self.bot_messages(where)):
                    if "Не блокировать" in self.labels(message):
                        return message
            return None

        await self.stage.until(found, "a block is proposed")
        message = found()
        assert message is not None
        return message

    def labels(self, message: Message) -> list[str]:
        """The labels of a message's buttons."""
        return [button.label for row in message.keyboard or () for button in row]


def number_in(text: str) -> int:
    """Give the first «№ N» of a text."""
    match = re.search(r"№\s*(\d+)", text)
    assert match is not None, text
    return int(match[1])


def advance_to(clock: SandboxClock, hour: int, minute: int = 0) -> None:
    """Turn a clock to the next such time of the chats' zone."""
    here = clock.now().astimezone(ZONE)
    there = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if there <= here:
        there += timedelta(days=1)
    clock.advance((there - here).total_seconds())


async def _until_it_listens(stage: Stage, settings: dict[str, str]) -> None:
    world = stage.world
    if settings.get("TRANSPORT") != "callback":
        # VK keeps no events for a bot that has never listened
        await stage.until(world.stream.asked.is_set, "the bot listens")
        return
    world.callbacks.pauses = (0.2,)
    world.callbacks.most_errors = 1000
    log = "callback: listening"
    await stage.until(lambda: any(log in line for line in stage.bot.lines()), "the bot listens")
    url = f"http://127.0.0.1:{settings['CALLBACK_PORT']}/callback"
    server = world.callbacks.add(url, "Poryadok", settings["CALLBACK_SECRET"])
    assert server is not None
    server.switched_on |= set(EVENTS)
    await stage.until(lambda: server.status == "ok", "the callback server is confirmed")


@asynccontextmanager
async def open_stage(
    folder: Path,
    *,
    forked: bool = True,
    token: str = "sandbox-token",  # noqa: S107
    **settings: str,
) -> AsyncIterator[Stage]:
    """Raise the emulator and the bot; take both down at the end.

    Not `forked`, the bot is begun as an administrator begins it.
    """
    world = new_world(token)
    async with a_database(folder) as database, serve(world) as url:
        bot = BotProcess(url, folder, world, settings, database=database, forked=forked)
        stage = Stage(world, world.clock, bot, url)
        await bot.start()
        try:
            await _until_it_listens(stage, settings)
            yield stage
        finally:
            await bot.stop()
    check_calls(world)


def new_world(token: str) -> World:
    """Create a world at noon, with the college's administrator alone and no limit of calls."""
    clock = SandboxClock()
    # what the bot puts off at night is not to depend on when the tests are run
    advance_to(clock, 12)
    world = World(clock=clock, group_id=1, token=token)
    world.limits.per_second = None
    world.add_person(ADMINISTRATOR, first_name="Софья", last_name="Порядкова", role="administrator")
    return world


def check_calls(world: World) -> None:
    """Check every call that the bot made in that world against VK's schema."""
    for call in world.calls:
        assert check_call(call.method, call.params) == [], "VK's schema knows no such call"
