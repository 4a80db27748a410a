"""Invitations: people acknowledge the rules before they join (п. 5.12.3)."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.ids import InvitationNumber, MemberId
from rules.vocabulary.bases import FactBase, PlainRefusal
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation to the chat, valid until `expires_at` (UTC)."""

    number: InvitationNumber
    single: bool
    expires_at: datetime
    revoked: bool = False
    used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMade(FactBase):
    """A moderator made an invitation; `digest` is of its code, which is stored nowhere."""

    stored_as = "invitation_made"
    clause = Clause.ACQUAINTANCE

    number: InvitationNumber
    member: None = None
    by: MemberId
    digest: str
    single: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRevoked(FactBase):
    """A moderator revoked an invitation."""

    stored_as = "invitation_revoked"
    clause = Clause.ACQUAINTANCE

    number: InvitationNumber
    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationUsed(FactBase):
    """Somebody acknowledged the rules by an invitation and received the chat's link."""

    stored_as = "invitation_used"
    clause = Clause.ACQUAINTANCE

    number: InvitationNumber
    member: MemberId
    by: MemberId


InvitationFact = InvitationMade | InvitationRevoked | InvitationUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeInvitation:
    """A moderator makes an invitation, for everybody or for one use; `digest` is of its code."""

    by: Actor
    digest: str
    single: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeInvitation:
    """A moderator revokes an invitation."""

    by: Actor
    number: InvitationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """The case's member opened the invitation in the case, and asks to read the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation:
    """The case's member, who opened that invitation, acknowledges the rules."""

    version: str


InvitationRequest = MakeInvitation | RevokeInvitation | OpenInvitation | AcceptInvitation

INVITATION_VOID = PlainRefusal("invitation void", Clause.ACQUAINTANCE)
"""The invitation never existed, or was revoked, used, or expired; which one is not told."""

NO_SUCH_INVITATION = PlainRefusal("no such invitation", Clause.ACQUAINTANCE)
"""The chat has no usable invitation of that number."""

IN_THE_CHAT_ALREADY = PlainRefusal("in the chat already", Clause.ACQUAINTANCE)
