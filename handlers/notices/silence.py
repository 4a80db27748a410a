"""Notices about a chat's silence, and about lifts that a moderator confirms."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceSaid:
    """Only moderators write until then."""

    by: Named
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceOver:
    """Everybody writes again; `by` None: the time is over."""

    by: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceByErasing:
    """The chat is not closed: what members write will be removed instead.

    The messenger does not close it, or would close it to some of the `staff`, too.
    """

    staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftAwaits:
    """Nobody objected to the apology: moderators confirm that the block is lifted."""

    member: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftConfirmed:
    """What is left of that question once a moderator lifted the block."""

    member: Named
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftDenied:
    """A moderator let the block stay though nobody objected."""

    member: Named
    by: Named
    again_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftDeniedPrivately:
    """The same, to the blocked person in private."""

    chat: str
    again_at: datetime | None


SilenceNotice = (
    SilenceSaid
    | SilenceOver
    | SilenceByErasing
    | LiftAwaits
    | LiftConfirmed
    | LiftDenied
    | LiftDeniedPrivately
)
