"""Facts about the chat itself: what it is, what is set in it, who moderates it."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import MemberId
from rules.settings import CLAUSES, Kind, Setting


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
