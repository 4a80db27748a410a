"""Facts about invitations: whoever comes by one knows the rules before (п. 5.12.3)."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.facts.base import FactBase
from rules.ids import InvitationNumber, MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMade(FactBase):
    """A moderator made an invitation; `digest` stands for its code, which is kept nowhere."""

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
    """A moderator made an invitation void."""

    stored_as = "invitation_revoked"
    clause = Clause.ACQUAINTANCE

    number: InvitationNumber
    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationUsed(FactBase):
    """Somebody acknowledged the rules by an invitation, and was given the chat's link."""

    stored_as = "invitation_used"
    clause = Clause.ACQUAINTANCE

    number: InvitationNumber
    member: MemberId
    by: MemberId


InvitationFact = InvitationMade | InvitationRevoked | InvitationUsed
