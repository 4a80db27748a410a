"""Ways to the refusals and facts about the chat itself, for `test_decide`."""

from dataclasses import replace
from datetime import timedelta

from rules.case import Case
from rules.ids import InvitationNumber, MessageId, RuleNumber, VoteNumber
from rules.settings import Kind, Setting
from rules.terms import Span, Unit
from rules.vocabulary.acquaintance import AskForAcknowledgement
from rules.vocabulary.apologies import LIFT_AWAITED, Apologise, DecideLift, Outcome
from rules.vocabulary.chats import (
    CONFIRMED_ALREADY,
    MODERATOR_ALREADY,
    NOT_ADMINISTRATOR,
    NOT_ADOPTED,
    NOT_APPOINTED,
    AdoptChat,
    AdoptedAlready,
    AppointModerator,
    BeforeAdoption,
    ChangeSetting,
    ConfirmChat,
    DismissModerator,
    DisownChat,
    NoSuchValue,
    QuietTooLong,
    ResponseTooStrong,
    SetAlready,
    SettingLocked,
)
from rules.vocabulary.invitations import (
    IN_THE_CHAT_ALREADY,
    INVITATION_VOID,
    NO_SUCH_INVITATION,
    AcceptInvitation,
    Invitation,
    MakeInvitation,
    OpenInvitation,
    RevokeInvitation,
)
from rules.vocabulary.people import Standing
from rules.vocabulary.refusal import RefusalKey
from rules.vocabulary.silence import (
    MAY_WRITE,
    NOT_SILENT,
    SILENCE_NOT_AHEAD,
    BeginSilence,
    EndSilence,
    HushMessage,
    Silence,
    SilenceTooLong,
    SilentAlready,
)
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import RecordViolation
from tests.rules.builders import (
    A_TEACHER,
    HOUR,
    NOW,
    ONE_WEEK,
    STUDENT,
    TEACHER,
    a_blocked_case,
    a_case,
    a_policy,
    a_vote,
    an_actor,
)

BOSS = an_actor(TEACHER, Standing.ADMINISTRATOR)
ADOPTED = a_case(values={Setting.KIND: "other"})
LOCKED = a_case(values={Setting.KIND: "other"}, policy=a_policy(locked=frozenset({Setting.TRIAL})))
SILENT = a_case(silence=Silence(at=NOW - HOUR, ends_at=NOW + HOUR))
INVITED = a_case(
    standing=Standing.OUTSIDER,
    present=False,
    invitation=Invitation(
        number=InvitationNumber(1), single=True, expires_at=NOW + timedelta(days=1)
    ),
)
UNOPPOSED = a_blocked_case(
    votes=(a_vote(outcome=Outcome.UNOPPOSED, closes_at=NOW - HOUR, closed_at=NOW - HOUR),)
)
READING = a_case(values={Setting.NEWCOMERS: "read_only"}, newcomer_since=NOW - HOUR)
REMINDING = a_case(values={Setting.NEWCOMERS: "remind"})

ADOPT = AdoptChat(by=A_TEACHER, kind=Kind.GROUP, group="ИСП-21")
SET = ChangeSetting(by=A_TEACHER, setting=Setting.TRIAL, value="on")
REVOKE = RevokeInvitation(by=A_TEACHER, number=InvitationNumber(1))
LIFT = DecideLift(by=A_TEACHER, vote=VoteNumber(1), lift=True)
HUSH = HushMessage(message=MessageId(5), posted_at=NOW)
QUIET = BeginSilence(by=A_TEACHER, term=Span(count=15, unit=Unit.MINUTE))

WAYS_OF_CHATS: dict[RefusalKey, tuple[Case, Request]] = {
    LIFT_AWAITED: (UNOPPOSED, Apologise(by=STUDENT, text="Простите")),
    NOT_ADOPTED: (a_case(), SET),
    BeforeAdoption: (
        a_case(adopted_at=NOW),
        RecordViolation(
            by=A_TEACHER, rule=RuleNumber(1), message=MessageId(5), posted_at=NOW - HOUR
        ),
    ),
    AdoptedAlready: (ADOPTED, ADOPT),
    CONFIRMED_ALREADY: (ADOPTED, ConfirmChat(by=BOSS, confirmed=True)),
    NOT_ADMINISTRATOR: (a_case(), AppointModerator(by=A_TEACHER)),
    MODERATOR_ALREADY: (a_case(standing=Standing.MODERATOR), AppointModerator(by=BOSS)),
    NOT_APPOINTED: (a_case(standing=Standing.MODERATOR), DismissModerator(by=BOSS)),
    NoSuchValue: (ADOPTED, replace(SET, value="maybe")),
    SettingLocked: (LOCKED, SET),
    SetAlready: (
        a_case(values={Setting.KIND: "other", Setting.TRIAL: "on"}),
        SET,
    ),
    ResponseTooStrong: (ADOPTED, replace(SET, setting=Setting("late"), value="remove")),
    QuietTooLong: (ADOPTED, replace(SET, setting=Setting.QUIET_HOURS, value="8-23")),
    INVITATION_VOID: (replace(INVITED, invitation=None), OpenInvitation()),
    NO_SUCH_INVITATION: (a_case(), REVOKE),
    IN_THE_CHAT_ALREADY: (
        replace(INVITED, standing=Standing.MEMBER, present=True),
        OpenInvitation(),
    ),
    SILENCE_NOT_AHEAD: (a_case(), replace(QUIET, term=Span(count=0, unit=Unit.MINUTE))),
    SilenceTooLong: (a_case(), replace(QUIET, term=ONE_WEEK)),
    SilentAlready: (SILENT, QUIET),
    NOT_SILENT: (a_case(), EndSilence(by=A_TEACHER)),
    MAY_WRITE: (a_case(), HUSH),
}

GRANTED_OF_CHATS: list[tuple[Case, Request]] = [
    (a_case(), ADOPT),
    (ADOPTED, ConfirmChat(by=BOSS, confirmed=False)),
    (ADOPTED, DisownChat(by=BOSS)),
    (ADOPTED, SET),
    (a_case(), AppointModerator(by=BOSS)),
    (a_case(standing=Standing.MODERATOR, appointed=True), DismissModerator(by=BOSS)),
    (a_case(), MakeInvitation(by=A_TEACHER, digest="d", single=False)),
    (INVITED, REVOKE),
    (INVITED, AcceptInvitation(version="1")),
    (a_case(), QUIET),
    (SILENT, EndSilence(by=A_TEACHER)),
    (SILENT, HUSH),
    (READING, HUSH),
    (REMINDING, AskForAcknowledgement(members=(STUDENT,))),
    (UNOPPOSED, LIFT),
]
