"""Refusals about invitations (п. 5.12.3)."""

from dataclasses import dataclass
from typing import ClassVar

from rules.clauses import Clause


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
