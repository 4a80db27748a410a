"""The client, the messenger and the courier against the sandbox's VK, over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.nursery import Nursery
from bot.sandbox.conversations import Message, SandboxClock
from bot.sandbox.faults import Fault as Trouble
from bot.sandbox.faults import Kind
from bot.sandbox.server import serve
from bot.sandbox.world import PersonId, World
from bot.vk.client import VkClient
from bot.vk.messenger import VkMessenger
from handlers.messenger import Fault, MessengerError
from rules.ids import ChatId, MemberId, MessageId
from rules.settings import Enforcement
from storage.effects import Answer, Button, DeleteMessages, Edit, Restrict, Send, Unsend
from tests.bot.post_office import PostOffice, post_office

pytestmark = pytest.mark.slow

TEACHER, STUDENT = PersonId(11), PersonId(21)
KINDS: tuple[Kind, ...] = ("lost_answer", "drop", "bad_gateway")
KEYBOARD = ((Button(label="Готово", payload={"do": "check"}),),)


@dataclass
class Town(PostOffice):
    """A post office, and the world that it delivers to."""

    world: World
    messenger: VkMessenger
    chat: ChatId

    def said(self, peer: int | None = None) -> list[Message]:
        """The bot's messages that were not deleted."""
        shown = self.world.messages(self.chat if peer is None else peer)
        return [message for message in shown if message.from_id == self.world.bot_id]

    def texts(self, peer: int | None = None) -> list[str]:
        return [message.text for message in self.said(peer)]

    def turn(self, seconds: float) -> None:
        """Advance everybody's clock."""
        self.world.clock.advance(seconds)
        self.clock.set_ahead(timedelta(seconds=self.world.clock.offset))


@asynccontextmanager
async def town(tmp_path: Path, *, per_second: int | None = None) -> AsyncIterator[Town]:
    world = World(clock=SandboxClock(), group_id=1, token="sandbox-token")
    world.limits.per_second = per_second
    world.add_person(TEACHER, first_name="Анна", last_name="Белова", screen_name="belova")
    world.add_person(STUDENT, first_name="Иван", last_name="Петров", screen_name="petrov")
    chat = world.create_chat("ИСП-21", owner=TEACHER, members=[STUDENT])
    world.add_bot(chat, by=TEACHER)
    world.set_admin(chat, world.bot_id, True)
    async with (
        serve(world) as url,
        VkClient.open(url=f"{url}/method/", token=world.token) as client,
        post_office(tmp_path, client) as office,
        Nursery() as nursery,
    ):
        await office.put_chat(ChatId(chat))
        nursery.start(office.courier.run(), "courier")
        yield Town(
            office.storage,
            office.clock,
            office.services,
            office.courier,
            world,
            VkMessenger(client),
            ChatId(chat),
        )


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as opened:
        yield opened


def say(at: Town, text: str, **more: Any) -> Send:
    return Send(to=at.chat, private=False, text=text, **more)


async def test_a_message_is_sent_edited_and_deleted(at: Town) -> None:
    question = at.world.write(at.chat, STUDENT, "Что делать?")
    await at.send_off(
        say(at, "Читайте правила", keyboard=KEYBOARD, reply_to=MessageId(question), ref="r")
    )
    await at.until_empty()
    (message,) = at.said()
    assert message.reply is not None
    assert [[b.label for b in row] for row in message.keyboard or ()] == [["Готово"]]

    await at.send_off(Edit(to=at.chat, ref="r", text="Прочитали?"))
    await at.until_empty()
    (message,) = at.said()
    assert message.text == "Прочитали?"
    assert not message.keyboard
    assert message.reply is not None

    await at.send_off(Unsend(to=at.chat, ref="r"))
    await at.until_empty()
    assert at.said() == []


@pytest.mark.parametrize(
    "trouble",
    [
        *(Trouble(method="messages.send", kind=kind) for kind in KINDS),
        *(Trouble(method="messages.send", code=code) for code in (1, 6, 10)),
    ],
    ids=lambda trouble: f"{trouble.kind} {trouble.code}",
)
async def test_despite_faults_everything_is_said_once_and_in_order(
    at: Town, trouble: Trouble
) -> None:
    at.world.faults.add(trouble)

    await at.send_off(*(say(at, f"{number}") for number in range(4)))
    await at.until_empty()

    assert at.texts() == ["0", "1", "2", "3"]


@pytest.mark.parametrize("rights", [True, False], ids=["readable", "unreadable"])
async def test_an_old_message_is_looked_for_before_it_is_repeated(at: Town, rights: bool) -> None:
    at.world.set_admin(at.chat, at.world.bot_id, rights)
    at.world.faults.add(Trouble(method="messages.send", kind="lost_answer"))
    # VK wants a rest just when it is to be sent again, and the rest takes long
    at.world.faults.add(Trouble(method="messages.send", code=29))
    await at.send_off(say(at, "слово " * 1000, ref="r"))
    await at.until(lambda: any("error 29" in call.outcome for call in at.world.calls))
    await at.until_resting()
    at.turn(2 * 3600)
    await at.until_empty()

    parts = len({message.text for message in at.said()})
    assert parts == 2
    # where nothing can be read, a repeat is better than nothing
    assert len(at.said()) == (2 if rights else 3)
    await at.send_off(Edit(to=at.chat, ref="r", text="короче"))
    await at.until_empty()
    assert at.texts()[-1] == "короче"


async def test_fifty_messages_keep_vks_pace(tmp_path: Path) -> None:
    async with town(tmp_path, per_second=20) as at:
        await at.send_off(*(say(at, f"{number}") for number in range(50)))
        await at.until_empty()

        assert at.texts() == [str(number) for number in range(50)]
        assert not [call for call in at.world.calls if call.outcome != "ok"]


async def test_a_long_text_is_said_whole(at: Town) -> None:
    lines = [f"строка номер {number}" for number in range(600)]

    await at.send_off(say(at, "\n".join(lines), keyboard=KEYBOARD, ref="long"))
    await at.until_empty()

    assert "\n".join(at.texts()).splitlines() == lines
    *others, last = (bool(message.keyboard) for message in at.said())
    assert last
    assert not any(others)


async def test_a_member_is_restricted_until_the_term_ends(at: Town) -> None:
    until = at.clock.now() + timedelta(hours=1)

    await at.send_off(Restrict(chat=at.chat, member=MemberId(STUDENT), until=until))
    await at.until_empty()

    roster = await at.messenger.roster(at.chat)
    assert {e.member: e.restricted for e in roster.entries}[MemberId(STUDENT)] is True
    at.turn(3601)
    roster = await at.messenger.roster(at.chat)
    assert {e.member: e.restricted for e in roster.entries}[MemberId(STUDENT)] is False


async def test_a_moderator_cannot_be_restricted_and_the_chat_stays_as_it_was(at: Town) -> None:
    until = at.clock.now() + timedelta(hours=1)

    await at.send_off(Restrict(chat=at.chat, member=MemberId(TEACHER), until=until))
    await at.until_empty()

    assert (await at.recorded(at.chat)).enforcement is Enforcement.MUTE


async def test_messages_are_deleted_at_once_or_by_the_courier(at: Town) -> None:
    first = at.world.write(at.chat, STUDENT, "раз")
    second = at.world.write(at.chat, STUDENT, "два")

    await at.messenger.delete(at.chat, MessageId(first))
    await at.send_off(DeleteMessages(chat=at.chat, messages=(MessageId(second),)))
    await at.until_empty()
    await at.messenger.delete(at.chat, MessageId(first))

    shown = [message.text for message in at.world.messages(at.chat)]
    assert "раз" not in shown
    assert "два" not in shown


async def test_a_lost_answer_to_a_removal_is_no_failure(at: Town) -> None:
    message = at.world.write(at.chat, STUDENT, "раз")
    at.world.faults.add(Trouble(method="messages.delete", kind="lost_answer"))

    await at.messenger.delete(at.chat, MessageId(message))

    assert "раз" not in [shown.text for shown in at.world.messages(at.chat)]


async def test_a_teachers_message_and_an_old_one_stay_and_the_bot_knows_why(at: Town) -> None:
    teachers = at.world.write(at.chat, TEACHER, "Тише")
    old = at.world.write(at.chat, STUDENT, "давно")

    with pytest.raises(MessengerError) as protected:
        await at.messenger.delete(at.chat, MessageId(teachers))
    at.turn(25 * 3600)
    with pytest.raises(MessengerError) as late:
        await at.messenger.delete(at.chat, MessageId(old))

    assert protected.value.fault is Fault.PROTECTED
    assert late.value.fault is Fault.TOO_LATE


async def test_without_its_rights_the_bot_knows_that_it_has_none(at: Town) -> None:
    message = at.world.write(at.chat, STUDENT, "раз")
    at.world.set_admin(at.chat, at.world.bot_id, False)

    with pytest.raises(MessengerError) as reading:
        await at.messenger.roster(at.chat)
    with pytest.raises(MessengerError) as erasing:
        await at.messenger.delete(at.chat, MessageId(message))

    assert reading.value.fault is Fault.NO_RIGHTS
    assert erasing.value.fault is Fault.NO_RIGHTS


async def test_the_roster_and_names_come_as_they_are(at: Town) -> None:
    roster = await at.messenger.roster(at.chat)

    assert roster.title == "ИСП-21"
    moderators = {entry.member for entry in roster.entries if entry.is_moderator}
    assert moderators == {MemberId(TEACHER), MemberId(at.world.bot_id)}
    names = {person.member: person.names for person in roster.people}
    assert names[MemberId(STUDENT)].gen == "Ивана Петрова"
    assert await at.messenger.resolve("petrov") == MemberId(STUDENT)
    assert await at.messenger.resolve("nobody") is None


async def test_a_press_is_answered_once_even_if_the_answer_was_lost(at: Town) -> None:
    await at.send_off(say(at, "Готовы?", keyboard=KEYBOARD))
    await at.until_empty()
    (message,) = at.said()
    press = at.world.press(at.chat, STUDENT, message.conversation_message_id, "Готово")
    at.world.faults.add(Trouble(method="messages.sendMessageEventAnswer", kind="lost_answer"))

    await at.send_off(Answer(to=at.chat, member=MemberId(STUDENT), press=press, text="Записано"))
    await at.until_empty()

    assert at.world.popup(press) == {"type": "show_snackbar", "text": "Записано"}
