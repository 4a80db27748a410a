"""Updates whose shape is right and whose values are not are read, or left out, but never raise."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vk.peers import is_chat
from handlers.conversation.updates import read_message, read_press_place
from handlers.conversation.utterances import read_utterance

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
    read_message(message(**changes), is_chat)
    read_message(message(**changes), is_chat, service=True)


@given(
    st.dictionaries(
        st.sampled_from(["peer_id", "user_id", "event_id", "payload", "conversation_message_id"]),
        anything,
    )
)
def test_a_press_with_strange_values_never_raises(changes: dict[str, Any]) -> None:
    read_press_place(press(**changes), is_chat)


@pytest.mark.parametrize("date", [10**13, 10**18, 10**30, -(10**18)])
def test_a_time_beyond_the_calendar_does_not_lose_the_message(date: int) -> None:
    told = read_message(message(date=date), is_chat)
    assert told is not None
    assert told.text == "привет"


def test_a_message_is_told_at_its_time() -> None:
    told = read_message(message(date=1_790_000_000), is_chat)
    assert told is not None
    assert told.at == datetime.fromtimestamp(1_790_000_000, tz=UTC)


def test_a_press_tells_its_place() -> None:
    place = read_press_place(press(), is_chat)
    assert place is not None
    assert (place.event, place.peer, place.by, place.press) == ("e", 2_000_000_001, 202, "press")
    assert (place.message, place.private, place.payload) == (5, False, {"do": "check"})
    alone = read_press_place(press(peer_id=202, conversation_message_id=None), is_chat)
    assert alone is not None
    assert (alone.private, alone.message) == (True, None)


@pytest.mark.parametrize("missing", ["peer_id", "user_id", "event_id"])
def test_a_press_without_its_place_is_none(missing: str) -> None:
    assert read_press_place(press(**{missing: None}), is_chat) is None


@pytest.mark.parametrize("missing", ["peer_id", "from_id", "conversation_message_id"])
def test_a_message_without_its_place_is_none(missing: str) -> None:
    assert read_message(message(**{missing: None}), is_chat) is None


@pytest.mark.parametrize("broken", ["\ud83d", "\x00"])
def test_what_no_database_takes_is_left_out_of_texts(broken: str) -> None:
    text = f"при{broken}вет"
    told = read_message(message(text=text, reply_message={"text": text}), is_chat)
    assert told is not None
    seen = read_utterance({"from_id": 1, "text": text, "fwd_messages": [{"text": text}]})
    for read in (told.text, told.answered_text, seen.text):
        assert broken not in read
        assert read.encode()


@pytest.mark.parametrize("place", ["peer_id", "from_id", "conversation_message_id"])
def test_a_number_that_no_database_takes_is_no_place(place: str) -> None:
    assert read_message(message(**{place: 2**63}), is_chat) is None


def test_what_a_community_presses_is_not_read() -> None:
    assert read_press_place(press(user_id=-777), is_chat) is None
