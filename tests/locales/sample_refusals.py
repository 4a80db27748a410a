"""One refusal of every kind, each in the ways in which it is worded."""

from datetime import UTC, datetime, timedelta

from rules import refusals as no
from rules.cases import Choice
from rules.ids import MessageId, RuleNumber, ViolationNumber

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)

_KNOWN = tuple(RuleNumber(number) for number in range(1, 11))
_SPARSE = tuple(RuleNumber(number) for number in (1, 2, 7))
_VIOLATION = ViolationNumber(12)

REFUSALS: tuple[no.Refusal, ...] = (
    no.NotModerator(),
    no.OwnCase(),
    no.AgainstModerator(),
    no.NotParticipant(),
    no.RuleMissing(known=_KNOWN),
    no.RuleMissing(known=_SPARSE),
    no.NoSuchRule(number=RuleNumber(42), known=_KNOWN),
    no.NoSuchRule(number=RuleNumber(42), known=_SPARSE),
    no.ReasonMissing(),
    no.NoSuchViolation(number=_VIOLATION),
    no.AlreadyAnnulled(number=_VIOLATION),
    no.AlreadyRemoved(message=MessageId(57)),
    no.TooFewViolations(counted=0, needed=4),
    no.TooFewViolations(counted=1, needed=4),
    no.TooFewViolations(counted=3, needed=4),
    no.TooFewViolations(counted=5, needed=21),
    no.TermTooLong(latest=LATER),
    no.TermNotAhead(),
    no.AlreadyBlocked(ends_at=LATER),
    no.NothingProposed(),
    no.TermRuns(ends_at=LATER),
    no.NotBlocked(),
    no.ApologyEmpty(),
    no.ApologyTooLong(most=1000),
    no.ApologyTooLong(most=501),
    no.NotTheirApology(),
    no.VoteRuns(closes_at=LATER),
    no.ApologyTooSoon(possible_at=LATER),
    no.VoteOver(),
    no.NotAVoter(),
    no.VoteOnOneself(),
    no.JoinedAfterwards(),
    no.SaidAlready(choice=Choice.CONSENT),
    no.SaidAlready(choice=Choice.OBJECT),
    no.NotAddressed(),
    no.AcknowledgedAlready(),
    no.NoticeOutdated(),
    no.TooLateToUndo(),
    no.NothingToUndo(),
)
