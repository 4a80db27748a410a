"""The values of a policy file: each is read within its bounds, and wrong ones are noted."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Final

from rules.clauses import Clause
from rules.policy_file.mistakes import Mistake, Wrong
from rules.settings import Kind, Setting
from rules.times import ONE_MONTH, Span, Unit, end_of, greatest_end
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
    "safety": Clause.MODERATION,
    "guardians": Clause.GROUNDS,
    "brakes": Clause.GROUNDS,
    "spreading": Clause.MODERATION,
    "answers": Clause.MODERATION,
    "rules": Clause.GROUNDS,
}
"""The clause that each part of the file rests on."""
_UNITS = {
    **{unit.value: unit for unit in Unit},
    **{f"{unit.value}s": unit for unit in Unit},
}
_SPAN = re.compile(r"(\d{1,4}) +([a-z]+)")
_SECONDS = {Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86400, Unit.WEEK: 604800}
YEAR = timedelta(days=366)
"""The greatest length of time that a policy file may name, where nothing else bounds it."""
NOTHING: Final = object()
"""Stands for a value that the file does not have."""


class Values:
    """The values of a file; `lines` finds where each of them stands.

    A wrong value is noted in `mistakes` and read as something harmless, so that one reading
    finds all mistakes. Once anything is noted, what was read must not be used.
    """

    def __init__(self, values: Mapping[str, Any], lines: Callable[[], dict[Way, int]]) -> None:
        self.mistakes: list[Mistake] = []
        self._values = values
        self._find_lines = lines

    @cached_property
    def _lines(self) -> dict[Way, int]:
        # a file without mistakes is read without them
        return self._find_lines()

    def note(self, way: Way, wrong: Wrong, clause: Clause | None = None, **fields: object) -> None:
        """Note a mistake, against that clause or the one that its part of the file rests on."""
        mistake = Mistake(
            wrong=wrong,
            way=way,
            line=line_of(self._lines, way),
            clause=clause or _CLAUSES.get(str(way[0])),
            fields=fields,
        )
        # a table that is missing is missing for each of its keys
        if mistake not in self.mistakes:
            self.mistakes.append(mistake)

    def right(self, *way: str | int) -> bool:
        """Say whether no mistake is noted at that key or below it."""
        return all(mistake.way[: len(way)] != way for mistake in self.mistakes)

    def get(self, way: Way, *, optional: bool = False) -> Any:
        """Give a value, or `NOTHING`; a missing one is noted unless it is optional."""
        value: Any = self._values
        for length, key in enumerate(way, start=1):
            if isinstance(key, str) and not isinstance(value, dict):
                # noted by the check of all tables
                return NOTHING
            if isinstance(key, str) and key not in value:
                if not optional:
                    self.note(way[:length], Wrong.MISSING)
                return NOTHING
            value = value[key]
        return value

    def table(self, *way: str | int) -> Mapping[str, Any]:
        """Give a table; an empty one where it is missing or something else."""
        value = self.get(way, optional=True)
        return value if isinstance(value, dict) else {}

    def text(self, way: Way, *, most: int, line: bool = False, clause: Clause | None = None) -> str:
        """Give a text of 1 to `most` characters, on one line if `line`."""
        value = self.get(way)
        if value is NOTHING:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.note(way, Wrong.NOT_TEXT, clause)
            return ""
        if len(value) > most:
            self.note(way, Wrong.TOO_MANY_CHARACTERS, clause, most=most)
        elif line and not value.strip().isprintable():
            self.note(way, Wrong.NOT_ONE_LINE, clause)
        return value.strip()

    def number(
        self,
        way: Way,
        *,
        least: int,
        most: int = 1000,
        below: Wrong = Wrong.TOO_SMALL,
        usual: int | None = None,
    ) -> int:
        """Give a whole number within bounds; with `usual` it may be missing."""
        value = self.get(way, optional=usual is not None)
        if value is NOTHING:
            return least if usual is None else usual
        if not isinstance(value, int) or isinstance(value, bool):
            self.note(way, Wrong.NOT_WHOLE)
        elif value < least:
            self.note(way, below, least=least)
        elif value > most:
            self.note(way, Wrong.TOO_GREAT, most=most)
        else:
            return value
        return least

    def switch(self, way: Way, *, usual: bool = False) -> bool:
        """Give true or false; `usual` where it is missing."""
        value = self.get(way, optional=True)
        if value is NOTHING:
            return usual
        if not isinstance(value, bool):
            self.note(way, Wrong.NOT_ONE_OF, known=("true", "false"))
        return value is True

    def term(self, way: Way) -> Span:
        """Give a term of a block, of a month at most (п. 5.12.5)."""
        span = self._span(way)
        if span is None:
            return ONE_MONTH
        if span.count == 0:
            self.note(way, Wrong.NOT_POSITIVE)
        elif not _within_a_month(span):
            self.note(way, Wrong.LONGER_THAN_A_MONTH, value=self.get(way))
        else:
            return span
        return ONE_MONTH

    def duration(
        self,
        way: Way,
        *,
        least: timedelta = timedelta(seconds=1),
        below: Wrong = Wrong.NOT_POSITIVE,
        most: timedelta = YEAR,
        usual: timedelta | None = None,
    ) -> timedelta:
        """Give a length of time within bounds; with `usual` it may be missing."""
        value = self.get(way, optional=usual is not None)
        if value is NOTHING and usual is not None:
            return usual
        seconds = re.fullmatch(r"(\d{1,6}) +seconds?", value) if isinstance(value, str) else None
        if seconds is not None:
            duration = timedelta(seconds=int(seconds[1]))
        else:
            span = self._span(way)
            if span is None:
                return least
            if span.unit is Unit.MONTH:
                self.note(way, Wrong.MONTHS_VARY)
                return least
            duration = timedelta(seconds=span.count * _SECONDS[span.unit])
        if duration < least:
            self.note(way, below if duration else Wrong.NOT_POSITIVE, least=least)
        elif duration > most:
            self.note(way, Wrong.TOO_LONG, most=most)
        return duration

    def _span(self, way: Way) -> Span | None:
        value = self.get(way)
        if value is NOTHING:
            return None
        match = _SPAN.fullmatch(value) if isinstance(value, str) else None
        if match is None or match[2] not in _UNITS:
            self.note(way, Wrong.NOT_A_TIME)
            return None
        return Span(count=int(match[1]), unit=_UNITS[match[2]])


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
    """Give when a term would end that began on one fixed day, to compare terms by."""
    return end_of(span, _STARTS[0], UTC)


LANGUAGES = ("ru", "en")
"""The languages in which every rule of conduct has to be told."""
_KEYS: dict[str, frozenset[str]] = {
    "blocks": frozenset({"threshold", "mode", "terms", "greatest", "ladder"}),
    "violations": frozenset({"since", "days", "ask_again"}),
    "apology": frozenset({"vote", "pause"}),
    "reminders": frozenset({"quiet", "violations", "people", "within"}),
    "newcomers": frozenset({"gathering", "invitation"}),
    "silence": frozenset({"longest"}),
    "appeals": frozenset({"term"}),
    "dialogues": frozenset({"length"}),
    "chats": frozenset({"locked"}),
    "kinds": frozenset(Kind),
    "undo": frozenset({"window"}),
    "detectors": frozenset({"likely", "certain", "gathering", "burst", "permitted"}),
    "keeping": frozenset({"texts", "journal", "acknowledgements", "signals"}),
    "answers": frozenset({"card", "report", "appeal", "night"}),
    "guardians": frozenset({"violations"}),
    "brakes": frozenset({"measures", "within", "waits"}),
    "spreading": frozenset({"watched", "chats", "within", "asked", "longest"}),
    "safety": frozenset({"people", "pause", "helpline", "advice", "comfort"}),
}
"""The keys of each table; above them stand the version and the rules."""

OF_A_RULE = frozenset(
    {"number", "title", "text", "short", "words", "detectors", "kinds", "personal", "gravity"}
)
OF_A_KIND = frozenset(Setting) - {Setting.KIND, Setting.GROUP, Setting.LANGUAGE, Setting.CARDS}
"""What chats of a kind can begin with."""


def check_tables(file: Values) -> None:
    """Note every key that its table may not have, and what should be a table and is not."""
    check_keys(file, (), {"version", "rules", *_KEYS})
    for table, known in _KEYS.items():
        check_keys(file, (table,), known)
    for kind in Kind:
        check_keys(file, ("kinds", kind.value), OF_A_KIND)


def check_keys(file: Values, way: Way, known: Collection[str], header: str | None = None) -> None:
    """Note what stands in a table and is not known; or that it is no table, as `header` opens."""
    values = file.get(way, optional=True)
    if isinstance(values, dict):
        for key in values:
            if key not in known:
                file.note((*way, key), Wrong.UNKNOWN_KEY, known=tuple(sorted(known)))
    elif values is not NOTHING:
        file.note(way, Wrong.NOT_A_TABLE, header=header or f"[{'.'.join(map(str, way))}]")
