"""People of a chat, their standing, and refusals because of who asks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.clauses import Clause
from rules.ids import MemberId, MessageId
from rules.vocabulary.bases import PlainRefusal, Refusal


class Standing(StrEnum):
    """A person's relation to a chat.

    `MODERATOR`: the messenger has them as an administrator of the chat, or the college appointed
    them.
    `ADMINISTRATOR`: one of the college's, a moderator in every chat. `LEFT`: a former member.
    `OUTSIDER`: never a member. `COMMUNITY`: a bot, a channel or a guest by e-mail (all have
    negative ids), never a member in the policy's sense.
    """

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    LEFT = "left"
    OUTSIDER = "outsider"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who makes a request. `joined_at` (UTC) is None while they are not in the chat.

    `joined_message` is the chat's message that told of their joining, None where none was seen.
    """

    member: MemberId
    standing: Standing
    joined_at: datetime | None = None
    joined_message: MessageId | None = None


NOT_MODERATOR = PlainRefusal("not moderator", Clause.MODERATION)

OWN_CASE = PlainRefusal("own case", Clause.GROUNDS)

OWN_FAMILY = PlainRefusal("own family", Clause.GROUNDS)
"""The case is that of the moderator's child or parent on record."""

OWN_GRIEVANCE = PlainRefusal("own grievance", Clause.GROUNDS)

AGAINST_MODERATOR = PlainRefusal("against moderator", Clause.GROUNDS)

NOT_PARTICIPANT = PlainRefusal("not participant", Clause.GROUNDS)
"""The person is not, and never was, a participant of the chat."""

ONLY_ONESELF = PlainRefusal("only oneself", Clause.GROUNDS)

NOT_ADDRESSED = PlainRefusal("not addressed", Clause.ACQUAINTANCE)

ACKNOWLEDGED_ALREADY = PlainRefusal("acknowledged already", Clause.ACQUAINTANCE)

NOTICE_OUTDATED = PlainRefusal("notice outdated", Clause.REVISION)

TOO_LATE_TO_UNDO = PlainRefusal("too late to undo", Clause.GROUNDS)
"""The window for undoing the act from its message is over."""

NOTHING_TO_UNDO = PlainRefusal("nothing to undo", Clause.GROUNDS)
"""The act has been undone or superseded already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked(Refusal):
    """The question was put to `by`, and nobody else may answer it."""

    clause = Clause.GROUNDS
    by: MemberId
