"""People edit messages: what the bot hears of it, and what it can read."""

import pytest

from bot.sandbox.conversations import NotPossibleError, PersonId
from tests.sandbox.vk import OTHER, STUDENT, TEACHER, Vk

DAY = 24 * 3600


async def test_an_edit_in_a_chat_is_not_reported_but_can_be_read(vk: Vk, peer: int) -> None:
    number = vk.world.write(peer, STUDENT, "было")
    since = vk.world.stream.ts
    written = int(vk.world.clock.now().timestamp())
    vk.world.clock.advance(600)
    vk.world.rewrite(peer, STUDENT, number, "стало")
    assert await vk.told(since) == []
    ((item),) = await vk.read(peer, number)
    assert item["text"] == "стало"
    assert item["date"] == pytest.approx(written, abs=2)
    assert item["update_time"] == pytest.approx(written + 600, abs=2)


async def test_an_unedited_message_has_no_update_time(vk: Vk, peer: int) -> None:
    ((item),) = await vk.read(peer, vk.world.write(peer, STUDENT, "было"))
    assert "update_time" not in item


async def test_an_edit_in_private_is_told_as_the_message_itself(vk: Vk) -> None:
    number = vk.world.write(STUDENT, STUDENT, "было")
    since = vk.world.stream.ts
    vk.world.rewrite(STUDENT, STUDENT, number, "стало")
    ((kind, message),) = await vk.told(since)
    assert kind == "message_edit"
    assert (message["text"], message["conversation_message_id"]) == ("стало", number)
    assert message["from_id"] == message["peer_id"] == STUDENT
    assert message["update_time"] >= message["date"]


async def test_vk_can_be_made_to_tell_of_edits_in_chats(vk: Vk, peer: int) -> None:
    number = vk.world.write(peer, STUDENT, "было")
    since = vk.world.stream.ts
    await vk.control("capabilities", {"edits_in_chats": True})
    vk.world.rewrite(peer, STUDENT, number, "стало")
    ((kind, message),) = await vk.told(since)
    assert (kind, message["text"], message["id"]) == ("message_edit", "стало", 0)
    vk.world.set_admin(peer, vk.world.bot_id, False)
    since = vk.world.stream.ts
    vk.world.rewrite(peer, STUDENT, number, "стало иначе")
    assert await vk.told(since) == [], "without rights it is told only what is said to it"


async def test_an_event_that_is_switched_off_is_not_sent(vk: Vk) -> None:
    vk.world.stream.switched_on.discard("message_edit")
    number = vk.world.write(STUDENT, STUDENT, "было")
    since = vk.world.stream.ts
    vk.world.rewrite(STUDENT, STUDENT, number, "стало")
    assert await vk.told(since) == []


async def test_who_may_edit_what_and_for_how_long(vk: Vk, peer: int) -> None:
    number = vk.world.write(peer, STUDENT, "было")
    sticker = vk.world.write(peer, STUDENT, "", attachments=[vk.world.sticker()])
    joined = vk.world.messages(peer)[0].conversation_message_id

    def refused(who: PersonId, cmid: int, text: str = "стало") -> str:
        with pytest.raises(NotPossibleError) as refusal:
            vk.world.rewrite(peer, who, cmid, text)
        return str(refusal.value)

    assert "только своё" in refused(OTHER, number)
    assert "только своё" in refused(TEACHER, number)
    assert "больше нет" in refused(STUDENT, 999)
    assert "больше нет" in refused(TEACHER, joined)
    assert "пустое" in refused(STUDENT, number, " ")
    assert "длинное" in refused(STUDENT, number, "я" * 4097)
    assert "Стикеры" in refused(STUDENT, sticker)
    vk.world.clock.advance(DAY - 60)
    vk.world.rewrite(peer, STUDENT, number, "почти через сутки")
    vk.world.clock.advance(120)
    assert "в течение суток" in refused(STUDENT, number)
    assert vk.world.messages(peer)[-2].text == "почти через сутки"


async def test_a_member_who_may_not_write_may_not_edit(vk: Vk, peer: int) -> None:
    number = vk.world.write(peer, STUDENT, "было")
    vk.world.restrict(peer, STUDENT, vk.world.clock.now().replace(year=2999))
    with pytest.raises(NotPossibleError, match="нельзя писать"):
        vk.world.rewrite(peer, STUDENT, number, "стало")
    vk.world.restrict(peer, STUDENT, None)
    vk.world.remove_member(peer, STUDENT, by=TEACHER)
    with pytest.raises(NotPossibleError, match="не в этой беседе"):
        vk.world.rewrite(peer, STUDENT, number, "стало")


async def test_an_edit_changes_the_preview_and_keeps_the_files(vk: Vk, peer: int) -> None:
    file = vk.world.file(STUDENT, "Отчёт.pdf")
    number = vk.world.write(peer, STUDENT, "см. https://a.example", attachments=[file])
    vk.world.rewrite(peer, STUDENT, number, "см. https://b.example, там всё")
    ((item),) = await vk.read(peer, number)
    assert [each["type"] for each in item["attachments"]] == ["doc", "link"]
    assert item["attachments"][1]["link"]["url"] == "https://b.example"
    vk.world.rewrite(peer, STUDENT, number, "")
    ((item),) = await vk.read(peer, number)
    assert [each["type"] for each in item["attachments"]] == ["doc"]


async def test_the_answered_message_is_quoted_as_it_stands_now(vk: Vk, peer: int) -> None:
    number = vk.world.write(peer, STUDENT, "было")
    answer = vk.world.write(peer, OTHER, "да", reply_to=number)
    vk.world.rewrite(peer, STUDENT, number, "стало")
    ((item),) = await vk.read(peer, answer)
    assert item["reply_message"]["text"] == "стало"


async def test_both_methods_return_messages_that_were_not_deleted(vk: Vk) -> None:
    peer = vk.world.create_chat("ИСП-21", owner=TEACHER, members=[STUDENT])
    before = vk.world.write(peer, STUDENT, "до бота")
    vk.world.add_bot(peer, by=TEACHER)
    unseen = vk.world.write(peer, STUDENT, "до прав")
    assert await vk.read(peer, unseen) == 917
    vk.world.set_admin(peer, vk.world.bot_id, True)
    there = vk.world.write(peer, STUDENT, "при боте")
    gone = vk.world.write(peer, STUDENT, "удалят")
    await vk.call("messages.delete", peer_id=peer, cmids=gone, delete_for_all=1)
    own = await vk.send(peer, "от бота")
    asked = (before, unseen, there, gone, own)
    by_cmid = await vk.read(peer, *asked)
    numbers = ",".join(map(str, asked))
    by_id = await vk.call("messages.getById", peer_id=peer, cmids=numbers)
    assert [item["text"] for item in by_cmid] == ["при боте", "от бота"]
    assert by_id == {"count": 2, "items": by_cmid}
    many = ",".join(map(str, range(1, 102)))
    assert await vk.call("messages.getById", peer_id=peer, cmids=many) == 100
    assert await vk.call("messages.getById", cmids=numbers) == 100
    vk.world.remove_member(peer, vk.world.bot_id, by=TEACHER)
    assert await vk.call("messages.getById", peer_id=peer, cmids=numbers) == 917


async def test_a_long_text_is_cropped_in_the_event_and_whole_when_read(vk: Vk, peer: int) -> None:
    longest = vk.world.limits.cropped_beyond
    since = vk.world.stream.ts
    fits = vk.world.write(peer, STUDENT, "я" * longest)
    long = vk.world.write(peer, STUDENT, "я" * longest + "!")
    (_, first), (_, second) = await vk.told(since)
    assert "is_cropped" not in first["message"]
    assert first["message"]["text"] == second["message"]["text"] == "я" * longest
    assert second["message"]["is_cropped"] is True
    whole = await vk.read(peer, fits, long)
    assert [len(item["text"]) for item in whole] == [longest, longest + 1]
    assert all("is_cropped" not in item for item in whole)


async def test_an_edit_is_cropped_as_well_and_where_is_a_setting_of_the_world(vk: Vk) -> None:
    vk.world.limits.cropped_beyond = 5
    number = vk.world.write(STUDENT, STUDENT, "раз")
    since = vk.world.stream.ts
    vk.world.rewrite(STUDENT, STUDENT, number, "раз-два-три")
    ((_, message),) = await vk.told(since)
    assert (message["text"], message["is_cropped"]) == ("раз-д", True)


async def test_editing_over_the_control(vk: Vk, peer: int) -> None:
    number = vk.world.write(peer, STUDENT, "было")
    edit = {"as": STUDENT, "peer": peer, "conversation_message_id": number, "text": "стало"}
    assert await vk.control("messages/edit", edit) == (200, {})
    _, shown = await vk.control(f"messages?as={OTHER}&peer={peer}")
    assert (shown["messages"][-1]["text"], shown["messages"][-1]["edited"]) == ("стало", True)
    status, answer = await vk.control("messages/edit", {**edit, "as": OTHER})
    assert (status, answer) == (403, {"error": "Изменить можно только своё сообщение."})
    assert (await vk.control("messages/edit", {**edit, "text": None}))[0] == 400
