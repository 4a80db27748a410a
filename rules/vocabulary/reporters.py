"""Who reported, where that is an abuse, and closing reports to them for a time (п. 5.12.7)."""

from dataclasses import dataclass
from datetime import datetime

from rules.clauses import Clause
from rules.ids import ChatId, MemberId, SuspicionNumber
from rules.vocabulary.bases import FactBase, PlainRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportersSeen(FactBase):
    """An administrator (`by`) looked who had reported a message of a card of `chat`.

    The fact names nobody else, and says nothing of the message.
    """

    stored_as = "reporters_seen"
    clause = Clause.GROUNDS

    chat: ChatId
    suspicion: SuspicionNumber
    by: MemberId
    member: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingClosed(FactBase):
    """An administrator (`by`) takes no reports of a person until then (UTC), but for danger."""

    stored_as = "reporting_closed"
    clause = Clause.GROUNDS
    in_confidence = True
    outlives_its_people = False

    member: MemberId
    until: datetime
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingOpened(FactBase):
    """An administrator (`by`) takes a person's reports again, before the term was over."""

    stored_as = "reporting_opened"
    clause = Clause.GROUNDS
    in_confidence = True
    outlives_its_people = False

    member: MemberId
    by: MemberId


ReporterFact = ReportersSeen | ReportingClosed | ReportingOpened

NO_ABUSE = PlainRefusal("no abuse", Clause.GROUNDS)
"""Nothing shows that the report is an abuse, so nobody learns whose it is."""

CLOSED_ALREADY = PlainRefusal("closed already", Clause.GROUNDS)
NOT_CLOSED = PlainRefusal("not closed", Clause.GROUNDS)
"""The person's reports are taken: nobody closed them, or the term is over."""
