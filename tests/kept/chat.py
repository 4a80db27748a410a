"""The chat of the kept story in which everything has happened already, and its people."""

from collections.abc import Sequence

from bot.sandbox.world import PersonId
from handlers.due import erase_due
from tests.rights.campus import ADMINISTRATOR, DAY, SECOND_ADMINISTRATOR, Campus

TEACHER, COLLEAGUE = PersonId(521), PersonId(522)
STUDENTS = tuple(PersonId(621 + number) for number in range(12))
PARENT, COMER, GUEST = PersonId(641), PersonId(642), PersonId(643)
FORGOTTEN, FIRST = PersonId(644), PersonId(645)

NAMES = {
    TEACHER: ("Вера", "Словесникова"),
    COLLEAGUE: ("Роман", "Грамотеев"),
    STUDENTS[0]: ("Алексей", "Первачёв"),
    STUDENTS[1]: ("Борис", "Вторушин"),
    STUDENTS[2]: ("Вадим", "Третьяк"),
    STUDENTS[3]: ("Галина", "Четвергова"),
    STUDENTS[4]: ("Денис", "Пятаков"),
    STUDENTS[5]: ("Елена", "Шестопалова"),
    STUDENTS[6]: ("Жанна", "Семёнова"),
    STUDENTS[7]: ("Захар", "Осьмушкин"),
    STUDENTS[8]: ("Инна", "Девяткина"),
    STUDENTS[9]: ("Кирилл", "Десятов"),
    STUDENTS[10]: ("Лидия", "Одинцова"),
    STUDENTS[11]: ("Максим", "Дюжев"),
    PARENT: ("Наталья", "Первачёва"),
    COMER: ("Олег", "Новосёлов"),
    GUEST: ("Полина", "Гостева"),
    FORGOTTEN: ("Руслан", "Забвенный"),
    FIRST: ("Семён", "Первых"),
}


class Past(Campus):
    """The chat of another teacher, where everything has happened already."""

    async def found(self) -> None:
        """Bring the people and their chats into the world."""
        world = self.bot.world
        self.bring(NAMES)
        people = [ADMINISTRATOR, COLLEAGUE, *STUDENTS, FORGOTTEN]
        self.main = await self.chat("Литература", people, kind="group")
        await self.say(TEACHER, "/чат группа ЛТ-11")
        self.other = await self.chat(
            "Сочинения", [STUDENTS[0], STUDENTS[9], PARENT], kind="parents"
        )
        await self.greet(ADMINISTRATOR, SECOND_ADMINISTRATOR, *NAMES)
        for chat in (self.main, self.other):
            await self.press(ADMINISTRATOR, self.button(ADMINISTRATOR, "ours", chat=chat))
        world.set_admin(self.main, COLLEAGUE, True)
        await self.bot.advance(DAY)

    async def chat(self, title: str, members: Sequence[PersonId], *, kind: str) -> int:
        """Open a chat of the teacher's, and adopt it."""
        return await self.open_chat(title, TEACHER, members, kind=kind)

    async def set(self, *words: str) -> None:
        """Set something in the chat."""
        for each in words:
            await self.say(TEACHER, f"/настройки {each}")

    async def undo(self, act: str) -> None:
        """Let the teacher undo the newest act of that kind."""
        await self.press(TEACHER, self.button(self.main, "undo", act=act))

    async def blocked(self, whom: PersonId, term: str = "неделя") -> None:
        """Record four violations and block."""
        for _ in range(4):
            await self.violation(whom, by=TEACHER, to=self.main)
        await self.say(TEACHER, f"/блок @id{whom} {term}")

    async def pass_days(self, days: float) -> None:
        """Let days pass, with what falls due in them."""
        await self.bot.advance(days * DAY)
        await erase_due(self.bot.services)
        await self.bot.follow()
