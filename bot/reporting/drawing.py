"""Drawing off the event loop; the libraries are imported when the first report is drawn."""

import asyncio

from handlers.reporting import Drawn, Report


async def draw(report: Report) -> Drawn:
    """Give a report as files."""
    return await asyncio.to_thread(draw_now, report)


def draw_now(report: Report) -> Drawn:
    """Give a report as files, in this thread."""
    from bot.reporting.picture import draw_picture
    from bot.reporting.table import draw_table

    return Drawn(picture=draw_picture(report), table=draw_table(report))
