"""п. 5.12.2, 5.12.7: what detectors found becomes a suspicion, by the chat's wishes."""

from dataclasses import replace

import pytest

from rules.case import Case
from rules.conduct import Conduct
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector, Label
from rules.ids import MessageId, RuleNumber, SuspicionNumber
from rules.policy import Trust
from rules.responses import Response
from rules.settings import OF_DETECTOR
from rules.vocabulary.chats import BeforeAdoption
from rules.vocabulary.people import NOT_PARTICIPANT, Standing
from rules.vocabulary.suspicions import NOTHING_SUSPECTED, Found, SuspicionRaised
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.moments import NOW, SECOND
from tests.rules.people import STUDENT
from tests.rules.policies import a_policy, a_rule
from tests.rules.suspected import a_detection, a_watched_case, found_by, suspect


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
