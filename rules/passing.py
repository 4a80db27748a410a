"""Passing on: who may record what a moderator may not (п. 5.12.7)."""

from rules.case import Case
from rules.ids import MemberId
from rules.permissions import against_recording
from rules.rights import Deed
from rules.vocabulary.people import Actor
from rules.vocabulary.refusal import Refusal
from rules.vocabulary.rights import AGAINST_MODERATOR, OWN_FAMILY, OWN_GRIEVANCE


def judges_of(
    refusal: Refusal,
    *,
    moderators: frozenset[MemberId],
    administrators: frozenset[MemberId],
    parties: frozenset[MemberId],
) -> frozenset[MemberId]:
    """Return who may decide what a moderator was refused; empty if nobody may.

    `moderators` are the chat's, `administrators` the college's. `parties` may not judge: the person
    who asked, the person it is about with their family, and the person it was aimed at.
    """
    if refusal in {OWN_GRIEVANCE, OWN_FAMILY}:
        return (moderators | administrators) - parties
    if refusal == AGAINST_MODERATOR:
        return administrators - parties
    return frozenset()


def against_settling(case: Case, by: Actor, requester: MemberId) -> Refusal | None:
    """Return why `by` may not decide what `requester` asked about the case's member, or None."""
    if by.member == requester:
        return OWN_GRIEVANCE
    return against_recording(case, by, Deed.RECORD_VIOLATION)
