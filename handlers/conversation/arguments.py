"""Parse the arguments of commands: people, rules, terms, as people type them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from handlers.messenger import PageNames
from rules.ids import MemberId
from rules.mentions import MENTION, member_of
from rules.times import Span, Term, Unit, Until


@dataclass(frozen=True, slots=True)
class ById:
    """A person given by their id (a community's is negative)."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class ByScreenName:
    """A person given by `@name` or the address of their page."""

    screen_name: str


@dataclass(frozen=True, slots=True)
class ByName:
    """A person given in words, as «Соколов» or «Иван Соколов»."""

    words: str


Whom = ById | ByScreenName | ByName

_AT = re.compile(r"[@*](\w+(?:\.\w+)*)(?:\s*\([^)]*\))?", re.ASCII)

_WORD = re.compile(r"(\w+)(?=[\s,:]|$)")


def read_whom(words: str, pages: PageNames) -> tuple[Whom | None, str]:
    """Parse a leading person; return them (or None) and the rest of the words.

    `pages` says how the messenger's people name a page.

    Names in plain words are not parsed here: only the caller knows where they end.
    """
    text = words.strip()
    if match := MENTION.match(text):
        return ById(member_of(match["kind"], match["number"])), _after(text, match)
    for pattern in (pages.address, _AT):
        if match := pattern.match(text):
            return _named(match[1], pages), _after(text, match)
    if match := _WORD.match(text):
        named = _named(match[1], pages)
        if isinstance(named, ById):
            return named, _after(text, match)
    return None, text


def _after(text: str, match: re.Match[str]) -> str:
    return text[match.end() :].lstrip(" ,:.").rstrip(" ,")


def _named(screen_name: str, pages: PageNames) -> Whom:
    match = pages.numbered.fullmatch(screen_name)
    return ById(member_of(match[1], match[2])) if match else ByScreenName(screen_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomAndRule:
    """A person, a rule's number and words, each optional."""

    whom: Whom | None
    rule: int | None
    note: str


_NUMBER = re.compile(r"(?:^|(?<=\s))(?:п\.?\s*|№\s*|#)?(\d{1,6})[.,:)]?(?=\s|$)", re.IGNORECASE)


def read_whom_and_rule(words: str, pages: PageNames) -> WhomAndRule:
    """Parse «@name 3 пояснение», «Соколов 3», «3 пояснение» or nothing."""
    whom, rest = read_whom(words, pages)
    match = _NUMBER.search(rest)
    if match is None:
        if whom is None and rest:
            return WhomAndRule(whom=ByName(rest), rule=None, note="")
        return WhomAndRule(whom=whom, rule=None, note=rest)
    before = rest[: match.start()].strip(" ,")
    if whom is None and before:
        whom = ByName(before)
    elif before:
        return WhomAndRule(whom=whom, rule=None, note=rest)
    return WhomAndRule(whom=whom, rule=int(match[1]), note=rest[match.end() :].strip())


def read_number(words: str) -> tuple[int | None, str]:
    """Parse a leading number, with or without «№»; return it (or None) and the rest."""
    match = re.match(r"(?:№|#|n\.?)?\s*(\d{1,9})[.,:)]?(?:\s+|$)", words.strip(), re.IGNORECASE)
    if match is None:
        return None, words.strip()
    return int(match[1]), words.strip()[match.end() :].strip()


_UNITS = (
    (re.compile(r"мин(ут[ауы]?)?|м|minutes?|min"), Unit.MINUTE),
    (re.compile(r"час(а|ов|ик)?|ч|hours?|h"), Unit.HOUR),
    (re.compile(r"д(ень|ня|ней|н)?|сут(ки|ок)|days?|d"), Unit.DAY),
    (re.compile(r"нед(еля|елю|ели|ель)?|weeks?|w"), Unit.WEEK),
    (re.compile(r"мес(яц|яца|яцев)?|months?|mo"), Unit.MONTH),
)

_COUNTED = re.compile(
    r"(?:на\s+|for\s+)?(?:(\d{1,6})\s*|(?:один|одна|одну|an?|one)\s+)?([^\W\d_]+)\.?"
)

_DATE = re.compile(
    r"(?:до|until|till)\s+(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?(?:\s+(?:в\s+)?(\d{1,2}):(\d{2}))?"
)

_TIME = re.compile(r"(?:до|until|till)\s+(\d{1,2}):(\d{2})")

_WEEKDAY = re.compile(r"(?:до|until|till)\s+([^\W\d_]+)(?:\s+(?:в\s+|at\s+)?(\d{1,2}):(\d{2}))?")

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("понедельника", "monday"),
            ("вторника", "tuesday"),
            ("среды", "wednesday"),
            ("четверга", "thursday"),
            ("пятницы", "friday"),
            ("субботы", "saturday"),
            ("воскресенья", "sunday"),
        )
    )
    for name in names
}

_END_OF_DAY = time(23, 59)


def read_term(words: str, now: datetime, zone: tzinfo) -> Term | None:
    """Parse a term: «3 дня», «неделя», «12ч», «до 25.11 18:00», «до 18:00», «до пятницы».

    A day without a time means its end; without a year, the next such day. A time alone means the
    next such time, and a weekday the next such day after today. Unparseable input returns None.
    """
    text = words.strip().casefold()
    if match := _TIME.fullmatch(text):
        return _until_time(match, now, zone)
    if match := _DATE.fullmatch(text):
        return _until(match, now, zone)
    if match := _WEEKDAY.fullmatch(text):
        return _until_weekday(match, now, zone)
    if match := _COUNTED.fullmatch(text):
        for pattern, unit in _UNITS:
            if pattern.fullmatch(match[2]):
                return Span(count=int(match[1] or 1), unit=unit)
    return None


def _until_time(match: re.Match[str], now: datetime, zone: tzinfo) -> Until | None:
    here = now.astimezone(zone)
    try:
        at = time(int(match[1]), int(match[2]))
    except ValueError:
        return None
    moment = datetime.combine(here.date(), at, tzinfo=zone)
    if moment <= here:
        moment = datetime.combine(here.date() + timedelta(days=1), at, tzinfo=zone)
    return Until(moment=moment)


def _until_weekday(match: re.Match[str], now: datetime, zone: tzinfo) -> Until | None:
    weekday = _WEEKDAYS.get(match[1])
    if weekday is None:
        return None
    today = now.astimezone(zone).date()
    day = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    try:
        at = time(int(match[2]), int(match[3])) if match[2] else _END_OF_DAY
    except ValueError:
        return None
    return Until(moment=datetime.combine(day, at, tzinfo=zone))


def _until(match: re.Match[str], now: datetime, zone: tzinfo) -> Until | None:
    day, month = int(match[1]), int(match[2])
    today = now.astimezone(zone).date()
    year = int(match[3]) if match[3] else today.year
    year += 2000 if year < 100 else 0
    try:
        at = time(int(match[4]), int(match[5])) if match[4] else _END_OF_DAY
        moment = datetime(year, month, day, at.hour, at.minute, tzinfo=zone)
        if not match[3] and moment.date() < today:
            moment = moment.replace(year=year + 1)
    except ValueError:
        return None
    return Until(moment=moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomAndTerm:
    """A person and a term, each optional; `rest` is what was not understood."""

    whom: Whom | None
    term: Term | None
    rest: str


def read_whom_and_term(words: str, now: datetime, zone: tzinfo, pages: PageNames) -> WhomAndTerm:
    """Parse «@name 3 дня», «Соколов до 25.11», «неделя» or nothing."""
    whom, rest = read_whom(words, pages)
    split = rest.split()
    for start in range(len(split)):
        term = read_term(" ".join(split[start:]), now, zone)
        if term is not None:
            return _with_term(whom, split[:start], term)
    if whom is None and rest:
        return WhomAndTerm(whom=ByName(rest), term=None, rest="")
    return WhomAndTerm(whom=whom, term=None, rest=rest)


def _with_term(whom: Whom | None, before: Sequence[str], term: Term) -> WhomAndTerm:
    name = " ".join(before).strip(" ,")
    if whom is None and name:
        whom, name = ByName(name), ""
    return WhomAndTerm(whom=whom, term=term, rest=name)
