import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.courier import AT_ONCE
from bot.nursery import Nursery
from bot.vk.calls import MOST_CALLS
from bot.vk.client import TokenRejected
from rules.ids import ChatId, MemberId, MessageId
from rules.settings import Enforcement
from storage.database import Reading, Work
from storage.effects import (
    Answer,
    DeleteMessages,
    Edit,
    Effect,
    Invite,
    OpenWriting,
    Remove,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)
from storage.faults import DatabaseTrouble, TroubledError
from storage.outbox import Finished
from storage.records import ChatState
from tests.bot.post_office import PostOffice, post_office
from tests.bot.scripted_vk import DROP, HANG, ScriptedVk, client_of, error, scripted_vk, well
from tests.variants import variants

CHAT, OTHER = ChatId(2_000_000_001), ChatId(2_000_000_002)
STUDENT = MemberId(5)
SEND, EDIT, DELETE = "messages.send", "messages.edit", "messages.delete"
EXECUTE = "execute"
MUTE = "messages.changeConversationMemberRestrictions"
ANSWER = "messages.sendMessageEventAnswer"
SENT = well([{"conversation_message_id": 77}])
REMOVED = well([{"response": 1}])


@dataclass
class Post(PostOffice):
    """A post office before a VK that answers by a script."""

    vk: ScriptedVk

    def mute(self) -> Restrict:
        until = self.clock.now() + timedelta(days=1)
        return Restrict(chat=CHAT, member=STUDENT, until=until)

    def texts(self, peer: int = CHAT) -> list[str]:
        return [
            asked.params["message"]
            for asked in self.vk.of(SEND)
            if asked.params["peer_ids"] == str(peer)
        ]


@asynccontextmanager
async def closed_post(tmp_path: Path, *, seconds: float = 5.0) -> AsyncIterator[Post]:
    """A post office whose courier does not run yet."""
    async with (
        scripted_vk() as vk,
        client_of(vk, seconds=seconds) as client,
        post_office(tmp_path, client) as office,
    ):
        vk.script(SEND, SENT)
        vk.script(EDIT, well(1))
        vk.script(DELETE, REMOVED)
        vk.script(ANSWER, well(1))
        vk.script(MUTE, well({"failed_member_ids": []}))
        yield Post(office.storage, office.clock, office.services, office.courier, vk)


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[Post]:
    async with closed_post(tmp_path) as post:
        yield post


@pytest.fixture
async def post(closed: Post) -> AsyncIterator[Post]:
    """A post office whose courier runs."""
    async with running(closed):
        yield closed


@asynccontextmanager
async def running(post: Post) -> AsyncIterator[Post]:
    async with Nursery() as nursery:
        nursery.start(post.courier.run(), "courier")
        yield post


def erase(*messages: int) -> DeleteMessages:
    return DeleteMessages(chat=CHAT, messages=tuple(map(MessageId, messages)))


def say(text: str, to: ChatId | MemberId = CHAT, **more: Any) -> Send:
    return Send(to=to, private=to == STUDENT, text=text, **more)


async def test_what_is_posted_arrives_at_once(post: Post) -> None:
    await asyncio.sleep(0.05)

    await post.send_off(erase(9))
    posted_at = asyncio.get_running_loop().time()
    await post.until(lambda: post.vk.asked)

    assert post.vk.asked[0].at - posted_at < 0.3


async def test_the_words_of_a_chat_arrive_in_order(post: Post) -> None:
    await post.send_off(*(say(f"{number}") for number in range(10)))
    await post.until_empty()

    assert post.texts() == [str(number) for number in range(10)]


async def test_the_ids_of_messages_are_remembered_for_later_edits(post: Post) -> None:
    await post.send_off(say("a", ref="greeting"))
    await post.until_empty()
    await post.send_off(Edit(to=CHAT, ref="greeting", text="b"))
    await post.until_empty()
    await post.send_off(Unsend(to=CHAT, ref="greeting"))
    await post.until_empty()

    assert [asked.params["cmid"] for asked in post.vk.of(EDIT)] == ["77"]
    assert [asked.params["cmids"] for asked in post.vk.of(DELETE)] == ["77"]


NUMBER = "conversation_message_id"
NO_ANSWERS = [
    *map(
        well, (None, [], [{}], [{NUMBER: None}], [{NUMBER: 0, "message_id": 0}], [{NUMBER: True}])
    ),
    *map(well, (0, True, "77", {NUMBER: 77})),
    {},
]


@pytest.mark.parametrize("trouble", [DROP, *variants(error(6), error(10), *NO_ANSWERS)], ids=str)
async def test_trouble_is_repeated_under_the_same_number_and_in_order(
    post: Post, trouble: object
) -> None:
    post.vk.script(SEND, trouble, SENT)

    await post.send_off(say("first"), say("second"))
    await post.until_carried()

    first, again, second = post.vk.of(SEND)
    assert first.params == again.params
    assert second.params["message"] == "second"
    assert second.params["random_id"] != first.params["random_id"]


@pytest.mark.parametrize("strange", variants(well(None), {}, well([]), well(0), well("")), ids=str)
@pytest.mark.parametrize(
    ("method", "good", "effect"),
    [
        (EDIT, well(1), Edit(to=CHAT, ref="there", text="b")),
        (DELETE, REMOVED, erase(9)),
        (MUTE, well({"failed_member_ids": []}), Unrestrict(chat=CHAT, member=STUDENT)),
        ("messages.removeChatUser", well(1), Remove(chat=CHAT, member=STUDENT)),
        ("messages.enableChatWriting", well(1), OpenWriting(chat=CHAT)),
        (ANSWER, well(1), Answer(to=CHAT, member=STUDENT, press="x", text="b")),
        (
            "messages.getInviteLink",
            well({"link": "vk.me/x"}),
            Invite(to=STUDENT, chat=CHAT, text="b"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_an_effect_without_a_clear_answer_is_repeated(
    post: Post, method: str, good: object, effect: Effect, strange: object
) -> None:
    await post.send_off(say("a", ref="there"))
    await post.until_empty()
    post.vk.script(method, strange, good)

    await post.send_off(effect)
    await post.until_carried()

    assert len(post.vk.of(method)) == 2


async def test_a_flood_of_words_in_one_chat_stops_nothing_else(post: Post) -> None:
    post.vk.script(SEND, error(9), SENT)

    await post.send_off(say("flooded"))
    await post.until(lambda: post.vk.of(SEND))
    await post.send_off(say("behind it"), say("elsewhere", OTHER), erase(9))
    await post.until(lambda: post.vk.of(DELETE) and post.texts(OTHER))
    await asyncio.sleep(0.1)

    assert post.texts() == ["flooded"]
    await post.until_carried()
    assert post.texts() == ["flooded", "flooded", "behind it"]


async def test_consecutive_deletions_are_one_call_and_other_effects_keep_their_place(
    post: Post,
) -> None:
    post.vk.script(DELETE, well(1))
    await post.send_off(*(erase(n, n + 1) for n in (1, 3, 5)), post.mute(), erase(7))
    await post.until_empty()

    done = [asked.params.get("cmids", asked.method) for asked in post.vk.asked]
    assert done == ["1,2,3,4,5,6", MUTE, "7"]


async def test_of_merged_deletions_only_failed_ones_are_repeated(post: Post) -> None:
    done, failed = (
        {"conversation_message_id": 1, "response": 1},
        {"conversation_message_id": 2, "response": 0, "error": {"code": 10}},
    )
    post.vk.script(DELETE, well([done, failed]), REMOVED)

    await post.send_off(*(erase(n) for n in (1, 2)))
    await post.until_carried()

    assert [asked.params["cmids"] for asked in post.vk.of(DELETE)] == ["1,2", "2"]


async def test_moderation_of_a_chat_goes_beside_its_words(post: Post) -> None:
    post.vk.script(SEND, HANG)

    await post.send_off(say("hangs"))
    await post.until(lambda: post.vk.of(SEND))
    await post.send_off(erase(9))
    await post.until(lambda: post.vk.of(DELETE))

    assert await post.storage.outbox.count() >= 1


@pytest.mark.slow
async def test_however_many_chats_wait_for_words_a_removal_goes_at_once(closed: Post) -> None:
    closed.vk.script(EXECUTE, HANG)
    await closed.send_off(
        *(say("до завтра", ChatId(OTHER + number)) for number in range(3 * AT_ONCE))
    )
    async with running(closed):
        await closed.until(lambda: len(closed.vk.of(EXECUTE)) * MOST_CALLS >= AT_ONCE)
        await asyncio.sleep(0.5)

        await closed.send_off(erase(9))
        await closed.until(lambda: closed.vk.of(DELETE))

        # the others wait in the outbox
        assert len(closed.vk.of(EXECUTE)) * MOST_CALLS < 2 * AT_ONCE


async def test_a_postponed_edit_waits_for_its_moment(post: Post) -> None:
    later = post.clock.now() + timedelta(minutes=10)
    await post.send_off(say("a", ref="act"), Edit(to=CHAT, ref="act", text="b", not_before=later))
    await post.until(lambda: post.vk.of(SEND))
    await asyncio.sleep(0.1)
    assert post.vk.of(EDIT) == []

    post.clock.set_ahead(timedelta(minutes=11))
    await post.until_empty()

    assert [asked.params["message"] for asked in post.vk.of(EDIT)] == ["b"]


async def test_a_late_pop_up_is_not_delivered(closed: Post) -> None:
    await closed.send_off(Answer(to=CHAT, member=STUDENT, press="x", text="late"))
    closed.clock.set_ahead(timedelta(seconds=70))
    await closed.send_off(Answer(to=CHAT, member=STUDENT, press="y", text="in time"))

    async with running(closed):
        await closed.until_empty()

    assert [asked.params["event_id"] for asked in closed.vk.of(ANSWER)] == ["y"]


async def test_a_person_who_takes_no_private_messages_is_remembered(post: Post) -> None:
    await post.put_person(STUDENT)
    post.vk.script(SEND, well([{"peer_id": 5, "error": {"code": 901, "description": "no"}}]))

    await post.send_off(say("secret", STUDENT))
    await post.until_empty()

    assert len(post.vk.of(SEND)) == 1
    assert await post.is_private(STUDENT) is False


async def test_a_chat_that_the_bot_was_removed_from_is_given_up(post: Post) -> None:
    await post.put_chat(CHAT)
    post.vk.script(SEND, error(917))

    await post.send_off(say("anybody?"))
    await post.until_empty()

    assert (await post.recorded(CHAT)).state is ChatState.GONE


async def test_a_chat_without_restrictions_switches_to_deleting(post: Post) -> None:
    await post.put_chat(CHAT)
    post.vk.script(MUTE, error(15))
    await post.send_off(post.mute())
    await post.until_empty()

    assert (await post.recorded(CHAT)).enforcement is Enforcement.ERASE
    assert len(post.vk.of(MUTE)) == 1
    assert len(post.texts()) == 1


@pytest.mark.slow
async def test_a_parcel_that_raises_stops_no_other(post: Post) -> None:
    post.vk.script(MUTE, well({"failed_member_ids": ["not a number"]}))
    await post.send_off(
        post.mute(),
        say("beside it"),
        DeleteMessages(chat=OTHER, messages=(MessageId(9),)),
    )
    await post.until(lambda: post.texts() and post.vk.of(DELETE))
    await post.until_carried()

    assert len(post.vk.of(MUTE)) == 5


@pytest.mark.slow
async def test_a_short_database_outage_does_not_count_against_a_parcel(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.send_off(say("a", ref="r"))
    await post.until_empty()
    reading, asked = post.storage.reading, 0

    @asynccontextmanager
    async def at_last_away() -> AsyncIterator[Reading]:
        nonlocal asked
        asked += 1
        if asked == 5:
            raise TroubledError(DatabaseTrouble.AWAY)
        async with reading() as view:
            yield view

    monkeypatch.setattr(post.storage, "reading", at_last_away)
    post.vk.script(EDIT, *[error(9)] * 4, well(1))
    await post.send_off(Edit(to=CHAT, ref="r", text="b"))
    await post.until_carried()

    assert len(post.vk.of(EDIT)) == 5


@pytest.mark.slow
async def test_consequences_of_a_refusal_wait_for_the_database_and_happen_once(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.put_chat(CHAT)
    works, finishes, failed = post.storage.work, post.storage.outbox.finish, []

    @asynccontextmanager
    async def first_away(event: str | None = None, **more: Any) -> AsyncIterator[Work]:
        if event is not None and "work" not in failed:
            failed.append("work")
            raise TroubledError(DatabaseTrouble.AWAY)
        async with works(event, **more) as work:
            yield work

    async def then_away(parcels: Sequence[Finished]) -> None:
        if "finish" not in failed:
            failed.append("finish")
            raise TroubledError(DatabaseTrouble.AWAY)
        await finishes(parcels)

    monkeypatch.setattr(post.storage, "work", first_away)
    monkeypatch.setattr(post.storage.outbox, "finish", then_away)
    post.vk.script(MUTE, error(15))
    await post.send_off(post.mute())
    await post.until_empty()

    assert (await post.recorded(CHAT)).enforcement is Enforcement.ERASE
    assert failed == ["work", "finish"]
    assert len(post.vk.of(MUTE)) == 1
    assert len(post.texts()) == 1


async def test_a_parcel_is_given_up_after_a_day(post: Post) -> None:
    post.vk.script(SEND, error(10))

    await post.send_off(say("nobody hears"))
    await post.until(lambda: post.vk.of(SEND))
    assert await post.storage.outbox.count() == 1
    post.clock.set_ahead(timedelta(hours=25))
    await post.until_empty()

    assert len(post.vk.of(SEND)) >= 2


async def test_a_parcel_that_waited_for_the_morning_is_repeated_for_a_whole_day(post: Post) -> None:
    post.vk.script(SEND, error(10))
    morning = post.clock.now() + timedelta(hours=30)
    await post.send_off(say("good morning", not_before=morning))

    post.turn_on(timedelta(hours=30, minutes=1))
    await post.until(lambda: post.vk.of(SEND))
    post.turn_on(timedelta(hours=23))
    await post.until(lambda: len(post.vk.of(SEND)) > 1)
    post.vk.script(SEND, SENT)
    post.turn_on(timedelta(minutes=50))
    await post.until_empty()

    assert len(post.vk.of(SEND)) >= 3


async def test_a_parcel_that_was_never_tried_is_not_in_doubt(post: Post) -> None:
    await post.send_off(say("morning", not_before=post.clock.now() + timedelta(hours=8)))
    post.turn_on(timedelta(hours=8, minutes=1))
    await post.until_empty()

    assert post.texts() == ["morning"]
    assert post.vk.of("messages.getHistory") == []


async def test_days_without_a_running_courier_do_not_count(closed: Post) -> None:
    closed.vk.script(SEND, error(10), error(10), SENT)
    await closed.send_off(say("after the holidays"))
    closed.turn_on(timedelta(days=3))

    async with running(closed):
        await closed.until_carried()

    assert len(closed.vk.of(SEND)) == 3


@pytest.mark.slow
@pytest.mark.parametrize("answer", [HANG, error(9)], ids=["busy", "held"])
async def test_a_paused_conversation_makes_no_query(post: Post, answer: object) -> None:
    statements: list[str] = []
    post.vk.script(SEND, answer)
    await post.send_off(say("first"), say("second"))
    await post.until(lambda: post.vk.of(SEND))
    await asyncio.sleep(0.3)
    engine = post.storage.outbox._engine.sync_engine  # noqa: SLF001 -- what it asks is told there
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))

    await asyncio.sleep(1.5)

    assert statements == []


async def test_a_refused_token_ends_the_courier_and_loses_nothing(closed: Post) -> None:
    closed.vk.script(SEND, error(5))
    await closed.send_off(say("later"))

    with pytest.raises(TokenRejected):
        async with asyncio.timeout(5):
            await closed.courier.run()

    assert await closed.storage.outbox.count() == 1


async def test_draining_delivers_what_is_due_and_leaves_what_is_not(closed: Post) -> None:
    later = closed.clock.now() + timedelta(minutes=10)
    await closed.send_off(
        say("a", ref="act"),
        say("b", OTHER),
        Edit(to=CHAT, ref="act", text="c", not_before=later),
    )

    await closed.courier.drain(5)

    assert (closed.texts(), closed.texts(OTHER)) == (["a"], ["b"])
    assert await closed.storage.outbox.count() == 1


@pytest.mark.slow
async def test_draining_ends_in_time_though_vk_hangs(tmp_path: Path) -> None:
    async with closed_post(tmp_path, seconds=30) as post:
        post.vk.script(SEND, HANG)
        await post.send_off(say("hangs"))
        begun = asyncio.get_running_loop().time()

        await post.courier.drain(0.3)

        assert asyncio.get_running_loop().time() - begun < 1
        assert await post.storage.outbox.count() == 1


@pytest.mark.slow
async def test_after_draining_nothing_is_delivered(tmp_path: Path) -> None:
    async with closed_post(tmp_path, seconds=60) as post, running(post):
        post.vk.script(SEND, HANG)
        await post.send_off(say("hangs"))
        await post.until(lambda: post.vk.of(SEND))

        # as where another process took over: whoever runs it is cancelled only then
        await post.courier.drain(0)
        asked = len(post.vk.asked)
        await post.send_off(say("of the next"))
        await asyncio.sleep(0.5)

        assert len(post.vk.asked) == asked
        assert await post.storage.outbox.count() == 2


async def test_draining_beside_a_running_courier_sends_nothing_twice(post: Post) -> None:
    await post.send_off(*(say(f"{number}") for number in range(5)))

    await post.courier.drain(5)

    assert sorted(post.texts()) == [str(number) for number in range(5)]
    assert await post.storage.outbox.count() == 0


@pytest.mark.slow
async def test_after_a_restart_a_repeat_has_the_same_random_id(tmp_path: Path) -> None:
    numbers: list[str] = []
    # what is answered ends the draining as soon as it is sent
    for answer, seconds in ((HANG, 0.5), (SENT, 30)):
        async with closed_post(tmp_path, seconds=30) as post:
            post.vk.script(SEND, answer)
            if answer == HANG:
                await post.send_off(say("once"))
            await post.courier.drain(seconds)
            numbers += [asked.params["random_id"] for asked in post.vk.of(SEND)]

    assert len(numbers) == 2
    assert numbers[0] == numbers[1]
    assert int(numbers[0]) != 0


@pytest.mark.parametrize(
    "killed", variants(True, False), ids=["after a kill", "after a lost answer"]
)
async def test_a_deleted_message_is_not_reported_as_left(tmp_path: Path, killed: bool) -> None:
    refused = well([{"response": 0, "error": {"code": 924, "description": "cannot"}}])
    async with closed_post(tmp_path, seconds=30) as post:
        await post.put_chat(CHAT)
        post.vk.script(DELETE, HANG if killed else DROP)
        await post.send_off(erase(9))
        await post.courier.drain(0.3)
        assert len(post.vk.of(DELETE)) == 1
    async with closed_post(tmp_path) as post, running(post):
        post.vk.script(DELETE, refused)
        post.vk.script("messages.getByConversationMessageId", well({"items": []}))
        post.courier.wake()
        await post.until_carried()

        assert len(post.vk.of(DELETE)) == 1
        assert post.texts() == []


async def test_a_message_that_vk_never_deleted_is_reported(post: Post) -> None:
    await post.put_chat(CHAT)
    post.vk.script(DELETE, well([{"response": 0, "error": {"code": 924}}]))

    await post.send_off(erase(9))
    await post.until_empty()

    # nobody can have removed it before: it is not looked for
    assert "24" in post.texts()[0]
    assert post.vk.of("messages.getByConversationMessageId") == []


async def test_an_idle_courier_makes_no_call(post: Post) -> None:
    await asyncio.sleep(0.2)

    assert post.vk.asked == []
