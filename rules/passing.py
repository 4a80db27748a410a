"""Who settles what a moderator may not record: a request is passed on (п. 5.12.7)."""

from rules.case import Case
from rules.ids import MemberId
from rules.permissions import against_recording
from rules.rights import Deed
from rules.vocabulary.people import Actor
from rules.vocabulary.rights import AgainstModerator, OwnFamily, OwnGrievance
from rules.vocabulary.unions import Refusal


def judges_of(
    refusal: Refusal,
    *,
    moderators: frozenset[MemberId],
    administrators: frozenset[MemberId],
    parties: frozenset[MemberId],
) -> frozenset[MemberId]:
    """Give who may settle what was refused to a moderator; nobody where that ends the matter.

    `moderators` are the chat's, `administrators` the college's; `parties` are the person who asked,
    whom it is about, that person's family, and whom it was against: they judge in nothing of their
    own.
    """
    match refusal:
        case OwnGrievance() | OwnFamily():
            return (moderators | administrators) - parties
        case AgainstModerator():
            return administrators - parties
        case _:
            return frozenset()


def against_settling(case: Case, by: Actor, requester: MemberId) -> Refusal | None:
    """Say what stands against `by` settling what `requester` asked about the case's member."""
    if by.member == requester:
        return OwnGrievance()
    return against_recording(case, by, Deed.RECORD_VIOLATION)
