"""Invitations: people acknowledge the rules before they get the chat's link (п. 5.12.3).

Only people who were given an invitation's code know it: the policy works with its digest. A refusal
does not say what is wrong with a code, so guessing reveals nothing.
"""

from datetime import datetime

from rules.case import Case, Decisions, Granted, Refused, Ruling
from rules.clauses import Clause
from rules.permissions import PARTICIPANTS, against, surely_reached
from rules.rights import ANY_MODERATION, Deed, Grant, Place, Press, Who
from rules.vocabulary.acquaintance import Acknowledged
from rules.vocabulary.bases import Refusal
from rules.vocabulary.invitations import (
    IN_THE_CHAT_ALREADY,
    INVITATION_VOID,
    NO_SUCH_INVITATION,
    AcceptInvitation,
    Invitation,
    InvitationMade,
    InvitationRevoked,
    InvitationUsed,
    MakeInvitation,
    OpenInvitation,
    RevokeInvitation,
)
from rules.vocabulary.people import NOT_PARTICIPANT, NOTICE_OUTDATED, Standing

INVITE = Deed("invite", Clause.ACQUAINTANCE, private=ANY_MODERATION)

REVOKE_INVITATION = Deed(
    "revoke an invitation", Clause.ACQUAINTANCE, press=Press(Place.PRIVATE, NO_SUCH_INVITATION)
)

ENTER = Deed(
    "enter by an invitation",
    Clause.ACQUAINTANCE,
    grant=Grant(to=frozenset({Who.STRANGER}), others=INVITATION_VOID),
    press=Press(Place.PRIVATE, INVITATION_VOID, forged=INVITATION_VOID),
)


def make(case: Case, request: MakeInvitation, now: datetime) -> Ruling:
    """Make an invitation, valid for the policy's term."""
    if refusal := against(INVITE, request.by):
        return Refused(refusal)
    return Granted(
        (
            InvitationMade(
                number=case.next.invitation,
                by=request.by.member,
                digest=request.digest,
                single=request.single,
                expires_at=now + case.policy.invitation_life,
            ),
        )
    )


def revoke(case: Case, request: RevokeInvitation, now: datetime) -> Ruling:
    """Revoke an invitation."""
    if refusal := against(REVOKE_INVITATION, request.by):
        return Refused(refusal)
    good = _good_invitation(case, now)
    if good is None or good.number != request.number:
        return Refused(NO_SUCH_INVITATION)
    return Granted((InvitationRevoked(number=request.number, by=request.by.member),))


def open_(case: Case, request: OpenInvitation, now: datetime) -> Ruling:
    """Grant the reading of the rules if the invitation is valid; records nothing."""
    refusal = _against_coming(case, now)
    return Granted(()) if refusal is None else Refused(refusal)


def accept(case: Case, request: AcceptInvitation, now: datetime) -> Ruling:
    """Record the acknowledgement; only then is the chat's link given."""
    if refusal := _against_coming(case, now):
        return Refused(refusal)
    assert case.invitation is not None  # noqa: S101 -- refused above
    if request.version != case.policy.version:
        return Refused(NOTICE_OUTDATED)
    used = InvitationUsed(number=case.invitation.number, member=case.member, by=case.member)
    if request.version in case.acknowledged:
        return Granted((used,))
    acknowledged = Acknowledged(
        member=case.member, by=case.member, version=request.version, way="invitation"
    )
    return Granted((acknowledged, used))


def _against_coming(case: Case, now: datetime) -> Refusal | None:
    if case.standing is Standing.COMMUNITY:
        return NOT_PARTICIPANT
    if _good_invitation(case, now) is None:
        return INVITATION_VOID
    if case.standing in PARTICIPANTS and case.present:
        return IN_THE_CHAT_ALREADY
    return None


def _good_invitation(case: Case, now: datetime) -> Invitation | None:
    good = case.invitation
    if good is None or good.revoked or (good.single and good.used):
        return None
    return good if surely_reached(case, now) < good.expires_at else None


DECISIONS: Decisions = {
    MakeInvitation: make,
    RevokeInvitation: revoke,
    OpenInvitation: open_,
    AcceptInvitation: accept,
}
