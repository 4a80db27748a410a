"""A lesson: one chat with two moderators and two students, and buttons known by their labels."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.sandbox.conversations import Message
from bot.sandbox.world import PersonId
from rules.vocabulary.violations import ViolationAnnulled, ViolationRecorded, ViolationReinstated
from tests.in_process.bot import InProcessBot
from tests.rights.campus import Campus

TEACHER, COLLEAGUE, HEAD = PersonId(501), PersonId(502), PersonId(401)
STUDENT, CLASSMATE = PersonId(601), PersonId(602)
PHONE = "мамин номер 8 917 123-45-67"
_NAMES = {
    TEACHER: ("Марина", "Книжникова"),
    COLLEAGUE: ("Пётр", "Соседов"),
    STUDENT: ("Тимур", "Клавишин"),
    CLASSMATE: ("Лев", "Спорщиков"),
}
ANOTHER_PHONE = "папин номер 8 917 765-43-21"


class Lesson(Campus):
    """A chat with two moderators, two students, and the bot."""

    def labels(self, message: Message) -> list[str]:
        return [button.label for row in message.keyboard or () for button in row]

    def find(self, label: str, peer: int = 0) -> Message:
        """Give the bot's newest message with that button."""
        return next(each for each in reversed(self.said(peer)) if label in self.labels(each))

    def is_there(self, message: int) -> bool:
        """Whether a message is still in the chat."""
        shown = self.bot.world.messages(self.main)
        return any(each.conversation_message_id == message for each in shown)

    async def tap(self, who: PersonId, label: str, peer: int = 0) -> str:
        """Press the newest button of that label; give the words of the pop-up."""
        message = self.find(label, peer)
        return await self.tap_under(who, label, message)

    async def tap_under(self, who: PersonId, label: str, message: Message) -> str:
        event = self.bot.world.press(message.peer, who, message.conversation_message_id, label)
        await self.bot.follow()
        answer = self.bot.world.popup(event) or {}
        return str(answer.get("text", ""))

    async def press_payload(self, who: PersonId, payload: Mapping[str, Any]) -> None:
        """Ask for something by a payload of one's own making."""
        number = self.bot.number()
        thing = {
            "user_id": who,
            "peer_id": self.main,
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

    async def until(self, day: int, hour: int) -> None:
        """Go on to that hour of that weekday (Monday is 0), by the college's clock."""
        now = self.bot.clock.now().astimezone(self.bot.services.zone)
        days = timedelta(days=(day - now.weekday()) % 7)
        then = now.replace(hour=hour, minute=0, second=0) + days
        then += timedelta(days=7) if then <= now else timedelta()
        await self.bot.advance((then - now).total_seconds())

    async def card(self) -> None:
        """Let the student write what makes a card, and let it come."""
        await self.say(STUDENT, PHONE)
        await self.bot.advance(5)

    async def standing(self) -> int:
        """Give how many violations stand in the chat."""
        recorded = await self.facts(ViolationRecorded)
        annulled = await self.facts(ViolationAnnulled)
        back = await self.facts(ViolationReinstated)
        return len(recorded) - len(annulled) + len(back)


async def found_lesson(bot: InProcessBot) -> Lesson:
    """Give a chat that a teacher adopted, whose moderators take private messages."""
    lesson = Lesson(bot)
    lesson.bring(_NAMES)
    lesson.main = await lesson.open_chat(
        "ИСП-21", TEACHER, [STUDENT, CLASSMATE], moderators=[COLLEAGUE]
    )
    await lesson.greet(TEACHER, COLLEAGUE)
    return lesson
