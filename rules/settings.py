"""A chat's settings and their meaning.

A setting is stored as a short text (`off`, `22:00-07:00`); `rules.setting_values` says which texts
are valid.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from rules.clauses import Clause
from rules.detectors.registry import ROWS, Detector
from rules.ids import ChatId
from rules.responses import PRIVATE, Forbidden, Response
from rules.times import QuietHours, read_quiet_hours

ON, OFF = "on", "off"


class Kind(StrEnum):
    """The kind of people a chat is for (п. 5.12.1)."""

    GROUP = "group"
    PARENTS = "parents"
    SUBJECT = "subject"
    STAFF = "staff"
    OTHER = "other"


WITH_GROUP = frozenset({Kind.GROUP, Kind.PARENTS})
"""The kinds of chats that belong to a group of students."""


class Blocks(StrEnum):
    """Who decides on a block once it is possible («вправе», п. 5.12.5)."""

    PROPOSED = "proposed"
    AUTOMATIC = "automatic"


class Enforcement(StrEnum):
    """How a block is carried out: restriction, removal of messages, or expulsion."""

    MUTE = "mute"
    ERASE = "erase"
    REMOVE = "remove"


class Newcomers(StrEnum):
    """How members who have not acknowledged the rules yet are treated (п. 5.12.3)."""

    NOTHING = "nothing"
    REMIND = "remind"
    READ_ONLY = "read_only"


class Visibility(StrEnum):
    """Who sees whose violation is recorded: nobody in the chat, everybody, or the person alone."""

    UNNAMED = "unnamed"
    NAMED = "named"
    PRIVATE = "private"


class Setting(StrEnum):
    """The settings of a chat; the response to a detector is set under the detector's name."""

    _ignore_ = "each"

    LANGUAGE = "language"
    KIND = "kind"
    GROUP = "group"
    NEWCOMERS = "newcomers"
    REMIND_AFTER = "remind_after"
    ENFORCEMENT = "enforcement"
    BLOCKS = "blocks"
    CONFIRM_LIFT = "confirm_lift"
    VISIBILITY = "visibility"
    QUIET_HOURS = "quiet_hours"
    DISAPPEAR = "disappear"
    TRIAL = "trial"
    PICTURES = "pictures"
    for each in Detector:  # unseen by mypy: take these from `OF_DETECTOR`
        vars()[each.name] = each.value
    FORBIDDEN = "forbidden"
    CARDS = "cards"


OF_DETECTOR: Mapping[Detector, Setting] = {each: Setting(each.value) for each in Detector}
"""The setting for the response to each detector."""

DETECTOR_OF: Mapping[Setting, Detector] = {
    setting: detector for detector, setting in OF_DETECTOR.items()
}

CLAUSES: Mapping[Setting, Clause] = {
    Setting.LANGUAGE: Clause.ACQUAINTANCE,
    Setting.KIND: Clause.ADOPTION,
    Setting.GROUP: Clause.ADOPTION,
    Setting.NEWCOMERS: Clause.ACQUAINTANCE,
    Setting.REMIND_AFTER: Clause.ACQUAINTANCE,
    Setting.ENFORCEMENT: Clause.BLOCK,
    Setting.BLOCKS: Clause.BLOCK,
    Setting.CONFIRM_LIFT: Clause.FORGIVENESS,
    Setting.VISIBILITY: Clause.REMINDER,
    Setting.QUIET_HOURS: Clause.ROUND_THE_CLOCK,
    Setting.DISAPPEAR: Clause.MODERATION,
    Setting.TRIAL: Clause.MODERATION,
    Setting.PICTURES: Clause.CONFLICTS,
    **{OF_DETECTOR[detector]: row.clause for detector, row in ROWS.items()},
    Setting.FORBIDDEN: Clause.MODERATION,
    Setting.CARDS: Clause.MODERATION,
}
"""The clause of each setting."""

DEFAULTS: Mapping[Setting, str] = {
    Setting.NEWCOMERS: Newcomers.NOTHING.value,
    Setting.REMIND_AFTER: "24",
    Setting.ENFORCEMENT: Enforcement.MUTE.value,
    Setting.BLOCKS: Blocks.PROPOSED.value,
    Setting.CONFIRM_LIFT: OFF,
    Setting.VISIBILITY: Visibility.NAMED.value,
    Setting.QUIET_HOURS: OFF,
    Setting.DISAPPEAR: OFF,
    Setting.TRIAL: OFF,
    Setting.PICTURES: OFF,
    **{OF_DETECTOR[detector]: row.usual.value for detector, row in ROWS.items()},
    Setting.FORBIDDEN: "",
    Setting.CARDS: PRIVATE,
}
"""The value of a setting that neither the policy nor the chat sets."""

DEFAULTS_OF_KIND: Mapping[Kind, Mapping[Setting, str]] = {
    kind: {Setting.VISIBILITY: Visibility.UNNAMED.value} for kind in WITH_GROUP
}
"""The same for chats of a kind, where that differs: there, minors and their families read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSettings:
    """The settings in force in a chat. `language` None: the deployment's language.

    `cards` is the staff's chat that gets the cards about this one; None: private messages.
    """

    kind: Kind | None = None
    group: str = ""
    language: str | None = None
    newcomers: Newcomers = Newcomers.NOTHING
    remind_after: timedelta = timedelta(hours=24)
    enforcement: Enforcement = Enforcement.MUTE
    blocks: Blocks = Blocks.PROPOSED
    confirm_lift: bool = False
    visibility: Visibility = Visibility.NAMED
    quiet_hours: QuietHours | None = None
    disappear: timedelta | None = None
    trial: bool = False
    pictures: bool = False
    responses: Mapping[Detector, Response] = field(default_factory=dict)
    forbidden: frozenset[Forbidden] = frozenset()
    cards: ChatId | None = None

    def response(self, detector: Detector) -> Response:
        """Return the chat's response to this detector."""
        return self.responses.get(detector, Response.OFF)


def settings_from(values: Mapping[Setting, str]) -> ChatSettings:
    """Return the settings for stored values; missing ones have their defaults."""
    usual = ChatSettings()

    def value(setting: Setting) -> str | None:
        return values.get(setting)

    kind, language = value(Setting.KIND), value(Setting.LANGUAGE)
    hours, minutes = value(Setting.REMIND_AFTER), value(Setting.DISAPPEAR)
    quiet, cards = value(Setting.QUIET_HOURS), value(Setting.CARDS)
    return ChatSettings(
        kind=None if kind is None else Kind(kind),
        group=value(Setting.GROUP) or "",
        language=language,
        newcomers=Newcomers(value(Setting.NEWCOMERS) or usual.newcomers),
        remind_after=usual.remind_after if hours is None else timedelta(hours=int(hours)),
        enforcement=Enforcement(value(Setting.ENFORCEMENT) or usual.enforcement),
        blocks=Blocks(value(Setting.BLOCKS) or usual.blocks),
        confirm_lift=value(Setting.CONFIRM_LIFT) == ON,
        visibility=Visibility(value(Setting.VISIBILITY) or usual.visibility),
        quiet_hours=None if quiet in {None, OFF} else read_quiet_hours(quiet or ""),
        disappear=None if minutes in {None, OFF} else timedelta(minutes=int(minutes or 0)),
        trial=value(Setting.TRIAL) == ON,
        pictures=value(Setting.PICTURES) == ON,
        responses={
            detector: Response(values[setting])
            for detector, setting in OF_DETECTOR.items()
            if setting in values
        },
        forbidden=frozenset(map(Forbidden, (value(Setting.FORBIDDEN) or "").split())),
        cards=None if cards in {None, PRIVATE} else ChatId(int(cards or 0)),
    )
