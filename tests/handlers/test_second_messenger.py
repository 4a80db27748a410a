"""Another messenger needs an adapter and nothing else: the same intake, events and handlers."""

import itertools
import json
import re
from collections.abc import AsyncIterator, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.intake import Intake
from bot.read_marks import ReadMarks
from bot.stream import Batch, StreamPlace, TakeMissed
from handlers.conversation.watch import Watch
from handlers.dispatch import handler_for
from handlers.events import InPrivate, Wrote
from handlers.messenger import Written
from handlers.rereading import read_again
from handlers.screening import Screen
from rules.detectors.message import Message
from rules.ids import ChatId, MemberId, MessageId
from rules.mentions import handle_of
from rules.settings import Enforcement
from rules.vocabulary.violations import ViolationRecorded
from storage.database import open_storage
from tests.bench.dispatch import services_for
from tests.databases import a_database
from tests.handlers.max_like import BOT, MaxLikeMessenger, MaxLikeUpdates

LINK = "https://max.ru/poryadok_bot?start="
CHAT, DIALOG = -70_801_090_403_050, 472_107_880
TEACHER, STUDENT, NEWCOMER = 212_843_158, 212_843_159, 212_843_160


class Max:
    """A chat in MAX with a teacher, a student and the bot."""

    def __init__(self, services: Any, messenger: MaxLikeMessenger) -> None:
        self.messenger, self.reader = messenger, MaxLikeUpdates()
        self.clock = datetime(2026, 11, 30, 9, tzinfo=UTC)
        self.services = replace(services, messenger=messenger, now=lambda: self.clock)
        self.marks, self.lost = ReadMarks(), 0
        self._seqs = itertools.count(116_993_690_454_357_274, 4_096 * 977)
        self._intake = Intake(
            reader=self.reader,
            look=Screen(self.services).look,
            handle=handler_for(self.services),
            on_gap=self._note_loss,
            place=StreamPlace("0"),
            marks=self.marks,
            now=self.services.now,
        )

    def _note_loss(self, take: TakeMissed) -> None:
        self.lost += 1

    async def lose(self) -> None:
        """Lose some updates: the next batch is the first after them."""
        stream = Stream([Batch(place="1", updates=[], gap=True)])
        with suppress(EndedError):
            await self._intake.run(stream)

    async def hear(self, kind: str, **more: Any) -> None:
        """Hear an update, an hour after the last, and carry what follows from it."""
        self.clock += timedelta(hours=1)
        update = {"update_type": kind, "timestamp": int(self.clock.timestamp() * 1000), **more}
        self._intake.take("0", [update])
        await self._intake.finish()
        await self.messenger.carry(self.services)

    async def write(self, who: int, text: str, *, answers: Any = None, **body: Any) -> Any:
        message = self.message(who, text, **body)
        if answers is not None:
            link = {"type": "reply", "sender": answers["sender"], "message": answers["body"]}
            message["link"] = link
        await self.hear("message_created", message=message)
        return message

    def message(self, who: int, text: str, **body: Any) -> dict[str, Any]:
        seq = next(self._seqs)
        return {
            "sender": person(who),
            "recipient": {"chat_id": CHAT, "chat_type": "chat", "user_id": None},
            "body": {"mid": f"mid.{seq:032x}", "seq": seq, "text": text, **body},
        }

    async def press(self, who: int, payload: str) -> None:
        number = f"callback.{next(self._seqs)}"
        callback = {"callback_id": number, "timestamp": 1, "payload": payload, "user": person(who)}
        await self.hear("message_callback", callback=callback, message=self.message(BOT, "…"))

    async def violations(self) -> list[ViolationRecorded]:
        async with self.services.storage.reading() as reading:
            entries = await reading.entries(ChatId(CHAT), limit=100)
        return [each.fact for each in entries if isinstance(each.fact, ViolationRecorded)]


class EndedError(Exception):
    """The stream has no more batches."""


class Stream:
    """A source of a few batches."""

    def __init__(self, batches: list[Batch]) -> None:
        self._batches = batches

    async def after(self, place: str) -> Batch:
        if not self._batches:
            raise EndedError
        return self._batches.pop(0)

    async def done_with(self, events: Collection[str]) -> None:
        pass


def person(who: int) -> dict[str, Any]:
    return {"user_id": who, "first_name": "Иван", "is_bot": who == BOT}


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Max]:
    async with a_database(tmp_path) as url, open_storage(url) as storage:
        messenger = MaxLikeMessenger(
            administrator=MemberId(TEACHER), members=[MemberId(TEACHER), MemberId(STUDENT)]
        )
        services = replace(
            services_for(Watch(), storage),
            community=MemberId(-BOT),
            community_names=frozenset({"poryadok_bot", handle_of(MemberId(-BOT))}),
            private_link=LINK,
            administrators=frozenset({MemberId(TEACHER)}),
        )
        chat = Max(services, messenger)
        await chat.hear("bot_added", chat_id=CHAT, user=person(TEACHER), is_channel=False)
        introduction = messenger.sent[-1]
        assert (introduction.to, introduction.private) == (CHAT, False)
        payloads = [dict(each.payload) for row in introduction.keyboard for each in row]
        assert {"do": "adopt", "kind": "other"} in payloads
        await chat.press(TEACHER, json.dumps({"do": "adopt", "kind": "other"}))
        assert CHAT in chat.services.watch.served
        yield chat


async def blocked(there: Max) -> None:
    for number in range(4):
        insult = await there.write(STUDENT, f"грубость {number}")
        await there.write(TEACHER, "/нарушение 1", answers=insult)
    await there.write(TEACHER, "/блок @Иван 3 дня", markup=[mark(len("/блок "), "@Иван")])


def mark(begin: int, name: str) -> dict[str, Any]:
    return {"type": "user_mention", "from": begin, "length": len(name), "user_id": STUDENT}


async def test_a_violation_belongs_to_a_message_of_64_bits(there: Max) -> None:
    insult = await there.write(STUDENT, "грубость")
    await there.write(TEACHER, "/нарушение 1", answers=insult)
    (violation,) = await there.violations()
    assert (violation.member, violation.message) == (STUDENT, insult["body"]["seq"])

    other = await there.write(STUDENT, "ещё грубость")
    await there.write(TEACHER, "/удалить 1", answers=other)
    assert there.messenger.deleted == [(CHAT, other["body"]["seq"])]
    (record, undo) = there.messenger.sent[-1].keyboard[0]
    assert record.payload["key"] == undo.payload["key"] == other["body"]["seq"]


async def test_what_was_beside_a_message_is_read_where_numbers_do_not_tell(there: Max) -> None:
    await there.hear("bot_started", chat_id=DIALOG, user=person(TEACHER), payload=None)
    said = await there.write(STUDENT, "номер Пети 8 917 123-45-67")
    around = Message(text="зачем он тебе?", author=MemberId(STUDENT), at=0)
    there.messenger.log.append(
        Written(
            message=MessageId(said["body"]["seq"] + 999),
            at=there.clock,
            edited_at=None,
            said=around,
            answered=None,
        )
    )
    card = {"do": "card", "chat": CHAT, "card": 1, "act": "near", "message": said["body"]["seq"]}
    await there.press(TEACHER, json.dumps(card))
    shown = there.messenger.sent[-1]
    assert (shown.to, shown.private) == (TEACHER, True)
    assert "зачем он тебе?" in shown.text


async def test_where_nobody_can_be_restricted_a_blocked_members_words_are_deleted(
    there: Max,
) -> None:
    before = await there.write(STUDENT, "до блокировки")
    await blocked(there)
    assert (CHAT, STUDENT) in there.services.watch.blocked
    assert there.messenger.refused
    async with there.services.storage.reading() as reading:
        chat = await reading.chat(ChatId(CHAT))
    assert chat is not None
    assert chat.enforcement is Enforcement.ERASE
    already = len(there.messenger.deleted)

    after = await there.write(STUDENT, "после")
    changed = {**before, "body": {**before["body"], "text": "и ещё раз"}}
    await there.hear("message_edited", message=changed)

    seqs = [MessageId(each["body"]["seq"]) for each in (after, before)]
    assert there.messenger.deleted[already:] == [(CHAT, seq) for seq in seqs]


async def test_a_newcomer_is_shown_the_rules_though_no_message_tells_of_them(
    there: Max,
) -> None:
    user = person(NEWCOMER)
    await there.hear("user_added", chat_id=CHAT, user=user, inviter_id=TEACHER)
    assert f"[id{NEWCOMER}|" in there.messenger.sent[-1].text
    payload = dict(there.messenger.sent[-1].keyboard[0][0].payload)
    await there.press(NEWCOMER, json.dumps(payload))
    assert there.messenger.answers[-1].member == NEWCOMER


async def test_a_code_may_come_with_the_start_of_a_dialog(there: Max) -> None:
    await there.hear("bot_started", chat_id=DIALOG, user=person(TEACHER), payload=None)
    await there.write(TEACHER, "/приглашение")
    link = next(each.text for each in there.messenger.sent if LINK in each.text)
    code = link.partition(LINK)[2][:22]
    user = person(NEWCOMER)
    await there.hear("bot_started", chat_id=DIALOG, user=user, payload=code)
    shown = there.messenger.sent[-1]
    assert (shown.to, shown.private) == (NEWCOMER, True)
    assert [each.payload["do"] for row in shown.keyboard for each in row] == ["enter"]


async def test_what_nothing_handles_changes_nothing(there: Max) -> None:
    sent = list(there.messenger.sent)
    await there.write(STUDENT, "когда зачёт?")
    await there.hear("message_removed", message_id="mid.1", chat_id=CHAT, user_id=STUDENT)
    await there.hear("chat_title_changed", chat_id=CHAT, user=person(TEACHER), title="ИС-22")
    await there.write(BOT, "/статус")
    await read_again(there.services)
    assert there.messenger.sent == sent
    assert not there.messenger.deleted


async def test_in_a_dialog_the_answer_goes_to_the_person(there: Max) -> None:
    await there.hear("bot_started", chat_id=DIALOG, user=person(STUDENT), payload=None)
    async with there.services.storage.reading() as reading:
        known = await reading.people([MemberId(STUDENT)])
    assert known[MemberId(STUDENT)].private is True

    message = there.message(STUDENT, "/помощь")
    message["recipient"] = {"chat_id": DIALOG, "chat_type": "dialog", "user_id": BOT}
    event = there.reader.read(
        {"update_type": "message_created", "timestamp": 1, "message": message}
    )
    assert isinstance(event, Wrote)
    assert event.place == InPrivate(MemberId(STUDENT))
    await there.hear("message_created", message=message)
    assert (there.messenger.sent[-1].to, there.messenger.sent[-1].private) == (STUDENT, True)


@pytest.mark.slow
async def test_its_own_pages_name_people_and_those_of_others_do_not(there: Max) -> None:
    await there.write(TEACHER, "/нарушение max.ru/ivan 1")
    (violation,) = await there.violations()
    assert violation.member == STUDENT
    for page in (f"vk.com/id{STUDENT}", f"id{STUDENT}", f"@id{STUDENT}"):
        await there.write(TEACHER, f"/нарушение {page} 1")
    assert len(await there.violations()) == 1


async def test_sentences_say_its_name(there: Max) -> None:
    await blocked(there)
    assert any("MAX не позволяет боту запретить" in each.text for each in there.messenger.sent)
    assert not [each for each in there.messenger.sent if re.search("VK|ВК", each.text)]


async def test_a_mention_of_the_bot_may_stand_before_a_command(there: Max) -> None:
    insult = await there.write(STUDENT, "грубость")
    name = "@Порядок"
    bot = {"type": "user_mention", "from": 0, "length": len(name), "user_id": BOT}
    await there.write(TEACHER, f"{name} /нарушение 1", answers=insult, markup=[bot])
    await there.write(TEACHER, "@poryadok_bot, /нарушение 2", answers=insult)
    assert [each.member for each in await there.violations()] == [STUDENT]


async def test_numbers_that_do_not_follow_each_other_are_not_counted(there: Max) -> None:
    first = await there.write(STUDENT, "привет")
    await there.lose()
    assert there.lost == 1
    second = await there.write(STUDENT, "и ещё")
    assert second["body"]["seq"] - first["body"]["seq"] > 1
    assert there.marks.newest(ChatId(CHAT)) is None
    assert (there.marks.has_gaps, there.marks.unsaved()) == (False, {})


async def test_a_message_that_is_told_twice_is_known_by_its_id(there: Max) -> None:
    insult = await there.write(STUDENT, "грубость")
    order = await there.write(TEACHER, "/нарушение 1", answers=insult)
    await there.hear("message_created", message=order)
    assert len(await there.violations()) == 1


@pytest.mark.slow
async def test_one_form_of_a_name_is_told_as_one(there: Max) -> None:
    message = there.message(STUDENT, "/мои данные")
    message["recipient"] = {"chat_id": DIALOG, "chat_type": "dialog", "user_id": BOT}
    await there.hear("message_created", message=message)
    (file,) = there.messenger.files
    assert "Ваше имя из MAX: Иван\n" in file.content.decode()
