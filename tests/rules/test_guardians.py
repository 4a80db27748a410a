"""Who is a guardian (п. 5.12.7): by the parent's own word, and until the child comes of age."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.case import Granted, Refused
from rules.guardians import against_acting_for, confirm, ended, is_guardian
from rules.ids import MemberId
from rules.vocabulary.guardians import (
    NO_WARD,
    NOT_GUARDIAN,
    GuardianConfirmed,
    GuardianEnded,
    Ward,
)

TODAY = date(2026, 12, 1)
MOTHER, CHILD, STRANGER = MemberId(1), MemberId(2), MemberId(3)

days = st.none() | st.integers(-800, 800).map(lambda n: TODAY + timedelta(days=n))
wards = st.builds(
    Ward,
    parent=st.just(MOTHER),
    child=st.just(CHILD),
    until=days,
    confirmed=st.booleans(),
    left=st.booleans(),
)


@given(ward=wards)
def test_a_guardian_confirmed_it_of_a_minor_who_studies(ward: Ward) -> None:
    holds = ward.confirmed and not ward.left and ward.until is not None and ward.until > TODAY
    assert is_guardian(ward, TODAY) is holds
    assert (against_acting_for(ward, TODAY) is None) is holds
    assert ended(ward, TODAY) == (
        (GuardianEnded(member=MOTHER, child=CHILD),) if ward.confirmed and not holds else ()
    )


@given(ward=wards, by=st.sampled_from([MOTHER, CHILD, STRANGER]), above=st.booleans())
def test_only_the_parent_or_an_administrator_confirms(
    ward: Ward, by: MemberId, above: bool
) -> None:
    minor = ward.until is not None and ward.until > TODAY and not ward.left
    ruling = confirm(ward, by, above=above, today=TODAY)
    if not minor or ward.confirmed or not (above or by == MOTHER):
        assert ruling == Refused(NO_WARD)
    else:
        assert ruling == Granted((GuardianConfirmed(member=MOTHER, child=CHILD, by=by),))


def test_without_a_link_there_is_nothing_to_confirm() -> None:
    assert confirm(None, MOTHER, above=True, today=TODAY) == Refused(NO_WARD)
    assert against_acting_for(None, TODAY) == Refused(NOT_GUARDIAN)
