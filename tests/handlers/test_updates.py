"""Updates are read as the dictionaries that they are, and the ordinary ones are left alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stream import UnreadableError
from bot.vk.updates import VkUpdates
from bot.vk.values import moment
from handlers.conversation.services import Services
from handlers.conversation.watch import Watch
from handlers.events import BotLeft, Event, Joined, Left, Unheeded, Wrote
from handlers.screening import Screen
from rules.ids import ChatId, MemberId
from rules.times import Hold
from tests.bench.dispatch import services_for

CHAT, BLOCKED = 2_000_000_001, 201
READ = VkUpdates(MemberId(-1)).read

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
    try:
        read = READ(event)
    except UnreadableError:
        return
    assert read is None or isinstance(read, Event)


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
    told = READ(event)
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


def test_another_communitys_words_are_known_for_its_own() -> None:
    told = READ(message(from_id=-5))
    assert isinstance(told, Wrote)
    assert told.is_bot


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
        {
            "type": "message_event",
            "event_id": "e",
            "object": {"peer_id": CHAT, "user_id": 202, "event_id": "press"},
        },
        {"type": "message_deny", "event_id": "e", "object": {"user_id": 202}},
    ],
)
def test_the_rest_is_handled(screen: Screen, event: dict[str, Any]) -> None:
    read = READ(event)
    assert read is not None
    assert screen.look(read) is not None
