"""`bot report`: the same files as `/отчёт` sends, without VK."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.reporting import draw_now
from handlers.periods import NotBegun, Period, read_period
from handlers.reporting import Drawn, compose
from handlers.reports import conduct_ever, gather, waited
from handlers.voice import Voice
from locales.texts import Catalogues
from rules.figures import NOTHING, Terms
from rules.ids import COLLEGE, ChatId
from rules.policy import Policy, SinceDayOfYear
from storage.database import open_storage
from storage.engines import require_database
from storage.reading import Reading


class NoSuchChatError(Exception):
    """The bot never served a chat of that number; the text lists those that it did."""


class PeriodError(Exception):
    """The period cannot be reported on; the message is one Russian sentence."""


async def write_report(
    url: str,
    policy: Policy,
    locale: str,
    timezone: str,
    *,
    words: str,
    chat: int | None,
    folder: Path,
) -> tuple[Path, Path]:
    """Write the report on a period into a folder; return the picture's path and the table's.

    Raises `PeriodError`, `NoSuchChatError`, and `storage.faults.StorageError`, also if there is no
    database.
    """
    zone, now = ZoneInfo(timezone), datetime.now(UTC)
    period = _period(words, now, zone, policy.academic_year)
    await require_database(url)
    async with open_storage(url) as storage, storage.reading() as reading:
        chats = tuple((await reading.all_settings()).keys())
        if chat is not None and chat not in chats:
            raise NoSuchChatError(await _which_there_are(reading, chat, chats))
        chosen = chats if chat is None else (ChatId(chat),)
        terms = Terms(policy=policy, zone=zone, now=now)
        parts = await gather(reading, chosen, period, terms)
        calls = await waited(reading, COLLEGE, period, terms) if chat is None else NOTHING
        conduct = await conduct_ever(reading, policy.conduct)
    voice = Voice(texts=Catalogues.load().texts(locale), zone=zone, now=now)
    drawn = draw_now(compose(voice, conduct, parts, period.since, period.until, beside=calls))
    return await asyncio.to_thread(_save, folder, drawn)


def _period(words: str, now: datetime, zone: ZoneInfo, year_begins: SinceDayOfYear) -> Period:
    match read_period(words, now, zone, year_begins):
        case Period() as period:
            return period
        case NotBegun(since=since):
            raise PeriodError(
                f"Отчёта пока нет: этот период начнётся {since.astimezone(zone):%d.%m.%Y}"
            )
        case None:
            raise PeriodError(
                "Период не понятен: 2026-11, 01.09-30.11, неделя, месяц, семестр, учебный год, "
                "2025/2026"
            )


async def _which_there_are(reading: Reading, chat: int, chats: tuple[ChatId, ...]) -> str:
    titles = {each.chat: each.title for each in await reading.chats()}
    known = ", ".join(f"{each} «{titles.get(each, '')}»" for each in sorted(chats))
    return f"Беседы № {chat} бот не вёл. Есть: {known or 'ни одной'}"


def _save(folder: Path, drawn: Drawn) -> tuple[Path, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    picture, table = folder / "report.png", folder / "report.xlsx"
    picture.write_bytes(drawn.picture)
    table.write_bytes(drawn.table)
    return picture, table
