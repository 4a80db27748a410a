"""Notices about leavers, families, and expulsions made by hand."""

from dataclasses import dataclass

from handlers.notices import Named
from rules.leavers import Why
from rules.vocabulary.leavers import RemovalFault


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Somebody who goes, or went, from those chats; `parent`: as the leaver's parent."""

    member: Named
    parent: bool
    chats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """Somebody who stays in those chats, and why."""

    member: Named
    chats: tuple[str, ...]
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """Somebody who could not be taken out of those chats, and why."""

    member: Named
    chats: tuple[str, ...]
    fault: RemovalFault


@dataclass(frozen=True, slots=True, kw_only=True)
class DeparturePlanned:
    """Who would go from where, to be confirmed.

    `beyond` counts the chats that the asker does not moderate; `noted`: a leaver already.
    """

    leaver: Named
    going: tuple[Going, ...]
    staying: tuple[Staying, ...]
    beyond: int
    noted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureChanged:
    """What was confirmed is not what would be done now; it is shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureConfirmed:
    """A departure was confirmed; `count` removals are under way."""

    leaver: Named
    by: Named
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureCancelled:
    """A departure was not confirmed."""

    leaver: Named
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureSettled:
    """Every removal of a departure came to its end: what was done, and what was not."""

    leaver: Named
    gone: tuple[Going, ...]
    failed: tuple[Failing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyShown:
    """Somebody's parents and children."""

    member: Named
    parents: tuple[Named, ...]
    children: tuple[Named, ...]
    left: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyChanged:
    """Two people are, or are no longer, on record as parent and child."""

    parent: Named
    child: Named
    linked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandExpulsion:
    """Somebody was expelled past the bot: said to the administrators."""

    chat: str
    member: Named
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class HandExpulsionSettled:
    """What an administrator decided about an expulsion by hand."""

    chat: str
    member: Named
    by: Named
    settled_by: Named
    grounded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedBack:
    """Said to whoever was expelled without a ground, above the chat's link."""

    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReachable:
    """The person takes no private messages: the link has to reach them otherwise."""

    member: Named


LeaverNotice = (
    DeparturePlanned
    | DepartureChanged
    | DepartureConfirmed
    | DepartureCancelled
    | DepartureSettled
    | FamilyShown
    | FamilyChanged
    | HandExpulsion
    | HandExpulsionSettled
    | InvitedBack
    | NotReachable
)
