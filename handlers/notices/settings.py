"""Notices about the chat as the bot serves it: adoption, settings, overview, roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named
from rules.settings import Kind, Setting
from storage.effects import Effect
from storage.records import ChatState


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """The chat is taken into service; what it begins with."""

    kind: Kind
    group: str
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatLost:
    """The bot lost its rights in a chat, or is no longer in it: told to moderators, once."""

    chat: str
    gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatShown:
    """All about one chat. `values` is what is set in it."""

    chat: str
    state: ChatState
    values: Mapping[Setting, str]
    present: int
    unacknowledged: int
    moderators: tuple[Named, ...]
    blocked: int
    silent_until: datetime | None
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatLine:
    """One chat in a list of all."""

    chat: str
    state: ChatState
    kind: Kind | None
    group: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatsListed:
    """The chats that somebody looks after."""

    lines: tuple[ChatLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsShown:
    """What is set in the chat."""

    values: Mapping[Setting, str]
    locked: frozenset[Setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingShown:
    """One setting, to be chosen anew."""

    setting: Setting
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingSaid:
    """Something was set differently."""

    setting: Setting
    value: str
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingUnknown:
    """There is no setting called that."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSaid:
    """Somebody was made a moderator, or is one no longer."""

    member: Named
    by: Named
    appointed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that would have been done; `member` is whom it concerns, if anyone."""

    effect: Effect
    member: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReport:
    """What the bot would have done: told to moderators."""

    chat: str
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRuns:
    """Said to whoever asked for a measure in a chat on trial."""


SettingNotice = (
    Adopted
    | ChatLost
    | ChatShown
    | ChatsListed
    | SettingsShown
    | SettingShown
    | SettingSaid
    | SettingUnknown
    | AppointmentSaid
    | TrialReport
    | TrialRuns
)
