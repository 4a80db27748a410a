"""A report as values: its chats, its period, and words for the figures (п. 5.10.1)."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.voice import Voice
from rules.conduct import Conduct
from rules.figures import NOTHING, Awaited, Figures
from rules.ids import RuleNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure with its label."""

    words: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The figures of one chat."""

    chat: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that is drawn, with words in one language; `bars` are rules with their violations.

    `is_empty`: nothing was counted.
    """

    title: str
    period: str
    file_name: str
    """The name of its table, without an ending."""
    rows: tuple[Row, ...]
    bars_title: str
    bars: tuple[tuple[str, int], ...]
    heads: tuple[str, ...]
    lines: tuple[tuple[str | int, ...], ...]
    sheets: tuple[str, str, str]
    is_empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A report as files."""

    picture: bytes
    table: bytes


Draw = Callable[[Report], Awaitable[Drawn]]


def compose(
    voice: Voice,
    conduct: Conduct,
    parts: tuple[Part, ...],
    since: datetime,
    until: datetime,
    *,
    title: str = "",
    beside: Figures = NOTHING,
) -> Report:
    """Return the report of `parts` from `since` to `until` (UTC, `until` excluded).

    `title` is what several chats are called together, by default all chats. `beside` is what
    belongs to no chat.
    """
    _ = voice.texts.gettext
    total = sum((part.figures for part in parts), beside)
    title = parts[0].chat if len(parts) == 1 else title or _("All chats")
    heads = (
        _("Chat"),
        _("Acknowledgements"),
        _("Violations"),
        _("Annulled"),
        _("Messages removed"),
        _("Blocks"),
        _("Lifted early"),
        _("Appeals"),
    )
    return Report(
        title=title,
        period=_period(voice, since, until),
        file_name=_file_name(voice, title, since, until),
        rows=_rows(voice, total),
        bars_title=_("Violations by rule"),
        bars=tuple(
            (_title(voice, conduct, number), count)
            for number, count in sorted(total.by_rule.items(), key=lambda item: (-item[1], item[0]))
        ),
        heads=heads,
        lines=tuple(
            (
                part.chat,
                part.figures.acknowledgements,
                part.figures.violations,
                part.figures.annulled,
                part.figures.removals,
                part.figures.blocks,
                part.figures.forgiven,
                part.figures.appeals,
            )
            for part in parts
        ),
        sheets=(_("Summary"), _("By rule"), _("By chat")),
        is_empty=total == Figures(),
    )


def _period(voice: Voice, since: datetime, until: datetime) -> str:
    return f"{voice.texts.day(since, voice.zone)} – {voice.texts.last_day(until, voice.zone)}"


_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What an operating system does not take in the name of a file."""


def _file_name(voice: Voice, title: str, since: datetime, until: datetime) -> str:
    first, last = (
        since.astimezone(voice.zone),
        (until - timedelta(microseconds=1)).astimezone(voice.zone),
    )
    same_month = (first.year, first.month) == (last.year, last.month)
    period = (
        voice.texts.month(since, voice.zone)
        if same_month and first.day == 1
        else _period(voice, since, until)
    )
    named = voice.texts.gettext("Report {title}, {period}").format(
        title=voice.chat(title), period=period
    )
    return _NOT_IN_NAMES.sub(" ", named)


def _title(voice: Voice, conduct: Conduct, number: RuleNumber) -> str:
    rule = conduct.rule(number)
    return f"{number}" if rule is None else voice.rule(rule)


def _rows(voice: Voice, total: Figures) -> tuple[Row, ...]:
    _ = voice.texts.gettext

    def row(words: str, value: int | str) -> Row:
        return Row(words=words, value=str(value))

    return (
        row(_("Acknowledgements of the rules"), total.acknowledgements),
        row(_("Violations recorded"), total.violations),
        row(_("of them annulled"), total.annulled),
        row(_("Messages removed"), total.removals),
        row(_("usually removed within"), _seconds(voice, total.delay(0.5))),
        row(_("nine of ten within"), _seconds(voice, total.delay(0.9))),
        row(_("Reminders of the rules"), total.reminders),
        row(_("Blocks"), total.blocks),
        row(_("ended with their term"), total.expired),
        row(_("lifted early"), total.forgiven),
        row(_("annulled by a decision"), total.revoked),
        row(_("Apologies"), total.apologies),
        row(_("Appeals"), total.appeals),
        row(_("granted"), total.granted),
        row(_("refused"), total.upheld),
        row(_("decided in time"), _in_time(voice, total, Awaited.APPEAL)),
        row(_("Cards answered in time"), _in_time(voice, total, Awaited.CARD)),
        row(_("Reports by members"), total.complaints),
        row(_("Calls for help answered in time"), _in_time(voice, total, Awaited.CALL)),
        row(_("of danger, within the first term"), _in_time(voice, total, Awaited.DANGER)),
    )


def _in_time(voice: Voice, total: Figures, what: Awaited) -> str:
    some, every = total.in_time[what], total.awaited[what]
    return voice.texts.gettext("{some} of {every}").format(some=some, every=every) if every else "–"


def _seconds(voice: Voice, seconds: float | None) -> str:
    ngettext = voice.texts.ngettext
    if seconds is None:
        return "–"
    if seconds < 120:
        n = round(seconds)
        return ngettext("{n} second", "{n} seconds", n).format(n=n)
    n = round(seconds / 60)
    return ngettext("{n} minute", "{n} minutes", n).format(n=n)
