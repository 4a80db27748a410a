"""Playing a script: people act in the emulator's world, bots live and die, VK fails."""

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.sandbox.conversations import FIRST_CHAT, NotPossibleError, SandboxClock
from bot.sandbox.faults import LONG_POLL, Fault
from bot.sandbox.server import serve
from bot.sandbox.world import PersonId, World
from tests.chaos.callback import callback_settings, handing_over
from tests.chaos.quiet import Quiet
from tests.chaos.script import (
    PUPILS,
    ROUND,
    Act,
    Cast,
    Join,
    Leave,
    Press,
    Script,
    Step,
    Whisper,
    Write,
)
from tests.chaos.weather import stormy
from tests.databases import at_file
from tests.scenarios.stage import ADMINISTRATOR, BotProcess, advance_to

PATIENCE = 90.0
"""Seconds that a round has to settle, kills and pauses included."""

_LULL = timedelta(minutes=75)
"""So much time before the next round VK stops failing, lest a pause reaches into it."""

_PEOPLE = 200
"""How many are there for each chat, those included who come later."""

_BETWEEN_KILLS = (0.05, 1.3)
_LOST_BETWEEN_ROUNDS = 0.2


class NeverSettledError(Exception):
    """The bot did not come to an end with what a round asked of it; the text says with what."""


@dataclass(slots=True, kw_only=True)
class Played:
    """What became of a script: the world, the database, and what was done to the bot."""

    world: World
    url: str
    log: Path
    impossible: list[str] = field(default_factory=list)
    updates: int = 0
    kills: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    over_the_limit: int = 0
    """Calls that VK refused because there had been too many in a second, its mere moods left out.

    A process alone keeps count in its memory, which is lost with it; several have it in common.
    """
    shifts: int = 0
    """How often a process began to work: the first, after a kill, or instead of one killed."""
    unanswered: int = 0
    """Presses of buttons that got no pop-up: VK keeps the question for a minute only."""


class Theatre:
    """One world with its bots, in which a script is played."""

    def __init__(self, world: World, bots: list[BotProcess], quiet: Quiet, played: Played) -> None:
        self.world = world
        self.bots = bots
        self._quiet = quiet
        self._played = played
        self._chance = random.Random(0)  # noqa: S311 -- no secret

    async def play(
        self, script: Script, *, kills: int = 0, after_round: Callable[[int], None] = lambda n: None
    ) -> None:
        """Play it to its end, and settle; with `kills`, under faults, killing so many bots.

        `after_round` is called once each round has settled, with its number from 0.
        """
        self._chance = random.Random(f"kills {script.seed}")  # noqa: S311 -- no secret
        await self._adopt(script)
        if kills:
            self.world.faults.weather = stormy(script.seed)
        begun = self.world.clock.now()
        for number, steps in enumerate(script.rounds):
            await self._turn_to(begun + number * ROUND)
            # what falls due with the hour comes before what people do then, in every run
            await self._settle(begun + (number + 1) * ROUND)
            left = len(script.rounds) - number
            quota = -(-(kills - self._played.kills) // left) if kills else 0
            await self._play_round(steps, quota, begun + (number + 1) * ROUND)
            after_round(number)
        await self._turn_to(begun + len(script.rounds) * ROUND)
        self._note_weather()
        await self._settle(begun + (len(script.rounds) + 1) * ROUND)

    def _note_weather(self) -> None:
        weather = self.world.faults.weather
        if weather is not None:
            self._played.faults += weather.shown
            self.world.faults.weather = None

    async def _turn_to(self, moment: datetime) -> None:
        ahead = (moment - self.world.clock.now()).total_seconds()
        if ahead > 0:
            self.world.clock.advance(ahead)

    async def _adopt(self, script: Script) -> None:
        for number in range(script.chats):
            cast = Cast(number)
            self._bring(cast)
            pupils = [cast.pupil(each) for each in range(PUPILS)]
            peer = self.world.create_chat(f"Группа {number}", owner=cast.teacher, members=pupils)
            self.world.add_bot(peer, by=cast.teacher)
            self.world.set_admin(peer, self.world.bot_id, True)
        for number in range(script.chats):
            await self._until_pressed(number, "Другая беседа")
        await self._settle(self.world.clock.now() + ROUND)
        # of whom the bot does not know it remembers nothing, so that the same event repeated
        # later would be news; only now do those who are there allow private messages
        for number in range(script.chats):
            cast = Cast(number)
            for each in (cast.teacher, *(cast.pupil(pupil) for pupil in range(PUPILS))):
                self.world.allow_private(each, each % 2 == 0)
        await self._settle(self.world.clock.now() + ROUND)

    def _bring(self, cast: Cast) -> None:
        for each in (cast.teacher, *(cast.pupil(number) for number in range(_PEOPLE))):
            role = "teacher" if each == cast.teacher else "student"
            # names without a digit, and unlike anybody else's
            last = "".join(chr(ord("а") + int(digit)) for digit in str(each))
            self.world.add_person(each, first_name="Иван", last_name=last.title(), role=role)
            if each % 2 == 0 and each >= cast.pupil(PUPILS):
                # whoever comes later has allowed private messages long ago: no event tells of it
                self.world.allowed.add(each)

    async def _until_pressed(self, chat: int, label: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self._press(chat, Press(who=Cast(chat).teacher, label=label))
            except NotPossibleError:
                await asyncio.sleep(0.02)
            else:
                return
        raise NeverSettledError(f"chat {chat} was never introduced")

    async def _play_round(self, steps: tuple[Step, ...], quota: int, end: datetime) -> None:
        if (weather := self.world.faults.weather) is not None:
            weather.rise()
            if not self.world.callbacks.servers and self._chance.random() < _LOST_BETWEEN_ROUNDS:
                await self._lose_the_session()
        for step in steps:
            for act in step.acts:
                self._attempt(step.chat, act)
            if quota:
                await asyncio.sleep(self._chance.random() * 0.02)
        for _ in range(quota):
            await asyncio.sleep(self._chance.uniform(*_BETWEEN_KILLS))
            await self._kill()
        await self._settle(end)

    async def _lose_the_session(self) -> None:
        """Let VK lose a session while nothing happens, so that there is nothing to be lost."""
        world, before = self.world, self._sessions()
        world.faults.add(Fault(method=LONG_POLL, kind="failed_3"))
        self._played.faults["failed_3 of the long poll"] += 1
        async with asyncio.timeout(PATIENCE):
            while world.faults.waits(LONG_POLL):
                world.stream.nudge()
                await asyncio.sleep(0.02)
            while self._sessions() == before:  # noqa: ASYNC110 -- the emulator tells of no call
                await asyncio.sleep(0.02)
            # whoever listened before has been answered, and whoever listens now has begun anew
            await asyncio.sleep(0.1)
            world.stream.asked.clear()
            world.stream.nudge()
            await world.stream.asked.wait()

    def _sessions(self) -> int:
        return sum(call.method == "groups.getLongPollServer" for call in self.world.calls)

    async def _kill(self) -> None:
        bot = self._chance.choice(self.bots)
        await bot.stop(signal.SIGKILL)
        self._played.kills += 1
        await bot.start()

    def _attempt(self, chat: int, act: Act) -> None:
        self._played.updates += 1
        try:
            self._do(chat, act)
        except NotPossibleError as why:
            self._played.impossible.append(f"chat {chat}: {act}: {why}")

    def _do(self, chat: int, act: Act) -> None:
        peer = FIRST_CHAT + 1 + chat
        match act:
            case Write(who=who, text=text, answering=None):
                self.world.write(peer, who, text)
            case Write(who=who, text=text, answering=whom):
                self.world.write(peer, who, text, reply_to=self._latest_of(peer, whom))
            case Whisper(who=who, text=text):
                self.world.write(who, who, text)
            case Press():
                self._press(chat, act)
            case Join(who=who, how=how):
                self.world.add_member(peer, who, by=Cast(chat).teacher, how=how)
            case Leave(who=who, by=by):
                self.world.remove_member(peer, who, by=by)

    def _latest_of(self, peer: int, whom: PersonId | None) -> int:
        for message in reversed(self.world.messages(peer)):
            if message.from_id == whom and message.action is None:
                return message.conversation_message_id
        raise NotPossibleError("nothing to answer")

    def _press(self, chat: int, press: Press) -> None:
        peer = press.who if press.private else FIRST_CHAT + 1 + chat
        for message in reversed(self.world.messages(peer)):
            for row in message.keyboard or ():
                for button in row:
                    if button.label.replace("\u00a0", " ") == press.label:
                        number = message.conversation_message_id
                        self.world.press(peer, press.who, number, button.label)
                        return
        raise NotPossibleError("no such button")

    async def _settle(self, end: datetime) -> None:
        deadline = time.monotonic() + PATIENCE
        while (left := await self._quiet.left()) is not None:
            if time.monotonic() > deadline:
                raise NeverSettledError(left.what)
            now = self.world.clock.now()
            weather = self.world.faults.weather
            if weather is not None and now > end - _LULL:
                weather.lull()
            if left.until is not None and now < left.until < end:
                # VK asked for a pause, and nothing else is under way
                self.world.clock.advance((left.until - now).total_seconds() + 0.01)
            await asyncio.sleep(0.03)


@asynccontextmanager
async def open_theatre(
    folder: Path, *, processes: int, database: str | None, transport: str = "longpoll"
) -> AsyncIterator[tuple[Theatre, Played]]:
    """Raise the emulator and the bots; the theatre is closed at the end, the bots politely."""
    clock = SandboxClock()
    advance_to(clock, 12)
    world = World(clock=clock, group_id=1, token="chaos-token")
    world.add_person(ADMINISTRATOR, first_name="Софья", last_name="Порядкова", role="administrator")
    where = database or at_file(folder / "bot.db")
    async with serve(world) as url:
        bots = []
        for number in range(processes):
            own = folder / f"bot-{number}" if number else folder
            await asyncio.to_thread(own.mkdir, exist_ok=True)
            ours = callback_settings() if transport == "callback" else {}
            bots.append(BotProcess(url, own, world, ours, database=where, forked=True))
        played = Played(world=world, url=bots[0].url, log=bots[0].log)
        begun = time.monotonic()
        started = [bots[0]]
        await bots[0].start()
        try:
            async with AsyncExitStack() as stack:
                async with asyncio.timeout(PATIENCE):
                    # VK keeps no events for a bot that has never listened
                    if transport == "callback":
                        await stack.enter_async_context(handing_over(world, bots))
                    else:
                        await world.stream.asked.wait()
                for bot in bots[1:]:
                    await bot.start()
                    started.append(bot)
                quiet = await stack.enter_async_context(Quiet.open(bots[0].url, world))
                yield Theatre(world, bots, quiet, played), played
        finally:
            for bot in started:
                await bot.stop()
        played.seconds = time.monotonic() - begun
        refused = sum(call.outcome.startswith("error 6") for call in world.calls)
        played.over_the_limit = refused - played.faults["error 6"]
        played.shifts = sum("listening from" in line for bot in bots for line in bot.lines())
        played.unanswered = sum(not press.answered for press in world.presses.values())
