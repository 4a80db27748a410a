"""п. 5.12.2: a complaint makes a card or joins one, and by itself does nothing else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case import Case, Granted
from rules.complaints import (
    A_DAY,
    AT_ONCE,
    BRIGADE,
    MOST_A_DAY,
    UNFOUNDED,
    complaining_at_once,
    is_for_administrators,
    rank_of,
)
from rules.decide import decide
from rules.ids import ChatId, MemberId, MessageId, RuleNumber, SuspicionNumber
from rules.vocabulary import complaints, suspicions
from rules.vocabulary.chats import NOT_ADMINISTRATOR, BeforeAdoption
from rules.vocabulary.complaints import ComplaintMade, Outcome, Rank
from rules.vocabulary.people import NOT_PARTICIPANT, OWN_GRIEVANCE, Standing
from rules.vocabulary.suspicions import Complained, Origin, SuspicionGrown, SuspicionRaised
from rules.vocabulary.violations import MessageRemoved, Recent, ViolationRecorded
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.moments import DAY, INSTANT, MINUTE, NOW, SECOND
from tests.rules.people import A_TEACHER, CHAT, CLASSMATE, COLLEAGUE, STUDENT, an_actor
from tests.rules.records import a_violation
from tests.rules.suspected import (
    CLEARED,
    a_found,
    a_suspected_case,
    a_suspicion,
    a_watched_case,
    settled,
)

SEVENTH = MessageId(7)

WITNESS = an_actor(CLASSMATE, Standing.MEMBER)


def a_complaint(at: datetime = NOW - MINUTE, **changes: Any) -> complaints.Complaint:
    usual: dict[str, Any] = {
        "chat": CHAT,
        "by": CLASSMATE,
        "member": STUDENT,
        "message": MessageId(3),
        "at": at,
    }
    return complaints.Complaint(**(usual | changes))


def complaining(**changes: Any) -> complaints.Complain:
    usual: dict[str, Any] = {"by": WITNESS, "message": SEVENTH, "posted_at": NOW - MINUTE}
    return complaints.Complain(**(usual | changes))


REPORTED = a_found(detector=Origin.REPORTED, label=Origin.REPORTED, rule=0, certainty=0)


def test_it_raises_a_suspicion_that_names_nobody() -> None:
    raised, made = granted(a_case(), complaining())
    assert isinstance(raised, SuspicionRaised)
    assert {each.detector for each in raised.found} == {Origin.REPORTED}
    assert made == ComplaintMade(member=STUDENT, message=SEVENTH, suspicion=raised.number)
    assert made.by is None


def test_it_joins_the_suspicion_about_the_same_message() -> None:
    grown, made = granted(a_suspected_case(), complaining())
    assert isinstance(grown, SuspicionGrown)
    assert isinstance(made, ComplaintMade)
    assert grown.number == made.suspicion == SuspicionNumber(1)
    assert granted(a_suspected_case(a_found(), REPORTED), complaining()) == (made,)


@pytest.mark.parametrize(
    "case",
    [
        a_case(violations=(a_violation(1, message=SEVENTH),)),
        settled(**CLEARED),
    ],
)
def test_of_what_was_dealt_with_no_card_is_made(case: Case) -> None:
    (made,) = granted(case, complaining())
    assert made == ComplaintMade(member=STUDENT, message=SEVENTH, suspicion=None)


def test_it_is_refused() -> None:
    own = a_complaint(message=SEVENTH)
    assert refused(a_case(), complaining(own=(own,))) == complaints.COMPLAINED_ALREADY
    assert granted(a_case(), complaining(own=(a_complaint(message=SEVENTH, chat=ChatId(5)),)))
    assert (
        refused(a_case(), complaining(by=an_actor(STUDENT, Standing.MEMBER)))
        == complaints.OWN_MESSAGE
    )
    gone = an_actor(CLASSMATE, Standing.LEFT)
    assert refused(a_case(), complaining(by=gone)) == NOT_PARTICIPANT
    bot = a_case(standing=Standing.COMMUNITY)
    assert refused(bot, complaining()) == complaints.NOT_OF_A_MEMBER
    old = a_case(adopted_at=NOW)
    assert isinstance(refused(old, complaining(posted_at=NOW - DAY)), BeforeAdoption)


def test_five_a_day_wherever() -> None:
    own = tuple(
        a_complaint(NOW - A_DAY + INSTANT, message=MessageId(100 + n), chat=ChatId(n))
        for n in range(MOST_A_DAY)
    )
    assert refused(a_case(), complaining(own=own)) == complaints.TOO_MANY_COMPLAINTS
    first = a_complaint(NOW - A_DAY, message=MessageId(99))
    assert granted(a_case(), complaining(own=(first, *own[1:])))


def test_three_unfounded_ones_rank_lower() -> None:
    unfounded = [a_complaint(outcome=Outcome.NOTHING)] * UNFOUNDED
    assert rank_of(unfounded) is Rank.LOW
    assert rank_of([*unfounded[1:], a_complaint(), a_complaint(outcome=Outcome.MEASURES)]) is (
        Rank.USUAL
    )


def test_a_moderators_own_case_is_the_administrators() -> None:
    assert is_for_administrators(A_TEACHER)
    assert not is_for_administrators(WITNESS)
    only = Complained(by=frozenset({A_TEACHER.member}), for_administrators=True)
    case = a_suspected_case(suspicion=a_suspicion(REPORTED, complained=only))
    number = SuspicionNumber(1)
    for who, refusal in ((A_TEACHER, OWN_GRIEVANCE), (_moderator(COLLEAGUE), NOT_ADMINISTRATOR)):
        for request in (
            suspicions.CountSuspicion(by=who, number=number),
            suspicions.RemoveSuspected(by=who, number=number),
            suspicions.ClearSuspicion(by=who, number=number),
            suspicions.LeaveSuspicion(by=who, number=number),
            suspicions.ReopenSuspicion(by=who, number=number),
        ):
            assert refused(case, request) == refusal
    head = an_actor(COLLEAGUE, Standing.ADMINISTRATOR)
    assert granted(case, suspicions.ClearSuspicion(by=head, number=number))
    # what a detector found as well is on every moderator's card
    found = a_suspected_case(suspicion=a_suspicion(a_found(), REPORTED, complained=only))
    by = _moderator(COLLEAGUE)
    assert granted(found, suspicions.ClearSuspicion(by=by, number=number))


def _moderator(member: MemberId) -> Any:
    return an_actor(member, Standing.MODERATOR)


def test_a_moderator_says_which_rule_was_broken() -> None:
    case, number = a_suspected_case(REPORTED), SuspicionNumber(1)
    asked: dict[str, Any] = {"by": A_TEACHER, "number": number, "message": SEVENTH}
    recorded, *_ = granted(case, suspicions.CountSuspicion(**asked, rule=RuleNumber(2)))
    assert isinstance(recorded, ViolationRecorded)
    assert (recorded.rule, recorded.message) == (2, SEVENTH)
    (removed,) = granted(case, suspicions.RemoveSuspected(**asked, rule=RuleNumber(2)))
    assert isinstance(removed, MessageRemoved)
    assert removed.rule == 2
    for request in (suspicions.CountSuspicion(**asked), suspicions.RemoveSuspected(**asked)):
        refused(case, request)


@given(
    ages=st.lists(st.integers(0, 30 * 86400), max_size=8),
    recent=st.integers(0, 9),
    found=st.sets(st.sampled_from((2, 3)), max_size=2),
)
def test_alone_it_never_removes_counts_or_heats(
    ages: list[int], recent: int, found: set[int]
) -> None:
    """Whatever heats the chat already, and whatever the chat wants to follow from detections."""
    own = tuple(
        a_complaint(NOW - timedelta(seconds=age), message=MessageId(50 + n))
        for n, age in enumerate(ages)
    )
    hot = tuple(Recent(member=MemberId(900 + n), at=NOW - SECOND) for n in range(recent))
    known = a_suspicion(*(a_found(rule=rule) for rule in found)) if found else None
    case = a_watched_case(recent=hot, suspicion=known)
    ruling = decide(case, complaining(own=own), NOW)
    if not isinstance(ruling, Granted):
        return
    assert {type(fact) for fact in ruling.facts} <= {
        SuspicionRaised,
        SuspicionGrown,
        ComplaintMade,
    }
    # nor when the timers act upon it
    alone = a_watched_case(recent=hot, suspicion=a_suspicion(REPORTED))
    refused(alone, suspicions.EnforceSuspicion(number=SuspicionNumber(1)))


MADE = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3600)), min_size=0, max_size=12)


@given(made=MADE, seed=st.randoms(use_true_random=False))
def test_a_brigade_is_several_people_within_minutes(made: list[tuple[int, int]], seed: Any) -> None:
    told = [a_complaint(NOW - timedelta(seconds=age), by=MemberId(900 + who)) for who, age in made]
    most = complaining_at_once(told)
    shuffled = list(told)
    seed.shuffle(shuffled)
    assert complaining_at_once(shuffled) == most
    assert most == 0 or BRIGADE <= most <= len({each.by for each in told})
    if len({each.by for each in told if each.at >= NOW - AT_ONCE}) >= BRIGADE:
        assert most
    # more people never hide one
    assert complaining_at_once([*told, a_complaint(by=MemberId(999))]) >= most
