"""Facts about the chat itself: what it is, what is set in it, who moderates it."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import MemberId
from rules.settings import CLAUSES, Kind, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatAdopted:
    """A moderator said whose chat it is; from now on the bot serves it."""

    clause: ClassVar[Clause] = Clause.ADOPTION
    member: None = None
    by: MemberId
    kind: Kind
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatConfirmed:
    """The college knows the chat: an administrator said so, or somebody whom it knows adopted it.

    From now on its moderators may act for the college about the people who are in it.
    """

    clause: ClassVar[Clause] = Clause.ADOPTION
    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDisowned:
    """An administrator said that the chat is not the college's: the bot leaves it, and what was
    adopted and set there holds no more."""

    clause: ClassVar[Clause] = Clause.ADOPTION
    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged:
    """Something is set differently in the chat from now on; values as `rules.settings` has them."""

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
class ModeratorAppointed:
    """An administrator made a member a moderator of the chat, whatever VK has them as."""

    clause: ClassVar[Clause] = Clause.MODERATION
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorDismissed:
    """An administrator took that back."""

    clause: ClassVar[Clause] = Clause.MODERATION
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
