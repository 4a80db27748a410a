"""The ground on which rights are tried: a college with everybody in it, and every case begun.

`Campus` knows people by what they are, and finds the button of a kind wherever it hangs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.world import Message, PersonId
from rules.ids import ChatId
from rules.rights import Who
from tests.in_process.bot import InProcessBot
from tests.people import person
from tests.scenarios.stage import Asides

ADMINISTRATOR, SECOND_ADMINISTRATOR = person(401), person(402)
MODERATOR, COLLEAGUE, ELSEWHERE = person(501), person(502), person(503)
SUSPENDED = person(504)
MEMBER, BLOCKED, NEWCOMER = person(601), person(602), person(603)
PARENT, STRANGER = person(604), person(605)
CULPRIT, FORGIVEN, RUDE, INVITED = person(611), person(612), person(613), person(614)
EXPELLED, LEAVER = person(615), person(616)
VOTED, DECLINED = person(617), person(618)
GUARDIAN, PSYCHOLOGIST = person(606), person(607)
IMPOSTOR = person(619)
"""A student who made a chat of their own and took people of the college into it."""
COMMUNITY = -777

PEOPLE: Mapping[Who, int] = {
    Who.ADMINISTRATOR: ADMINISTRATOR,
    Who.MODERATOR: MODERATOR,
    Who.MODERATOR_ELSEWHERE: ELSEWHERE,
    Who.UNCONFIRMED: IMPOSTOR,
    Who.SUSPENDED: SUSPENDED,
    Who.MEMBER: MEMBER,
    Who.BLOCKED: BLOCKED,
    Who.NEWCOMER: NEWCOMER,
    Who.PARENT: PARENT,
    Who.GUARDIAN: GUARDIAN,
    Who.SAFETY: PSYCHOLOGIST,
    Who.STRANGER: STRANGER,
    Who.COMMUNITY: COMMUNITY,
    Who.BOT: -1,
}

DAY = 24 * 3600
PHONE = "мамин номер 8 917 123-45-67"


@dataclass(frozen=True, slots=True)
class Hanging:
    """A button under one of the bot's messages."""

    peer: int
    message: int
    payload: Mapping[str, Any]


@dataclass
class Campus:
    """The college's chats: `main` is the one that is tried, `other` another moderator's; `alien` is
    the impostor's, which the college does not know."""

    bot: InProcessBot
    main: int = 0
    other: int = 0
    alien: int = 0
    unadopted: int = 0
    violations: dict[int, list[int]] = field(default_factory=dict)
    """The numbers of the violations that were recorded in the main chat, by person."""
    messages: dict[int, int] = field(default_factory=dict)
    """The last message in the main chat, by person."""
    asides: Iterator[str] = field(default_factory=Asides)

    async def open_chat(
        self,
        title: str,
        owner: PersonId,
        members: Iterable[PersonId],
        *,
        moderators: Iterable[PersonId] = (),
        kind: str = "other",
    ) -> int:
        """Let somebody open a chat, make the bot a moderator in it and adopt it; give its id."""
        peer = self.bot.world.create_chat(title, owner=owner, members=[*members, *moderators])
        await self.add_bot(peer, owner, moderators=moderators, kind=kind)
        return peer

    async def add_bot(
        self,
        peer: int,
        owner: PersonId,
        *,
        moderators: Iterable[PersonId] = (),
        kind: str = "other",
    ) -> None:
        """Let the owner of a chat add the bot as a moderator beside others, and adopt the chat."""
        world = self.bot.world
        world.add_bot(peer, by=owner)
        for moderator in (world.bot_id, *moderators):
            world.set_admin(peer, moderator, True)
        await self.bot.follow()
        await self.press(owner, self.button(peer, "adopt", kind=kind))

    def bring(self, names: Mapping[PersonId, tuple[str, str]]) -> None:
        """Bring people into the world by their first and last names."""
        for number, (first, last) in names.items():
            self.bot.world.add_person(
                number, first_name=first, last_name=last, screen_name=f"user{number}"
            )

    async def greet(self, *people: PersonId) -> None:
        """Let people write to the bot in private, which may answer them there from now on."""
        for who in people:
            await self.say(who, "/помощь", to=who)

    def said(self, peer: int = 0) -> list[Message]:
        """Give the bot's messages in the main chat or another conversation, oldest first."""
        world = self.bot.world
        return [each for each in world.messages(peer or self.main) if each.from_id == world.bot_id]

    def heard(self, peer: int, *words: str) -> int:
        """Count the bot's messages in a conversation that have all those words."""
        return sum(all(word in each.text for word in words) for each in self.said(peer))

    async def facts(self, *kinds: type, chat: int | None = None) -> list[Any]:
        """Give the facts, of those kinds if any is named, in the journal of the main chat or of
        another, oldest first."""
        async with self.bot.storage.reading() as reading:
            journal = ChatId(self.main if chat is None else chat)
            entries = await reading.entries(journal, before=2**53, limit=500)
        facts = [entry.fact for entry in reversed(entries)]
        return [fact for fact in facts if isinstance(fact, kinds or object)]

    def hanging(self, peer: int, holds: Callable[[Mapping[str, Any]], object]) -> Hanging:
        """Give the newest button of a conversation whose payload is such."""
        for message in reversed(self.bot.world.messages(peer)):
            for row in message.keyboard or ():
                for button in row:
                    payload = button.payload
                    if isinstance(payload, Mapping) and holds(payload):
                        return Hanging(peer, message.conversation_message_id, payload)
        raise AssertionError(f"no such button in {peer}")

    def button(self, peer: int, do: str, **fields: Any) -> Hanging:
        """Give the newest button of a conversation that asks for that."""
        wanted = {"do": do, **fields}
        return self.hanging(peer, lambda payload: wanted.items() <= payload.items())

    async def say(
        self, who: PersonId, text: str, *, to: int = 0, reply_to: int | None = None
    ) -> int:
        """Let somebody write in the main chat, or `to` a conversation; the bot does its part."""
        number = self.bot.world.write(to or self.main, who, text, reply_to=reply_to)
        await self.bot.follow()
        return number

    async def press(self, who: PersonId, button: Hanging) -> None:
        """Let somebody press a button; the bot does its part."""
        world = self.bot.world
        message = next(
            each
            for each in world.messages(button.peer)
            if each.conversation_message_id == button.message
        )
        for row, buttons in enumerate(message.keyboard or ()):
            for column, each in enumerate(buttons):
                if each.payload == button.payload:
                    world.press(button.peer, who, button.message, (row, column))
        await self.bot.follow()

    async def send(self, who: PersonId, words: str) -> None:
        """Let somebody say something in private, and confirm it once it is shown."""
        await self.say(who, words, to=who)
        await self.confirm(who)

    async def confirm(self, who: PersonId, act: str = "send") -> None:
        """Press «Отправить», or another button, under the words that were shown last."""
        await self.press(who, self.button(who, "words", act=act))

    async def violation(self, whom: PersonId, *, by: PersonId = MODERATOR, to: int = 0) -> None:
        """Record a violation of what somebody writes."""
        message = await self.say(whom, next(self.asides), to=to)
        await self.say(by, "/нарушение 3", to=to, reply_to=message)
        if not to:
            number = 1 + sum(map(len, self.violations.values()))
            self.violations.setdefault(whom, []).append(number)
            self.messages[whom] = message

    async def block(self, whom: PersonId, *, by: PersonId = MODERATOR, to: int = 0) -> None:
        """Record four violations and block."""
        for _ in range(4):
            await self.violation(whom, by=by, to=to)
        await self.say(by, f"/блок @id{whom} месяц", to=to)
