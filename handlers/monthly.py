"""The report on the last month, which goes to the administrators by itself (п. 5.10.1)."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from handlers.conversation.scene import open_scene
from handlers.conversation.services import Services
from handlers.periods import Period, month_of
from handlers.reports import all_chats, put_report
from rules.ids import COLLEGE
from storage.records import Notice

MONTHLY = "monthly_report"
MORNING = time(9)
"""When it goes, on the first day of the next month, in the zone of chats without one."""


def month_due(now: datetime, zone: tzinfo) -> Period:
    """Give the last month whose report's morning has come."""
    here = now.astimezone(zone)
    last = here.date().replace(day=1) - timedelta(days=1)
    if here < _morning_after(month_of(last.year, last.month, zone), zone):
        last = last.replace(day=1) - timedelta(days=1)
    return month_of(last.year, last.month, zone)


def next_morning(now: datetime, zone: tzinfo) -> datetime:
    """Give when the next such report falls due (UTC)."""
    due = month_due(now, zone)
    following = due.until.astimezone(zone).date()
    return _morning_after(month_of(following.year, following.month, zone), zone).astimezone(UTC)


def _morning_after(month: Period, zone: tzinfo) -> datetime:
    return datetime.combine(month.until.astimezone(zone).date(), MORNING, tzinfo=zone)


async def report_month(services: Services) -> None:
    """Send the administrators the last month's report, once; a month without events has none."""
    now = services.now()
    period = month_due(now, services.zone)
    ref = f"{MONTHLY}:{period.since.astimezone(services.zone):%Y-%m}"
    async with services.storage.reading() as reading:
        if await reading.notice(COLLEGE, ref) is not None:
            return
        report = await all_chats(services, reading, period, now)
    drawn = None if report.is_empty else await services.draw(report)
    async with open_scene(services, COLLEGE) as scene:
        await scene.work.put_notice(
            Notice(peer=COLLEGE, ref=ref, kind=MONTHLY, at=scene.now, data={})
        )
        if drawn is None:
            return
        for administrator in sorted(services.administrators):
            await put_report(scene, administrator, report, drawn)
