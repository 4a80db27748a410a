"""`bot report`: the same files as `/отчёт` sends, without VK."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.reporting.drawing import draw_now
from handlers.periods import read_period
from handlers.reporting import Drawn, compose
from handlers.reports import gather
from handlers.wording.voice import Voice
from locales.texts import Catalogues
from rules.ids import ChatId
from rules.policy import Policy
from storage.database import open_storage


async def write_report(
    url: str,
    policy: Policy,
    locale: str,
    timezone: str,
    *,
    words: str,
    chat: int | None,
    folder: Path,
) -> tuple[Path, Path] | None:
    """Write the report of a period into a folder; give the files, or None for no period.

    Raises `storage.database.StorageError`.
    """
    zone, now = ZoneInfo(timezone), datetime.now(UTC)
    period = read_period(words, now, zone)
    if period is None:
        return None
    async with open_storage(url) as storage, storage.reading() as reading:
        chats = tuple((await reading.all_settings()).keys())
        chosen = chats if chat is None else (ChatId(chat),)
        parts = await gather(reading, chosen, period)
    voice = Voice(texts=Catalogues.load().texts(locale), zone=zone, now=now)
    drawn = draw_now(compose(voice, policy.conduct, parts, period.since, period.until))
    return await asyncio.to_thread(_save, folder, drawn)


def _save(folder: Path, drawn: Drawn) -> tuple[Path, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    picture, table = folder / "report.png", folder / "report.xlsx"
    picture.write_bytes(drawn.picture)
    table.write_bytes(drawn.table)
    return picture, table
