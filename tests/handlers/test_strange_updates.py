"""Updates whose shape is right and whose values are not are read, or left out, but never raise."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stream import UnreadableError
from bot.vk.updates import VkUpdates
from handlers.events import Event, Pressed, Wrote
from rules.ids import MemberId

READ = VkUpdates(MemberId(-1)).read

anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=5)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)
)


def message(**changes: Any) -> dict[str, Any]:
    thing = {
        "peer_id": 2_000_000_001,
        "from_id": 202,
        "conversation_message_id": 5,
        "text": "привет",
        "date": 1_790_000_000,
        **changes,
    }
    return {"type": "message_new", "event_id": "e", "object": {"message": thing}}


def press(**changes: Any) -> dict[str, Any]:
    thing = {
        "peer_id": 2_000_000_001,
        "user_id": 202,
        "event_id": "press",
        "conversation_message_id": 5,
        "payload": {"do": "check"},
        **changes,
    }
    return {"type": "message_event", "event_id": "e", "object": thing}


def read_or_left_out(update: dict[str, Any]) -> None:
    with suppress(UnreadableError):
        assert isinstance(READ(update), Event)


@given(
    st.dictionaries(
        st.sampled_from(["text", "date", "action", "reply_message", "peer_id", "from_id"]),
        anything,
    )
    | st.fixed_dictionaries(
        {"reply_message": st.dictionaries(st.sampled_from(["from_id", "id"]), anything)}
    )
    | st.fixed_dictionaries(
        {"action": st.dictionaries(st.sampled_from(["type", "member_id"]), anything)}
    )
)
def test_a_message_with_strange_values_never_raises(changes: dict[str, Any]) -> None:
    read_or_left_out(message(**changes))


@given(
    st.dictionaries(
        st.sampled_from(["peer_id", "user_id", "event_id", "payload", "conversation_message_id"]),
        anything,
    )
)
def test_a_press_with_strange_values_never_raises(changes: dict[str, Any]) -> None:
    read_or_left_out(press(**changes))


@pytest.mark.parametrize("date", [10**13, 10**18, 10**30, -(10**18)])
def test_a_time_beyond_the_calendar_does_not_lose_the_message(date: int) -> None:
    told = READ(message(date=date))
    assert isinstance(told, Wrote)
    assert told.text == "привет"


def test_a_message_is_told_at_its_time() -> None:
    told = READ(message(date=1_790_000_000))
    assert isinstance(told, Wrote)
    assert told.at == datetime.fromtimestamp(1_790_000_000, tz=UTC)


def test_a_press_tells_its_place() -> None:
    place = READ(press())
    assert isinstance(place, Pressed)
    assert (place.event, place.peer, place.author, place.press) == (
        "e",
        2_000_000_001,
        202,
        "press",
    )
    assert place.press == "press"
    assert (place.message, place.private, place.payload) == (5, False, '{"do": "check"}')
    alone = READ(press(peer_id=202, conversation_message_id=None))
    assert isinstance(alone, Pressed)
    assert (alone.private, alone.message) == (True, None)


@pytest.mark.parametrize("missing", ["peer_id", "user_id", "event_id"])
def test_a_press_without_its_place_is_none(missing: str) -> None:
    with pytest.raises(UnreadableError):
        READ(press(**{missing: None}))


@pytest.mark.parametrize("missing", ["peer_id", "from_id", "conversation_message_id"])
def test_a_message_without_its_place_is_none(missing: str) -> None:
    with pytest.raises(UnreadableError):
        READ(message(**{missing: None}))


@pytest.mark.parametrize("broken", ["\ud83d", "\x00"])
def test_what_no_database_takes_is_left_out_of_texts(broken: str) -> None:
    text = f"при{broken}вет"
    told = READ(message(text=text, reply_message={"text": text}, fwd_messages=[{"text": text}]))
    assert isinstance(told, Wrote)
    for read in (told.text, told.answered_text, told.judged().text):
        assert broken not in read
        assert read.encode()


@pytest.mark.parametrize("place", ["peer_id", "from_id", "conversation_message_id"])
def test_a_number_that_no_database_takes_is_no_place(place: str) -> None:
    with pytest.raises(UnreadableError):
        READ(message(**{place: 2**63}))


def test_what_a_community_presses_is_known_for_its_own() -> None:
    place = READ(press(user_id=-777))
    assert isinstance(place, Pressed)
    assert place.is_bot
