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
from handlers.conversation.saying import new_chat
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
from storage.faults import Trouble, TroubledError
from storage.outbox import Finished
from storage.records import ChatState, Names, Person
from tests.bot.post_office import PostOffice, post_office
from tests.bot.scripted_vk import DROP, HANG, ScriptedVk, client_of, error, scripted_vk, well

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


@asynccontextmanager
async def open_post(tmp_path: Path) -> AsyncIterator[Post]:
    async with closed_post(tmp_path) as post, Nursery() as nursery:
        nursery.start(post.courier.run(), "courier")
        yield post


def say(text: str, to: ChatId | MemberId = CHAT, **more: Any) -> Send:
    return Send(to=to, private=to == STUDENT, text=text, **more)


async def test_what_is_posted_arrives_at_once(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        await asyncio.sleep(0.05)

        await post.send_off(DeleteMessages(chat=CHAT, messages=(MessageId(9),)))
        posted_at = asyncio.get_running_loop().time()
        await post.until(lambda: post.vk.asked)

        assert post.vk.asked[0].at - posted_at < 0.3


async def test_the_words_of_a_chat_arrive_in_order(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        await post.send_off(*(say(f"{number}") for number in range(10)))
        await post.until_empty()

        assert post.texts() == [str(number) for number in range(10)]


async def test_the_ids_of_messages_are_remembered_for_later_edits(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        await post.send_off(say("a", ref="greeting"))
        await post.until_empty()
        await post.send_off(Edit(to=CHAT, ref="greeting", text="b"))
        await post.until_empty()
        await post.send_off(Unsend(to=CHAT, ref="greeting"))
        await post.until_empty()

        assert [asked.params["cmid"] for asked in post.vk.of(EDIT)] == ["77"]
        assert [asked.params["cmids"] for asked in post.vk.of(DELETE)] == ["77"]


NO_ANSWERS = [
    well(None),
    {},
    well([]),
    well([{}]),
    well([{"conversation_message_id": None}]),
    well([{"conversation_message_id": 0, "message_id": 0}]),
    well([{"conversation_message_id": True}]),
    well(0),
    well(True),
    well("77"),
    well({"conversation_message_id": 77}),
]


@pytest.mark.parametrize("trouble", [DROP, error(6), *NO_ANSWERS], ids=str)
async def test_trouble_is_repeated_under_the_same_number_and_in_order(
    tmp_path: Path, trouble: object
) -> None:
    async with open_post(tmp_path) as post:
        post.vk.script(SEND, trouble, SENT)

        await post.send_off(say("first"), say("second"))
        await post.until_carried()

        first, again, second = post.vk.of(SEND)
        assert first.params == again.params
        assert second.params["message"] == "second"
        assert second.params["random_id"] != first.params["random_id"]


@pytest.mark.parametrize("strange", [well(None), {}, well([]), well(0), well("")], ids=str)
@pytest.mark.parametrize(
    ("method", "good", "effect"),
    [
        (EDIT, well(1), Edit(to=CHAT, ref="there", text="b")),
        (DELETE, REMOVED, DeleteMessages(chat=CHAT, messages=(MessageId(9),))),
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
    tmp_path: Path, method: str, good: object, effect: Effect, strange: object
) -> None:
    async with open_post(tmp_path) as post:
        await post.send_off(say("a", ref="there"))
        await post.until_empty()
        post.vk.script(method, strange, good)

        await post.send_off(effect)
        await post.until_carried()

        assert len(post.vk.of(method)) == 2


async def test_a_flood_of_words_in_one_chat_stops_nothing_else(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        post.vk.script(SEND, error(9), SENT)

        await post.send_off(say("flooded"))
        await post.until(lambda: post.vk.of(SEND))
        await post.send_off(
            say("behind it"),
            say("elsewhere", OTHER),
            DeleteMessages(chat=CHAT, messages=(MessageId(9),)),
        )
        await post.until(lambda: post.vk.of(DELETE) and post.texts(OTHER))
        await asyncio.sleep(0.1)

        assert post.texts() == ["flooded"]
        await post.until_carried()
        assert post.texts() == ["flooded", "flooded", "behind it"]


async def test_consecutive_deletions_are_one_call_and_other_effects_keep_their_place(
    tmp_path: Path,
) -> None:
    async with open_post(tmp_path) as post:
        post.vk.script(DELETE, well(1))
        until = post.clock.now() + timedelta(hours=1)

        await post.send_off(
            *(
                DeleteMessages(chat=CHAT, messages=(MessageId(n), MessageId(n + 1)))
                for n in (1, 3, 5)
            ),
            Restrict(chat=CHAT, member=STUDENT, until=until),
            DeleteMessages(chat=CHAT, messages=(MessageId(7),)),
        )
        await post.until_empty()

        assert [asked.params.get("cmids", asked.method) for asked in post.vk.asked] == [
            "1,2,3,4,5,6",
            MUTE,
            "7",
        ]


async def test_of_merged_deletions_only_failed_ones_are_repeated(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        done, failed = (
            {"conversation_message_id": 1, "response": 1},
            {"conversation_message_id": 2, "response": 0, "error": {"code": 10}},
        )
        post.vk.script(DELETE, well([done, failed]), REMOVED)

        await post.send_off(*(DeleteMessages(chat=CHAT, messages=(MessageId(n),)) for n in (1, 2)))
        await post.until_carried()

        assert [asked.params["cmids"] for asked in post.vk.of(DELETE)] == ["1,2", "2"]


async def test_moderation_of_a_chat_goes_beside_its_words(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        post.vk.script(SEND, HANG)

        await post.send_off(say("hangs"))
        await post.until(lambda: post.vk.of(SEND))
        await post.send_off(DeleteMessages(chat=CHAT, messages=(MessageId(9),)))
        await post.until(lambda: post.vk.of(DELETE))

        assert await post.storage.outbox.count() >= 1


async def test_however_many_chats_wait_for_words_a_removal_goes_at_once(tmp_path: Path) -> None:
    async with closed_post(tmp_path) as post, Nursery() as nursery:
        post.vk.script(EXECUTE, HANG)
        await post.send_off(
            *(say("до завтра", ChatId(OTHER + number)) for number in range(3 * AT_ONCE))
        )
        nursery.start(post.courier.run(), "courier")
        await post.until(lambda: len(post.vk.of(EXECUTE)) * MOST_CALLS >= AT_ONCE)
        await asyncio.sleep(0.5)

        await post.send_off(DeleteMessages(chat=CHAT, messages=(MessageId(9),)))
        await post.until(lambda: post.vk.of(DELETE))

        # the others wait in the outbox
        assert len(post.vk.of(EXECUTE)) * MOST_CALLS < 2 * AT_ONCE


async def test_a_postponed_edit_waits_for_its_moment(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        later = post.clock.now() + timedelta(minutes=10)
        await post.send_off(
            say("a", ref="act"), Edit(to=CHAT, ref="act", text="b", not_before=later)
        )
        await post.until(lambda: post.vk.of(SEND))
        await asyncio.sleep(0.1)
        assert post.vk.of(EDIT) == []

        post.clock.set_ahead(timedelta(minutes=11))
        await post.until_empty()

        assert [asked.params["message"] for asked in post.vk.of(EDIT)] == ["b"]


async def test_a_late_pop_up_is_not_delivered(tmp_path: Path) -> None:
    async with closed_post(tmp_path) as post, Nursery() as nursery:
        await post.send_off(Answer(to=CHAT, member=STUDENT, press="x", text="late"))
        post.clock.set_ahead(timedelta(seconds=70))
        await post.send_off(Answer(to=CHAT, member=STUDENT, press="y", text="in time"))

        nursery.start(post.courier.run(), "courier")
        await post.until_empty()

        assert [asked.params["event_id"] for asked in post.vk.of(ANSWER)] == ["y"]


async def test_a_person_who_takes_no_private_messages_is_remembered(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        names = Names(nom="Я", gen="Я", dat="Я", acc="Я", ins="Я", abl="Я")
        person = Person(member=STUDENT, names=names, screen_name="id5", private=True)
        async with post.storage.work() as work:
            await work.put_people([person])
        post.vk.script(SEND, well([{"peer_id": 5, "error": {"code": 901, "description": "no"}}]))

        await post.send_off(say("secret", STUDENT))
        await post.until_empty()

        assert len(post.vk.of(SEND)) == 1
        async with post.storage.reading() as reading:
            people = await reading.people([STUDENT])
        assert people[STUDENT].private is False


async def test_a_chat_that_the_bot_was_removed_from_is_given_up(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        async with post.storage.work() as work:
            await work.put_chat(new_chat(CHAT))
        post.vk.script(SEND, error(917))

        await post.send_off(say("anybody?"))
        await post.until_empty()

        async with post.storage.reading() as reading:
            chat = await reading.chat(CHAT)
        assert chat is not None
        assert chat.state is ChatState.GONE


async def test_a_chat_without_restrictions_switches_to_deleting(
    tmp_path: Path,
) -> None:
    async with open_post(tmp_path) as post:
        async with post.storage.work() as work:
            await work.put_chat(new_chat(CHAT))
        post.vk.script(MUTE, error(15))
        until = post.clock.now() + timedelta(days=1)

        await post.send_off(Restrict(chat=CHAT, member=STUDENT, until=until))
        await post.until_empty()

        async with post.storage.reading() as reading:
            chat = await reading.chat(CHAT)
        assert chat is not None
        assert chat.enforcement is Enforcement.ERASE
        assert len(post.vk.of(MUTE)) == 1
        assert len(post.texts()) == 1


async def test_a_parcel_that_raises_stops_no_other(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        post.vk.script(MUTE, well({"failed_member_ids": ["not a number"]}))
        until = post.clock.now() + timedelta(days=1)

        await post.send_off(
            Restrict(chat=CHAT, member=STUDENT, until=until),
            say("beside it"),
            DeleteMessages(chat=OTHER, messages=(MessageId(9),)),
        )
        await post.until(lambda: post.texts() and post.vk.of(DELETE))
        await post.until_carried()

        assert len(post.vk.of(MUTE)) == 5


async def test_a_short_database_outage_does_not_count_against_a_parcel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_post(tmp_path) as post:
        await post.send_off(say("a", ref="r"))
        await post.until_empty()
        reading, asked = post.storage.reading, 0

        @asynccontextmanager
        async def at_last_away() -> AsyncIterator[Reading]:
            nonlocal asked
            asked += 1
            if asked == 5:
                raise TroubledError(Trouble.AWAY)
            async with reading() as view:
                yield view

        monkeypatch.setattr(post.storage, "reading", at_last_away)
        post.vk.script(EDIT, *[error(9)] * 4, well(1))
        await post.send_off(Edit(to=CHAT, ref="r", text="b"))
        await post.until_carried()

        assert len(post.vk.of(EDIT)) == 5


async def test_consequences_of_a_refusal_wait_for_the_database_and_happen_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_post(tmp_path) as post:
        async with post.storage.work() as work:
            await work.put_chat(new_chat(CHAT))
        works, finishes, failed = post.storage.work, post.storage.outbox.finish, []

        @asynccontextmanager
        async def first_away(event: str | None = None, **more: Any) -> AsyncIterator[Work]:
            if event is not None and "work" not in failed:
                failed.append("work")
                raise TroubledError(Trouble.AWAY)
            async with works(event, **more) as work:
                yield work

        async def then_away(parcels: Sequence[Finished]) -> None:
            if "finish" not in failed:
                failed.append("finish")
                raise TroubledError(Trouble.AWAY)
            await finishes(parcels)

        monkeypatch.setattr(post.storage, "work", first_away)
        monkeypatch.setattr(post.storage.outbox, "finish", then_away)
        post.vk.script(MUTE, error(15))
        await post.send_off(
            Restrict(chat=CHAT, member=STUDENT, until=post.clock.now() + timedelta(days=1))
        )
        await post.until_empty()

        async with post.storage.reading() as reading:
            chat = await reading.chat(CHAT)
        assert chat is not None
        assert chat.enforcement is Enforcement.ERASE
        assert failed == ["work", "finish"]
        assert len(post.vk.of(MUTE)) == 1
        assert len(post.texts()) == 1


async def test_a_parcel_is_given_up_after_a_day(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        post.vk.script(SEND, error(10))

        await post.send_off(say("nobody hears"))
        await post.until(lambda: post.vk.of(SEND))
        assert await post.storage.outbox.count() == 1
        post.clock.set_ahead(timedelta(hours=25))
        await post.until_empty()

        assert len(post.vk.of(SEND)) >= 2


async def test_a_parcel_that_waited_for_the_morning_is_repeated_for_a_whole_day(
    tmp_path: Path,
) -> None:
    async with open_post(tmp_path) as post:
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


async def test_a_parcel_that_was_never_tried_is_not_in_doubt(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        await post.send_off(say("morning", not_before=post.clock.now() + timedelta(hours=8)))
        post.turn_on(timedelta(hours=8, minutes=1))
        await post.until_empty()

        assert post.texts() == ["morning"]
        assert post.vk.of("messages.getHistory") == []


async def test_days_without_a_running_courier_do_not_count(tmp_path: Path) -> None:
    async with closed_post(tmp_path) as post, Nursery() as nursery:
        post.vk.script(SEND, error(10), error(10), SENT)
        await post.send_off(say("after the holidays"))
        post.turn_on(timedelta(days=3))

        nursery.start(post.courier.run(), "courier")
        await post.until_carried()

        assert len(post.vk.of(SEND)) == 3


@pytest.mark.parametrize("answer", [HANG, error(9)], ids=["busy", "held"])
async def test_a_paused_conversation_makes_no_query(tmp_path: Path, answer: object) -> None:
    statements: list[str] = []
    async with open_post(tmp_path) as post:
        post.vk.script(SEND, answer)
        await post.send_off(say("first"), say("second"))
        await post.until(lambda: post.vk.of(SEND))
        await asyncio.sleep(0.3)
        engine = post.storage.outbox._engine.sync_engine  # noqa: SLF001 -- what it asks is told there
        event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))

        await asyncio.sleep(1.5)

        assert statements == []


async def test_parcels_behind_a_pause_go_once_it_ends(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        post.vk.script(SEND, error(10), SENT)
        await post.send_off(say("first"), say("second"))
        await post.until_carried()

        assert post.texts() == ["first", "first", "second"]


async def test_a_refused_token_ends_the_courier_and_loses_nothing(tmp_path: Path) -> None:
    async with closed_post(tmp_path) as post:
        post.vk.script(SEND, error(5))
        await post.send_off(say("later"))

        with pytest.raises(TokenRejected):
            async with asyncio.timeout(5):
                await post.courier.run()

        assert await post.storage.outbox.count() == 1


async def test_draining_delivers_what_is_due_and_leaves_what_is_not(tmp_path: Path) -> None:
    async with closed_post(tmp_path) as post:
        later = post.clock.now() + timedelta(minutes=10)
        await post.send_off(
            say("a", ref="act"),
            say("b", OTHER),
            Edit(to=CHAT, ref="act", text="c", not_before=later),
        )

        await post.courier.drain(5)

        assert (post.texts(), post.texts(OTHER)) == (["a"], ["b"])
        assert await post.storage.outbox.count() == 1


async def test_draining_ends_in_time_though_vk_hangs(tmp_path: Path) -> None:
    async with closed_post(tmp_path, seconds=30) as post:
        post.vk.script(SEND, HANG)
        await post.send_off(say("hangs"))
        begun = asyncio.get_running_loop().time()

        await post.courier.drain(0.3)

        assert asyncio.get_running_loop().time() - begun < 1
        assert await post.storage.outbox.count() == 1


async def test_after_draining_nothing_is_delivered(tmp_path: Path) -> None:
    async with closed_post(tmp_path, seconds=60) as post, Nursery() as nursery:
        post.vk.script(SEND, HANG)
        nursery.start(post.courier.run(), "courier")
        await post.send_off(say("hangs"))
        await post.until(lambda: post.vk.of(SEND))

        # as where another process took over: whoever runs it is cancelled only then
        await post.courier.drain(0)
        asked = len(post.vk.asked)
        await post.send_off(say("of the next"))
        await asyncio.sleep(0.5)

        assert len(post.vk.asked) == asked
        assert await post.storage.outbox.count() == 2


async def test_draining_beside_a_running_courier_sends_nothing_twice(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        await post.send_off(*(say(f"{number}") for number in range(5)))

        await post.courier.drain(5)

        assert sorted(post.texts()) == [str(number) for number in range(5)]
        assert await post.storage.outbox.count() == 0


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


@pytest.mark.parametrize("killed", [True, False], ids=["after a kill", "after a lost answer"])
async def test_a_deleted_message_is_not_reported_as_left(tmp_path: Path, killed: bool) -> None:
    refused = well([{"response": 0, "error": {"code": 924, "description": "cannot"}}])
    async with closed_post(tmp_path, seconds=30) as post:
        async with post.storage.work() as work:
            await work.put_chat(new_chat(CHAT))
        post.vk.script(DELETE, HANG if killed else DROP)
        await post.send_off(DeleteMessages(chat=CHAT, messages=(MessageId(9),)))
        await post.courier.drain(0.3)
        assert len(post.vk.of(DELETE)) == 1
    async with open_post(tmp_path) as post:
        post.vk.script(DELETE, refused)
        post.vk.script("messages.getByConversationMessageId", well({"items": []}))
        post.courier.wake()
        await post.until_carried()

        assert len(post.vk.of(DELETE)) == 1
        assert post.texts() == []


async def test_a_message_that_vk_never_deleted_is_reported(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        async with post.storage.work() as work:
            await work.put_chat(new_chat(CHAT))
        post.vk.script(DELETE, well([{"response": 0, "error": {"code": 924}}]))

        await post.send_off(DeleteMessages(chat=CHAT, messages=(MessageId(9),)))
        await post.until_empty()

        # nobody can have removed it before: it is not looked for
        assert "24" in post.texts()[0]
        assert post.vk.of("messages.getByConversationMessageId") == []


async def test_an_idle_courier_makes_no_call(tmp_path: Path) -> None:
    async with open_post(tmp_path) as post:
        await asyncio.sleep(0.2)

        assert post.vk.asked == []
