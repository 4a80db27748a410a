"""п. 5.12.2, 5.12.7: what a chat wants done about a suspicion without asking anybody."""

from dataclasses import replace

import pytest

from rules.case import Case
from rules.conduct import Conduct
from rules.detectors.registry import Detector
from rules.ids import MessageId, RuleNumber, SuspicionNumber, ViolationNumber
from rules.responses import Response
from rules.settings import OF_DETECTOR, Blocks
from rules.vocabulary import suspicions
from rules.vocabulary.blocks import BlockImposed, BlockProposed
from rules.vocabulary.people import Standing
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from tests.rules.asking import granted, refused
from tests.rules.builders import the_violations
from tests.rules.moments import NOW, SECOND
from tests.rules.people import STUDENT, TEACHER
from tests.rules.policies import a_policy, a_rule
from tests.rules.suspected import a_found, a_suspected_case, a_suspicion, a_watched_case

ENFORCE = suspicions.EnforceSuspicion(number=SuspicionNumber(1))
LINK = Detector.LINK


def enforced(case: Case) -> tuple[Fact, ...]:
    return granted(case, ENFORCE)


def removed_by(case: Case) -> dict[MessageId, RuleNumber]:
    facts = [each for each in enforced(case) if isinstance(each, MessageRemoved)]
    removed = {each.message: each.rule for each in facts}
    assert len(removed) == len(facts)
    return removed


def counted_by(case: Case) -> list[ViolationRecorded]:
    return [each for each in enforced(case) if isinstance(each, ViolationRecorded)]


def nothing_follows(case: Case) -> bool:
    return refused(case, ENFORCE) == suspicions.NOTHING_TO_ENFORCE


def test_a_hint_leaves_everything_to_the_moderators() -> None:
    assert nothing_follows(a_suspected_case(a_found(response=Response.HINT)))


def test_a_message_is_removed_and_nothing_counted() -> None:
    case = a_suspected_case(a_found(response=Response.REMOVE))
    assert enforced(case) == (
        MessageRemoved(
            message=MessageId(7),
            member=STUDENT,
            by=None,
            rule=RuleNumber(2),
            posted_at=NOW - SECOND,
        ),
    )


def test_a_violation_is_counted_with_its_message_and_settles_the_suspicion() -> None:
    removed, recorded, settled = enforced(a_suspected_case(a_found(response=Response.COUNT)))

    assert isinstance(removed, MessageRemoved)
    assert recorded == ViolationRecorded(
        number=ViolationNumber(5),
        member=STUDENT,
        by=None,
        rule=RuleNumber(2),
        message=MessageId(7),
        note="",
    )
    assert settled == suspicions.SuspicionSettled(
        number=SuspicionNumber(1),
        member=STUDENT,
        by=None,
        how=suspicions.Settlement.COUNTED,
        violation=ViolationNumber(5),
    )


def test_only_the_messages_that_are_to_go_go() -> None:
    case = a_suspected_case(
        a_found(9, response=Response.REMOVE),
        a_found(8, response=Response.HINT),
        a_found(7, response=Response.COUNT),
    )
    assert list(removed_by(case)) == [7, 9]


def test_a_message_goes_once_by_the_gravest_of_its_rules() -> None:
    case = a_suspected_case(
        a_found(7, rule=1, response=Response.REMOVE),
        a_found(7, rule=2, response=Response.REMOVE),
        a_found(8, rule=1, response=Response.REMOVE),
    )
    assert removed_by(case) == {7: 2, 8: 1}


def test_one_violation_is_counted_by_the_gravest_rule_where_it_was_first_broken() -> None:
    case = a_suspected_case(
        a_found(7, rule=1, response=Response.COUNT),
        a_found(9, rule=2, response=Response.COUNT),
        a_found(8, rule=2, response=Response.COUNT),
    )
    (recorded,) = counted_by(case)
    assert (recorded.rule, recorded.message) == (2, 8)


def test_of_equally_grave_rules_the_first_is_counted() -> None:
    even = Conduct(rules=(a_rule(5, gravity=2), a_rule(4, gravity=2), a_rule(1)))
    case = a_suspected_case(
        *(
            a_found(message, rule=rule, response=Response.COUNT)
            for message, rule in ((7, 5), (8, 4))
        ),
        policy=a_policy(conduct=even),
    )

    (recorded,) = counted_by(case)

    assert (recorded.rule, recorded.message) == (4, 8)


def test_what_is_not_certain_does_not_say_which_violation_is_counted() -> None:
    case = a_suspected_case(
        a_found(7, rule=3, response=Response.HINT),
        a_found(8, rule=1, response=Response.COUNT),
    )
    (recorded,) = counted_by(case)
    assert (recorded.rule, recorded.message) == (1, 8)


def test_what_was_done_is_not_done_again() -> None:
    suspicion = a_suspicion(
        a_found(response=Response.COUNT),
        removed=frozenset({MessageId(7)}),
        violation=ViolationNumber(4),
        settled=suspicions.Settlement.COUNTED,
    )
    assert nothing_follows(a_suspected_case(suspicion=suspicion))


def test_a_suspicion_that_grows_is_counted_once() -> None:
    suspicion = a_suspicion(
        a_found(7, response=Response.COUNT),
        a_found(8, response=Response.COUNT),
        removed=frozenset({MessageId(7)}),
        violation=ViolationNumber(4),
        settled=suspicions.Settlement.COUNTED,
    )
    case = a_suspected_case(suspicion=suspicion)

    assert list(removed_by(case)) == [8]
    assert not counted_by(case)


def test_what_a_moderator_counted_is_not_counted_by_the_bot_as_well() -> None:
    suspicion = a_suspicion(
        a_found(response=Response.COUNT),
        violation=ViolationNumber(4),
        counted_by=TEACHER,
        settled=suspicions.Settlement.COUNTED,
    )
    case = a_suspected_case(suspicion=suspicion)

    assert list(removed_by(case)) == [7]
    assert not counted_by(case)


def test_what_somebody_removed_is_counted_all_the_same() -> None:
    suspicion = a_suspicion(a_found(response=Response.COUNT), removed=frozenset({MessageId(7)}))
    case = a_suspected_case(suspicion=suspicion)

    assert not removed_by(case)
    assert len(counted_by(case)) == 1


def test_nothing_follows_from_what_a_moderator_said_is_none() -> None:
    cleared = a_suspicion(a_found(response=Response.COUNT), settled=suspicions.Settlement.CLEARED)
    assert nothing_follows(a_suspected_case(suspicion=cleared))


def test_what_is_not_suspected_is_not_enforced() -> None:
    other = replace(ENFORCE, number=SuspicionNumber(2))
    assert refused(a_watched_case(), ENFORCE) == suspicions.NO_SUCH_SUSPICION
    assert refused(a_suspected_case(), other) == suspicions.NO_SUCH_SUSPICION


@pytest.mark.parametrize("standing", [Standing.MODERATOR, Standing.ADMINISTRATOR])
def test_whoever_became_a_moderator_meanwhile_is_left_to_the_administrators(
    standing: Standing,
) -> None:
    assert nothing_follows(a_suspected_case(a_found(response=Response.COUNT), standing=standing))


@pytest.mark.parametrize("standing", [Standing.OUTSIDER, Standing.COMMUNITY])
def test_nothing_follows_for_whoever_is_forgotten_meanwhile(standing: Standing) -> None:
    assert nothing_follows(a_suspected_case(a_found(response=Response.COUNT), standing=standing))


def test_whoever_left_in_a_hurry_is_counted_all_the_same() -> None:
    case = a_suspected_case(a_found(response=Response.COUNT), standing=Standing.LEFT)
    assert list(removed_by(case)) == [7]
    assert len(counted_by(case)) == 1


@pytest.mark.parametrize(
    ("wanted", "removed", "counted"),
    [(Response.COUNT, 1, 1), (Response.REMOVE, 1, 0)],
)
def test_a_chat_that_wants_less_meanwhile_gets_less(
    wanted: Response, removed: int, counted: int
) -> None:
    case = a_watched_case(wanted, suspicion=a_suspicion(a_found(response=Response.COUNT)))
    assert (len(removed_by(case)), len(counted_by(case))) == (removed, counted)


@pytest.mark.parametrize("wanted", [Response.OFF, Response.HINT])
def test_a_chat_that_wants_nothing_done_meanwhile_gets_nothing_done(wanted: Response) -> None:
    case = a_watched_case(wanted, suspicion=a_suspicion(a_found(response=Response.COUNT)))
    assert nothing_follows(case)


def test_nothing_is_done_by_a_rule_that_is_no_more() -> None:
    gone = a_suspected_case(a_found(rule=9, response=Response.COUNT))
    left = a_suspected_case(
        a_found(7, rule=9, response=Response.COUNT),
        a_found(8, rule=1, detector=LINK, response=Response.COUNT),
    )

    assert nothing_follows(gone)
    assert removed_by(left) == {8: 1}
    assert [each.rule for each in counted_by(left)] == [1]


@pytest.mark.parametrize(
    ("blocks", "kind"), [(Blocks.PROPOSED, BlockProposed), (Blocks.AUTOMATIC, BlockImposed)]
)
def test_the_fourth_violation_has_its_consequence_whoever_counts_it(
    blocks: Blocks, kind: type[BlockProposed | BlockImposed]
) -> None:
    case = a_suspected_case(
        a_found(response=Response.COUNT),
        policy=a_policy(blocks=blocks),
        violations=the_violations([1, 2, 3]),
    )

    *_, followed = enforced(case)

    assert isinstance(followed, kind)
    assert followed.by is None
    assert followed.grounds == (1, 2, 3, 5)


def test_each_detector_is_enforced_as_the_chat_wants_for_it() -> None:
    case = a_watched_case(
        values={
            OF_DETECTOR[Detector.OBSCENITY]: Response.REMOVE.value,
            OF_DETECTOR[LINK]: Response.COUNT.value,
        },
        suspicion=a_suspicion(
            a_found(7, rule=2, response=Response.COUNT),
            a_found(8, rule=1, detector=LINK, response=Response.COUNT),
        ),
    )
    assert removed_by(case) == {7: 2, 8: 1}
    assert [each.rule for each in counted_by(case)] == [1]
