"""Notices about invitations, newcomers who are asked once more, and quiet hours."""

from dataclasses import dataclass
from datetime import datetime

from handlers.notices import Named
from rules.conduct import Rule
from rules.ids import InvitationNumber
from rules.quiet_hours import QuietHours


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationGiven:
    """An invitation: the link that leads to the private conversation with the bot."""

    number: InvitationNumber
    chat: str
    link: str
    single: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationGone:
    """An invitation that its moderator made void."""

    number: InvitationNumber
    by: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRules:
    """The rules of a chat, for whoever came by an invitation."""

    chat: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted:
    """The acknowledgement is recorded; the chat's link follows."""

    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedBack:
    """The chat's link follows: the block is over, come back."""

    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteFailed:
    """The chat's link could not be given to somebody: told to moderators."""

    member: Named
    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewcomersAsked:
    """Those who have not acknowledged the rules in time are asked once more, together."""

    members: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateReminder:
    """It is late: a gentle word, once an evening."""

    quiet: QuietHours


EnteringNotice = (
    InvitationGiven
    | InvitationGone
    | InvitationRules
    | InvitationAccepted
    | InvitedBack
    | InviteFailed
    | NewcomersAsked
    | LateReminder
)
