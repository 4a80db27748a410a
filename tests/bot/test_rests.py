"""A kind of call rests for as long as VK's quota asks, regardless of other failures."""

from datetime import UTC, datetime, timedelta

from bot.vk.faults import Act, Remedy
from bot.vk.rests import Rests

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_only_a_refused_act_rests_and_not_for_ever() -> None:
    rests = Rests()

    until = rests.begin(Act.SEND, Remedy.MUCH_LATER, NOW)

    assert 8 * MINUTE <= until - NOW <= 12 * MINUTE
    assert rests.until(Act.SEND, NOW) == until
    assert rests.until(Act.EDIT, NOW) is None
    assert rests.until(Act.SEND, until) is None


def test_rests_in_a_row_grow_until_the_act_is_done() -> None:
    rests = Rests()
    first = rests.begin(Act.SEND, Remedy.MUCH_LATER, NOW)
    second = rests.begin(Act.SEND, Remedy.MUCH_LATER, first)

    assert second - first >= 16 * MINUTE

    rests.end(Act.SEND, second)
    third = rests.begin(Act.SEND, Remedy.MUCH_LATER, second)
    assert third - second <= 12 * MINUTE


def test_a_concurrent_refusal_does_not_prolong_a_rest() -> None:
    rests = Rests()
    until = rests.begin(Act.SEND, Remedy.MUCH_LATER, NOW)

    assert rests.begin(Act.SEND, Remedy.MUCH_LATER, NOW + MINUTE) == until

    # nor does what was done before the refusal end it
    rests.end(Act.SEND, NOW + MINUTE)
    assert rests.until(Act.SEND, NOW + MINUTE) == until
