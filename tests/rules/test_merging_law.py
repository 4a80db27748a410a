"""The law of merging: what comes together leads to the same, however it came (п. 5.12.2).

Parts are detections in a person's messages of the same few seconds. They arrive one after another
or several at once, in any order, some of them again (an edited message is read again); then the bot
acts, or a moderator does. Whatever arrived first, the whole is one suspicion with the same
consequences, and those are never milder than what any part would have led to.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from rules.case import Case, Granted, Ruling
from rules.conduct import Conduct, Rule
from rules.decide import decide
from rules.detectors.detection import Detection
from rules.detectors.registry import Detector, Label
from rules.ids import MessageId, RuleNumber
from rules.responses import Response
from rules.settings import OF_DETECTOR, Setting
from rules.suspicions import rule_of
from rules.vocabulary.people import Standing
from rules.vocabulary.suspicions import (
    CountSuspicion,
    EnforceSuspicion,
    Found,
    RaiseSuspicion,
    Suspicion,
    SuspicionGrown,
    SuspicionRaised,
    strongest,
)
from rules.vocabulary.unions import Fact
from rules.vocabulary.violations import MessageRemoved, ViolationRecorded
from tests.rules.builders import a_case
from tests.rules.kept_suspicions import KeptSuspicions
from tests.rules.moments import NOW, SECOND
from tests.rules.people import A_TEACHER
from tests.rules.policies import a_policy, a_rule
from tests.rules.suspected import a_found

GATHERED = NOW + 2 * SECOND
"""When the bot acts; all parts arrive before."""

detections = st.builds(
    Detection,
    detector=st.sampled_from(Detector),
    label=st.sampled_from([Label.OBSCENE, Label.EUPHEMISM]),
    certainty=st.sampled_from([0.5, 0.8, 0.9, 0.95, 1.0]),
    rule=st.sampled_from([None, None, 1, 9]),
)


@dataclass(frozen=True)
class Part:
    """A detection in one of the messages."""

    message: MessageId
    detection: Detection


parts = st.builds(Part, st.integers(1, 3).map(MessageId), detections)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A chat with rules, watchers and wishes of any kind."""
    rules = tuple(
        a_rule(
            number,
            gravity=draw(st.integers(1, 3)),
            detectors=tuple(draw(st.sets(st.sampled_from(Detector), min_size=2))),
        )
        for number in range(1, 4)
    )
    values: dict[Setting, str] = {
        setting: draw(st.sampled_from([Response.COUNT, *Response])).value
        for setting in OF_DETECTOR.values()
    }
    return a_case(
        policy=a_policy(conduct=Conduct(rules=rules)),
        values=values,
        standing=draw(st.sampled_from([Standing.MEMBER] * 3 + [Standing.MODERATOR])),
    )


@dataclass(frozen=True)
class Whole:
    """Parts with two ways in which they may arrive: several at once are of one message."""

    parts: list[Part]
    ways: tuple[list[list[Part]], list[list[Part]]]


@st.composite
def wholes(draw: st.DrawFn) -> Whole:
    told = draw(st.lists(parts, min_size=1, max_size=7))
    return Whole(told, (draw(_ways(told)), draw(_ways(told))))


@st.composite
def _ways(draw: st.DrawFn, told: list[Part]) -> list[list[Part]]:
    again = draw(st.lists(st.sampled_from(told), max_size=2))
    arrivals: list[list[Part]] = []
    for part in draw(st.permutations([*told, *again])):
        joins = arrivals and arrivals[-1][0].message == part.message and draw(st.booleans())
        if joins:
            arrivals[-1].append(part)
        else:
            arrivals.append([part])
    return arrivals


def facts_by(ruling: Ruling) -> tuple[Fact, ...]:
    return ruling.facts if isinstance(ruling, Granted) else ()


def received(case: Case, together: list[Part]) -> Case:
    """Give the case after one arrival."""
    request = RaiseSuspicion(
        message=together[0].message,
        posted_at=NOW - SECOND,
        detections=tuple(part.detection for part in together),
    )
    known = case.suspicion
    kept = KeptSuspicions({} if known is None else {known.number: known})
    for fact in facts_by(decide(case, request, NOW)):
        assert isinstance(fact, SuspicionRaised if known is None else SuspicionGrown)
        assert fact.number not in kept.all or kept.all[fact.number].found.isdisjoint(fact.found)
        kept.record(fact, NOW)
    return replace(
        case, suspicion=max(kept.all.values(), key=lambda each: each.number, default=None)
    )


def after(case: Case, arrivals: Iterable[list[Part]]) -> Case:
    for together in arrivals:
        case = received(case, together)
    return case


def of(case: Case) -> Suspicion:
    assert case.suspicion is not None
    return case.suspicion


def enforced(case: Case) -> tuple[Fact, ...]:
    if case.suspicion is None:
        return ()
    return facts_by(decide(case, EnforceSuspicion(number=of(case).number), GATHERED))


def counted(case: Case) -> tuple[Fact, ...]:
    if case.suspicion is None:
        return ()
    return facts_by(decide(case, CountSuspicion(by=A_TEACHER, number=of(case).number), GATHERED))


def removed_in(facts: Iterable[Fact]) -> list[MessageId]:
    return [fact.message for fact in facts if isinstance(fact, MessageRemoved)]


def recorded_in(facts: Iterable[Fact]) -> list[ViolationRecorded]:
    return [fact for fact in facts if isinstance(fact, ViolationRecorded)]


def gravity(case: Case, number: RuleNumber) -> int:
    rule = case.policy.conduct.rule(number)
    assert isinstance(rule, Rule)
    return rule.gravity


@given(cases(), wholes())
def test_it_leads_to_the_same_however_it_comes(case: Case, whole: Whole) -> None:
    one, other = (after(case, way) for way in whole.ways)

    assert one.suspicion == other.suspicion
    assert enforced(one) == enforced(other)
    assert counted(one) == counted(other)


@given(cases(), wholes())
def test_what_is_known_already_adds_nothing(case: Case, whole: Whole) -> None:
    first, second = whole.ways
    once = after(case, first)
    assert after(once, second) == once


@given(cases(), wholes())
def test_the_whole_is_the_union_of_its_parts(case: Case, whole: Whole) -> None:
    alone = [after(case, [[part]]).suspicion for part in whole.parts]
    found = frozenset().union(*(each.found for each in alone if each is not None))

    together = after(case, whole.ways[0]).suspicion

    assert (frozenset() if together is None else together.found) == found


@given(cases(), wholes())
def test_the_whole_is_treated_no_milder_than_any_part(case: Case, whole: Whole) -> None:
    together = after(case, whole.ways[0])
    done = enforced(together)
    for part in whole.parts:
        alone = after(case, [[part]])
        if alone.suspicion is None:
            continue
        least = enforced(alone)
        assert strongest(of(together).found).weight >= strongest(of(alone).found).weight
        assert set(removed_in(least)) <= set(removed_in(done))
        assert len(recorded_in(least)) <= len(recorded_in(done))


@given(cases(), wholes())
def test_the_rule_of_the_whole_is_no_lighter_than_of_any_part(case: Case, whole: Whole) -> None:
    together = after(case, whole.ways[0])
    by_the_bot, by_a_moderator = recorded_in(enforced(together)), recorded_in(counted(together))
    for part in whole.parts:
        alone = after(case, [[part]])
        if alone.suspicion is None:
            continue
        least = gravity(case, rule_of(case, of(alone).found))
        assert all(gravity(case, each.rule) >= least for each in by_a_moderator)
        if recorded_in(enforced(alone)):
            assert all(gravity(case, each.rule) >= least for each in by_the_bot)
        for fact in enforced(together):
            if isinstance(fact, MessageRemoved) and fact.message == part.message:
                assert gravity(case, fact.rule) >= least


def done(case: Case, facts: Iterable[Fact]) -> Case:
    """Give the case after the bot has acted: what it was acted upon for is not pending."""
    suspicion = case.suspicion
    if suspicion is None:
        return case
    for violation in recorded_in(facts):
        suspicion = replace(suspicion, violation=violation.number)
    removed = suspicion.removed | frozenset(removed_in(facts))
    return replace(case, suspicion=replace(suspicion, removed=removed))


@given(cases(), wholes())
def test_however_often_the_bot_acts_each_thing_is_done_once(case: Case, whole: Whole) -> None:
    at_once = enforced(after(case, whole.ways[0]))

    facts: list[Fact] = []
    for together in whole.ways[1]:
        case = received(case, together)
        now = enforced(case)
        facts += now
        case = done(case, now)
    assert not enforced(case)

    removed = removed_in(facts)
    assert len(removed) == len(set(removed))
    assert set(removed) == set(removed_in(at_once))
    assert len(recorded_in(facts)) == len(recorded_in(at_once)) <= 1


@given(cases(), wholes())
def test_nothing_is_done_to_a_moderator(case: Case, whole: Whole) -> None:
    moderating = replace(case, standing=Standing.MODERATOR)
    assert not enforced(after(moderating, whole.ways[0]))


found = st.builds(
    lambda message, rule, response: a_found(message, rule, response=response),
    st.integers(1, 3),
    st.integers(1, 9),
    st.sampled_from(Response),
)
sets = st.frozensets(found, min_size=1, max_size=5)


@given(sets, sets)
def test_the_strongest_and_the_gravest_of_two_sets_are_of_their_union(
    one: frozenset[Found], other: frozenset[Found]
) -> None:
    case = a_case(policy=a_policy(conduct=Conduct(rules=tuple(a_rule(n) for n in (4, 2, 1)))))
    both = one | other

    assert strongest(both) in {strongest(one), strongest(other)}
    assert strongest(both).weight == max(strongest(one).weight, strongest(other).weight)
    assert rule_of(case, both) in {rule_of(case, one), rule_of(case, other)}
