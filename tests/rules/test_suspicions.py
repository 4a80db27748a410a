"""п. 5.12.2, 5.12.4, 5.12.7: what detectors find within seconds becomes one suspicion."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rules.case import Case
from rules.conduct import Conduct
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector, Label
from rules.ids import MemberId, MessageId, ReminderNumber, RuleNumber, SuspicionNumber
from rules.policy import Trust
from rules.responses import Response
from rules.settings import OF_DETECTOR
from rules.vocabulary import suspicions
from rules.vocabulary.chats import BeforeAdoption
from rules.vocabulary.people import NOT_PARTICIPANT, Standing
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.suspicions import NOTHING_SUSPECTED, Found, SuspicionRaised
from rules.vocabulary.violations import Recent
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.moments import INSTANT, MINUTE, NOW, SECOND
from tests.rules.people import CLASSMATE, STUDENT
from tests.rules.policies import a_policy, a_rule
from tests.rules.suspected import (
    a_detection,
    a_found,
    a_suspected_case,
    a_suspicion,
    a_watched_case,
    found_by,
    suspect,
)


def test_a_suspicion_says_what_was_found_and_when_it_is_acted_upon() -> None:
    detection = a_detection(certainty=0.876)
    assert granted(a_watched_case(Response.HINT), suspect(detection)) == (
        SuspicionRaised(
            number=SuspicionNumber(2),
            member=STUDENT,
            found=(
                Found(
                    message=MessageId(7),
                    posted_at=NOW - SECOND,
                    detector=Detector.OBSCENITY,
                    label=Label.OBSCENE,
                    certainty=88,
                    rule=RuleNumber(2),
                    response=Response.HINT,
                ),
            ),
            acts_at=NOW + 2 * SECOND,
        ),
    )


WORD_OF_THE_LIST = a_detection(Detector.WORDLIST, rule=9)

OF_NO_CONCERN: dict[str, tuple[Case, Detection]] = {
    "no rule is watched for it": (a_watched_case(), a_detection(Detector.PERSONAL_DATA)),
    "the rule that is named is unknown": (a_watched_case(), WORD_OF_THE_LIST),
    "the chat has switched it off": (a_watched_case(Response.OFF), a_detection()),
    "the chat says nothing of it": (a_case(), a_detection()),
}


@pytest.mark.parametrize(("case", "detection"), OF_NO_CONCERN.values(), ids=OF_NO_CONCERN)
def test_nothing_follows(case: Case, detection: Detection) -> None:
    assert refused(case, suspect(detection)) == NOTHING_SUSPECTED


def test_what_is_of_no_concern_is_left_out_of_the_rest() -> None:
    off = {OF_DETECTOR[Detector.LINK]: Response.OFF.value}
    case = a_watched_case()
    case = replace(case, values={**case.values, **off})
    detections = (
        a_detection(Detector.LINK),
        a_detection(Detector.PERSONAL_DATA),
        a_detection(Detector.FLOOD),
    )

    assert [each.detector for each in found_by(case, *detections)] == [Detector.FLOOD]


@pytest.mark.parametrize(
    ("wanted", "certainty", "follows"),
    [
        (Response.COUNT, 1.0, Response.COUNT),
        (Response.COUNT, 0.95, Response.COUNT),
        (Response.COUNT, 0.9499, Response.REMOVE),
        (Response.COUNT, 0.8, Response.REMOVE),
        (Response.COUNT, 0.7999, Response.HINT),
        (Response.COUNT, 0.0, Response.HINT),
        (Response.REMOVE, 1.0, Response.REMOVE),
        (Response.REMOVE, 0.8, Response.REMOVE),
        (Response.REMOVE, 0.7999, Response.HINT),
        (Response.HINT, 1.0, Response.HINT),
    ],
)
def test_no_more_follows_than_the_chat_wants_and_the_certainty_bears(
    wanted: Response, certainty: float, follows: Response
) -> None:
    (found,) = found_by(a_watched_case(wanted), a_detection(certainty=certainty))
    assert found.response is follows


def test_a_college_says_what_is_certain_enough() -> None:
    strict = a_policy(trust=Trust(likely=0.9, certain=0.99))
    case = a_watched_case(policy=strict)

    def follows(certainty: float) -> Response:
        (found,) = found_by(case, a_detection(certainty=certainty))
        return found.response

    assert [follows(each) for each in (0.89, 0.9, 0.98, 0.99)] == [
        Response.HINT,
        Response.REMOVE,
        Response.REMOVE,
        Response.COUNT,
    ]


@pytest.mark.parametrize("standing", [Standing.MODERATOR, Standing.ADMINISTRATOR])
def test_what_a_moderator_writes_is_a_hint_at_most(standing: Standing) -> None:
    (found,) = found_by(a_watched_case(standing=standing))
    assert found.response is Response.HINT


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.OUTSIDER, Standing.COMMUNITY])
def test_whoever_is_no_participant_is_not_suspected(standing: Standing) -> None:
    case = a_watched_case(standing=standing)
    assert refused(case, suspect()) == NOT_PARTICIPANT


@pytest.mark.parametrize(
    ("detector", "named", "rule"),
    [
        (Detector.OBSCENITY, None, 2),
        (Detector.OBSCENITY, 1, 1),
        (Detector.OBSCENITY, 9, 2),
        (Detector.WORDLIST, 1, 1),
    ],
)
def test_the_rule_that_is_named_goes_before_the_one_that_is_watched(
    detector: Detector, named: int | None, rule: int
) -> None:
    (found,) = found_by(a_watched_case(), a_detection(detector, rule=named))
    assert found.rule == rule


@pytest.mark.parametrize(("gravity", "rule"), [(0, 4), (1, 4), (2, 5)])
def test_of_several_rules_the_gravest_is_watched_for(gravity: int, rule: int) -> None:
    late = (Detector.LATE,)
    rules = (a_rule(4, detectors=late), a_rule(5, detectors=late, gravity=gravity))
    case = a_watched_case(policy=a_policy(conduct=Conduct(rules=rules)))

    (found,) = found_by(case, a_detection(Detector.LATE))

    assert found.rule == rule


def test_the_same_twice_in_one_message_is_found_once() -> None:
    assert len(found_by(a_watched_case(), a_detection(), a_detection(found="b", start=5))) == 1


def test_what_was_written_before_the_chat_was_adopted_raises_nothing() -> None:
    case = a_watched_case(adopted_at=NOW - SECOND / 2)
    assert granted(case, suspect())
    assert refused(replace(case, adopted_at=NOW), suspect()) == (BeforeAdoption(adopted_at=NOW))


BURST = timedelta(seconds=30)
LATER = MessageId(8)


def after(case: Case, pause: timedelta) -> suspicions.SuspicionRaised | suspicions.SuspicionGrown:
    """Give what comes of a message that is written so long after the latest one."""
    assert case.suspicion is not None
    request, at = suspect(message=LATER), case.suspicion.last_at + pause
    fact, *_ = granted(case, request, at)
    assert isinstance(fact, suspicions.SuspicionRaised | suspicions.SuspicionGrown)
    assert [each.message for each in fact.found] == [LATER]
    return fact


def test_what_is_written_within_the_burst_is_one_suspicion_and_another_after_a_pause() -> None:
    grown, raised = (after(a_suspected_case(), pause) for pause in (BURST, BURST + INSTANT))
    assert isinstance(grown, suspicions.SuspicionGrown)
    assert isinstance(raised, suspicions.SuspicionRaised)
    assert (grown.number, grown.member, raised.number) == (1, STUDENT, 2)


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        (suspicions.Settlement.CLEARED, suspicions.SuspicionRaised),
        (suspicions.Settlement.COUNTED, suspicions.SuspicionGrown),
    ],
)
def test_what_was_counted_goes_on_and_what_was_none_does_not(
    how: suspicions.Settlement, kind: type[Any]
) -> None:
    case = a_suspected_case(suspicion=a_suspicion(settled=how, settled_at=NOW))
    assert isinstance(after(case, SECOND), kind)


def test_what_is_found_again_in_the_same_message_adds_nothing() -> None:
    case = a_watched_case(suspicion=a_suspicion(*found_by(a_watched_case())))
    assert refused(case, suspect()) == suspicions.NOTHING_SUSPECTED
    assert [each.rule for each in found_by(case, a_detection(), a_detection(Detector.LINK))] == [1]


def test_more_of_it_does_not_put_off_what_is_due() -> None:
    due = NOW + SECOND
    assert after(a_suspected_case(suspicion=a_suspicion(acts_at=due)), SECOND).acts_at == due


def test_what_comes_after_it_was_acted_upon_is_gathered_anew() -> None:
    case = a_suspected_case(suspicion=a_suspicion(acts_at=None, last_at=NOW))
    assert after(case, SECOND).acts_at == NOW + SECOND + 2 * SECOND


def test_a_college_says_how_long_is_together() -> None:
    trust = Trust(gathering=timedelta(0), burst=5 * SECOND)
    case = a_suspected_case(policy=a_policy(trust=trust), suspicion=a_suspicion(acts_at=None))
    assert case.suspicion is not None

    assert isinstance(after(case, 5 * SECOND), suspicions.SuspicionGrown)
    assert after(case, 5 * SECOND).acts_at == case.suspicion.last_at + 5 * SECOND
    assert isinstance(after(case, 5 * SECOND + INSTANT), suspicions.SuspicionRaised)


def lately(member: MemberId, at: datetime = NOW - MINUTE) -> Recent:
    return Recent(member=member, at=at)


def test_suspicions_of_several_people_heat_a_chat_up() -> None:
    heated = a_watched_case(recent=(lately(STUDENT), lately(CLASSMATE)))
    _, *followed = granted(heated, suspect())
    assert followed == [Reminded(number=ReminderNumber(2), member=None, by=None, rule=None)]


def test_suspicions_of_one_person_do_not_heat_a_chat_up() -> None:
    case = a_watched_case(recent=(lately(STUDENT), lately(STUDENT), lately(STUDENT)))
    assert len(granted(case, suspect())) == 1


def test_a_suspicion_that_grows_heats_a_chat_up_no_more() -> None:
    case = a_suspected_case(recent=(lately(STUDENT), lately(CLASSMATE), lately(CLASSMATE)))
    assert len(granted(case, suspect(message=LATER))) == 1


def present(number: int = 1) -> suspicions.PresentSuspicion:
    return suspicions.PresentSuspicion(number=SuspicionNumber(number))


@pytest.mark.parametrize("settled", [None, *suspicions.Settlement])
def test_whatever_became_of_it_a_suspicion_is_presented(
    settled: suspicions.Settlement | None,
) -> None:
    case = a_suspected_case(suspicion=a_suspicion(settled=settled))
    assert granted(case, present()) == (
        suspicions.SuspicionPresented(number=SuspicionNumber(1), member=STUDENT),
    )


def test_what_is_not_suspected_is_not_presented() -> None:
    assert refused(a_watched_case(), present()) == suspicions.NO_SUCH_SUSPICION
    assert refused(a_suspected_case(a_found()), present(2)) == suspicions.NO_SUCH_SUSPICION
