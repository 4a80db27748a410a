"""A lesson: one chat with two moderators and two students, and buttons known by their labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.conversations import Message
from bot.sandbox.world import PersonId
from rules.ids import ChatId
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded, ViolationReinstated
from tests.in_process.bot import InProcessBot
from tests.rights.campus import Campus

TEACHER, COLLEAGUE, HEAD = PersonId(501), PersonId(502), PersonId(401)
STUDENT, CLASSMATE = PersonId(601), PersonId(602)
PHONE = "мамин номер 8 917 123-45-67"
ANOTHER_PHONE = "папин номер 8 917 765-43-21"


@dataclass
class Lesson:
    """A chat with two moderators, two students, and the bot."""

    bot: InProcessBot
    peer: int

    async def say(
        self, who: PersonId, text: str, *, reply_to: int | None = None, to: int = 0
    ) -> int:
        number = self.bot.world.write(to or self.peer, who, text, reply_to=reply_to)
        await self.bot.follow()
        return number

    def said(self, peer: int = 0) -> list[Message]:
        """Give what the bot said, in the chat or to somebody."""
        return [
            each
            for each in self.bot.world.messages(peer or self.peer)
            if each.from_id == self.bot.world.bot_id and not each.removed
        ]

    def labels(self, message: Message) -> list[str]:
        return [button.label for row in message.keyboard or () for button in row]

    def find(self, label: str, peer: int = 0) -> Message:
        """Give the bot's newest message with that button."""
        return next(each for each in reversed(self.said(peer)) if label in self.labels(each))

    async def press(self, who: PersonId, label: str, peer: int = 0) -> str:
        """Press the newest button of that label; give the words of the pop-up."""
        message = self.find(label, peer)
        return await self.press_under(who, label, message)

    async def press_under(self, who: PersonId, label: str, message: Message) -> str:
        event = self.bot.world.press(message.peer, who, message.conversation_message_id, label)
        await self.bot.follow()
        answer = self.bot.world.popup(event) or {}
        return str(answer.get("text", ""))

    async def press_payload(self, who: PersonId, payload: Mapping[str, Any]) -> None:
        """Ask for something by a payload of one's own making."""
        number = self.bot.number()
        thing = {
            "user_id": who,
            "peer_id": self.peer,
            "event_id": f"forged{number}",
            "payload": dict(payload),
        }
        await self.bot.hear(
            {
                "type": "message_event",
                "event_id": f"own{number}",
                "group_id": 1,
                "object": thing,
            }
        )
        await self.bot.follow()

    async def facts(self, *kinds: type[Fact]) -> list[Any]:
        """Give the facts of those kinds in the chat's journal, oldest first."""
        async with self.bot.storage.reading() as reading:
            entries = await reading.entries(ChatId(self.peer), limit=500)
        return [each.fact for each in reversed(entries) if isinstance(each.fact, kinds)]

    async def standing(self) -> int:
        """Give how many violations stand in the chat."""
        recorded = await self.facts(ViolationRecorded)
        annulled = await self.facts(ViolationAnnulled)
        back = await self.facts(ViolationReinstated)
        return len(recorded) - len(annulled) + len(back)


async def found_lesson(bot: InProcessBot) -> Lesson:
    """Give a chat that a teacher adopted, whose moderators take private messages."""
    world = bot.world
    for number, (first, last) in {
        TEACHER: ("Марина", "Книжникова"),
        COLLEAGUE: ("Пётр", "Соседов"),
        STUDENT: ("Тимур", "Клавишин"),
        CLASSMATE: ("Лев", "Спорщиков"),
    }.items():
        world.add_person(number, first_name=first, last_name=last)
    peer = await Campus(bot).open_chat(
        "ИСП-21", TEACHER, [STUDENT, CLASSMATE], moderators=[COLLEAGUE]
    )
    lesson = Lesson(bot, peer)
    for who in (TEACHER, COLLEAGUE):
        await lesson.say(who, "/помощь", to=who)
    return lesson
