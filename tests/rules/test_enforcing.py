"""п. 5.12.2, 5.12.7: what a chat wants done about a suspicion without asking anybody."""

from dataclasses import replace
from typing import Any

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
from rules.vocabulary.suspicions import Found
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from tests.rules.asking import granted, last, refused
from tests.rules.moments import NOW, SECOND
from tests.rules.people import STUDENT, TEACHER
from tests.rules.policies import a_policy, a_rule
from tests.rules.records import the_violations
from tests.rules.suspected import a_found, a_suspected_case, a_suspicion, a_watched_case

ENFORCE = suspicions.EnforceSuspicion(number=SuspicionNumber(1))
COUNT, REMOVE, HINT = Response.COUNT, Response.REMOVE, Response.HINT
LINK = Detector.LINK
GONE = frozenset({MessageId(7)})
EVEN = Conduct(rules=(a_rule(5, gravity=2), a_rule(4, gravity=2), a_rule(1)))
BOTS: dict[str, Any] = {
    "violation": ViolationNumber(4),
    "settled": suspicions.Settlement.COUNTED,
}


def seen(message: int = 7, rule: int = 2, response: Response = COUNT, **changes: Any) -> Found:
    return a_found(message, rule, response=response, **changes)


def known(*found: Found, **changes: Any) -> Case:
    """A suspicion of which something was done already."""
    return a_suspected_case(suspicion=a_suspicion(*(found or (seen(),)), **changes))


def wanting(wanted: Response) -> Case:
    """A chat that wants something else by now than when it was found."""
    return a_watched_case(wanted, suspicion=a_suspicion(seen()))


DONE: dict[str, tuple[Case, dict[int, int], list[tuple[int, int]]]] = {
    "a hint leaves everything to the moderators": (a_suspected_case(seen(response=HINT)), {}, []),
    "only the messages that are to go go": (
        a_suspected_case(seen(9, response=REMOVE), seen(8, response=HINT), seen(7)),
        {7: 2, 9: 2},
        [(2, 7)],
    ),
    "a message goes once by the gravest of its rules": (
        a_suspected_case(*(seen(at, rule, REMOVE) for at, rule in ((7, 1), (7, 2), (8, 1)))),
        {7: 2, 8: 1},
        [],
    ),
    "one violation is counted by the gravest rule where it was first broken": (
        a_suspected_case(seen(7, 1), seen(9, 2), seen(8, 2)),
        {7: 1, 8: 2, 9: 2},
        [(2, 8)],
    ),
    "of equally grave rules the first is counted": (
        a_suspected_case(seen(7, 5), seen(8, 4), policy=a_policy(conduct=EVEN)),
        {7: 5, 8: 4},
        [(4, 8)],
    ),
    "what is not certain does not say which violation is counted": (
        a_suspected_case(seen(7, 3, HINT), seen(8, 1)),
        {8: 1},
        [(1, 8)],
    ),
    "what was done is not done again": (known(removed=GONE, **BOTS), {}, []),
    "a suspicion that grows is counted once": (
        known(seen(7), seen(8), removed=GONE, **BOTS),
        {8: 2},
        [],
    ),
    "what a moderator counted the bot does not": (known(counted_by=TEACHER, **BOTS), {7: 2}, []),
    "what somebody removed is counted all the same": (known(removed=GONE), {}, [(2, 7)]),
    "what a moderator said is none": (known(settled=suspicions.Settlement.CLEARED), {}, []),
    "who left in a hurry": (a_suspected_case(seen(), standing=Standing.LEFT), {7: 2}, [(2, 7)]),
    "a chat that wants as much": (wanting(COUNT), {7: 2}, [(2, 7)]),
    "a chat that wants less meanwhile": (wanting(REMOVE), {7: 2}, []),
    "a chat that wants hints meanwhile": (wanting(HINT), {}, []),
    "a chat that wants nothing meanwhile": (wanting(Response.OFF), {}, []),
    "a rule that is no more": (a_suspected_case(seen(rule=9)), {}, []),
    "a rule that is no more beside one that is": (
        a_suspected_case(seen(7, 9), seen(8, 1, detector=LINK)),
        {8: 1},
        [(1, 8)],
    ),
    "each detector as the chat wants for it": (
        a_watched_case(
            values={OF_DETECTOR[Detector.OBSCENITY]: REMOVE.value, OF_DETECTOR[LINK]: COUNT.value},
            suspicion=a_suspicion(seen(7, 2), seen(8, 1, detector=LINK)),
        ),
        {7: 2, 8: 1},
        [(1, 8)],
    ),
    # a moderator is left to the administrators; an outsider was forgotten meanwhile
    **{
        f"who became {standing} meanwhile": (a_suspected_case(seen(), standing=standing), {}, [])
        for standing in sorted(set(Standing) - {Standing.MEMBER, Standing.LEFT})
    },
}
"""Cases, with the messages that are removed and their rules, and what is counted where."""


@pytest.mark.parametrize(("case", "removed", "counted"), DONE.values(), ids=DONE)
def test_so_much_is_done(
    case: Case, removed: dict[int, int], counted: list[tuple[int, int]]
) -> None:
    if not removed and not counted:
        assert refused(case, ENFORCE) == suspicions.NOTHING_TO_ENFORCE
        return
    facts = granted(case, ENFORCE)
    gone = [(each.message, each.rule) for each in facts if isinstance(each, MessageRemoved)]
    assert gone == list(removed.items())
    recorded = [each for each in facts if isinstance(each, ViolationRecorded)]
    assert [(each.rule, each.message) for each in recorded] == counted


def test_a_message_is_removed_and_nothing_counted() -> None:
    assert granted(a_suspected_case(seen(response=REMOVE)), ENFORCE) == (
        MessageRemoved(
            message=MessageId(7),
            member=STUDENT,
            by=None,
            rule=RuleNumber(2),
            posted_at=NOW - SECOND,
        ),
    )


def test_a_violation_is_counted_with_its_message_and_settles_the_suspicion() -> None:
    removed, *counted = granted(a_suspected_case(seen()), ENFORCE)
    assert isinstance(removed, MessageRemoved)
    assert counted == [
        ViolationRecorded(
            number=ViolationNumber(5),
            member=STUDENT,
            by=None,
            rule=RuleNumber(2),
            message=MessageId(7),
            note="",
        ),
        suspicions.SuspicionSettled(
            number=SuspicionNumber(1),
            member=STUDENT,
            by=None,
            how=suspicions.Settlement.COUNTED,
            violation=ViolationNumber(5),
            message=MessageId(7),
        ),
    ]


def test_what_is_not_suspected_is_not_enforced() -> None:
    other = replace(ENFORCE, number=SuspicionNumber(2))
    assert refused(a_watched_case(), ENFORCE) == suspicions.NO_SUCH_SUSPICION
    assert refused(a_suspected_case(), other) == suspicions.NO_SUCH_SUSPICION


@pytest.mark.parametrize(
    ("blocks", "kind"), [(Blocks.PROPOSED, BlockProposed), (Blocks.AUTOMATIC, BlockImposed)]
)
def test_the_fourth_violation_has_its_consequence_whoever_counts_it(
    blocks: Blocks, kind: type[BlockProposed | BlockImposed]
) -> None:
    policy = a_policy(blocks=blocks)
    case = a_suspected_case(seen(), policy=policy, violations=the_violations([1, 2, 3]))
    followed = last(kind, granted(case, ENFORCE))
    assert (followed.by, followed.grounds) == (None, (1, 2, 3, 5))
