"""Notices about lifts that a moderator confirms."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named


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


SilenceNotice = LiftAwaits | LiftConfirmed | LiftDenied | LiftDeniedPrivately
