"""Reading single values out of a policy file, each with its line for when it is wrong."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from rules.clauses import Clause
from rules.terms import Span, Unit, end_of, greatest_end
from rules.toml_lines import Path as Way
from rules.toml_lines import line_of

_CLAUSES = {
    "version": Clause.REVISION,
    "blocks": Clause.BLOCK,
    "violations": Clause.BLOCK,
    "apology": Clause.FORGIVENESS,
    "reminders": Clause.REMINDER,
    "newcomers": Clause.ACQUAINTANCE,
    "appeals": Clause.CONFLICTS,
    "silence": Clause.REMINDER,
    "chats": Clause.ADOPTION,
    "kinds": Clause.ADOPTION,
    "undo": Clause.GROUNDS,
    "keeping": Clause.GROUNDS,
    "detectors": Clause.GROUNDS,
    "rules": Clause.GROUNDS,
}
"""What each part of the file rests on."""

_UNITS = {
    **{unit.value: unit for unit in Unit},
    **{f"{unit.value}s": unit for unit in Unit},
}
_SPAN = re.compile(r"(\d{1,4}) +([a-z]+)")
_SECONDS = {Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86400, Unit.WEEK: 604800}
_LONGEST = timedelta(days=366)


class PolicyFileError(Exception):
    """The policy file cannot be used: one line for the administrator (Russian)."""

    def __init__(self, words: str) -> None:
        # what is repeated from the file, or its name, may hold line breaks
        super().__init__(" ".join(words.split()))


class Values:
    """The values of a file of that name; `lines` tells where each of them stands."""

    def __init__(self, values: Mapping[str, Any], lines: Mapping[Way, int], name: str) -> None:
        self._values = values
        self._lines = dict(lines)
        self._name = name

    def refuse(self, way: Way, what: str, clause: Clause | None = None) -> NoReturn:
        """Refuse the file for what stands there, by that clause or by its part's.

        Raises `PolicyFileError`.
        """
        if clause is None and way:
            clause = _CLAUSES.get(str(way[0]))
        cited = "" if clause is None else f" (п. {clause})"
        line = line_of(self._lines, way)
        raise PolicyFileError(f"Файл правил {self._name}, строка {line}: {what}{cited}")

    def get(self, way: Way) -> Any:
        """Give a value. Raises `PolicyFileError` where it is missing."""
        value: Any = self._values
        for place, key in enumerate(way):
            if isinstance(value, dict) and key not in value:
                clause = _CLAUSES.get(str(way[0]))
                self.refuse(way[:place], f"не хватает ключа {key}: добавьте его", clause)
            value = value[key]
        return value

    def text(self, way: Way, *, most: int, line: bool = False, clause: Clause | None = None) -> str:
        """Give a text of 1 to `most` characters, `line`: on one line. Raises `PolicyFileError`."""
        value, key = self.get(way), _key_of(way)
        if not isinstance(value, str) or not value.strip():
            self.refuse(way, f"{key} должно быть непустой строкой в кавычках", clause)
        if len(value) > most:
            self.refuse(way, f"{key} длиннее {most} знаков: сократите", clause)
        if line and not value.strip().isprintable():
            self.refuse(way, f"{key} пишется в одну строку", clause)
        return value.strip()

    def number(self, way: Way, *, least: int, most: int = 1000, why: str = "") -> int:
        """Give a whole number within bounds. Raises `PolicyFileError`."""
        value = self.get(way)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(way, f"{way[-1]} должно быть целым числом, без кавычек")
        if value < least:
            self.refuse(way, f"{way[-1]} должно быть не меньше {least}{f': {why}' if why else ''}")
        if value > most:
            self.refuse(way, f"{way[-1]} должно быть не больше {most}")
        return value

    def term(self, way: Way) -> Span:
        """Give a term of a block, of a month at most (п. 5.12.5). Raises `PolicyFileError`."""
        value = self.get(way)
        span = self._span(way, value)
        if span.count == 0:
            self.refuse(way, "срок должен быть больше нуля")
        if not _within_a_month(span):
            self.refuse(way, f"срок «{value}» больше месяца: дольше блокировать нельзя")
        return span

    def duration(self, way: Way, *, least: int = 1, most: timedelta = _LONGEST) -> timedelta:
        """Give a length of time; `least` is in seconds. Raises `PolicyFileError`."""
        value = self.get(way)
        seconds = re.fullmatch(r"(\d{1,6}) +seconds?", value) if isinstance(value, str) else None
        if seconds is not None:
            duration = timedelta(seconds=int(seconds[1]))
        else:
            span = self._span(way, value)
            if span.unit is Unit.MONTH:
                self.refuse(way, f"{way[-1]}: месяцы бывают разными, назовите дни")
            duration = timedelta(seconds=span.count * _SECONDS[span.unit])
        if duration < timedelta(seconds=least):
            self.refuse(way, f"{way[-1]} должно быть больше нуля")
        if duration > most:
            limit = {timedelta(hours=1): "часа", _LONGEST: "года"}.get(most, f"{most.days} дней")
            self.refuse(way, f"{way[-1]} должно быть не больше {limit}")
        return duration

    def _span(self, way: Way, value: Any) -> Span:
        match = _SPAN.fullmatch(value) if isinstance(value, str) else None
        if match is None or match[2] not in _UNITS:
            self.refuse(
                way, f'{_key_of(way)}: время пишется числом и единицей, "3 days" или "1 week"'
            )
        return Span(count=int(match[1]), unit=_UNITS[match[2]])


def _key_of(way: Way) -> str:
    # the last step may be a place in a list
    return next(key for key in reversed(way) if isinstance(key, str))


_STARTS = (
    *(datetime(2023, month, 28, 12, tzinfo=UTC) for month in range(1, 13)),
    datetime(2024, 1, 31, 12, tzinfo=UTC),
)
"""Days from which a month is as short as it gets, or as long."""


def _within_a_month(span: Span) -> bool:
    # what some month would hold may be offered: where the month is shorter, the ladder's
    # term is cut and a moderator's refused when the block begins
    return any(end_of(span, start, UTC) <= greatest_end(start, UTC) for start in _STARTS)


def reach(span: Span) -> datetime:
    """Give how far a term reaches, to be compared with another's."""
    return end_of(span, _STARTS[0], UTC)
