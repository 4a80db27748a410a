import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.vk.client import VkClient, VkRefused
from bot.vk.contents import LONGEST
from bot.vk.delivery import act_of, deliver
from bot.vk.faults import UNANSWERED, Act
from bot.vk.moderation import TargetProtected
from rules.ids import ChatId, FileId, MemberId, MessageId
from storage.effects import (
    Answer,
    Button,
    Colour,
    DeleteMessages,
    Edit,
    Effect,
    Peer,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)
from storage.records import File
from tests.bot.scripted_vk import ScriptedVk, client_of, error, scripted_vk, well

CHAT = ChatId(2_000_000_001)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEYBOARD = ((Button(label="Отменить", payload={"undo": 12}, colour=Colour.BAD),),)
MUTE = "messages.changeConversationMemberRestrictions"
SENT = well([{"peer_id": CHAT, "message_id": 0, "conversation_message_id": 77}])


async def posted(peer: Peer, ref: str) -> MessageId | None:
    return {"known": MessageId(42)}.get(ref)


async def kept(number: FileId) -> File | None:
    return File(id=number, name="report.xlsx", content=b"table") if number == 1 else None


async def carry(
    client: VkClient,
    effect: Effect,
    random_id: int = 12345,
    *,
    in_doubt: bool = False,
    again: bool = False,
) -> MessageId | None:
    return await deliver(
        client,
        effect,
        random_id=random_id,
        in_doubt=in_doubt,
        again=again,
        now=NOW,
        posted=posted,
        kept=kept,
    )


async def carried(vk: ScriptedVk, effect: Effect) -> MessageId | None:
    async with client_of(vk) as client:
        return await carry(client, effect)


async def test_a_message_already_posted_is_not_sent_again() -> None:
    there = {"random_id": 12345, "conversation_message_id": 70}
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("messages.getHistory", well({"count": 1, "items": [there, {"random_id": 0}]}))
        vk.script("messages.send", SENT)
        words = Send(to=CHAT, private=False, text="Здравствуйте!")

        assert await carry(client, words, in_doubt=True) == 70
        assert vk.of("messages.send") == []
        assert await carry(client, words, 54321, in_doubt=True) == 77
        # within the hour VK itself sees to it
        assert await carry(client, words) == 77


@pytest.mark.parametrize("code", [1, 9, 29])
async def test_while_vk_is_in_trouble_a_doubtful_message_is_not_sent(code: int) -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("messages.getHistory", error(code))

        with pytest.raises(VkRefused) as refused:
            await carry(client, Send(to=CHAT, private=False, text="слово"), in_doubt=True)

        assert refused.value.code == UNANSWERED
        assert vk.of("messages.send") == []


async def test_a_message_goes_to_its_peer_and_gives_its_id() -> None:
    async with scripted_vk() as vk:
        vk.script("messages.send", SENT)

        message = await carried(vk, Send(to=CHAT, private=False, text="Здравствуйте!"))

        assert message == 77
        assert vk.asked[0].params == {
            "peer_ids": str(CHAT),
            "random_id": "12345",
            "message": "Здравствуйте!",
            "disable_mentions": "1",
            "dont_parse_links": "1",
        }


async def test_buttons_replies_and_mentions_that_ring() -> None:
    async with scripted_vk() as vk:
        vk.script("messages.send", SENT)

        await carried(
            vk,
            Send(
                to=CHAT,
                private=False,
                text="!",
                keyboard=KEYBOARD,
                reply_to=MessageId(5),
                notify=True,
            ),
        )

        params = vk.asked[0].params
        assert params["disable_mentions"] == "0"
        assert json.loads(params["forward"]) == {
            "peer_id": CHAT,
            "conversation_message_ids": [5],
            "is_reply": True,
        }
        keyboard = json.loads(params["keyboard"])
        assert keyboard["inline"] is True
        button = keyboard["buttons"][0][0]
        assert button["color"] == "negative"
        assert button["action"]["type"] == "callback"
        assert button["action"]["label"] == "Отменить"
        assert json.loads(button["action"]["payload"]) == {"undo": 12}


@pytest.mark.parametrize("code", [100, 921, 969])
async def test_words_arrive_even_if_the_reply_is_refused(code: int) -> None:
    async with scripted_vk() as vk:
        vk.script("messages.send", error(code), SENT)

        message = await carried(vk, Send(to=CHAT, private=False, text="!", reply_to=MessageId(5)))

        assert message == 77
        assert "forward" in vk.asked[0].params
        assert "forward" not in vk.asked[1].params
        assert vk.asked[0].params["random_id"] == vk.asked[1].params["random_id"]


async def test_words_arrive_even_if_the_buttons_are_refused() -> None:
    async with scripted_vk() as vk:
        vk.script("messages.send", error(911), SENT)

        assert await carried(vk, Send(to=CHAT, private=False, text="!", keyboard=KEYBOARD)) == 77
        assert "keyboard" not in vk.asked[1].params


async def test_a_refusal_within_the_list_is_a_refusal() -> None:
    async with scripted_vk() as vk:
        denied = {"peer_id": 5, "error": {"code": 901, "description": "no permission"}}
        vk.script("messages.send", well([denied]))

        with pytest.raises(VkRefused) as refused:
            await carried(vk, Send(to=MemberId(5), private=True, text="!"))

        assert refused.value.code == 901


async def test_a_long_text_goes_in_parts_the_buttons_under_the_last() -> None:
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script(
            "messages.send",
            well([{"conversation_message_id": 70}]),
            well([{"conversation_message_id": 71}]),
        )
        effect = Send(
            to=CHAT,
            private=False,
            text="а" * 3000 + "\n" + "б" * 3000,
            keyboard=KEYBOARD,
            reply_to=MessageId(5),
        )

        message = await carry(client, effect, random_id=-2_000_000_000)
        await carry(client, effect, random_id=-2_000_000_000)

        first, last, first_again, last_again = (asked.params for asked in vk.asked)
        assert message == 71
        assert first["message"] == "а" * 3000
        assert last["message"] == "б" * 3000
        assert "forward" in first
        assert "keyboard" not in first
        assert "keyboard" in last
        assert "forward" not in last
        assert first["random_id"] != last["random_id"]
        assert first["random_id"] == first_again["random_id"]
        assert last["random_id"] == last_again["random_id"]
        assert 0 < int(last["random_id"]) < 2**31


async def test_an_edit_finds_its_message_and_always_sends_a_keyboard() -> None:
    async with scripted_vk() as vk:
        vk.script("messages.edit", well(1))

        await carried(vk, Edit(to=CHAT, ref="known", text="Отменено"))

        params = vk.asked[0].params
        assert params["cmid"] == "42"
        assert params["peer_id"] == str(CHAT)
        assert json.loads(params["keyboard"]) == {"inline": True, "buttons": []}
        assert params["keep_forward_messages"] == "1"


async def test_an_edit_of_a_text_in_parts_changes_the_last_part() -> None:
    async with scripted_vk() as vk:
        vk.script("messages.edit", well(1))

        await carried(vk, Edit(to=CHAT, ref="known", text="а" * LONGEST + "\n" + "конец"))

        assert vk.asked[0].params["message"] == "конец"


@pytest.mark.parametrize(
    "effect",
    [
        Edit(to=CHAT, ref="never posted", text="!"),
        Unsend(to=CHAT, ref="never posted"),
        Restrict(chat=CHAT, member=MemberId(5), until=NOW),
        Restrict(chat=CHAT, member=MemberId(5), until=NOW - timedelta(days=1)),
    ],
    ids=str,
)
async def test_an_effect_without_an_object_makes_no_call(effect: Effect) -> None:
    async with scripted_vk() as vk:
        await carried(vk, effect)

        assert vk.asked == []


@pytest.mark.parametrize(
    ("effect", "cmid"),
    [
        (Unsend(to=CHAT, ref="known"), "42"),
        (DeleteMessages(chat=CHAT, messages=(MessageId(9),)), "9"),
        (DeleteMessages(chat=CHAT, messages=(MessageId(9), MessageId(11))), "9,11"),
    ],
)
async def test_messages_are_deleted_for_all(effect: Effect, cmid: str) -> None:
    async with scripted_vk() as vk:
        vk.script("messages.delete", well([{"response": 1}]))

        await carried(vk, effect)

        assert vk.asked[0].params == {"peer_id": str(CHAT), "cmids": cmid, "delete_for_all": "1"}


@pytest.mark.parametrize(
    ("codes", "raised"),
    [((924, 1), 1), ((104, 924), 924), ((0, 104), 104), ((0, 924, 0), 924)],
    ids=["worth a repeat before final", "final before nothing", "nothing", "one of several"],
)
async def test_of_several_refusals_the_one_worth_a_repeat_counts(
    codes: tuple[int, ...], raised: int
) -> None:
    items = [
        {"response": 0, "error": {"code": code, "description": "!"}} if code else {"response": 1}
        for code in codes
    ]
    messages = tuple(MessageId(9 + place) for place in range(len(codes)))
    async with scripted_vk() as vk:
        vk.script("messages.delete", well(items))

        with pytest.raises(VkRefused) as refused:
            await carried(vk, DeleteMessages(chat=CHAT, messages=messages))

        assert refused.value.code == raised


READ = "messages.getByConversationMessageId"


def items(*refused: int, there: tuple[int, ...] = (), deleted: tuple[int, ...] = ()) -> Any:
    """Give VK's answer to a question for messages; `refused` it gives to a removal of them."""
    if refused:
        return well(
            [{"conversation_message_id": n, "response": 0, "error": {"code": 924}} for n in refused]
        )
    found = [{"conversation_message_id": n} for n in there]
    return well(
        {"items": [*found, *({"conversation_message_id": n, "deleted": 1} for n in deleted)]}
    )


@pytest.mark.parametrize(
    ("removal", "look", "raised"),
    [
        (items(9), items(), None),
        (items(9), items(deleted=(9,)), None),
        (items(9), items(there=(9,)), 924),
        (items(9), error(917), 924),
        (items(9), well([]), 924),
        (well([{"response": 0}]), items(), None),
        (error(15), items(), None),
        (error(15), items(there=(9,)), 15),
        (error(100), items(), None),
        (error(925), items(), 925),
        (error(10), items(), 10),
    ],
    ids=str,
)
async def test_a_message_deleted_before_counts_as_done(
    removal: Any, look: Any, raised: int | None
) -> None:
    effect = DeleteMessages(chat=CHAT, messages=(MessageId(9),))
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("messages.delete", removal)
        vk.script(READ, look)

        came = await outcome(client, effect, again=True)

        assert came == raised
        assert await outcome(client, effect, again=False) is not None
        assert len(vk.of(READ)) <= 1


async def test_of_several_messages_only_remaining_ones_are_refused() -> None:
    effect = DeleteMessages(chat=CHAT, messages=(MessageId(9), MessageId(10)))
    async with scripted_vk() as vk, client_of(vk) as client:
        vk.script("messages.delete", items(9, 10))
        vk.script(READ, items(there=(10,)), items())

        assert await outcome(client, effect, again=True) == 924
        assert await outcome(client, effect, again=True) is None
        assert vk.of(READ)[0].params["conversation_message_ids"] == "9,10"


async def outcome(client: VkClient, effect: Effect, *, again: bool) -> int | None:
    try:
        await carry(client, effect, again=again)
    except VkRefused as refused:
        return refused.code
    return None


async def test_a_restriction_lasts_for_the_rest_of_the_term() -> None:
    async with scripted_vk() as vk:
        vk.script(MUTE, well({"failed_member_ids": []}))
        until = NOW + timedelta(hours=1, milliseconds=1)

        await carried(vk, Restrict(chat=CHAT, member=MemberId(5), until=until))

        assert vk.asked[0].params == {
            "peer_id": str(CHAT),
            "member_ids": "5",
            "action": "ro",
            "for": "3601",
        }


async def test_letting_somebody_write_again() -> None:
    async with scripted_vk() as vk:
        vk.script(MUTE, well({"failed_member_ids": []}))

        await carried(vk, Unrestrict(chat=CHAT, member=MemberId(5)))

        assert vk.asked[0].params == {"peer_id": str(CHAT), "member_ids": "5", "action": "rw"}


@pytest.mark.parametrize("failed", [[5], ["5"]])
async def test_a_member_whom_vk_does_not_restrict_is_protected(failed: list[Any]) -> None:
    async with scripted_vk() as vk:
        vk.script(MUTE, well({"failed_member_ids": failed}))

        with pytest.raises(TargetProtected):
            await carried(
                vk, Restrict(chat=CHAT, member=MemberId(5), until=NOW + timedelta(hours=1))
            )


async def test_a_press_is_answered_to_the_presser() -> None:
    async with scripted_vk() as vk:
        vk.script("messages.sendMessageEventAnswer", well(1))

        await carried(vk, Answer(to=CHAT, member=MemberId(5), press="abc", text="Записано"))
        await carried(vk, Answer(to=CHAT, member=MemberId(5), press="abc", text=""))

        spoken, silent = (asked.params for asked in vk.asked)
        assert spoken["event_id"] == "abc"
        assert spoken["user_id"] == "5"
        assert spoken["peer_id"] == str(CHAT)
        assert json.loads(spoken["event_data"]) == {"type": "show_snackbar", "text": "Записано"}
        assert "event_data" not in silent


@pytest.mark.parametrize("text", ["а" * 5000, '"\n' * 2000])
async def test_a_pop_up_is_cut_to_what_vk_takes(text: str) -> None:
    async with scripted_vk() as vk:
        vk.script("messages.sendMessageEventAnswer", well(1))

        await carried(vk, Answer(to=CHAT, member=MemberId(5), press="abc", text=text))

        data = vk.asked[0].params["event_data"]
        assert 900 < len(data) <= 1000
        assert json.loads(data)["text"].endswith("…")


async def test_one_delivery_is_one_attempt() -> None:
    async with scripted_vk() as vk:
        vk.script("messages.send", error(10))

        with pytest.raises(VkRefused):
            await carried(vk, Send(to=CHAT, private=False, text="!"))

        assert len(vk.asked) == 1


def test_every_effect_is_some_act() -> None:
    assert act_of(Send(to=CHAT, private=False, text="")) is Act.SEND
    assert act_of(Edit(to=CHAT, ref="", text="")) is Act.EDIT
    assert act_of(Unsend(to=CHAT, ref="")) is Act.DELETE
    assert act_of(DeleteMessages(chat=CHAT, messages=(MessageId(1),))) is Act.DELETE
    assert act_of(Restrict(chat=CHAT, member=MemberId(1), until=NOW)) is Act.RESTRICT
    assert act_of(Unrestrict(chat=CHAT, member=MemberId(1))) is Act.RESTRICT
    assert act_of(Answer(to=CHAT, member=MemberId(1), press="", text="")) is Act.ANSWER
