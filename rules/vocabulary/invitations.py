"""Invitations: people who come by one know the rules before (п. 5.12.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rules.clauses import Clause
from rules.ids import (
    InvitationNumber,
    MemberId,
)
from rules.vocabulary.fact import FactBase
from rules.vocabulary.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation to the chat, good until `expires_at` (UTC)."""

    number: InvitationNumber
    single: bool
    expires_at: datetime
    revoked: bool = False
    used: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeInvitation:
    """A moderator wants an invitation, for everyone or for one use; `digest` is its code's."""

    by: Actor
    digest: str
    single: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeInvitation:
    """A moderator wants an invitation to be void."""

    by: Actor
    number: InvitationNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """The case's member came by the invitation that the case holds: may they read the rules?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation:
    """The case's member, who came by that invitation, says that they know the rules."""

    version: str


InvitationRequest = MakeInvitation | RevokeInvitation | OpenInvitation | AcceptInvitation


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationVoid:
    """It was never made, was revoked, was used, or its time is over: which, is not told."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchInvitation:
    """The chat has no invitation of that number that could still be used."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheChatAlready:
    """Whoever came by the invitation is in the chat."""

    clause: ClassVar[Clause] = Clause.ACQUAINTANCE


InvitationRefusal = InvitationVoid | NoSuchInvitation | InTheChatAlready
