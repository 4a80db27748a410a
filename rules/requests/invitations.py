"""Requests about invitations (п. 5.12.3)."""

from dataclasses import dataclass

from rules.cases.people import Actor
from rules.ids import InvitationNumber


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
