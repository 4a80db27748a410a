"""Ways to the refusals and facts about the chat itself, for `test_decide`."""

from dataclasses import replace
from datetime import timedelta

from rules.case import Case
from rules.ids import InvitationNumber, MessageId, RuleNumber, VoteNumber
from rules.settings import Kind, Setting
from rules.times import Span, Unit
from rules.vocabulary import chats, invitations, silence
from rules.vocabulary.acquaintance import AskForAcknowledgement
from rules.vocabulary.apologies import LIFT_AWAITED, Apologise, DecideLift, Outcome
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.people import Standing
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import RecordViolation
from tests.rules.builders import a_blocked_case, a_case
from tests.rules.moments import HOUR, NOW, ONE_WEEK
from tests.rules.people import A_TEACHER, STUDENT, TEACHER, an_actor
from tests.rules.policies import a_policy
from tests.rules.voting import a_vote

BOSS = an_actor(TEACHER, Standing.ADMINISTRATOR)
ADOPTED = a_case(values={Setting.KIND: "other"})
LOCKED = a_case(values={Setting.KIND: "other"}, policy=a_policy(locked=frozenset({Setting.TRIAL})))
SILENT = a_case(silence=silence.Silence(at=NOW - HOUR, ends_at=NOW + HOUR))
INVITED = a_case(
    standing=Standing.OUTSIDER,
    present=False,
    invitation=invitations.Invitation(
        number=InvitationNumber(1), single=True, expires_at=NOW + timedelta(days=1)
    ),
)
UNOPPOSED = a_blocked_case(
    votes=(a_vote(outcome=Outcome.UNOPPOSED, closes_at=NOW - HOUR, closed_at=NOW - HOUR),)
)
READING = a_case(values={Setting.NEWCOMERS: "read_only"}, newcomer_since=NOW - HOUR)
REMINDING = a_case(values={Setting.NEWCOMERS: "remind"})

ADOPT = chats.AdoptChat(by=A_TEACHER, kind=Kind.GROUP, group="ИСП-21")
SET = chats.ChangeSetting(by=A_TEACHER, setting=Setting.TRIAL, value="on")
REVOKE = invitations.RevokeInvitation(by=A_TEACHER, number=InvitationNumber(1))
LIFT = DecideLift(by=A_TEACHER, vote=VoteNumber(1), lift=True)
HUSH = silence.HushMessage(message=MessageId(5), posted_at=NOW)
QUIET = silence.BeginSilence(by=A_TEACHER, term=Span(count=15, unit=Unit.MINUTE))

WAYS_OF_CHATS: dict[RefusalKey, tuple[Case, Request]] = {
    LIFT_AWAITED: (UNOPPOSED, Apologise(by=STUDENT, text="Простите")),
    chats.NOT_ADOPTED: (a_case(), SET),
    chats.BeforeAdoption: (
        a_case(adopted_at=NOW),
        RecordViolation(
            by=A_TEACHER, rule=RuleNumber(1), message=MessageId(5), posted_at=NOW - HOUR
        ),
    ),
    chats.AdoptedAlready: (ADOPTED, ADOPT),
    chats.CONFIRMED_ALREADY: (ADOPTED, chats.ConfirmChat(by=BOSS, confirmed=True)),
    chats.NOT_ADMINISTRATOR: (a_case(), chats.AppointModerator(by=A_TEACHER)),
    chats.MODERATOR_ALREADY: (a_case(standing=Standing.MODERATOR), chats.AppointModerator(by=BOSS)),
    chats.NOT_APPOINTED: (a_case(standing=Standing.MODERATOR), chats.DismissModerator(by=BOSS)),
    chats.NoSuchValue: (ADOPTED, replace(SET, value="maybe")),
    chats.SettingLocked: (LOCKED, SET),
    chats.SetAlready: (a_case(values={Setting.KIND: "other", Setting.TRIAL: "on"}), SET),
    chats.ResponseTooStrong: (ADOPTED, replace(SET, setting=Setting("late"), value="remove")),
    chats.QuietTooLong: (ADOPTED, replace(SET, setting=Setting.QUIET_HOURS, value="8-23")),
    invitations.INVITATION_VOID: (replace(INVITED, invitation=None), invitations.OpenInvitation()),
    invitations.NO_SUCH_INVITATION: (a_case(), REVOKE),
    invitations.IN_THE_CHAT_ALREADY: (
        replace(INVITED, standing=Standing.MEMBER, present=True),
        invitations.OpenInvitation(),
    ),
    silence.SILENCE_NOT_AHEAD: (a_case(), replace(QUIET, term=Span(count=0, unit=Unit.MINUTE))),
    silence.SilenceTooLong: (a_case(), replace(QUIET, term=ONE_WEEK)),
    silence.SilentAlready: (SILENT, QUIET),
    silence.NOT_SILENT: (a_case(), silence.EndSilence(by=A_TEACHER)),
    silence.MAY_WRITE: (a_case(), HUSH),
}

GRANTED_OF_CHATS: list[tuple[Case, Request]] = [
    (a_case(), ADOPT),
    (ADOPTED, chats.ConfirmChat(by=BOSS, confirmed=False)),
    (ADOPTED, chats.DisownChat(by=BOSS)),
    (ADOPTED, SET),
    (a_case(), chats.AppointModerator(by=BOSS)),
    (a_case(standing=Standing.MODERATOR, appointed=True), chats.DismissModerator(by=BOSS)),
    (a_case(), invitations.MakeInvitation(by=A_TEACHER, digest="d", single=False)),
    (INVITED, REVOKE),
    (INVITED, invitations.AcceptInvitation(version="1")),
    (a_case(), QUIET),
    (SILENT, silence.EndSilence(by=A_TEACHER)),
    (SILENT, HUSH),
    (READING, HUSH),
    (REMINDING, AskForAcknowledgement(members=(STUDENT,))),
    (UNOPPOSED, LIFT),
]
