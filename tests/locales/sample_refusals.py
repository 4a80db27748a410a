"""One refusal of every kind, each in the ways in which it is worded."""

from datetime import UTC, datetime, timedelta

from rules.detectors.registry import Detector
from rules.ids import AppealNumber, BlockNumber, MemberId, MessageId, RuleNumber, ViolationNumber
from rules.vocabulary.apologies import (
    AnotherBlock,
    ApologyEmpty,
    ApologyTooLong,
    ApologyTooSoon,
    Choice,
    JoinedAfterwards,
    NotAVoter,
    NotBlocked,
    NotTheirApology,
    SaidAlready,
    VoteOnOneself,
    VoteOver,
    VoteRuns,
    WithheldOver,
    WithheldTooOften,
)
from rules.vocabulary.appeals import AnnulledOnAppeal, AppealClosedBy
from rules.vocabulary.blocks import (
    AlreadyBlocked,
    ClocksApart,
    NothingProposed,
    TermNotAhead,
    TermRuns,
    TermTooLong,
    TooFewViolations,
)
from rules.vocabulary.rights import (
    AcknowledgedAlready,
    AgainstModerator,
    NotAddressed,
    NotAsked,
    NothingToUndo,
    NoticeOutdated,
    NotModerator,
    NotParticipant,
    OnlyOneself,
    OwnCase,
    OwnFamily,
    OwnGrievance,
    TooLateToUndo,
)
from rules.vocabulary.unions import Refusal
from rules.vocabulary.violations import (
    AlreadyAnnulled,
    AlreadyGround,
    AlreadyRecorded,
    AlreadyRemoved,
    JustRecorded,
    NoSuchRule,
    NoSuchViolation,
    ReasonMissing,
    RuleMissing,
    UnderAppeal,
)
from tests.locales.sample_chats import REFUSALS_OF_CHATS
from tests.locales.sample_leavers import REFUSALS_OF_LEAVERS

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)

_KNOWN = tuple(RuleNumber(number) for number in range(1, 11))
_SPARSE = tuple(RuleNumber(number) for number in (1, 2, 7))
_VIOLATION = ViolationNumber(12)

REFUSALS: tuple[Refusal, ...] = (
    *REFUSALS_OF_CHATS,
    *REFUSALS_OF_LEAVERS,
    NotModerator(),
    OnlyOneself(),
    OwnCase(),
    OwnFamily(),
    OwnGrievance(),
    NotAsked(by=MemberId(101)),
    AgainstModerator(),
    NotParticipant(),
    RuleMissing(known=_KNOWN),
    RuleMissing(known=_SPARSE),
    NoSuchRule(number=RuleNumber(42), known=_KNOWN),
    NoSuchRule(number=RuleNumber(42), known=_SPARSE),
    ReasonMissing(),
    NoSuchViolation(number=_VIOLATION),
    AlreadyAnnulled(number=_VIOLATION),
    AlreadyRemoved(message=MessageId(57)),
    AlreadyRecorded(number=_VIOLATION, rule=RuleNumber(3), by=MemberId(101)),
    AlreadyRecorded(number=_VIOLATION, rule=RuleNumber(3), by=None),
    AlreadyGround(block=BlockNumber(2), number=_VIOLATION),
    JustRecorded(number=_VIOLATION, rule=RuleNumber(3), by=MemberId(101)),
    UnderAppeal(number=_VIOLATION),
    AnnulledOnAppeal(number=_VIOLATION),
    AppealClosedBy(number=_VIOLATION, appeal=AppealNumber(2)),
    AnnulledOnAppeal(number=BlockNumber(2), is_block=True),
    ClocksApart(ahead=timedelta(days=20)),
    ClocksApart(ahead=timedelta(minutes=-6)),
    TooFewViolations(counted=0, needed=4),
    TooFewViolations(counted=1, needed=4),
    TooFewViolations(counted=3, needed=4),
    TooFewViolations(counted=5, needed=21),
    TermTooLong(latest=LATER),
    TermNotAhead(),
    AlreadyBlocked(ends_at=LATER),
    NothingProposed(),
    TermRuns(ends_at=LATER),
    NotBlocked(),
    ApologyEmpty(),
    ApologyTooLong(most=1000),
    ApologyTooLong(most=501),
    NotTheirApology(),
    WithheldOver(),
    VoteRuns(closes_at=LATER),
    ApologyTooSoon(possible_at=LATER),
    WithheldTooOften(found=(Detector.OBSCENITY, Detector.LINK), possible_at=LATER),
    AnotherBlock(),
    VoteOver(),
    NotAVoter(),
    VoteOnOneself(),
    JoinedAfterwards(),
    SaidAlready(choice=Choice.CONSENT),
    SaidAlready(choice=Choice.OBJECT),
    NotAddressed(),
    AcknowledgedAlready(),
    NoticeOutdated(),
    TooLateToUndo(),
    NothingToUndo(),
)
