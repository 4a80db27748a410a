"""Refusals about the chat itself (п. 5.12.1, 5.12.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from rules.clauses import Clause
from rules.settings import CLAUSES, Kind, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAdopted:
    """The chat waits for a moderator to say whose it is."""

    clause: ClassVar[Clause] = Clause.ADOPTION


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAdoption:
    """The message was written before the chat was adopted (UTC); no rules held in it then."""

    clause: ClassVar[Clause] = Clause.ADOPTION
    adopted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedAlready:
    """The chat is adopted; its kind is changed by a setting."""

    clause: ClassVar[Clause] = Clause.ADOPTION
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedAlready:
    """The college knows the chat already."""

    clause: ClassVar[Clause] = Clause.ADOPTION


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAdministrator:
    """Only the college's administrators may do this."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorAlready:
    """That person is a moderator of the chat already."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAppointed:
    """That person was not appointed by an administrator; VK's own rights are VK's to take."""

    clause: ClassVar[Clause] = Clause.MODERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchValue:
    """The setting has no such value."""

    setting: Setting

    @property
    def clause(self) -> Clause:
        """The clause that the setting belongs to."""
        return CLAUSES[self.setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingLocked:
    """The college's policy lets no chat change that."""

    setting: Setting

    @property
    def clause(self) -> Clause:
        """The clause that the setting belongs to."""
        return CLAUSES[self.setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAlready:
    """That is what holds."""

    setting: Setting

    @property
    def clause(self) -> Clause:
        """The clause that the setting belongs to."""
        return CLAUSES[self.setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietTooLong:
    """Quiet hours may last so long at most: access is round the clock."""

    clause: ClassVar[Clause] = Clause.ROUND_THE_CLOCK
    most: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTooStrong:
    """That much may not follow from what that detector finds."""

    setting: Setting

    @property
    def clause(self) -> Clause:
        """Removing what is merely late would shut people out; the rest lacks certainty."""
        return Clause.ROUND_THE_CLOCK if self.setting is Setting.LATE else Clause.GROUNDS


ChatRefusal = (
    NotAdopted
    | BeforeAdoption
    | AdoptedAlready
    | ConfirmedAlready
    | NotAdministrator
    | ModeratorAlready
    | NotAppointed
    | NoSuchValue
    | SettingLocked
    | SetAlready
    | QuietTooLong
    | ResponseTooStrong
)
