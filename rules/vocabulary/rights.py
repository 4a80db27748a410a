"""Refusals because of who asks (п. 5.12.2, 5.12.7), and for buttons meant for others."""

from dataclasses import dataclass

from rules.clauses import Clause
from rules.ids import MemberId
from rules.vocabulary.refusal import PlainRefusal, Refusal

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
