"""The world itself: who sees what, who may do what, and its clock."""

import math

import pytest

from bot.sandbox.conversations import NotPossibleError, PersonId, SandboxClock
from tests.sandbox.vk import DEPUTY, OTHER, STUDENT, TEACHER, Vk, a_chat, board

STRANGER = PersonId(999)


def texts(vk: Vk, peer: int, who: PersonId) -> list[str]:
    return [message.text for message in vk.world.messages(peer, seen_by=who) if message.text]


async def test_a_former_member_sees_messages_up_to_their_leaving(vk: Vk, peer: int) -> None:
    vk.world.write(peer, TEACHER, "при всех")
    vk.world.remove_member(peer, OTHER, by=OTHER)
    vk.world.write(peer, TEACHER, "без него")
    assert texts(vk, peer, OTHER) == ["при всех"]
    assert texts(vk, peer, STUDENT) == ["при всех", "без него"]
    assert vk.world.messages(peer, seen_by=OTHER)[-1].action is not None, "that they left"
    assert vk.world.messages(peer, seen_by=STRANGER) == []


async def test_a_returning_member_sees_all(vk: Vk, peer: int) -> None:
    vk.world.remove_member(peer, OTHER, by=OTHER)
    vk.world.write(peer, TEACHER, "без него")
    vk.world.add_member(peer, OTHER, by=OTHER)
    assert texts(vk, peer, OTHER) == ["без него"]
    returned = vk.world.messages(peer)[-1]
    assert returned.from_id == OTHER
    assert returned.action == {"type": "chat_invite_user", "member_id": OTHER}


async def test_a_stranger_is_invited_by_members_alone(vk: Vk, peer: int) -> None:
    vk.world.add_person(STRANGER, first_name="Имя", last_name="Д")
    for how in ("invite", "call"):
        with pytest.raises(NotPossibleError):
            vk.world.add_member(peer, STRANGER, by=STRANGER, how=how)
    with pytest.raises(NotPossibleError):
        vk.world.add_member(peer, STUDENT, by=TEACHER)
    vk.world.add_member(peer, STRANGER, by=STRANGER, how="link")
    assert vk.world.messages(peer)[-1].from_id == STRANGER


@pytest.mark.parametrize(
    ("who", "by"), [(OTHER, STUDENT), (TEACHER, DEPUTY), (STRANGER, TEACHER), (OTHER, STRANGER)]
)
async def test_who_cannot_be_removed(vk: Vk, peer: int, who: PersonId, by: PersonId) -> None:
    with pytest.raises(NotPossibleError):
        vk.world.remove_member(peer, who, by=by)
    assert len(vk.world.members(peer)) == 5


async def test_another_community_is_not_the_bot(vk: Vk) -> None:
    peer = a_chat(vk, admin=False)
    before = vk.world.stream.ts
    for text in ("@club12 привет", "[public11|@other] привет", "club1", "@poryadok_2"):
        vk.world.write(peer, STUDENT, text)
    assert vk.world.stream.ts == before
    vk.world.write(peer, STUDENT, "@poryadok, привет")
    assert vk.world.stream.ts == str(int(before) + 1)


async def test_a_text_button_writes_its_label_to_the_bot(vk: Vk) -> None:
    peer = a_chat(vk, admin=False)
    number = await vk.send(peer, keyboard=board("Помощь", type="text", payload='{"do":"help"}'))
    since = vk.world.stream.ts
    written = vk.world.press_text(peer, STUDENT, number, (0, 0))
    (message,) = await vk.messages(since)
    assert message["conversation_message_id"] == written
    assert message["text"] == "[club1|@poryadok] Помощь"
    assert message["payload"] == '{"do": "help"}'


async def test_a_text_button_in_private_needs_no_mention(vk: Vk) -> None:
    vk.world.write(STUDENT, STUDENT, "привет")
    number = await vk.send(STUDENT, keyboard=board("Помощь", type="text"))
    vk.world.press_text(STUDENT, STUDENT, number, (0, 0))
    assert vk.world.messages(STUDENT)[-1].text == "Помощь"


async def test_a_restricted_member_presses_but_does_not_write(vk: Vk, peer: int) -> None:
    calling = await vk.send(peer, keyboard=board("Да"))
    writing = await vk.send(peer, keyboard=board("Да", type="text"))
    vk.world.restrict(peer, STUDENT, vk.world.clock.now().replace(year=2999))
    assert vk.world.press(peer, STUDENT, calling, "Да")
    with pytest.raises(NotPossibleError, match="нельзя писать"):
        vk.world.press_text(peer, STUDENT, writing, (0, 0))
    with pytest.raises(NotPossibleError):
        vk.world.press(peer, STUDENT, writing, "Да")
    with pytest.raises(NotPossibleError):
        vk.world.press_text(peer, TEACHER, calling, (0, 0))


async def test_a_button_is_shown_to_members_until_it_is_removed(vk: Vk, peer: int) -> None:
    number = await vk.send(peer, keyboard=board("Да", "Нет"))
    assert vk.world.button(peer, STUDENT, number, (1, 0)).label == "Нет"
    for row, column in ((2, 0), (0, 1), (-1, 0)):
        with pytest.raises(NotPossibleError):
            vk.world.press(peer, STUDENT, number, (row, column))
    with pytest.raises(NotPossibleError, match="не в этой беседе"):
        vk.world.press(peer, STRANGER, number, "Да")
    await vk.call("messages.delete", peer_id=peer, cmids=number, delete_for_all=1)
    with pytest.raises(NotPossibleError, match="больше нет"):
        vk.world.press(peer, STUDENT, number, "Да")


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf, 1e11])
def test_a_clock_is_turned_forward_within_reason(seconds: float) -> None:
    clock = SandboxClock()
    with pytest.raises(ValueError, match="forward"):
        clock.advance(seconds)
    assert clock.offset == 0
