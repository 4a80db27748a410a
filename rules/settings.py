"""What a chat has set for itself, within what the policy and the regulation allow.

A setting is kept as a short text (`off`, `22:00-07:00`): this module reads such a text into
what it means, and refuses what may not be set, with the clause.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum

from rules.clauses import Clause

ON, OFF = "on", "off"

LONGEST_GROUP = 40
"""Characters of a group's name, as «ИСП-21»."""

LONGEST_QUIET = timedelta(hours=14)
"""п. 5.11.1: participants have access round the clock; quiet hours are the night's."""

_MOST_HOURS = 24 * 14
_MOST_MINUTES = 24 * 60 - 30
"""VK takes a message back within a day of its sending (VK.md, 4)."""


class Kind(StrEnum):
    """Whose chat it is (п. 5.12.1)."""

    GROUP = "group"
    PARENTS = "parents"
    SUBJECT = "subject"
    STAFF = "staff"
    OTHER = "other"


WITH_GROUP = frozenset({Kind.GROUP, Kind.PARENTS})
"""The kinds of chats that belong to a group of students."""


class Blocks(StrEnum):
    """Who says that a block begins once it is possible («вправе», п. 5.12.5)."""

    PROPOSED = "proposed"
    AUTOMATIC = "automatic"


class Enforcement(StrEnum):
    """How a block is carried out: by restriction, by removing messages, by expulsion."""

    MUTE = "mute"
    ERASE = "erase"
    REMOVE = "remove"


class Newcomers(StrEnum):
    """What happens to whoever has not acknowledged the rules yet (п. 5.12.3)."""

    NOTHING = "nothing"
    REMIND = "remind"
    READ_ONLY = "read_only"


class Setting(StrEnum):
    """What can be set in a chat."""

    LANGUAGE = "language"
    KIND = "kind"
    GROUP = "group"
    NEWCOMERS = "newcomers"
    REMIND_AFTER = "remind_after"
    ENFORCEMENT = "enforcement"
    BLOCKS = "blocks"
    CONFIRM_LIFT = "confirm_lift"
    QUIET_HOURS = "quiet_hours"
    DISAPPEAR = "disappear"
    TRIAL = "trial"


CLAUSES: Mapping[Setting, Clause] = {
    Setting.LANGUAGE: Clause.ACQUAINTANCE,
    Setting.KIND: Clause.ADOPTION,
    Setting.GROUP: Clause.ADOPTION,
    Setting.NEWCOMERS: Clause.ACQUAINTANCE,
    Setting.REMIND_AFTER: Clause.ACQUAINTANCE,
    Setting.ENFORCEMENT: Clause.BLOCK,
    Setting.BLOCKS: Clause.BLOCK,
    Setting.CONFIRM_LIFT: Clause.FORGIVENESS,
    Setting.QUIET_HOURS: Clause.ROUND_THE_CLOCK,
    Setting.DISAPPEAR: Clause.MODERATION,
    Setting.TRIAL: Clause.MODERATION,
}
"""The clause that each setting belongs to."""

CHOICES: Mapping[Setting, tuple[str, ...]] = {
    Setting.LANGUAGE: ("ru", "en"),
    Setting.KIND: tuple(Kind),
    Setting.NEWCOMERS: tuple(Newcomers),
    Setting.ENFORCEMENT: tuple(Enforcement),
    Setting.BLOCKS: tuple(Blocks),
    Setting.CONFIRM_LIFT: (ON, OFF),
    Setting.TRIAL: (ON, OFF),
}
"""The values of the settings that have only so many."""


DEFAULTS: Mapping[Setting, str] = {
    Setting.NEWCOMERS: Newcomers.NOTHING.value,
    Setting.REMIND_AFTER: "24",
    Setting.ENFORCEMENT: Enforcement.MUTE.value,
    Setting.BLOCKS: Blocks.PROPOSED.value,
    Setting.CONFIRM_LIFT: OFF,
    Setting.QUIET_HOURS: OFF,
    Setting.DISAPPEAR: OFF,
    Setting.TRIAL: OFF,
}
"""What holds where neither the policy nor the chat says anything."""


class NoSuchValueError(Exception):
    """The text is no value of that setting."""


class QuietTooLongError(Exception):
    """Quiet hours of more than `LONGEST_QUIET` would shut people out (п. 5.11.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """The hours of a chat's evening and night, by its clock; `ends` may be past midnight."""

    begins: time
    ends: time

    def hold_at(self, moment: datetime, zone: tzinfo) -> bool:
        """Say whether that moment (aware) is within the quiet hours."""
        at = moment.astimezone(zone).time()
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def end_after(self, moment: datetime, zone: tzinfo) -> datetime:
        """Give when the quiet hours that hold at that moment are over (UTC)."""
        local = moment.astimezone(zone)
        day = local.date()
        if self.begins > self.ends and local.time() >= self.begins:
            day += timedelta(days=1)
        return datetime.combine(day, self.ends, tzinfo=zone).astimezone(UTC)

    def evening_of(self, moment: datetime, zone: tzinfo) -> datetime:
        """Give when the quiet hours that hold at that moment began (UTC)."""
        local = moment.astimezone(zone)
        day = local.date()
        if self.begins > self.ends and local.time() < self.ends:
            day -= timedelta(days=1)
        return datetime.combine(day, self.begins, tzinfo=zone).astimezone(UTC)

    @property
    def length(self) -> timedelta:
        """How long they last."""
        begins = timedelta(hours=self.begins.hour, minutes=self.begins.minute)
        ends = timedelta(hours=self.ends.hour, minutes=self.ends.minute)
        return (ends - begins) % timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSettings:
    """What holds in a chat. `language` is None where the deployment's holds."""

    kind: Kind | None = None
    group: str = ""
    language: str | None = None
    newcomers: Newcomers = Newcomers.NOTHING
    remind_after: timedelta = timedelta(hours=24)
    enforcement: Enforcement = Enforcement.MUTE
    blocks: Blocks = Blocks.PROPOSED
    confirm_lift: bool = False
    quiet_hours: QuietHours | None = None
    disappear: timedelta | None = None
    trial: bool = False


def settings_from(values: Mapping[Setting, str]) -> ChatSettings:
    """Give what the values mean; what is not among them has its default."""
    usual = ChatSettings()

    def value(setting: Setting) -> str | None:
        return values.get(setting)

    kind, language = value(Setting.KIND), value(Setting.LANGUAGE)
    hours, minutes = value(Setting.REMIND_AFTER), value(Setting.DISAPPEAR)
    quiet = value(Setting.QUIET_HOURS)
    return ChatSettings(
        kind=None if kind is None else Kind(kind),
        group=value(Setting.GROUP) or "",
        language=language,
        newcomers=Newcomers(value(Setting.NEWCOMERS) or usual.newcomers),
        remind_after=usual.remind_after if hours is None else timedelta(hours=int(hours)),
        enforcement=Enforcement(value(Setting.ENFORCEMENT) or usual.enforcement),
        blocks=Blocks(value(Setting.BLOCKS) or usual.blocks),
        confirm_lift=value(Setting.CONFIRM_LIFT) == ON,
        quiet_hours=None if quiet in {None, OFF} else _read_quiet(quiet or ""),
        disappear=None if minutes in {None, OFF} else timedelta(minutes=int(minutes or 0)),
        trial=value(Setting.TRIAL) == ON,
    )


def canonical(setting: Setting, text: str) -> str:
    """Give a value as it is kept.

    Raises `NoSuchValueError` for what is none, `QuietTooLongError` for what п. 5.11.1 forbids.
    """
    plain = " ".join(text.split())
    choices = CHOICES.get(setting)
    if choices is not None:
        if plain not in choices:
            raise NoSuchValueError
        return plain
    match setting:
        case Setting.GROUP:
            if len(plain) > LONGEST_GROUP or not plain.isprintable():
                raise NoSuchValueError
            return plain
        case Setting.REMIND_AFTER:
            return _whole(plain, 1, _MOST_HOURS)
        case Setting.DISAPPEAR:
            return OFF if plain == OFF else _whole(plain, 1, _MOST_MINUTES)
        case _:
            return _quiet(plain)


def _whole(plain: str, least: int, most: int) -> str:
    if not re.fullmatch(r"[0-9]{1,5}", plain) or not least <= int(plain) <= most:
        raise NoSuchValueError
    return str(int(plain))


def _quiet(plain: str) -> str:
    if plain == OFF:
        return OFF
    quiet = _read_quiet(plain)
    if quiet.length > LONGEST_QUIET:
        raise QuietTooLongError
    return f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}"


_SPAN = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))? ?[-–—] ?([0-9]{1,2})(?::([0-9]{2}))?")


def _read_quiet(text: str) -> QuietHours:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise NoSuchValueError
    try:
        begins = time(int(match[1]), int(match[2] or 0))
        ends = time(int(match[3]), int(match[4] or 0))
    except ValueError:
        raise NoSuchValueError from None
    if begins == ends:
        raise NoSuchValueError
    return QuietHours(begins=begins, ends=ends)
