"""One served chat of a teacher, a colleague and three students: the smallest ground for a story."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.in_process.bot import InProcessBot
from tests.rights.campus import COLLEAGUE, CULPRIT, MEMBER, MODERATOR, RUDE, Campus

STUDENTS = (MEMBER, CULPRIT, RUDE)


async def open_classroom(bot: InProcessBot) -> Campus:
    """Found the chat in an empty world; the teacher takes the bot's private messages."""
    campus, world = Campus(bot), bot.world
    for number in (MODERATOR, COLLEAGUE, *STUDENTS):
        world.add_person(number, first_name="Имя", last_name=f"Фамилия{number}")
    campus.main = await campus.open_chat("ИСП-21", MODERATOR, STUDENTS, moderators=[COLLEAGUE])
    await campus.say(MODERATOR, "/помощь", to=MODERATOR)
    return campus


def count_rows(folder: Path, table: str) -> int:
    """Count the committed rows of a table of the bot's database in a folder."""
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        (count,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(count)
