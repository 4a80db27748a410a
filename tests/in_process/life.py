"""A college's life around the bot, played step by step in one process, without a socket.

`Life` is what happens; what must hold, whatever happens, is asked of `tests.in_process.laws`.
"""

import asyncio
import sqlite3
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack, closing, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from loguru import logger

from bot.sandbox.conversations import Message, NotPossibleError
from bot.sandbox.faults import Fault
from bot.sandbox.world import PersonId
from handlers.answers import see_to_late
from handlers.due import erase_due
from handlers.guardians import see_to_guardians
from handlers.rereading import read_again
from rules.ids import COLLEGE, MemberId
from rules.vocabulary.families import FamilyLinked, Role, RosterEntrySet
from tests.in_process.bot import InProcessBot
from tests.in_process.classroom import STUDENTS, open_classroom
from tests.in_process.prepared import open_prepared
from tests.rights.campus import ADMINISTRATOR, COLLEAGUE, MODERATOR, NEWCOMER, PARENT, Campus

T = TypeVar("T")

TEACHERS = (MODERATOR, COLLEAGUE)
MOTHER = PARENT
"""On record as the first student's parent, who is a minor for `MINOR_FOR`; not in the chat."""

MINOR_FOR = timedelta(days=40)

PEOPLE = (*STUDENTS, NEWCOMER, *TEACHERS, MOTHER, ADMINISTRATOR)

LURE = "Проголосуй за мою сестру в конкурсе рисунков, осталось два часа, очень прошу"

SENDING = "Отправить"
"""The label of the button by which the author of private words lets them go out."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A button as somebody saw it; it may be gone by now."""

    peer: int
    message: int
    label: str
    payload: Any


async def _found(bot: InProcessBot) -> Campus:
    """Found the chat; its students and the administrator take the bot's private messages."""
    campus = await open_classroom(bot)
    campus.bring({NEWCOMER: ("Нина", "Новикова"), MOTHER: ("Ольга", "Фамилия")})
    campus.other = await campus.open_chat("Физика", MODERATOR, STUDENTS)
    campus.alien = await campus.open_chat("Химия", MODERATOR, STUDENTS)
    await campus.greet(*STUDENTS, MOTHER, ADMINISTRATOR)
    child = MemberId(STUDENTS[0])
    listed = RosterEntrySet(
        member=child,
        name="Имя Фамилия",
        role=Role.STUDENT,
        group="",
        minor_until=of_age_on(bot.now(), bot.services.zone),
    )
    linked = FamilyLinked(member=MemberId(MOTHER), child=child)
    async with bot.storage.work() as work:
        await work.record(COLLEGE, [listed, linked], now=bot.now(), policy_version="1")
    return campus


def of_age_on(begun: datetime, zone: tzinfo) -> date:
    """Return the day from which the first student is of age."""
    return (begun + MINOR_FOR).astimezone(zone).date()


class Life:
    """The bot, its chat, and everything that people may do there."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        folder = self._stack.enter_context(tempfile.TemporaryDirectory())
        self.file = Path(folder) / "bot.db"
        self.bugs: list[str] = []
        self.is_off = False
        self.marks = count(1)
        self.private: dict[int, list[str]] = {}
        """Marks of what somebody said in private and did not let go out."""
        self.reported: tuple[list[str], list[str]] = ([], [])
        self._buttons: list[Hanging] = []
        opening = open_prepared(Path(folder), _found, administrators=[ADMINISTRATOR])
        self.campus = self.run(self._stack.enter_async_context(opening))
        self.bot, self.chat = self.campus.bot, self.campus.main
        self.world = self.bot.world
        self.of_age = of_age_on(self.bot.now(), self.bot.services.zone)
        self._look_for_buttons()
        sink = logger.add(self.bugs.append, level="ERROR", format="{message}")
        self._stack.callback(logger.remove, sink)

    def run(self, step: Coroutine[Any, Any, T]) -> T:
        """Run something of the bot's to its end."""
        return self._runner.run(step)

    def close(self) -> None:
        """End it all."""
        self.run(self._stack.aclose())
        self._runner.close()

    def live(self) -> None:
        """Let the bot do its part, unless it is off."""
        if not self.is_off:
            self.run(self.bot.follow())
            self._look_for_buttons()

    def stop(self) -> None:
        """Stop the bot: what happens meanwhile is told at its next start."""
        self.is_off = True

    def start(self, *, due_first: bool) -> None:
        """Start the bot; what fell due is done before, or after, it hears what happened."""
        self.is_off = False
        self.run(self.bot.begin_anew())
        if due_first:
            self.run(self.bot.do_due())
            self.live()
        else:
            self.live()
            self.run(self.bot.do_due())
        self.live()

    def pass_time(self, span: timedelta) -> None:
        """Let time pass; the bot does what fell due, and its work of every hour."""
        self.bot.turn_clock(span.total_seconds())
        if not self.is_off:
            self.run(self.bot.do_due())
            for work in (erase_due, see_to_guardians, see_to_late):
                self.run(work(self.bot.services))
            self.live()

    def read_again(self) -> None:
        """Let the bot read lately written messages again, as it does every two minutes."""
        if not self.is_off:
            self.run(read_again(self.bot.services))
            self.live()

    def write(self, who: PersonId, text: str, *, back: int | None = None) -> None:
        """Let somebody write in the chat; `back`: in answer to that student's message, counted
        from the newest."""
        reply = None
        if back is not None:
            written = self.written()
            if not written:
                return
            reply = written[-1 - back % len(written)].conversation_message_id
        with suppress(NotPossibleError):
            self.world.write(self.chat, who, text, reply_to=reply)
        self.live()

    def spread(self, who: PersonId) -> None:
        """Let somebody write the same in three chats."""
        for chat in (self.chat, self.campus.other, self.campus.alien):
            with suppress(NotPossibleError):
                self.world.write(chat, who, LURE)
        self.live()

    def report(self, who: PersonId, *, back: int) -> None:
        """Let somebody report a student's message, counted from the newest; nothing else happens.

        A report alone does nothing: `reported` has what the chat and the journal had before and
        after it.
        """
        if self.is_off or not self.written():
            self.write(who, "/сообщить", back=back)
            return
        self.live()
        before = self._measures()
        self.write(who, "/сообщить", back=back)
        self.reported = (before, self._measures())

    def _measures(self) -> list[str]:
        """Give what the chat's journal has, but for cards and reports, and what the bot said."""
        with closing(sqlite3.connect(self.file)) as database:
            rows = database.execute(
                "SELECT number, kind FROM journal WHERE chat_id = ? AND kind IN "
                "('violation_recorded', 'message_removed', 'reminded', 'block_imposed',"
                " 'block_proposed') ORDER BY number",
                (self.chat,),
            ).fetchall()
        said = [
            message.text
            for message in self.world.messages(self.chat)
            if message.from_id == self.world.bot_id
        ]
        return [*map(str, rows), *said]

    def written(self) -> list[Message]:
        """Give what students wrote in the chat and is still there."""
        return [
            message
            for message in self.world.messages(self.chat)
            if message.from_id in {*STUDENTS, NEWCOMER} and message.action is None
        ]

    def blocked(self) -> list[PersonId]:
        """Give who is blocked in the chat, as far as the bot has recorded."""
        chat = self.chat
        return [PersonId(who) for where, who in self.bot.services.watch.blocked if where == chat]

    def rewrite(self, text: str, *, back: int) -> None:
        """Let a student edit what they wrote."""
        written = self.written()
        if written:
            message = written[-1 - back % len(written)]
            with suppress(NotPossibleError):
                self.world.rewrite(
                    self.chat, PersonId(message.from_id), message.conversation_message_id, text
                )
        self.live()

    def confide(self, who: PersonId, words: str) -> None:
        """Let somebody write to the bot in private; the words carry a mark of their own."""
        mark = f"тайна{next(self.marks)}"
        self.private.setdefault(who, []).append(mark)
        self.world.write(who, who, f"{words} {mark}")
        self.live()

    def _look_for_buttons(self) -> None:
        for peer in (self.chat, *PEOPLE):
            for message in self.world.messages(peer):
                for row in message.keyboard or ():
                    for button in row:
                        seen = Hanging(
                            peer, message.conversation_message_id, button.label, button.payload
                        )
                        if button.kind == "callback" and seen not in self._buttons:
                            self._buttons.append(seen)

    def press(
        self, who: PersonId, *, back: int, label: str | None = None, aloud: bool = True
    ) -> None:
        """Let somebody press a button that hangs, or hung, where they can see it.

        `back` counts from the newest; `label`: of those that are called so. Not `aloud`: the words
        above «Отправить» are not for the chat.
        """
        seen = [
            button
            for button in self._buttons
            if button.peer in {self.chat, who} and label in {None, button.label}
        ]
        if not seen:
            return
        button = seen[-1 - back % len(seen)]
        if button.label == SENDING and aloud:
            self._let_out(who, button)
        self.world.stream.put(
            "message_event",
            {
                "user_id": who,
                "peer_id": button.peer,
                "event_id": f"press{next(self.marks)}",
                "payload": button.payload,
                "conversation_message_id": button.message,
            },
        )
        self.live()

    def _let_out(self, who: PersonId, button: Hanging) -> None:
        """Take note that the author confirmed the words that are shown above the button."""
        shown = self.world.conversations[button.peer].message(button.message)
        if shown is not None:
            said = shown.text.split()
            self.private[who] = [mark for mark in self.private.get(who, ()) if mark not in said]

    def come(self, who: PersonId) -> None:
        """Let somebody come into the chat."""
        with suppress(NotPossibleError):
            self.world.add_member(self.chat, who, by=MODERATOR)
        self.live()

    def leave(self, who: PersonId, *, by: PersonId) -> None:
        """Let somebody leave the chat, or be taken out by hand."""
        with suppress(NotPossibleError):
            self.world.remove_member(self.chat, who, by=by)
        self.live()

    def refuse(self, method: str, code: int) -> None:
        """Let the messenger refuse the next call of a method."""
        self.world.faults.add(Fault(method=method, code=code))
