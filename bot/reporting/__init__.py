"""Reports as files: a picture for a phone, and a table to calculate with (п. 5.10.1).

They are drawn off the event loop; the libraries are imported for the first one.
"""

import asyncio

from handlers.reporting import Drawn, Report


async def draw(report: Report) -> Drawn:
    """Draw a report as files, in another thread."""
    return await asyncio.to_thread(draw_now, report)


def draw_now(report: Report) -> Drawn:
    """Draw a report as files, in this thread."""
    from bot.reporting.drawing import draw_picture, draw_table

    return Drawn(picture=draw_picture(report), table=draw_table(report))
