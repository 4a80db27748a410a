"""When measures wait for a second person: a moderator's page may be in other hands (п. 5.12.7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rules.clauses import Clause
from rules.policy import Brakes
from rules.rights import Deed, Place, Press
from rules.vocabulary.blocks import BlockImposed, ImposeBlock
from rules.vocabulary.brakes import NOT_BRAKED, TooFast
from rules.vocabulary.leavers import LeaverNoted
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

_A_MOMENT = timedelta(milliseconds=1)
"""As exactly as the journal tells times."""


def against_haste(acts: Sequence[datetime], brakes: Brakes, now: datetime) -> TooFast | None:
    """Return why a moderator's next measure waits, who acted at these moments.

    What was recorded this very moment belongs to the same act: both parts of it are done or none.
    """
    lately = {at for at in acts if _A_MOMENT <= now - at < brakes.within}
    if len(lately) < brakes.measures:
        return None
    return TooFast(measures=brakes.measures, within=brakes.within)
