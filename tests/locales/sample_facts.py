"""One entry of the journal of every kind, each in the ways in which it is worded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rules.detectors.detection import Detector
from rules.ids import (
    BlockNumber,
    MemberId,
    MessageId,
    ReminderNumber,
    RuleNumber,
    ViolationNumber,
    VoteNumber,
    WithheldNumber,
)
from rules.vocabulary.acquaintance import Acknowledged, RulesShown
from rules.vocabulary.apologies import (
    ApologyMade,
    ApologyRejected,
    ApologyWithheld,
    Choice,
    Outcome,
    VoteCast,
    VoteClosed,
    VoteShortened,
    WithheldDecided,
)
from rules.vocabulary.blocks import (
    BlockDeclined,
    BlockImposed,
    BlockLifted,
    BlockProposed,
    BlockShortened,
    Lift,
)
from rules.vocabulary.forgetting import DataForgotten
from rules.vocabulary.gaps import GapNoted
from rules.vocabulary.reminders import Reminded, ReminderWithdrawn
from rules.vocabulary.revision import PolicyAnnounced
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import (
    MessageErased,
    MessageRemoved,
    RemovalWithdrawn,
    ViolationAnnulled,
    ViolationRecorded,
    ViolationReinstated,
)
from tests.locales.sample_chats import FACTS_OF_CHATS
from tests.locales.sample_leavers import FACTS_OF_LEAVERS

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
VERSION = "2024-09-20"
TEACHER, STUDENT, CLASSMATE = MemberId(101), MemberId(201), MemberId(202)

_REMINDER, _VIOLATION, _BLOCK, _VOTE = (
    ReminderNumber(1),
    ViolationNumber(4),
    BlockNumber(1),
    VoteNumber(1),
)
_MESSAGE, _RULE = MessageId(57), RuleNumber(3)
_GROUNDS = tuple(ViolationNumber(number) for number in (1, 2, 3, 4))


def _lifted(how: Lift, by: MemberId | None) -> BlockLifted:
    return BlockLifted(number=_BLOCK, member=STUDENT, by=by, how=how)


def _closed(outcome: Outcome, objections: int) -> VoteClosed:
    return VoteClosed(
        vote=_VOTE, member=STUDENT, outcome=outcome, objections=objections, consents=7
    )


def _annulled(reason: str, *, undone: bool) -> ViolationAnnulled:
    return ViolationAnnulled(
        number=_VIOLATION, member=STUDENT, by=TEACHER, reason=reason, undone=undone
    )


def _recorded(note: str) -> ViolationRecorded:
    return ViolationRecorded(
        number=_VIOLATION, member=STUDENT, by=TEACHER, rule=_RULE, message=_MESSAGE, note=note
    )


FACTS: tuple[Fact, ...] = (
    *FACTS_OF_CHATS,
    *FACTS_OF_LEAVERS,
    BlockShortened(number=_BLOCK, member=STUDENT, ends_at=LATER),
    RulesShown(member=STUDENT, version=VERSION),
    Acknowledged(member=STUDENT, by=STUDENT, version=VERSION),
    Reminded(number=_REMINDER, member=None, by=None, rule=None),
    Reminded(number=_REMINDER, member=STUDENT, by=TEACHER, rule=_RULE),
    ReminderWithdrawn(number=_REMINDER, member=None, by=TEACHER),
    _recorded(""),
    _recorded("много сообщений подряд"),
    _annulled("неверно понял(а)", undone=False),
    _annulled("", undone=True),
    replace(_recorded(""), number=ViolationNumber(5), replaces=_VIOLATION, since=NOW),
    replace(_annulled("", undone=False), replaced_by=ViolationNumber(5)),
    ViolationReinstated(number=_VIOLATION, member=STUDENT, by=TEACHER),
    MessageRemoved(message=_MESSAGE, member=STUDENT, by=TEACHER, rule=_RULE),
    RemovalWithdrawn(message=_MESSAGE, member=STUDENT, by=TEACHER),
    MessageErased(message=_MESSAGE, member=STUDENT, block=_BLOCK),
    BlockProposed(member=STUDENT, by=None, grounds=_GROUNDS),
    BlockDeclined(member=STUDENT, by=TEACHER, grounds=_GROUNDS),
    BlockImposed(number=_BLOCK, member=STUDENT, by=TEACHER, grounds=_GROUNDS, ends_at=LATER),
    _lifted(Lift.EXPIRED, None),
    _lifted(Lift.FORGIVEN, None),
    _lifted(Lift.ANNULLED, TEACHER),
    ApologyMade(
        vote=_VOTE,
        block=_BLOCK,
        member=STUDENT,
        by=STUDENT,
        text="Простите, я больше так не буду.",
        closes_at=LATER,
    ),
    ApologyWithheld(
        block=_BLOCK, member=STUDENT, by=STUDENT, text="Смотрите t.me/…", found=(Detector.LINK,)
    ),
    *(
        WithheldDecided(
            number=WithheldNumber(7), block=_BLOCK, member=STUDENT, by=TEACHER, published=published
        )
        for published in (True, False)
    ),
    ApologyRejected(vote=_VOTE, member=STUDENT, by=TEACHER),
    VoteCast(vote=_VOTE, member=STUDENT, by=CLASSMATE, choice=Choice.CONSENT),
    VoteCast(vote=_VOTE, member=STUDENT, by=CLASSMATE, choice=Choice.OBJECT),
    VoteShortened(vote=_VOTE, member=STUDENT, closes_at=LATER),
    _closed(Outcome.KEPT, 1),
    _closed(Outcome.FORGIVEN, 0),
    _closed(Outcome.OBSOLETE, 0),
    PolicyAnnounced(version=VERSION),
    GapNoted(since=NOW, until=LATER, read=None, late=0),
    GapNoted(since=NOW, until=LATER, read=21, late=0),
    GapNoted(since=NOW, until=LATER, read=2, late=1),
    DataForgotten(receipt="f3a1", erased=12, kept=3),
)
