"""A small college for tests in process: one chat with a teacher, three students, and the bot."""

from bot.sandbox.world import PersonId
from tests.in_process.bot import InProcessBot
from tests.rights.campus import Campus

ADMINISTRATOR, TEACHER, COLLEAGUE = PersonId(401), PersonId(501), PersonId(502)
STUDENT, CLASSMATE, THIRD = PersonId(601), PersonId(602), PersonId(603)

_NAMES = {
    TEACHER: ("Анна", "Учителева"),
    COLLEAGUE: ("Мария", "Коллегина"),
    STUDENT: ("Олег", "Клавишин"),
    CLASSMATE: ("Иван", "Участников"),
    THIRD: ("Лев", "Третьяков"),
}


class College(Campus):
    """A campus of one chat, in which everybody has written to the bot in private."""

    async def found(self) -> None:
        """Bring it into an empty world."""
        self.bring(_NAMES)
        self.main = await self.chat("ИСП-21")
        await self.greet(ADMINISTRATOR, *_NAMES)

    async def chat(self, title: str) -> int:
        """Open a chat of the college's, adopt it, and give its id."""
        members = [ADMINISTRATOR, STUDENT, CLASSMATE, THIRD]
        return await self.open_chat(title, TEACHER, members, moderators=[COLLEAGUE])

    def last(self, peer: int) -> str:
        """Give the words of the bot's newest message in a conversation."""
        return self.said(peer)[-1].text

    def is_said(self, peer: int, words: str) -> bool:
        """Say whether any of the bot's messages in a conversation has those words now."""
        # what defuses a mention is not seen
        return any(words in each.text.replace("\u2060", "") for each in self.said(peer))


async def found(bot: InProcessBot) -> College:
    """Found the college."""
    college = College(bot)
    await college.found()
    return college


async def found_with_three(bot: InProcessBot) -> College:
    """Found the college, and record three violations of the student's: one short of a block."""
    college = await found(bot)
    for _ in range(3):
        await college.violation(STUDENT, by=TEACHER)
    return college


async def found_with_block(bot: InProcessBot) -> College:
    """Found the college, and let the student be blocked."""
    college = await found(bot)
    await college.block(STUDENT, by=TEACHER)
    return college
