"""However many chats strangers make, they are looked at seldom, and nothing grows for ever."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.vk.updates import VkUpdates
from handlers.conversation.strangers import (
    IN_A_ROW,
    LOOK_AGAIN,
    MOST_WAITING,
    PAUSE,
    Looks,
    Strangers,
)
from handlers.conversation.watch import Watch
from handlers.events import Event
from rules.ids import ChatId, MemberId

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
FIRST = 2_000_000_001
CHAT, OTHER = ChatId(FIRST), ChatId(FIRST + 1)
SECOND = timedelta(seconds=1)


def looked(looks: Looks, now: datetime, *chats: ChatId) -> None:
    for chat in chats:
        looks.note(chat, now)


def test_a_chat_is_looked_at_once_a_minute_however_much_is_written() -> None:
    looks, seen = Looks(), []
    for tenth in range(10 * 60 * 5):
        now = NOW + tenth * SECOND / 10
        if looks.wants(CHAT, now) and looks.may_look(CHAT, now):
            seen.append(now)
            looks.note(CHAT, now)
    assert seen == [NOW + minute * LOOK_AGAIN for minute in range(5)]


def test_people_are_granted_some_looks_in_a_row_and_then_one_a_minute() -> None:
    looks, seen = Looks(), []
    for second in range(600):
        now = NOW + second * SECOND
        if looks.may_look(CHAT, now, asked=True):
            seen.append(second)
            looks.note(CHAT, now)
    assert seen[: IN_A_ROW + 1] == list(range(IN_A_ROW + 1))
    assert (
        len(seen) <= IN_A_ROW + 1 + 600 // LOOK_AGAIN.seconds + 600 // (3 * LOOK_AGAIN.seconds) * 3
    )


def test_ten_thousand_chats_are_looked_at_at_one_rate_each_in_its_turn() -> None:
    looks, seen = Looks(), Counter[ChatId]()
    chats = [ChatId(FIRST + number) for number in range(10_000)]
    ticks = int(timedelta(minutes=5) / PAUSE)
    for tick in range(ticks):
        now = NOW + tick * PAUSE
        for chat in chats[tick % 10 :: 10]:
            if looks.wants(chat, now):
                if looks.may_look(chat, now):
                    looks.note(chat, now)
                    seen[chat] += 1
                else:
                    looks.wait(chat)
        assert len(looks) <= MOST_WAITING
        if (turn := looks.take(now)) is not None:
            looks.note(turn, now)
            seen[turn] += 1
    # one in each pause but for what is no onslaught yet, and none twice within a minute
    assert ticks / 2 < sum(seen.values()) <= ticks + 20
    assert max(seen.values()) <= 5


def test_in_an_onslaught_nobody_is_looked_at_out_of_turn_but_for_the_colleges_own() -> None:
    looks = Looks()
    looked(looks, NOW, *(ChatId(FIRST + 10 + number) for number in range(20)))
    assert not looks.may_look(CHAT, NOW + SECOND, asked=True)
    assert looks.may_look(OTHER, NOW + SECOND, asked=True, known=True)
    # some seconds later it is over
    assert looks.may_look(OTHER, NOW + 11 * SECOND)


def test_what_somebody_asked_for_goes_first_and_is_never_left_out() -> None:
    looks = Looks()
    for number in range(2 * MOST_WAITING):
        looks.wait(ChatId(FIRST + 10 + number))
    assert len(looks) == MOST_WAITING
    assert not looks.wants(CHAT, NOW)

    looks.wait(CHAT, asked=True)
    looks.wait(OTHER, asked=True)

    assert [looks.take(NOW), looks.take(NOW), looks.take(NOW)] == [CHAT, OTHER, FIRST + 10]


def test_whose_minute_is_not_over_waits_and_keeps_nobody_waiting() -> None:
    looks = Looks()
    looks.note(CHAT, NOW)
    looks.wait(CHAT, asked=True)
    looks.wait(OTHER)
    assert looks.take(NOW + SECOND) == OTHER
    assert looks.take(NOW + SECOND) is None
    assert looks.take(NOW + LOOK_AGAIN) == CHAT
    assert len(looks) == 0


def test_a_clock_that_was_set_back_keeps_nobody_waiting() -> None:
    looks = Looks()
    looked(looks, NOW, *(ChatId(FIRST + number) for number in range(20)))
    assert looks.may_look(CHAT, NOW - timedelta(days=1))


ADMINISTRATOR, SOMEBODY = 401, 7


@pytest.fixture
def strangers() -> Strangers:
    watch = Watch()
    watch.served.add(CHAT)
    return Strangers(
        watch,
        names=frozenset({"club1"}),
        administrators={MemberId(ADMINISTRATOR)},
    )


def said(text: str, author: int = SOMEBODY, peer: int = OTHER, **more: Any) -> Event:
    message = {"peer_id": peer, "from_id": author, "conversation_message_id": 1, "text": text}
    thing = {"message": {**message, **more}}
    return read({"type": "message_new", "event_id": "e", "object": thing})


def pressed(payload: object, by: int = SOMEBODY) -> Event:
    thing = {"peer_id": OTHER, "user_id": by, "event_id": "press", "payload": payload}
    return read({"type": "message_event", "event_id": "e", "object": thing})


def read(update: dict[str, Any]) -> Event:
    event = VkUpdates(MemberId(-1)).read(update)
    assert event is not None
    return event


def test_who_is_a_stranger(strangers: Strangers) -> None:
    assert strangers.sent(said("/помощь"))
    assert strangers.sent(pressed({"do": "check"}))
    assert not strangers.sent(said("/помощь", peer=CHAT))
    assert not strangers.sent(said("/помощь", peer=SOMEBODY))
    assert not strangers.sent(said("/помощь", ADMINISTRATOR))
    assert not strangers.sent(pressed({"do": "check"}, ADMINISTRATOR))


def test_what_may_turn_a_chat_into_one_of_the_bots_own(strangers: Strangers) -> None:
    added = {"type": "chat_invite_user", "member_id": -1}
    turning = [
        said("", action=added),
        said("", action={"type": "chat_kick_user", "member_id": -1}),
        said("/чат"),
        said("[club1|@x] /чат студенты"),
        pressed({"do": "check"}),
        pressed('{"do":"adopt","kind":"other"}'),
        pressed({"do": "adopt", "kind": "parents"}),
        pressed({"do": "check"}, by=SOMEBODY + 1),
    ]
    turns = [strangers.turn(update) for update in turning]
    assert None not in turns
    # the second of two that say the same says nothing new; a member's is not another member's
    assert len({*turns}) == len(turning) - 1
    for update in (
        said("привет"),
        said("/помощь"),
        said("", action={"type": "chat_invite_user", "member_id": 5}),
        pressed({"do": "settings"}),
        pressed(None),
    ):
        assert strangers.turn(update) is None
