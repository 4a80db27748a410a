"""Facts about invitations: whoever comes by one knows the rules before (п. 5.12.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import InvitationNumber, MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMade:
    """A moderator made an invitation; `digest` stands for its code, which is kept nowhere."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE
    number: InvitationNumber
    member: None = None
    by: MemberId
    digest: str
    single: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRevoked:
    """A moderator made an invitation void."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE
    number: InvitationNumber
    member: None = None
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationUsed:
    """Somebody acknowledged the rules by an invitation, and was given the chat's link."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE
    number: InvitationNumber
    member: MemberId
    by: MemberId


InvitationFact = InvitationMade | InvitationRevoked | InvitationUsed
