"""п. 5.12.2, 5.12.7: what detectors found becomes a suspicion, once for what comes together."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rules.cases import Case
from rules.cases.measures import Recent
from rules.cases.people import Standing
from rules.cases.suspicions import Found, Settlement
from rules.conduct import Conduct
from rules.decide import decide
from rules.detectors.detection import Detection, Detector, Label
from rules.facts.reminders import Reminded
from rules.facts.suspicions import SuspicionGrown, SuspicionPresented, SuspicionRaised
from rules.ids import MemberId, MessageId, ReminderNumber, RuleNumber, SuspicionNumber
from rules.policy import Trust
from rules.refusals.rights import NotParticipant
from rules.refusals.suspicions import NoSuchSuspicion, NothingSuspected
from rules.requests.suspicions import PresentSuspicion, RaiseSuspicion
from rules.responses import Response
from rules.settings import OF_DETECTOR
from tests.rules.builders import (
    CLASSMATE,
    INSTANT,
    MINUTE,
    NOW,
    SECOND,
    STUDENT,
    a_case,
    a_detection,
    a_found,
    a_policy,
    a_rule,
    a_suspected_case,
    a_suspicion,
    a_watched_case,
    facts_of,
    refusal_of,
)

BURST = timedelta(seconds=30)
LATER = MessageId(8)


def suspect(*detections: Detection, message: int = 7) -> RaiseSuspicion:
    return RaiseSuspicion(
        message=MessageId(message),
        posted_at=NOW - SECOND,
        detections=detections or (a_detection(),),
    )


def found_by(case: Case, *detections: Detection) -> tuple[Found, ...]:
    raised, *_ = facts_of(decide(case, suspect(*detections), NOW))
    assert isinstance(raised, SuspicionRaised | SuspicionGrown)
    return raised.found


def test_a_suspicion_says_what_was_found_and_when_it_is_acted_upon() -> None:
    detection = a_detection(certainty=0.876)

    assert facts_of(decide(a_watched_case(Response.HINT), suspect(detection), NOW)) == (
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


def test_without_a_rule_nothing_follows() -> None:
    unwatched = suspect(a_detection(Detector.PERSONAL_DATA))

    assert refusal_of(decide(a_watched_case(), unwatched, NOW)) == NothingSuspected()


def test_what_a_chat_has_switched_off_means_nothing() -> None:
    case = a_watched_case(Response.OFF)

    assert refusal_of(decide(case, suspect(), NOW)) == NothingSuspected()


def test_what_a_chat_says_nothing_of_means_nothing() -> None:
    assert refusal_of(decide(a_case(), suspect(), NOW)) == NothingSuspected()


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

    assert refusal_of(decide(case, suspect(), NOW)) == NotParticipant()


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


def test_a_rule_that_is_named_and_unknown_is_none() -> None:
    request = suspect(a_detection(Detector.WORDLIST, rule=9))

    assert refusal_of(decide(a_watched_case(), request, NOW)) == NothingSuspected()


@pytest.mark.parametrize(("gravity", "rule"), [(0, 4), (1, 4), (2, 5)])
def test_of_several_rules_the_gravest_is_watched_for(gravity: int, rule: int) -> None:
    late = (Detector.LATE,)
    rules = (a_rule(4, detectors=late), a_rule(5, detectors=late, gravity=gravity))
    case = a_watched_case(policy=a_policy(conduct=Conduct(rules=rules)))

    (found,) = found_by(case, a_detection(Detector.LATE))

    assert found.rule == rule


def test_the_same_twice_in_one_message_is_found_once() -> None:
    assert len(found_by(a_watched_case(), a_detection(), a_detection(found="b", start=5))) == 1


def after(case: Case, pause: timedelta) -> SuspicionRaised | SuspicionGrown:
    """Give what comes of a message that is written so long after the latest one."""
    assert case.suspicion is not None
    request, at = suspect(message=LATER), case.suspicion.last_at + pause
    fact, *_ = facts_of(decide(case, request, at))
    assert isinstance(fact, SuspicionRaised | SuspicionGrown)
    assert [each.message for each in fact.found] == [LATER]
    return fact


def test_what_is_written_within_the_burst_is_one_suspicion() -> None:
    grown = after(a_suspected_case(), BURST)

    assert isinstance(grown, SuspicionGrown)
    assert (grown.number, grown.member) == (1, STUDENT)


def test_after_a_pause_it_is_another_suspicion() -> None:
    raised = after(a_suspected_case(), BURST + INSTANT)

    assert isinstance(raised, SuspicionRaised)
    assert raised.number == 2


def test_nothing_is_added_to_a_suspicion_that_was_none() -> None:
    cleared = a_suspicion(settled=Settlement.CLEARED, settled_at=NOW)

    assert isinstance(after(a_suspected_case(suspicion=cleared), SECOND), SuspicionRaised)


def test_what_was_counted_goes_on_as_the_same_suspicion() -> None:
    counted = a_suspicion(settled=Settlement.COUNTED, settled_at=NOW)

    assert isinstance(after(a_suspected_case(suspicion=counted), SECOND), SuspicionGrown)


def test_what_is_found_again_in_the_same_message_adds_nothing() -> None:
    case = a_watched_case()
    suspicion = a_suspicion(*found_by(case))

    assert refusal_of(decide(replace(case, suspicion=suspicion), suspect(), NOW)) == (
        NothingSuspected()
    )


def test_what_is_added_to_the_same_message_is_told_without_what_was_known() -> None:
    case = a_watched_case()
    case = replace(case, suspicion=a_suspicion(*found_by(case)))

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

    assert isinstance(after(case, 5 * SECOND), SuspicionGrown)
    assert after(case, 5 * SECOND).acts_at == case.suspicion.last_at + 5 * SECOND
    assert isinstance(after(case, 5 * SECOND + INSTANT), SuspicionRaised)


def lately(member: MemberId, at: datetime = NOW - MINUTE) -> Recent:
    return Recent(member=member, at=at)


def test_suspicions_of_several_people_heat_a_chat_up() -> None:
    heated = a_watched_case(recent=(lately(STUDENT), lately(CLASSMATE)))

    _, *followed = facts_of(decide(heated, suspect(), NOW))

    assert followed == [Reminded(number=ReminderNumber(2), member=None, by=None, rule=None)]


def test_suspicions_of_one_person_do_not_heat_a_chat_up() -> None:
    case = a_watched_case(recent=(lately(STUDENT), lately(STUDENT), lately(STUDENT)))

    assert len(facts_of(decide(case, suspect(), NOW))) == 1


def test_a_suspicion_that_grows_heats_a_chat_up_no_more() -> None:
    case = a_suspected_case(recent=(lately(STUDENT), lately(CLASSMATE), lately(CLASSMATE)))

    assert len(facts_of(decide(case, suspect(message=LATER), NOW))) == 1


def present(number: int = 1) -> PresentSuspicion:
    return PresentSuspicion(number=SuspicionNumber(number))


@pytest.mark.parametrize("settled", [None, *Settlement])
def test_whatever_became_of_it_a_suspicion_is_presented(settled: Settlement | None) -> None:
    case = a_suspected_case(suspicion=a_suspicion(settled=settled))

    assert facts_of(decide(case, present(), NOW)) == (
        SuspicionPresented(number=SuspicionNumber(1), member=STUDENT),
    )


def test_what_is_not_suspected_is_not_presented() -> None:
    assert refusal_of(decide(a_watched_case(), present(), NOW)) == NoSuchSuspicion()
    assert refusal_of(decide(a_suspected_case(a_found()), present(2), NOW)) == NoSuchSuspicion()
