"""Who is the guardian of a minor, from when and until when (п. 5.12.1, 5.12.7).

A link on record gives no right: somebody may have mistyped it. From the parent's own word on, until
the child comes of age, the parent is told of measures, sees the child's record and may appeal for
them; nobody votes or apologises in a child's place.
"""

from datetime import date

from rules.case import Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import MemberId
from rules.rights import Deed, Grant, Place, Press, Who
from rules.vocabulary.guardians import (
    NO_WARD,
    NOT_GUARDIAN,
    GuardianConfirmed,
    GuardianEnded,
    Ward,
)

CONFIRM_GUARDIAN = Deed(
    "confirm whose parent one is",
    Clause.GROUNDS,
    grant=Grant(to=frozenset({Who.PARENT, Who.ADMINISTRATOR}), others=NO_WARD),
    press=Press(Place.PRIVATE, NO_WARD),
)


def is_minor(ward: Ward, today: date) -> bool:
    """Return whether the child is known to be a minor on that day."""
    return ward.until is not None and today < ward.until and not ward.left


def is_guardian(ward: Ward, today: date) -> bool:
    """Return whether the parent acts for the child on that day."""
    return ward.confirmed and is_minor(ward, today)


def confirm(ward: Ward | None, by: MemberId, *, above: bool, today: date) -> Ruling:
    """Confirm a link: the parent does, or an administrator (`above`) in their place."""
    if ward is None or ward.confirmed or not is_minor(ward, today):
        return Refused(NO_WARD)
    if not (above or by == ward.parent):
        return Refused(NO_WARD)
    return Granted((GuardianConfirmed(member=ward.parent, child=ward.child, by=by),))


def ended(ward: Ward, today: date) -> tuple[GuardianEnded, ...]:
    """Return the fact that a guardian is one no more, if that is so."""
    if not ward.confirmed or is_minor(ward, today):
        return ()
    return (GuardianEnded(member=ward.parent, child=ward.child),)


def against_acting_for(ward: Ward | None, today: date) -> Refused | None:
    """Return why a parent may not see a child's record or appeal for them."""
    return None if ward is not None and is_guardian(ward, today) else Refused(NOT_GUARDIAN)
