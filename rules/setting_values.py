"""Values of settings in their stored form, and the limits on them.

A setting is stored as a short text (`off`, `22:00-07:00`). A value that is not allowed is refused
with its clause.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from rules.detectors.registry import ROWS
from rules.responses import PRIVATE, Forbidden, Response
from rules.settings import (
    DETECTOR_OF,
    OF_DETECTOR,
    OFF,
    ON,
    Blocks,
    Enforcement,
    Kind,
    Newcomers,
    Setting,
    Visibility,
)
from rules.times import NoSuchValueError, read_quiet_hours

LONGEST_GROUP = 40
"""In characters, of the name of a group like «ИСП-21»."""

NONE = "none"
"""The empty value of a setting that can name several things."""

_CHAT = re.compile(r"-?[1-9][0-9]{4,15}")
"""A chat's id, which is long in every messenger: a count that somebody types is none."""

LONGEST_QUIET = timedelta(hours=14)
"""п. 5.11.1: participants have access round the clock, so quiet hours cover only the night."""

_MOST_HOURS = 24 * 14
_MOST_MINUTES = 24 * 60 - 30
"""A messenger may delete a message for everybody only within a day of its sending."""

CHOICES: Mapping[Setting, tuple[str, ...]] = {
    Setting.LANGUAGE: ("ru", "en"),
    Setting.KIND: tuple(Kind),
    Setting.NEWCOMERS: tuple(Newcomers),
    Setting.ENFORCEMENT: tuple(Enforcement),
    Setting.BLOCKS: tuple(Blocks),
    Setting.CONFIRM_LIFT: (ON, OFF),
    Setting.VISIBILITY: tuple(Visibility),
    Setting.TRIAL: (ON, OFF),
    Setting.PICTURES: (ON, OFF),
    **{OF_DETECTOR[detector]: row.responses for detector, row in ROWS.items()},
}
"""The values of the settings with a fixed choice."""


class ResponseTooStrongError(Exception):
    """The response is stronger than the detector's findings allow (`Row.strongest`)."""


class QuietTooLongError(Exception):
    """Quiet hours longer than `LONGEST_QUIET` would deny access (п. 5.11.1)."""


def canonical(setting: Setting, text: str) -> str:
    """Return a value in its stored form.

    Raises `NoSuchValueError` for an unknown value, `QuietTooLongError` for one forbidden by п.
    5.11.1, `ResponseTooStrongError` for one forbidden by п. 5.11.1 or 5.12.7.
    """
    plain = " ".join(text.split())
    choices = CHOICES.get(setting)
    if choices is not None:
        if setting in DETECTOR_OF and plain in tuple(Response) and plain not in choices:
            raise ResponseTooStrongError
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
        case Setting.FORBIDDEN:
            return _forbidden(plain)
        case Setting.CARDS:
            return plain if plain == PRIVATE else _chat(plain)
        case _:
            return _quiet(plain)


def _forbidden(plain: str) -> str:
    named = set() if plain == NONE else set(plain.split())
    if not named <= set(Forbidden):
        raise NoSuchValueError
    return " ".join(each for each in Forbidden if each in named)


def _whole(plain: str, least: int, most: int) -> str:
    if not re.fullmatch(r"[0-9]{1,10}", plain) or not least <= int(plain) <= most:
        raise NoSuchValueError
    return str(int(plain))


def _chat(plain: str) -> str:
    if not _CHAT.fullmatch(plain):
        raise NoSuchValueError
    return plain


def _quiet(plain: str) -> str:
    if plain == OFF:
        return OFF
    quiet = read_quiet_hours(plain)
    if quiet.length > LONGEST_QUIET:
        raise QuietTooLongError
    return f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}"
