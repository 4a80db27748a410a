"""Adopting a chat, its settings and its moderators (п. 5.12.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.clauses import Clause
from rules.detectors.detection import Detection
from rules.detectors.registry import ROWS, Detector
from rules.ids import ChatId, MemberId
from rules.settings import CLAUSES, Kind, Setting
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatAdopted(FactBase):
    """A moderator said which group the chat belongs to; the bot serves it from now on."""

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
    """The chat is known to be the college's: an administrator said so, or a known employee adopted
    it.

    From now on its moderators may act for the college on the people who are in it.
    """

    stored_as = "chat_confirmed"
    clause = Clause.ADOPTION
    always_kept = True

    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDisowned(FactBase):
    """An administrator said that the chat is not the college's: the bot leaves it, and its adoption
    and settings end.
    """

    stored_as = "chat_disowned"
    clause = Clause.ADOPTION
    changes_settings = True
    always_kept = True

    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged(FactBase):
    """A setting of the chat changed; values are in the form of `rules.settings`."""

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
        """The clause of the regulation for the setting."""
        return CLAUSES[self.setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorAppointed(FactBase):
    """An administrator made a member a moderator, whatever their role in the messenger."""

    stored_as = "moderator_appointed"
    clause = Clause.MODERATION
    outlives_its_people = False
    threads = (("appointed", "member"),)

    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorDismissed(FactBase):
    """An administrator revoked an appointment as moderator."""

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
    """Somebody says which group the chat belongs to; `group` is "" where it has none.

    `known`: the college's list has this person as a teacher or an employee.
    """

    by: Actor
    kind: Kind
    group: str
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmChat:
    """An administrator says that an adopted chat is the college's; `confirmed`: it is known
    already.
    """

    by: Actor
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisownChat:
    """An administrator says that an adopted chat is not the college's."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSetting:
    """Somebody changes a setting; `value` is the text typed or pressed.

    `staff` are the staff chats in which the person is, where cards can go. `found` is what
    detectors find in a text that the chat would see repeatedly.
    """

    by: Actor
    setting: Setting
    value: str
    staff: frozenset[ChatId] = frozenset()
    found: tuple[Detection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointModerator:
    """Appoint the case's member a moderator of the chat."""

    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissModerator:
    """Revoke the appointment of the case's member as moderator of the chat."""

    by: Actor


ChatRequest = (
    AdoptChat | ConfirmChat | DisownChat | ChangeSetting | AppointModerator | DismissModerator
)

NOT_ADOPTED = PlainRefusal("not adopted", Clause.ADOPTION)
CONFIRMED_ALREADY = PlainRefusal("confirmed already", Clause.ADOPTION)
NOT_ADMINISTRATOR = PlainRefusal("not administrator", Clause.MODERATION)
MODERATOR_ALREADY = PlainRefusal("moderator already", Clause.MODERATION)
NOT_APPOINTED = PlainRefusal("not appointed", Clause.MODERATION)
"""Not appointed by an administrator; rights in the messenger can only be changed there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAdoption(Refusal):
    """The message was written before the chat was adopted (UTC), when no rules held there."""

    clause = Clause.ADOPTION
    adopted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedAlready(Refusal):
    """The chat is adopted already; its kind is changed by a setting."""

    clause = Clause.ADOPTION
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class _SettingRefusal(Refusal):
    setting: Setting

    @property
    def clause(self) -> Clause:
        """The clause of the regulation for the setting."""
        return CLAUSES[self.setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchValue(_SettingRefusal):
    """The setting does not have this value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingLocked(_SettingRefusal):
    """The college's policy does not allow a chat to change this setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAlready(_SettingRefusal):
    """The setting has this value already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietTooLong(Refusal):
    """Quiet hours would be longer than `most`: access is round the clock."""

    clause = Clause.ROUND_THE_CLOCK
    most: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTooStrong(Refusal):
    """The response is stronger than this detector's findings allow."""

    detector: Detector

    @property
    def clause(self) -> Clause:
        """The clause that forbids a stronger response to this detector."""
        return ROWS[self.detector].against_stronger


ChatRefusal = (
    BeforeAdoption
    | AdoptedAlready
    | NoSuchValue
    | SettingLocked
    | SetAlready
    | QuietTooLong
    | ResponseTooStrong
)
