"""Complaints: members ask the moderators to look at a message (п. 5.12.2, 5.12.7).

Who complained is in no fact, so in no journal: the storage keeps it beside, for a shorter time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import ChatId, MemberId, MessageId, SuspicionNumber
from rules.vocabulary.bases import FactBase, PlainRefusal, Refusal
from rules.vocabulary.people import Actor


class Outcome(StrEnum):
    """The answer to a complaint."""

    MEASURES = "measures"
    NOTHING = "nothing"


class Rank(StrEnum):
    """How a complaint is put before the moderators: `LOW` waits in their list without a message."""

    USUAL = "usual"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint of `by` about a message of `member`, made at `at` (UTC).

    `outcome` None: it is not answered yet. `for_administrators`: it is not the moderators' to
    settle.
    """

    chat: ChatId
    by: MemberId
    member: MemberId
    message: MessageId
    at: datetime
    rank: Rank = Rank.USUAL
    for_administrators: bool = False
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintMade(FactBase):
    """Somebody complained of the message of a member. The fact does not say who.

    `suspicion` is the card with the message; None: the moderators had dealt with it before.
    """

    stored_as = "complaint_made"
    clause = Clause.MODERATION
    threads = (("suspicion", "suspicion"),)

    member: MemberId
    message: MessageId
    suspicion: SuspicionNumber | None
    by: None = None


ComplaintFact = ComplaintMade


@dataclass(frozen=True, slots=True, kw_only=True)
class Complain:
    """A member complains of a message of the case's member, written at `posted_at` (UTC).

    The case has the suspicion that is about the message, if there is one, and its removal. `own`
    are the earlier complaints of the same person, in all chats; until `closed_until` (UTC) an
    administrator takes none of them.
    """

    by: Actor
    message: MessageId
    posted_at: datetime
    own: tuple[Complaint, ...] = ()
    closed_until: datetime | None = None


ComplaintRequest = Complain


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsClosed(Refusal):
    """An administrator takes no reports of the person until then (UTC), but for danger."""

    clause = Clause.GROUNDS
    until: datetime


COMPLAINED_ALREADY = PlainRefusal("complained already", Clause.MODERATION)
TOO_MANY_COMPLAINTS = PlainRefusal("too many complaints", Clause.MODERATION)
OWN_MESSAGE = PlainRefusal("own message", Clause.MODERATION)
NOT_OF_A_MEMBER = PlainRefusal("not of a member", Clause.MODERATION)
"""The message is a community's or of somebody who is not in the chat."""
