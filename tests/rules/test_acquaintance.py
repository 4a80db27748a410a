"""п. 5.12.3, 6.2: newcomers are shown the rules, and acknowledge the version that they saw."""

import pytest

from rules.vocabulary import people
from rules.vocabulary.acquaintance import Acknowledge, Acknowledged, RulesShown, ShowRules
from rules.vocabulary.people import Standing
from tests.rules.asking import granted, refused
from tests.rules.builders import a_case
from tests.rules.people import CLASSMATE, STUDENT

KNOW = Acknowledge(version="1", addressed=frozenset({STUDENT, CLASSMATE}))


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.COMMUNITY}))
def test_a_person_who_joins_is_shown_the_rules(standing: Standing) -> None:
    assert granted(a_case(standing=standing), ShowRules()) == (
        RulesShown(member=STUDENT, version="1"),
    )


def test_a_community_is_nobody_to_be_shown_the_rules() -> None:
    case = a_case(standing=Standing.COMMUNITY)
    assert refused(case, ShowRules()) == people.NOT_PARTICIPANT


def test_whoever_acknowledged_this_version_is_not_shown_it_again() -> None:
    case = a_case(acknowledged=frozenset({"0", "1"}))
    assert refused(case, ShowRules()) == people.ACKNOWLEDGED_ALREADY


def test_a_new_version_is_shown_to_whoever_acknowledged_an_earlier_one() -> None:
    assert granted(a_case(acknowledged=frozenset({"0"})), ShowRules())


@pytest.mark.parametrize("addressed", [KNOW.addressed, None], ids=["to them", "to all"])
@pytest.mark.parametrize("standing", [Standing.MEMBER, Standing.MODERATOR, Standing.ADMINISTRATOR])
def test_a_participant_acknowledges(
    standing: Standing, addressed: frozenset[object] | None
) -> None:
    request = Acknowledge(version="1", addressed=KNOW.addressed if addressed else None)
    assert granted(a_case(standing=standing), request) == (
        Acknowledged(member=STUDENT, by=STUDENT, version="1"),
    )


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.OUTSIDER, Standing.COMMUNITY])
def test_whoever_is_not_in_the_chat_does_not_acknowledge(standing: Standing) -> None:
    assert refused(a_case(standing=standing), KNOW) == people.NOT_PARTICIPANT
