"""Updates are read as the dictionaries that they are, and the ordinary ones are left alone."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stream import UnreadableError
from bot.vk.values import moment
from handlers.conversation.services import Services
from handlers.conversation.watch import Watch
from handlers.events import BotLeft, Event, Joined, Left, Pressed, Unheeded, Wrote
from handlers.screening import Screen
from rules.ids import ChatId, MemberId
from rules.times import Hold
from tests.bench.dispatch import services_for
from tests.handlers.raw_updates import CHAT, READ, message, press

BLOCKED = 201

KEYS = (
    "object message peer_id from_id conversation_message_id action text reply_message member_id "
    "type user_id event_id date"
).split()

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
)


@given(st.dictionaries(st.sampled_from(["object", "type", "event_id"]), junk))
def test_no_update_breaks_the_reading(event: dict[str, Any]) -> None:
    try:
        read = READ(event)
    except UnreadableError:
        return
    assert read is None or isinstance(read, Event)


def test_a_message_is_read_with_what_it_answers() -> None:
    told = READ(message(reply_message={"conversation_message_id": 3, "from_id": 201}))
    assert isinstance(told, Wrote)
    assert (told.event, told.peer, told.author, told.message) == ("e", CHAT, 202, 5)
    assert (told.answers, told.answered, told.private) == (3, 201, False)


@pytest.mark.parametrize(
    ("action", "author", "kind", "whom"),
    [
        ({"type": "chat_invite_user", "member_id": 42}, 101, Joined, 42),
        ({"type": "chat_invite_user_by_link", "member_id": 42}, 42, Joined, 42),
        ({"type": "chat_invite_user_by_link"}, 42, Joined, 42),
        ({"type": "chat_kick_user", "member_id": -1}, 101, BotLeft, None),
        ({"type": "chat_pin_message", "member_id": 42}, 101, Unheeded, None),
        ({"type": "chat_kick_user", "member_id": -2}, 101, Unheeded, None),
    ],
)
def test_a_service_message_tells_whom_it_is_about(
    action: dict[str, Any], author: int, kind: type[Event], whom: int | None
) -> None:
    told = READ(message("", action=action, from_id=author))
    assert type(told) is kind
    assert (told.author, getattr(told, "member", None)) == (author, whom)


@pytest.mark.parametrize(
    ("action", "author", "removed"),
    [
        ("chat_kick_user", 101, True),
        ("chat_kick_user", 42, False),
        ("chat_kick_don", 101, False),
    ],
)
def test_who_is_removed_by_somebody_else_did_not_just_leave(
    action: str, author: int, removed: bool
) -> None:
    told = READ(message("", action={"type": action, "member_id": 42}, from_id=author))
    assert isinstance(told, Left)
    assert (told.member, told.removed) == (42, removed)


def test_half_a_character_is_replaced() -> None:
    told = READ(message("/извинения \ud83d простите"))
    assert isinstance(told, Wrote)
    assert told.text == "/извинения ? простите"


@pytest.mark.parametrize(
    "update", [message(from_id=-5), press(user_id=-777)], ids=["words", "press"]
)
def test_what_a_community_does_is_known_for_its_own(update: dict[str, Any]) -> None:
    told = READ(update)
    assert told is not None
    assert told.is_bot


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


def read_or_left_out(update: dict[str, Any]) -> None:
    with suppress(UnreadableError):
        assert isinstance(READ(update), Event)


def some(*keys: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(keys), anything)


@given(
    some("text", "date", "action", "reply_message", "peer_id", "from_id")
    | st.fixed_dictionaries({"reply_message": some("from_id", "id")})
    | st.fixed_dictionaries({"action": some("type", "member_id")})
)
def test_a_message_with_strange_values_never_raises(changes: dict[str, Any]) -> None:
    read_or_left_out(message(**changes))


@given(some("peer_id", "user_id", "event_id", "payload", "conversation_message_id"))
def test_a_press_with_strange_values_never_raises(changes: dict[str, Any]) -> None:
    read_or_left_out(press(**changes))


@pytest.mark.parametrize("date", [10**13, 10**18, 10**30, -(10**18)])
def test_a_time_beyond_the_calendar_does_not_lose_the_message(date: int) -> None:
    told = READ(message(date=date))
    assert isinstance(told, Wrote)
    assert told.text == "привет"


def test_a_message_is_told_at_its_time() -> None:
    told = READ(message())
    assert isinstance(told, Wrote)
    assert told.at == datetime.fromtimestamp(1_790_000_000, tz=UTC)


def test_a_press_tells_its_place() -> None:
    place = READ(press())
    assert isinstance(place, Pressed)
    assert (place.event, place.peer, place.author, place.press) == ("e", CHAT, 202, "press")
    assert (place.message, place.private, place.payload) == (5, False, '{"do": "check"}')
    alone = READ(press(peer_id=202, conversation_message_id=None))
    assert isinstance(alone, Pressed)
    assert (alone.private, alone.message) == (True, None)


@pytest.mark.parametrize(
    "update",
    [
        *(press(**{place: None}) for place in ("peer_id", "user_id", "event_id")),
        *(
            message("привет", **{place: number})
            for place in ("peer_id", "from_id", "conversation_message_id")
            for number in (None, 2**63)
        ),
    ],
    ids=str,
)
def test_what_has_no_place_or_a_number_that_no_database_takes_is_not_read(
    update: dict[str, Any],
) -> None:
    with pytest.raises(UnreadableError):
        READ(update)


@pytest.mark.parametrize("broken", ["\ud83d", "\x00"])
def test_what_no_database_takes_is_left_out_of_texts(broken: str) -> None:
    text = f"при{broken}вет"
    told = READ(message(text=text, reply_message={"text": text}, fwd_messages=[{"text": text}]))
    assert isinstance(told, Wrote)
    for read in (told.text, told.answered_text, told.judged().text):
        assert broken not in read
        assert read.encode()


@pytest.fixture
def screen() -> Screen:
    watch = Watch()
    watch.served.add(ChatId(CHAT))
    watch.blocked[ChatId(CHAT), MemberId(BLOCKED)] = Hold(since=moment(0), until=None)
    services: Services = services_for(watch)
    return Screen(services)


@pytest.mark.parametrize(
    "event",
    [
        message(),
        message("5/10"),
        message("@someone посмотри"),
        message("[id5|Иван] привет"),
        message("/2"),
        message(from_id=-5),
        {"type": "message_reply", "event_id": "e", "object": {"peer_id": CHAT}},
        {"type": "group_join", "event_id": "e", "object": {"user_id": 5}},
    ],
)
def test_the_ordinary_needs_nothing(screen: Screen, event: dict[str, Any]) -> None:
    read = READ(event)
    assert read is None or screen.look(read) is None


@pytest.mark.parametrize(
    "event",
    [
        message("/статус"),
        message("  !help"),
        message("[club1|@bot] /статус"),
        message("/опечатка"),
        message(from_id=BLOCKED),
        message(peer_id=CHAT + 1),
        message(peer_id=202),
        message("", action={"type": "chat_invite_user", "member_id": 5}),
        message("", action={"type": "chat_kick_user", "member_id": -1}, from_id=-1),
        press(),
        {"type": "message_deny", "event_id": "e", "object": {"user_id": 202}},
    ],
)
def test_the_rest_is_handled(screen: Screen, event: dict[str, Any]) -> None:
    read = READ(event)
    assert read is not None
    assert screen.look(read) is not None
