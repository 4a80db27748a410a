"""The chat itself: whose it is, what is set in it, who moderates it (п. 5.12.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from rules.clauses import Clause
from rules.detectors.detection import Detection
from rules.ids import ChatId, MemberId
from rules.settings import CLAUSES, Kind, Setting
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatAdopted(FactBase):
    """A moderator said whose chat it is; from now on the bot serves it."""

    stored_as = "chat_adopted"
    clause = Clause.ADOPTION
    wakes_timers = True
    changes_settings = True
    always_kept = True

    member: None = None
    by: MemberId
    kind: Kind
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatConfirmed(FactBase):
    """The college knows the chat: an administrator said so, or somebody whom it knows adopted it.

    From now on its moderators may act for the college about the people who are in it.
    """

    stored_as = "chat_confirmed"
    clause = Clause.ADOPTION
    always_kept = True

    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDisowned(FactBase):
    """An administrator said that the chat is not the college's: the bot leaves it, and what was
    adopted and set there holds no more."""

    stored_as = "chat_disowned"
    clause = Clause.ADOPTION
    changes_settings = True
    always_kept = True

    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged(FactBase):
    """Something is set differently in the chat from now on; values as `rules.settings` has them."""

    stored_as = "setting_changed"
    wakes_timers = True
    changes_settings = True
    always_kept = True

    member: None = None
    by: MemberId
    setting: Setting
    value: str
    before: str

    @property
    def clause(self) -> Clause:
        """The clause that the setting belongs to."""
        return CLAUSES[self.setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorAppointed(FactBase):
    """An administrator made a member a moderator of the chat, whatever VK has them as."""

    stored_as = "moderator_appointed"
    clause = Clause.MODERATION
    outlives_its_people = False
    threads = (("appointed", "member"),)

    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorDismissed(FactBase):
    """An administrator took that back."""

    stored_as = "moderator_dismissed"
    clause = Clause.MODERATION
    outlives_its_people = False
    threads = (("appointed", "member"),)

    member: MemberId
    by: MemberId


ChatFact = (
    ChatAdopted
    | ChatConfirmed
    | ChatDisowned
    | SettingChanged
    | ModeratorAppointed
    | ModeratorDismissed
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptChat:
    """Somebody says whose chat it is; `group` is "" where it belongs to none.

    `known`: the college's list has them as a teacher or an employee.
    """

    by: Actor
    kind: Kind
    group: str
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmChat:
    """An administrator says that an adopted chat is the college's; `confirmed`: that is known."""

    by: Actor
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisownChat:
    """An administrator says that an adopted chat is not the college's."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSetting:
    """Somebody wants something set differently; `value` as it was typed or pressed.

    `staff` are the chats of staff that whoever asks is in: cards can go there. `found` is what
    detectors find in words that the chat would read again and again.
    """

    by: Actor
    setting: Setting
    value: str
    staff: frozenset[ChatId] = frozenset()
    found: tuple[Detection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointModerator:
    """Make the case's member a moderator of the chat."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissModerator:
    """Let the case's member be a moderator no longer, as far as that was appointed."""

    by: Actor


ChatRequest = (
    AdoptChat | ConfirmChat | DisownChat | ChangeSetting | AppointModerator | DismissModerator
)


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
