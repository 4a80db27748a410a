"""п. 5.12.7: who settles what a moderator may not record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ids import MemberId
from rules.violations import against_settling, judges_of
from rules.vocabulary import people
from rules.vocabulary.bases import Refusal
from rules.vocabulary.people import Standing
from tests.rules.builders import a_case
from tests.rules.people import COLLEAGUE, STUDENT, TEACHER, an_actor

groups = st.frozensets(st.integers(1, 12).map(MemberId))


@given(groups, groups, groups)
def test_nobody_judges_in_a_matter_of_their_own(
    moderators: frozenset[MemberId],
    administrators: frozenset[MemberId],
    parties: frozenset[MemberId],
) -> None:
    for refusal in (people.OWN_GRIEVANCE, people.OWN_FAMILY, people.AGAINST_MODERATOR):
        judges = judges_of(
            refusal, moderators=moderators, administrators=administrators, parties=parties
        )
        assert judges.isdisjoint(parties)
        assert judges <= moderators | administrators


@given(groups, groups)
def test_a_moderator_is_judged_by_administrators_alone(
    moderators: frozenset[MemberId], administrators: frozenset[MemberId]
) -> None:
    judges = judges_of(
        people.AGAINST_MODERATOR,
        moderators=moderators,
        administrators=administrators,
        parties=frozenset(),
    )
    assert judges == administrators


@pytest.mark.parametrize("refusal", [people.NOT_MODERATOR, people.OWN_CASE, people.NOT_PARTICIPANT])
def test_no_other_refusal_is_passed_on(refusal: Refusal) -> None:
    judges = judges_of(
        refusal,
        moderators=frozenset({COLLEAGUE}),
        administrators=frozenset({MemberId(9)}),
        parties=frozenset({TEACHER}),
    )
    assert judges == frozenset()


@pytest.mark.parametrize(
    ("by", "standing", "refusal"),
    [
        (COLLEAGUE, Standing.MODERATOR, None),
        (COLLEAGUE, Standing.ADMINISTRATOR, None),
        (TEACHER, Standing.MODERATOR, people.OWN_GRIEVANCE),
        (STUDENT, Standing.MODERATOR, people.OWN_CASE),
        (COLLEAGUE, Standing.MEMBER, people.NOT_MODERATOR),
    ],
)
def test_another_moderator_settles_it(
    by: MemberId, standing: Standing, refusal: Refusal | None
) -> None:
    assert against_settling(a_case(), an_actor(by, standing), TEACHER) == refusal


def test_what_a_moderator_did_is_not_settled_by_a_moderator() -> None:
    case = a_case(member=MemberId(7), standing=Standing.MODERATOR)

    by = an_actor(COLLEAGUE, Standing.MODERATOR)
    assert against_settling(case, by, TEACHER) == people.AGAINST_MODERATOR
    chief = an_actor(COLLEAGUE, Standing.ADMINISTRATOR)
    assert against_settling(case, chief, TEACHER) is None
