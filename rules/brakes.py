"""When measures wait for a second person: a moderator's page may be in other hands (п. 5.12.7)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from rules.case import Granted, Refused, Ruling
from rules.clauses import Clause
from rules.ids import MemberId
from rules.permissions import against
from rules.policy import Brakes
from rules.rights import Deed, Place, Press
from rules.times import is_over
from rules.vocabulary.bases import Refusal
from rules.vocabulary.blocks import BlockImposed, ImposeBlock
from rules.vocabulary.brakes import (
    NOT_BRAKED,
    TOO_MUCH_WAITS,
    Act,
    BrakeReleased,
    Held,
    HeldDropped,
    TooFast,
)
from rules.vocabulary.leavers import LeaverNoted
from rules.vocabulary.people import OWN_CASE, Actor
from rules.vocabulary.silence import BeginSilence, SilenceBegun
from rules.vocabulary.suspicions import CountSuspicion, RemoveSuspected
from rules.vocabulary.violations import (
    MessageRemoved,
    RecordViolation,
    RemoveMessage,
    ViolationRecorded,
)

RELEASE_BRAKE = Deed(
    "confirm a moderator's many measures",
    Clause.GROUNDS,
    press=Press(Place.PRIVATE, NOT_BRAKED, names_chat=True),
)

MEASURES = (
    RecordViolation,
    CountSuspicion,
    RemoveMessage,
    RemoveSuspected,
    ImposeBlock,
    BeginSilence,
)
"""Requests that wait."""

COUNTED = (ViolationRecorded, MessageRemoved, BlockImposed, SilenceBegun, LeaverNoted)
"""What a moderator's acts record; facts of one moment are one act, such as a card's «Удалить всё»
or a leaver with their parents."""

RELEASED_FOR = timedelta(minutes=30)
"""How long a moderator whose measures were confirmed goes on freely."""

MOST_HELD = 50
"""Acts of one moderator that are kept; what a stolen page asks for has to end somewhere."""

_A_MOMENT = timedelta(milliseconds=1)
"""As exactly as the journal tells times."""


def against_haste(acts: Collection[Act], brakes: Brakes, now: datetime) -> TooFast | None:
    """Return why a moderator's next measure waits, who did these acts.

    What was recorded this very moment belongs to the same act: both parts of it are done or none.
    """
    lately = {each.at for each in acts if _A_MOMENT <= now - each.at < brakes.within}
    if len(lately) < brakes.measures:
        return None
    return TooFast(measures=brakes.measures, within=brakes.within)


def against_holding(held: Held, waiting: Collection[Held]) -> Refusal | None:
    """Return why an act is not kept beside those of the same moderator that wait."""
    return TOO_MUCH_WAITS if len(waiting) >= MOST_HELD and not is_kept(held, waiting) else None


def is_kept(held: Held, waiting: Collection[Held]) -> bool:
    """Return whether the same act waits already: somebody pressed twice."""
    return any(
        (each.chat, each.member, each.measures) == (held.chat, held.member, held.measures)
        for each in waiting
    )


def answer(member: MemberId, by: Actor, waiting: Collection[Held], *, confirms: bool) -> Ruling:
    """Let the acts of `member` that wait be carried out, or drop them; never by themselves.

    `waiting` are those in the chats that `by` looks after.
    """
    if refusal := against(RELEASE_BRAKE, by):
        return Refused(refusal)
    if by.member == member:
        return Refused(OWN_CASE)
    if not waiting:
        return Refused(NOT_BRAKED)
    if confirms:
        return Granted((BrakeReleased(member=member, by=by.member),))
    return Granted((HeldDropped(member=member, by=by.member, acts=len(waiting)),))


def are_over(waiting: Collection[Held], brakes: Brakes, now: datetime) -> bool:
    """Return whether acts of one moderator wait no longer: the term runs from the first of them."""
    return bool(waiting) and is_over(min(each.at for each in waiting), brakes.waits, now)
