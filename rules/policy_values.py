"""Reading single values out of a policy file, each with its line for when it is wrong."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from rules.clauses import Clause
from rules.terms import Span, Unit, end_of, greatest_end
from rules.toml_lines import Path as Way
from rules.toml_lines import line_of

_UNITS = {
    **{unit.value: unit for unit in Unit},
    **{f"{unit.value}s": unit for unit in Unit},
}
_SPAN = re.compile(r"(\d{1,4}) +([a-z]+)")
_SECONDS = {Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86400, Unit.WEEK: 604800}
_LONGEST = timedelta(days=366)


class PolicyFileError(Exception):
    """The policy file cannot be used: one line for the administrator (Russian)."""


class Values:
    """The values of a file of that name; `lines` tells where each of them stands."""

    def __init__(self, values: Mapping[str, Any], lines: Mapping[Way, int], name: str) -> None:
        self._values = values
        self._lines = dict(lines)
        self._name = name

    def refuse(self, way: Way, what: str, clause: Clause | None = None) -> NoReturn:
        """Refuse the file for what stands there. Raises `PolicyFileError`."""
        cited = "" if clause is None else f" (п. {clause})"
        line = line_of(self._lines, way)
        raise PolicyFileError(f"Файл правил {self._name}, строка {line}: {what}{cited}")

    def get(self, way: Way) -> Any:
        """Give a value. Raises `PolicyFileError` where it is missing."""
        value: Any = self._values
        for key in way:
            if isinstance(value, dict) and key not in value:
                self.refuse(way[:-1], f"не хватает ключа {'.'.join(map(str, way))}")
            value = value[key]
        return value

    def text(self, way: Way, clause: Clause) -> str:
        """Give a text that is not empty. Raises `PolicyFileError`."""
        value = self.get(way)
        if not isinstance(value, str) or not value.strip():
            self.refuse(way, f"{way[-1]} должно быть непустой строкой", clause)
        if len(value) > 1000:
            self.refuse(way, f"{way[-1]} длиннее 1000 знаков", clause)
        return value.strip()

    def number(
        self, way: Way, *, least: int, clause: Clause, most: int = 1000, why: str = ""
    ) -> int:
        """Give a whole number within bounds. Raises `PolicyFileError`."""
        value = self.get(way)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(way, f"{way[-1]} должно быть целым числом", clause)
        if value < least:
            self.refuse(way, f"{way[-1]} не меньше {least}{f': {why}' if why else ''}", clause)
        if value > most:
            self.refuse(way, f"{way[-1]} не больше {most}", clause)
        return value

    def term(self, way: Way, value: Any) -> Span:
        """Give a term of a block, of a month at most (п. 5.12.5). Raises `PolicyFileError`."""
        span = self._span(way, value, Clause.BLOCK)
        if span.count == 0:
            self.refuse(way, "срок должен быть больше нуля", Clause.BLOCK)
        if not _within_a_month(span):
            self.refuse(
                way, f"срок «{value}» больше месяца: столько блокировать нельзя", Clause.BLOCK
            )
        return span

    def _span(self, way: Way, value: Any, clause: Clause) -> Span:
        match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None or match[2] not in _UNITS:
            self.refuse(
                way, f'{way[-1]}: время пишется числом и единицей: "3 days", "1 week"', clause
            )
        return Span(count=int(match[1]), unit=_UNITS[match[2]])

    def duration(
        self, way: Way, clause: Clause, *, least: int = 1, most: timedelta = _LONGEST
    ) -> timedelta:
        """Give a length of time; `least` is in seconds. Raises `PolicyFileError`."""
        value = self.get(way)
        seconds = re.fullmatch(r"(\d{1,6}) +seconds?", value) if isinstance(value, str) else None
        if seconds is not None:
            duration = timedelta(seconds=int(seconds[1]))
        else:
            span = self._span(way, value, clause)
            if span.unit is Unit.MONTH:
                self.refuse(way, f"{way[-1]}: месяцы бывают разными, назовите дни", clause)
            duration = timedelta(seconds=span.count * _SECONDS[span.unit])
        if duration < timedelta(seconds=least):
            self.refuse(way, f"{way[-1]} должно быть больше нуля", clause)
        if duration > most:
            limit = "часа" if most == timedelta(hours=1) else "года"
            self.refuse(way, f"{way[-1]} не больше {limit}", clause)
        return duration


_STARTS = (
    *(datetime(2023, month, 28, 12, tzinfo=ZoneInfo("UTC")) for month in range(1, 13)),
    datetime(2024, 1, 31, 12, tzinfo=ZoneInfo("UTC")),
)
"""Days from which a month is as short as it gets, or as long."""


def _within_a_month(span: Span) -> bool:
    # a term that some month would hold is offered, and cut where the month is shorter
    return any(
        end_of(span, start, ZoneInfo("UTC")) <= greatest_end(start, ZoneInfo("UTC"))
        for start in _STARTS
    )


def reach(span: Span) -> datetime:
    """Give how far a term reaches, to be compared with another's."""
    return end_of(span, _STARTS[0], ZoneInfo("UTC"))
