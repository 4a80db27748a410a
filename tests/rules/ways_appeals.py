"""Ways to the refusals and facts about appeals, for `test_decide`."""

from dataclasses import replace

from rules.case import Case
from rules.ids import AppealNumber, BlockNumber, MemberId, ViolationNumber
from rules.vocabulary import appeals
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.blocks import ImposeBlock, Lift
from rules.vocabulary.people import Standing
from rules.vocabulary.undoing import TheAnnulment, Undo
from rules.vocabulary.unions import Request
from tests.rules.builders import a_blocked_case, a_case, a_case_of
from tests.rules.moments import DAY, NOW, ONE_DAY
from tests.rules.people import A_TEACHER, STUDENT, TEACHER, an_actor
from tests.rules.records import a_violation, an_ended_block

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
ANSWER = appeals.AnswerAboutAppeal(by=STUDENT, number=AppealNumber(1), text="Там")
BACK = Undo(by=A_TEACHER, act=TheAnnulment(number=ViolationNumber(1)))
BLOCK = ImposeBlock(by=A_TEACHER, term=ONE_DAY)
GRANT = appeals.DecideAppeal(by=A_HEAD, number=AppealNumber(1), grant=True, reason="Верно")

WAYS_OF_APPEALS: dict[RefusalKey, tuple[Case, Request]] = {
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
}

GRANTED_OF_APPEALS: list[tuple[Case, Request]] = [
    (a_case_of(1), APPEAL),
    (CONTESTED, ASK),
    (CONTESTED, ANSWER),
    (CONTESTED, replace(GRANT, grant=False)),
    (CONTESTED, GRANT),
    (BLOCK_CONTESTED, GRANT),
]
