"""Error codes of VK: their meaning, the pauses between repeats, and the rests of a kind of call."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.vk.faults import UNPUBLISHED, Act, Remedy, Rests, is_fatal, meaning, pause
from handlers.messenger import Fault

MUTE = "messages.changeConversationMemberRestrictions"

TABLE = [
    # VK.md, 5, row by row: code, act, what it means
    (1, Act.SEND, Remedy.AGAIN),
    (10, Act.READ, Remedy.AGAIN),
    (3, Act.RESTRICT, Fault.INCAPABLE),
    (3, Act.SEND, Fault.REFUSED),
    (6, Act.DELETE, Remedy.SOON),
    (7, Act.RESTRICT, Fault.INCAPABLE),
    (15, Act.RESTRICT, Fault.INCAPABLE),
    (20, Act.RESTRICT, Fault.INCAPABLE),
    (27, Act.RESTRICT, Fault.INCAPABLE),
    (100, Act.RESTRICT, Fault.INCAPABLE),
    (15, Act.DELETE, Fault.PROTECTED),
    (15, Act.READ, Fault.NO_RIGHTS),
    (15, Act.SEND, Fault.REFUSED),
    (8, Act.SEND, Fault.REFUSED),
    (9, Act.SEND, Remedy.LATER),
    (9, Act.ANSWER, Fault.REFUSED),
    (14, Act.SEND, Remedy.LATER),
    (18, Act.SEND, Fault.NOT_ALLOWED),
    (18, Act.RESTRICT, Remedy.NOTHING),
    (29, Act.READ, Remedy.MUCH_LATER),
    (100, Act.SEND, Fault.REFUSED),
    (104, Act.DELETE, Remedy.NOTHING),
    (113, Act.RESTRICT, Remedy.NOTHING),
    (900, Act.SEND, Fault.NOT_ALLOWED),
    (901, Act.SEND, Fault.NOT_ALLOWED),
    (902, Act.SEND, Fault.NOT_ALLOWED),
    (909, Act.EDIT, Fault.TOO_LATE),
    (911, Act.SEND, Fault.REFUSED),
    (912, Act.SEND, Fault.REFUSED),
    (914, Act.SEND, Fault.REFUSED),
    (917, Act.READ, Fault.NO_RIGHTS),
    (917, Act.DELETE, Fault.NO_RIGHTS),
    (917, Act.SEND, Fault.GONE),
    (917, Act.EDIT, Fault.GONE),
    (920, Act.EDIT, Fault.REFUSED),
    (922, Act.SEND, Fault.GONE),
    (924, Act.DELETE, Fault.TOO_LATE),
    (925, Act.DELETE, Fault.NO_RIGHTS),
    (925, Act.RESTRICT, Fault.NO_RIGHTS),
    (927, Act.READ, Fault.GONE),
    (1017, Act.SEND, Fault.GONE),
    (932, Act.SEND, Fault.GONE),
    (935, Act.RESTRICT, Remedy.NOTHING),
    (936, Act.RESTRICT, Remedy.NOTHING),
    (936, Act.SEND, Fault.NOT_ALLOWED),
    (945, Act.SEND, Fault.GONE),
    (946, Act.SEND, Fault.GONE),
    (949, Act.EDIT, Remedy.LATER),
    (950, Act.SEND, Fault.REFUSED),
    (983, Act.SEND, Fault.REFUSED),
    (985, Act.SEND, Fault.NOT_ALLOWED),
    (987, Act.SEND, Fault.NOT_ALLOWED),
    (990, Act.READ, Remedy.AGAIN),
    (995, Act.READ, Remedy.AGAIN),
    (1012, Act.SEND, Fault.REFUSED),
    (951, Act.SEND, Fault.REFUSED),
    (984, Act.SEND, Remedy.MUCH_LATER),
    (984, Act.ANSWER, Fault.REFUSED),
]


@pytest.mark.parametrize(("code", "act", "expected"), TABLE)
def test_a_code_means_what_the_page_says(code: int, act: Act, expected: Fault | Remedy) -> None:
    assert meaning(code, act) is expected


@pytest.mark.parametrize(
    ("code", "method", "expected"),
    [
        (5, "messages.send", True),
        (1117, "messages.send", True),
        (27, "messages.send", True),
        (27, MUTE, False),
        (5, MUTE, True),
        (15, "messages.send", False),
        (10, "messages.send", False),
    ],
)
def test_only_a_refused_token_ends_everything(code: int, method: str, expected: bool) -> None:
    assert is_fatal(code, method) is expected


def test_the_unpublished_methods_are_known() -> None:
    writing = {"messages.disableChatWriting", "messages.enableChatWriting"}
    assert {MUTE, *writing} == UNPUBLISHED


@pytest.mark.parametrize("remedy", [r for r in Remedy if r is not Remedy.NOTHING])
def test_pauses_grow_up_to_a_limit(remedy: Remedy) -> None:
    pauses = [pause(remedy, attempts) for attempts in range(1, 60)]

    assert pauses[0] > 0
    assert pauses[1] == 2 * pauses[0]
    assert pauses == sorted(pauses)
    assert pauses[-1] == pauses[-2]


def test_a_flood_pauses_for_half_a_minute() -> None:
    assert pause(Remedy.LATER, 1) == 30.0


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
