"""п. 5.12.2, 5.12.4: what one person writes within seconds is one suspicion, due once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from rules.case import Case
from rules.detectors.registry import Detector
from rules.ids import MemberId, MessageId, ReminderNumber, SuspicionNumber
from rules.policy import Trust
from rules.vocabulary import suspicions
from rules.vocabulary.reminders import Reminded
from rules.vocabulary.violations import Recent
from tests.rules.asking import granted, refused
from tests.rules.moments import INSTANT, MINUTE, NOW, SECOND
from tests.rules.people import CLASSMATE, STUDENT
from tests.rules.policies import a_policy
from tests.rules.suspected import (
    a_detection,
    a_found,
    a_suspected_case,
    a_suspicion,
    a_watched_case,
    found_by,
    suspect,
)

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
