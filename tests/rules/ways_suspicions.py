"""Ways to the refusals and facts about what detectors found, for `test_decide`."""

from dataclasses import replace

from rules.case import Case
from rules.ids import MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.responses import Response
from rules.vocabulary import suspicions
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.unions import Request
from rules.vocabulary.wordlist import ENTRY_UNREADABLE, NOT_LISTED, ListFull, ListWord, UnlistWord
from rules.wordlist import MOST_ENTRIES
from tests.rules.builders import a_case
from tests.rules.moments import NOW
from tests.rules.people import A_TEACHER
from tests.rules.records import a_violation
from tests.rules.suspected import (
    a_detection,
    a_found,
    a_suspected_case,
    a_suspicion,
    a_watched_case,
)

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
LIST = ListWord(by=A_TEACHER, entry="слово", rule=RuleNumber(1), listed=frozenset())
UNLIST = UnlistWord(by=A_TEACHER, entry="слово", listed=frozenset({"слово"}))

WAYS_OF_SUSPICIONS: dict[RefusalKey, tuple[Case, Request]] = {
    suspicions.NOTHING_SUSPECTED: (a_case(), RAISE),
    suspicions.NOTHING_TO_ENFORCE: (SETTLED, ENFORCE),
    suspicions.NO_SUCH_SUSPICION: (a_case(), COUNT),
    suspicions.SETTLED_ALREADY: (SETTLED, COUNT),
    suspicions.SUSPECTED_REMOVED: (SETTLED, REMOVE),
    suspicions.NOT_RECORDED_YET: (SUSPECTED, LEAVE),
    ENTRY_UNREADABLE: (a_case(), replace(LIST, entry=None)),
    ListFull: (a_case(), replace(LIST, listed=frozenset(map(str, range(MOST_ENTRIES))))),
    NOT_LISTED: (a_case(), replace(UNLIST, listed=frozenset())),
}

GRANTED_OF_SUSPICIONS: list[tuple[Case, Request]] = [
    (a_watched_case(), RAISE),
    (SUSPECTED, RAISE),
    (SUSPECTED, ENFORCE),
    (SUSPECTED, PRESENT),
    (SUSPECTED, COUNT),
    (SUSPECTED, REMOVE),
    (SUSPECTED, CLEAR),
    (RECORDED, LEAVE),
    (NONE_AFTER_ALL, REOPEN),
    (a_case(), LIST),
    (a_case(), UNLIST),
]
