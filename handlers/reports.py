"""`/отчёт`: figures of one chat or of all, as a picture and a table in private (п. 5.10.1)."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import partial

from handlers.chats import moderated
from handlers.commands import Command
from handlers.conversation.privately import answers_privately
from handlers.conversation.rows import Rows
from handlers.conversation.saying import new_chat, voice_of
from handlers.conversation.scene import Scene, open_scene
from handlers.conversation.services import Services
from handlers.events import Wrote
from handlers.periods import NotBegun, Period, month_of, read_period
from handlers.replying import complain
from handlers.reporting import Drawn, Part, Report, compose
from handlers.voice import Voice
from handlers.words import replies
from rules.conduct import Conduct
from rules.figures import REPORT, Figures, Terms, answered_in_time, earliest, figures_of
from rules.ids import COLLEGE, ChatId, MemberId
from rules.permissions import against
from storage.effects import Send
from storage.reading import Reading


async def gather(
    reading: Reading, chats: tuple[ChatId, ...], period: Period, terms: Terms
) -> tuple[Part, ...]:
    """Return the figures of each chat for a period."""
    titles = {chat.chat: chat.title for chat in await reading.chats()}
    parts = []
    for chat in chats:
        entries = await reading.facts_between(chat, period.since, period.until)
        figures = figures_of(entries, await reading.uncounted(chat))
        figures += await waited(reading, chat, period, terms)
        parts.append(Part(chat=titles.get(chat, "") or f"№ {chat}", figures=figures))
    return tuple(parts)


async def waited(reading: Reading, chat: ChatId, period: Period, terms: Terms) -> Figures:
    """Return what was answered in time in a chat; in `COLLEGE`, of the calls for help of all."""
    entries = await reading.facts_between(chat, earliest(terms, period.since), period.until)
    return answered_in_time(entries, terms, period.since, period.until)


def _terms(services: Services) -> Terms:
    return Terms(policy=services.policy, zone=services.zone, now=services.now())


async def conduct_ever(reading: Reading, conduct: Conduct) -> Conduct:
    """Return the rules in force and the former ones: figures cite the rules of their time."""
    rules = await reading.rules_ever() | {rule.number: rule for rule in conduct.rules}
    return Conduct(rules=tuple(rules.values()))


async def report_in_chat(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/отчёт [период]` in a chat: its own figures, for a moderator."""
    async with services.storage.reading() as reading:
        chat = await reading.chat(wrote.chat) or new_chat(wrote.chat)
    voice = voice_of(services, chat, services.now())
    period = await read_asked(services, wrote, rest, voice.zone)
    if period is None:
        return
    async with moderated(services, wrote) as scene:
        if refusal := against(REPORT, await scene.actor(wrote.author)):
            await scene.refuse(refusal, wrote)
            return
        if not await answers_privately(scene, wrote, Command.REPORT):
            return
        report = compose(
            scene.voice,
            await conduct_ever(scene.work, services.policy.conduct),
            await gather(scene.work, (wrote.chat,), period, _terms(services)),
            period.since,
            period.until,
        )
    await send(services, wrote.author, report, voice.texts.language)


async def report_privately(services: Services, wrote: Wrote, rest: str) -> None:
    """Handle `/отчёт [период]` in private: all chats, for the college's administrators."""
    now = services.now()
    period = await read_asked(services, wrote, rest, services.zone)
    if period is None:
        return
    async with open_scene(services, wrote.chat, event=wrote.event) as scene:
        report = await all_chats(services, scene.work, period, now)
    await send(services, wrote.author, report, scene.voice.texts.language)


def period_or_mistake(
    services: Services, rest: str, zone: tzinfo
) -> Period | Callable[[Voice], str]:
    """Return the period of a report, or the answer to words that are none."""
    period = read_period(rest, services.now(), zone, services.policy.academic_year)
    match period:
        case Period():
            return period
        case NotBegun(since=since):
            return partial(replies.period_ahead, since=since)
        case None:
            return partial(replies.expected, command=Command.REPORT)


async def on_chats(
    scene: Scene, chats: tuple[ChatId, ...], period: Period, *, title: str
) -> Report:
    """Return the report on some chats, called `title` together."""
    conduct = await conduct_ever(scene.work, scene.services.policy.conduct)
    parts = await gather(scene.work, chats, period, _terms(scene.services))
    return compose(scene.voice, conduct, parts, period.since, period.until, title=title)


async def read_asked(services: Services, wrote: Wrote, rest: str, zone: tzinfo) -> Period | None:
    """Parse the requested period; explain a mistake and return None."""
    read = period_or_mistake(services, rest, zone)
    if isinstance(read, Period):
        return read
    await complain(services, wrote, read, Command.REPORT)
    return None


async def all_chats(services: Services, reading: Reading, period: Period, now: datetime) -> Report:
    """Return the report of every chat that was ever served."""
    chats = tuple((await reading.all_settings()).keys())
    terms = _terms(services)
    parts = await gather(reading, chats, period, terms)
    calls = await waited(reading, COLLEGE, period, terms)
    voice = voice_of(services, new_chat(ChatId(0)), now)
    conduct = await conduct_ever(reading, services.policy.conduct)
    return compose(voice, conduct, parts, period.since, period.until, beside=calls)


async def send(services: Services, to: MemberId, report: Report, language: str) -> None:
    """Draw a report in its own language and send it to a person."""
    drawn = await services.draw(report)
    async with open_scene(services, ChatId(to)) as scene:
        scene.speak(language)
        await put_report(scene, to, report, drawn)


async def put_report(scene: Scene, to: MemberId, report: Report, drawn: Drawn) -> None:
    """Send a drawn report to a person, in the scene's transaction."""
    picture = await scene.work.put_file("report.png", drawn.picture, now=scene.now)
    table = await scene.work.put_file(f"{report.file_name}.xlsx", drawn.table, now=scene.now)
    text = replies.report(scene.voice, title=report.title, period=report.period)
    scene.effects.append(Send(to=to, private=True, text=text, files=(picture, table)))


MONTHLY = "monthly_report"

MORNING = time(9)
"""Time of the monthly report on the 1st of the next month, in the default zone."""


def month_due(now: datetime, zone: tzinfo) -> Period:
    """Return the last month whose report is due: reports come in the morning."""
    here = now.astimezone(zone)
    last = here.date().replace(day=1) - timedelta(days=1)
    if here < _morning_after(month_of(last.year, last.month, zone), zone):
        last = last.replace(day=1) - timedelta(days=1)
    return month_of(last.year, last.month, zone)


def next_morning(now: datetime, zone: tzinfo) -> datetime:
    """Return when the next monthly report is due (UTC)."""
    due = month_due(now, zone)
    following = due.until.astimezone(zone).date()
    return _morning_after(month_of(following.year, following.month, zone), zone).astimezone(UTC)


def _morning_after(month: Period, zone: tzinfo) -> datetime:
    return datetime.combine(month.until.astimezone(zone).date(), MORNING, tzinfo=zone)


async def report_month(services: Services) -> None:
    """Send the administrators last month's report, once; skip a month without events."""
    now = services.now()
    period = month_due(now, services.zone)
    ref = f"{MONTHLY}:{period.since.astimezone(services.zone):%Y-%m}"
    async with services.storage.reading() as reading:
        if await reading.notice(COLLEGE, ref) is not None:
            return
        report = await all_chats(services, reading, period, now)
    drawn = None if report.is_empty else await services.draw(report)
    async with open_scene(services, COLLEGE) as scene:
        await scene.note(ref, MONTHLY, peer=COLLEGE)
        if drawn is None:
            return
        for administrator in sorted(services.administrators):
            await put_report(scene, administrator, report, drawn)


ROWS = Rows(commands={Command.REPORT: report_in_chat})
