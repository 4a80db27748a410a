"""Ways to the refusals and facts of the subjects that have many, for `test_decide`."""

from dataclasses import replace
from datetime import timedelta

from rules.apologies import MOST_WITHHELD
from rules.case import Case
from rules.complaints import MOST_A_DAY
from rules.detectors.registry import Detector
from rules.ids import (
    AppealNumber,
    BlockNumber,
    InvitationNumber,
    MemberId,
    MessageId,
    RuleNumber,
    SuspicionNumber,
    ViolationNumber,
    VoteNumber,
    WithheldNumber,
)
from rules.responses import Response
from rules.settings import Kind, Setting
from rules.times import Span, Unit
from rules.vocabulary import (
    apologies,
    appeals,
    chats,
    complaints,
    invitations,
    silence,
    spread,
    suspicions,
)
from rules.vocabulary.acquaintance import AskForAcknowledgement
from rules.vocabulary.apologies import LIFT_AWAITED, Apologise, DecideLift, Outcome
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.blocks import ImposeBlock, Lift
from rules.vocabulary.people import Standing
from rules.vocabulary.undoing import TheAnnulment, Undo
from rules.vocabulary.unions import Request
from rules.vocabulary.violations import RecordViolation
from rules.vocabulary.wordlist import (
    ENTRY_UNREADABLE,
    EXCEPTED_ALREADY,
    NOT_EXCEPTED,
    NOT_LISTED,
    ExceptWord,
    ListFull,
    ListWord,
    UnexceptWord,
    UnlistWord,
)
from rules.wordlist import MOST_ENTRIES
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, HOUR, NOW, ONE_DAY, ONE_WEEK
from tests.rules.people import A_TEACHER, CHAT, STUDENT, TEACHER, an_actor
from tests.rules.policies import a_policy
from tests.rules.records import a_violation, an_ended_block
from tests.rules.suspected import (
    a_detection,
    a_found,
    a_suspected_case,
    a_suspicion,
    a_watched_case,
)
from tests.rules.voting import a_vote

HELD = apologies.Withheld(
    number=WithheldNumber(9),
    block=BlockNumber(1),
    text="Сами такие",
    found=(Detector.OBSCENITY,),
    at=NOW - HOUR / 2,
)
WAITING = a_blocked_case(withheld=HELD)

RUDE = apologies.Apologise(by=STUDENT, text="Сами такие", found=(a_detection(),))
PUBLISH = apologies.DecideWithheld(by=A_TEACHER, number=HELD.number, publish=True)
REJECT = apologies.RejectApology(by=A_TEACHER, vote=VoteNumber(1))


HEAD = MemberId(77)
A_HEAD = an_actor(HEAD, Standing.ADMINISTRATOR)

AGAINST_ONE = appeals.Appeal(
    number=AppealNumber(1),
    member=STUDENT,
    at=NOW,
    text="Не я",
    violation=ViolationNumber(1),
    asked=frozenset({STUDENT}),
)
AGAINST_THE_BLOCK = replace(AGAINST_ONE, violation=None, block=BlockNumber(1))
DECIDED = replace(AGAINST_ONE, decision=appeals.Decision.UPHELD)
GRANTED = replace(AGAINST_ONE, decision=appeals.Decision.GRANTED)
FELL = replace(AGAINST_ONE, decision=appeals.Decision.FELL)
BLOCK_GRANTED = replace(AGAINST_THE_BLOCK, decision=appeals.Decision.GRANTED)

CONTESTED = a_case_of(1, appeals=(AGAINST_ONE,))
BLOCK_CONTESTED = a_blocked_case(appeals=(AGAINST_THE_BLOCK,))
BLOCK_ANNULLED = a_blocked_case(
    appeals=(BLOCK_GRANTED,), blocks=(an_ended_block(lift=Lift.ANNULLED),)
)
FALLEN = a_case(violations=(a_violation(1, annulled=True, annulled_at=NOW),), appeals=(FELL,))
OLD = a_case(violations=(a_violation(1, at=NOW - 15 * DAY),))

APPEAL = appeals.MakeAppeal(by=STUDENT, text="Не я", violation=ViolationNumber(1))
ASK = appeals.AskAboutAppeal(by=A_HEAD, number=AppealNumber(1), to=STUDENT, text="Где?")
EXTEND = appeals.ExtendAppeal(by=STUDENT, number=AppealNumber(1), text="И ещё")
ANSWER = appeals.AnswerAboutAppeal(by=STUDENT, number=AppealNumber(1), text="Там")
BACK = Undo(by=A_TEACHER, act=TheAnnulment(number=ViolationNumber(1)))
BLOCK = ImposeBlock(by=A_TEACHER, term=ONE_DAY)
GRANT = appeals.DecideAppeal(by=A_HEAD, number=AppealNumber(1), grant=True, reason="Верно")


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
STOLEN = spread.DoubtPage(by=A_TEACHER, messages=(MessageId(7),), reason="взлом")
DOUBTED = a_case(doubt=spread.Doubt(at=NOW - HOUR, ends_at=NOW + HOUR))
QUIET = silence.BeginSilence(by=A_TEACHER, term=Span(count=15, unit=Unit.MINUTE))


FIRST = SuspicionNumber(1)
COUNTED = a_suspicion(
    a_found(response=Response.COUNT),
    removed=frozenset({MessageId(7)}),
    violation=ViolationNumber(4),
    settled=suspicions.Settlement.COUNTED,
    settled_at=NOW,
)
CLEARED = a_suspicion(settled=suspicions.Settlement.CLEARED, settled_at=NOW)

SUSPECTED = a_suspected_case(a_found(response=Response.COUNT))
RECORDED = a_suspected_case(a_found(), violations=(a_violation(1, message=MessageId(7)),))
SETTLED = a_suspected_case(suspicion=COUNTED)
NONE_AFTER_ALL = a_suspected_case(suspicion=CLEARED)

RAISE = suspicions.RaiseSuspicion(message=MessageId(8), posted_at=NOW, detections=(a_detection(),))
ENFORCE = suspicions.EnforceSuspicion(number=FIRST)
PRESENT = suspicions.PresentSuspicion(number=FIRST)
COUNT = suspicions.CountSuspicion(by=A_TEACHER, number=FIRST)
REMOVE = suspicions.RemoveSuspected(by=A_TEACHER, number=FIRST)
CLEAR = suspicions.ClearSuspicion(by=A_TEACHER, number=FIRST)
LEAVE = suspicions.LeaveSuspicion(by=A_TEACHER, number=FIRST)
REOPEN = suspicions.ReopenSuspicion(by=A_TEACHER, number=FIRST)
COMPLAIN = complaints.Complain(by=A_TEACHER, message=MessageId(9), posted_at=NOW - HOUR)
COMPLAINT = complaints.Complaint(
    chat=CHAT, by=TEACHER, member=STUDENT, message=MessageId(9), at=NOW - HOUR
)
LIST = ListWord(by=A_TEACHER, entry="слово", rule=RuleNumber(1), listed=frozenset())
UNLIST = UnlistWord(by=A_TEACHER, entry="слово", listed=frozenset({"слово"}))
EXCEPT = ExceptWord(by=A_TEACHER, digest="d", entry="слово", excepted={})
WATCH = UnexceptWord(by=A_TEACHER, digest="d", excepted={"d": "слово"})


WAYS_OF_SUBJECTS: dict[RefusalKey, tuple[Case, Request]] = {
    apologies.WITHHELD_OVER: (a_blocked_case(), PUBLISH),
    apologies.WithheldTooOften: (a_blocked_case(withheld_at=(NOW - HOUR,) * MOST_WITHHELD), RUDE),
    apologies.ANOTHER_BLOCK: (a_blocked_case(), replace(RUDE, found=(), block=BlockNumber(2))),
    appeals.NOTHING_TO_APPEAL: (a_case(), APPEAL),
    appeals.APPEALED_ALREADY: (CONTESTED, APPEAL),
    appeals.AppealTooLate: (OLD, APPEAL),
    appeals.WORDS_MISSING: (a_case_of(1), replace(APPEAL, text=" ")),
    appeals.WordsTooLong: (a_case_of(1), replace(APPEAL, text="а" * 1001)),
    appeals.APPEAL_OVER: (a_case_of(1, appeals=(DECIDED,)), GRANT),
    appeals.NOBODY_ASKED: (CONTESTED, replace(ANSWER, by=TEACHER)),
    appeals.OWN_DECISION: (CONTESTED, replace(GRANT, by=an_actor(TEACHER, Standing.ADMINISTRATOR))),
    appeals.AnnulledOnAppeal: (BLOCK_ANNULLED, BLOCK),
    appeals.AppealClosedBy: (FALLEN, BACK),
    appeals.ONLY_ADMINISTRATORS: (CONTESTED, replace(GRANT, by=A_TEACHER)),
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
    spread.PAGE_IN_DOUBT: (DOUBTED, STOLEN),
    spread.PAGE_NOT_DOUBTED: (a_case(), spread.ReturnPage(by=A_TEACHER)),
    suspicions.NOTHING_SUSPECTED: (a_case(), RAISE),
    suspicions.NOTHING_TO_ENFORCE: (SETTLED, ENFORCE),
    suspicions.NO_SUCH_SUSPICION: (a_case(), COUNT),
    suspicions.SETTLED_ALREADY: (SETTLED, COUNT),
    suspicions.SUSPECTED_REMOVED: (SETTLED, REMOVE),
    suspicions.NOT_RECORDED_YET: (SUSPECTED, LEAVE),
    complaints.COMPLAINED_ALREADY: (a_case(), replace(COMPLAIN, own=(COMPLAINT,))),
    complaints.ReportsClosed: (a_case(), replace(COMPLAIN, closed_until=NOW + HOUR)),
    complaints.TOO_MANY_COMPLAINTS: (
        a_case(),
        replace(COMPLAIN, own=(replace(COMPLAINT, message=MessageId(8)),) * MOST_A_DAY),
    ),
    complaints.OWN_MESSAGE: (a_case(), replace(COMPLAIN, by=an_actor(STUDENT))),
    complaints.NOT_OF_A_MEMBER: (a_case(standing=Standing.COMMUNITY), COMPLAIN),
    ENTRY_UNREADABLE: (a_case(), replace(LIST, entry=None)),
    ListFull: (a_case(), replace(LIST, listed=frozenset(map(str, range(MOST_ENTRIES))))),
    NOT_LISTED: (a_case(), replace(UNLIST, listed=frozenset())),
    EXCEPTED_ALREADY: (a_case(), replace(EXCEPT, excepted={"d": "слово"})),
    NOT_EXCEPTED: (a_case(), replace(WATCH, excepted={})),
}

GRANTED_OF_SUBJECTS: list[tuple[Case, Request]] = [
    (a_blocked_case(), RUDE),
    (WAITING, PUBLISH),
    (a_blocked_case(votes=(a_vote(),)), REJECT),
    (a_case_of(1), APPEAL),
    (CONTESTED, ASK),
    (CONTESTED, EXTEND),
    (CONTESTED, ANSWER),
    (CONTESTED, replace(GRANT, grant=False)),
    (CONTESTED, GRANT),
    (BLOCK_CONTESTED, GRANT),
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
    (a_case(), STOLEN),
    (DOUBTED, spread.ReturnPage(by=A_TEACHER)),
    (SILENT, HUSH),
    (READING, HUSH),
    (REMINDING, AskForAcknowledgement(members=(STUDENT,))),
    (a_case(), AskForAcknowledgement(members=(STUDENT,), by=A_TEACHER)),
    (UNOPPOSED, LIFT),
    (a_watched_case(), RAISE),
    (SUSPECTED, RAISE),
    (SUSPECTED, ENFORCE),
    (SUSPECTED, PRESENT),
    (SUSPECTED, COUNT),
    (SUSPECTED, REMOVE),
    (SUSPECTED, CLEAR),
    (RECORDED, LEAVE),
    (NONE_AFTER_ALL, REOPEN),
    (a_case(), COMPLAIN),
    (SUSPECTED, replace(COMPLAIN, message=MessageId(7))),
    (a_case(), LIST),
    (a_case(), UNLIST),
    (a_case(), EXCEPT),
    (a_case(), WATCH),
]
