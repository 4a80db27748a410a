"""Updates are read as the dictionaries that they are, and the ordinary ones are left alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vk.peers import is_chat
from handlers.conversation.services import Services
from handlers.conversation.updates import moment, read_message, read_press_place
from handlers.conversation.watch import Watch
from handlers.screening import Screen
from rules.ids import ChatId, MemberId
from rules.times import Hold
from tests.bench.dispatch import services_for

CHAT, BLOCKED = 2_000_000_001, 201

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "object",
                    "message",
                    "peer_id",
                    "from_id",
                    "conversation_message_id",
                    "action",
                    "text",
                    "reply_message",
                    "member_id",
                    "type",
                    "user_id",
                    "event_id",
                    "date",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
)


@given(st.dictionaries(st.sampled_from(["object", "type", "event_id"]), junk))
def test_no_update_breaks_the_reading(event: dict[str, Any]) -> None:
    read_message(event, is_chat)
    read_message(event, is_chat, service=True)
    read_press_place(event, is_chat)


def message(text: str = "привет", **changes: Any) -> dict[str, Any]:
    thing = {
        "peer_id": CHAT,
        "from_id": 202,
        "conversation_message_id": 5,
        "text": text,
        "date": 1_790_000_000,
        **changes,
    }
    return {"type": "message_new", "event_id": "e", "object": {"message": thing}}


def test_a_message_is_read_with_what_it_answers() -> None:
    event = message(reply_message={"conversation_message_id": 3, "from_id": 201})
    told = read_message(event, is_chat)
    assert told is not None
    assert (told.event, told.peer, told.author, told.message) == ("e", CHAT, 202, 5)
    assert (told.answers, told.answered, told.private) == (3, 201, False)


@pytest.mark.parametrize(
    ("action", "author", "whom"),
    [
        ({"type": "chat_invite_user", "member_id": 42}, 101, 42),
        ({"type": "chat_invite_user_by_link", "member_id": 42}, 42, 42),
        ({"type": "chat_invite_user_by_link"}, 42, 42),
        ({"type": "chat_kick_user", "member_id": -1}, 101, -1),
    ],
)
def test_a_service_message_tells_whom_it_is_about(
    action: dict[str, Any], author: int, whom: int
) -> None:
    event = message("", action=action, from_id=author)
    assert read_message(event, is_chat) is None
    told = read_message(event, is_chat, service=True)
    assert told is not None
    assert told.action is not None
    assert (told.action.kind, told.action.member) == (action["type"], whom)


def test_half_a_character_is_replaced() -> None:
    told = read_message(message("/извинения \ud83d простите"), is_chat)
    assert told is not None
    assert told.text == "/извинения ? простите"


def test_another_communitys_words_are_not_read() -> None:
    assert read_message(message(from_id=-5), is_chat) is None


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
    assert screen.look(event) is None


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
        {"type": "message_event", "event_id": "e", "object": {}},
        {"type": "message_deny", "event_id": "e", "object": {}},
    ],
)
def test_the_rest_is_handled(screen: Screen, event: dict[str, Any]) -> None:
    assert screen.look(event) is not None
