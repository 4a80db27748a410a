"""Ways to the refusals and facts about apologies that are not published, for `test_decide`."""

from dataclasses import replace

from rules.apologies import MOST_WITHHELD
from rules.case import Case
from rules.detectors.registry import Detector
from rules.ids import BlockNumber, VoteNumber, WithheldNumber
from rules.vocabulary import apologies
from rules.vocabulary.bases import RefusalKey
from rules.vocabulary.unions import Request
from tests.rules.builders import a_blocked_case
from tests.rules.moments import HOUR, NOW
from tests.rules.people import A_TEACHER, STUDENT
from tests.rules.suspected import a_detection
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

WAYS_OF_APOLOGIES: dict[RefusalKey, tuple[Case, Request]] = {
    apologies.WITHHELD_OVER: (a_blocked_case(), PUBLISH),
    apologies.WithheldTooOften: (a_blocked_case(withheld_at=(NOW - HOUR,) * MOST_WITHHELD), RUDE),
    apologies.ANOTHER_BLOCK: (a_blocked_case(), replace(RUDE, found=(), block=BlockNumber(2))),
}

GRANTED_OF_APOLOGIES: list[tuple[Case, Request]] = [
    (a_blocked_case(), RUDE),
    (WAITING, PUBLISH),
    (a_blocked_case(votes=(a_vote(),)), REJECT),
]
