import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.vk.client import VkRefused
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
    KeepPicture,
    Peer,
    Restrict,
    Send,
    Unrestrict,
    Unsend,
)
from storage.records import File
from tests.bot.scripted_vk import ScriptedVk, error, refusal, well

CHAT = ChatId(2_000_000_001)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEYBOARD = ((Button(label="Отменить", payload={"undo": 12}, colour=Colour.BAD),),)
STUDENT = MemberId(5)
HERE = {"peer_id": str(CHAT)}
RESTRICTED = well({"failed_member_ids": []})
DELETED = well([{"response": 1}])
MUTE = "messages.changeConversationMemberRestrictions"
SENT = well([{"peer_id": CHAT, "message_id": 0, "conversation_message_id": 77}])


async def posted(peer: Peer, ref: str) -> MessageId | None:
    return {"known": MessageId(42)}.get(ref)


async def kept(number: FileId) -> File | None:
    return File(id=number, name="report.xlsx", content=b"table") if number == 1 else None


async def keep(effect: KeepPicture, content: bytes) -> None:
    assert content


async def carry(
    vk: ScriptedVk, effect: Effect, random_id: int = 12345, **more: bool
) -> MessageId | None:
    given = {"in_doubt": False, "again": False, **more}
    return await deliver(
        vk.client,
        effect,
        random_id=random_id,
        now=NOW,
        posted=posted,
        kept=kept,
        keep=keep,
        **given,
    )


async def outcome(vk: ScriptedVk, effect: Effect, *, again: bool) -> int | None:
    """Return the code of the refusal; None for success."""
    try:
        await carry(vk, effect, again=again)
    except VkRefused as refused:
        return refused.code
    return None


def say(text: str = "!", **more: Any) -> Send:
    return Send(to=CHAT, private=False, text=text, **more)


def erase(*messages: int) -> DeleteMessages:
    return DeleteMessages(chat=CHAT, messages=tuple(map(MessageId, messages)))


@pytest.mark.parametrize(
    ("effect", "method", "answer", "params"),
    [
        (
            say("Здравствуйте!"),
            "messages.send",
            SENT,
            {
                "peer_ids": str(CHAT),
                "random_id": "12345",
                "message": "Здравствуйте!",
                "disable_mentions": "1",
                "dont_parse_links": "1",
            },
        ),
        (
            Send(to=STUDENT, private=True, text="!", menu=(("Дела · 3",), ("Помощь",))),
            "messages.send",
            SENT,
            {
                "peer_ids": str(STUDENT),
                "random_id": "12345",
                "message": "!",
                "disable_mentions": "1",
                "dont_parse_links": "1",
                "keyboard": '{"one_time":false,"inline":false,"buttons":['
                '[{"action":{"type":"text","label":"Дела · 3"},"color":"secondary"}],'
                '[{"action":{"type":"text","label":"Помощь"},"color":"secondary"}]]}',
            },
        ),
        *(
            (effect, "messages.delete", DELETED, {**HERE, "cmids": cmids, "delete_for_all": "1"})
            for effect, cmids in (
                (Unsend(to=CHAT, ref="known"), "42"),
                (erase(9), "9"),
                (erase(9, 11), "9,11"),
            )
        ),
        (
            # for the rest of the term
            Restrict(chat=CHAT, member=STUDENT, until=NOW + timedelta(hours=1, milliseconds=1)),
            MUTE,
            RESTRICTED,
            {**HERE, "member_ids": "5", "action": "ro", "for": "3601"},
        ),
        (
            Unrestrict(chat=CHAT, member=STUDENT),
            MUTE,
            RESTRICTED,
            {**HERE, "member_ids": "5", "action": "rw"},
        ),
    ],
    ids=str,
)
async def test_an_effect_is_one_call(
    vk: ScriptedVk, effect: Effect, method: str, answer: Any, params: dict[str, str]
) -> None:
    vk.script(method, answer)

    message = await carry(vk, effect)

    assert message == (77 if method == "messages.send" else None)
    assert [(asked.method, asked.params) for asked in vk.asked] == [(method, params)]


@pytest.mark.parametrize(
    "effect",
    [
        Edit(to=CHAT, ref="never posted", text="!"),
        Unsend(to=CHAT, ref="never posted"),
        Restrict(chat=CHAT, member=STUDENT, until=NOW),
        Restrict(chat=CHAT, member=STUDENT, until=NOW - timedelta(days=1)),
    ],
    ids=str,
)
async def test_an_effect_without_an_object_makes_no_call(vk: ScriptedVk, effect: Effect) -> None:
    await carry(vk, effect)

    assert vk.asked == []


async def test_a_message_already_posted_is_not_sent_again(vk: ScriptedVk) -> None:
    there = {"random_id": 12345, "conversation_message_id": 70}
    vk.script("messages.getHistory", well({"count": 1, "items": [there, {"random_id": 0}]}))
    vk.script("messages.send", SENT)

    assert await carry(vk, say(), in_doubt=True) == 70
    assert vk.of("messages.send") == []
    assert await carry(vk, say(), 54321, in_doubt=True) == 77
    # within the hour VK itself sees to it
    assert await carry(vk, say()) == 77


@pytest.mark.parametrize("code", [1, 9, 29])
async def test_while_vk_is_in_trouble_a_doubtful_message_is_not_sent(
    vk: ScriptedVk, code: int
) -> None:
    vk.script("messages.getHistory", error(code))

    with refusal(UNANSWERED):
        await carry(vk, say(), in_doubt=True)

    assert vk.of("messages.send") == []


async def test_buttons_replies_and_mentions_that_ring(vk: ScriptedVk) -> None:
    vk.script("messages.send", SENT)

    await carry(vk, say(keyboard=KEYBOARD, reply_to=MessageId(5), notify=True))

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


@pytest.mark.parametrize(
    ("code", "effect", "dropped"),
    [
        *((code, say(reply_to=MessageId(5)), "forward") for code in (100, 921, 969)),
        (911, say(keyboard=KEYBOARD), "keyboard"),
    ],
)
async def test_words_arrive_even_if_their_reply_or_buttons_are_refused(
    vk: ScriptedVk, code: int, effect: Send, dropped: str
) -> None:
    vk.script("messages.send", error(code), SENT)

    assert await carry(vk, effect) == 77

    assert dropped in vk.asked[0].params
    assert dropped not in vk.asked[1].params
    assert vk.asked[0].params["random_id"] == vk.asked[1].params["random_id"]


async def test_a_refusal_within_the_list_is_a_refusal(vk: ScriptedVk) -> None:
    denied = {"peer_id": 5, "error": {"code": 901, "description": "no permission"}}
    vk.script("messages.send", well([denied]))

    with refusal(901):
        await carry(vk, Send(to=STUDENT, private=True, text="!"))


async def test_a_long_text_goes_in_parts_the_buttons_under_the_last(vk: ScriptedVk) -> None:
    vk.script("messages.send", *(well([{"conversation_message_id": n}]) for n in (70, 71)))
    text = "а" * 3000 + "\n" + "б" * 3000
    effect = say(text, keyboard=KEYBOARD, reply_to=MessageId(5))

    message = await carry(vk, effect, random_id=-2_000_000_000)
    await carry(vk, effect, random_id=-2_000_000_000)

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


async def test_an_edit_finds_its_message_and_always_sends_a_keyboard(vk: ScriptedVk) -> None:
    vk.script("messages.edit", well(1))

    await carry(vk, Edit(to=CHAT, ref="known", text="Отменено"))

    params = vk.asked[0].params
    assert params["cmid"] == "42"
    assert params["peer_id"] == str(CHAT)
    assert json.loads(params["keyboard"]) == {"inline": True, "buttons": []}
    assert params["keep_forward_messages"] == "1"


async def test_an_edit_of_a_text_in_parts_changes_the_last_part(vk: ScriptedVk) -> None:
    vk.script("messages.edit", well(1))

    await carry(vk, Edit(to=CHAT, ref="known", text="а" * LONGEST + "\n" + "конец"))

    assert vk.asked[0].params["message"] == "конец"


@pytest.mark.parametrize(
    ("codes", "raised"),
    [((924, 1), 1), ((104, 924), 924), ((0, 104), 104), ((0, 924, 0), 924)],
    ids=["worth a repeat before final", "final before nothing", "nothing", "one of several"],
)
async def test_of_several_refusals_the_one_worth_a_repeat_counts(
    vk: ScriptedVk, codes: tuple[int, ...], raised: int
) -> None:
    items = [
        {"response": 0, "error": {"code": code, "description": "!"}} if code else {"response": 1}
        for code in codes
    ]
    vk.script("messages.delete", well(items))

    with refusal(raised):
        await carry(vk, erase(*range(9, 9 + len(codes))))


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
    vk: ScriptedVk, removal: Any, look: Any, raised: int | None
) -> None:
    vk.script("messages.delete", removal)
    vk.script(READ, look)

    assert await outcome(vk, erase(9), again=True) == raised
    assert await outcome(vk, erase(9), again=False) is not None
    assert len(vk.of(READ)) <= 1


async def test_of_several_messages_only_remaining_ones_are_refused(vk: ScriptedVk) -> None:
    vk.script("messages.delete", items(9, 10))
    vk.script(READ, items(there=(10,)), items())

    assert await outcome(vk, erase(9, 10), again=True) == 924
    assert await outcome(vk, erase(9, 10), again=True) is None
    assert vk.of(READ)[0].params["conversation_message_ids"] == "9,10"


@pytest.mark.parametrize("failed", [[5], ["5"]])
async def test_a_member_whom_vk_does_not_restrict_is_protected(
    vk: ScriptedVk, failed: list[Any]
) -> None:
    vk.script(MUTE, well({"failed_member_ids": failed}))

    with pytest.raises(TargetProtected):
        await carry(vk, Restrict(chat=CHAT, member=STUDENT, until=NOW + timedelta(hours=1)))


async def test_a_press_is_answered_to_the_presser(vk: ScriptedVk) -> None:
    vk.script("messages.sendMessageEventAnswer", well(1))

    await carry(vk, Answer(to=CHAT, member=STUDENT, press="abc", text="Записано"))
    await carry(vk, Answer(to=CHAT, member=STUDENT, press="abc", text=""))

    spoken, silent = (asked.params for asked in vk.asked)
    assert spoken["event_id"] == "abc"
    assert spoken["user_id"] == "5"
    assert spoken["peer_id"] == str(CHAT)
    assert json.loads(spoken["event_data"]) == {"type": "show_snackbar", "text": "Записано"}
    assert "event_data" not in silent


@pytest.mark.parametrize("text", ["а" * 5000, '"\n' * 2000])
async def test_a_pop_up_is_cut_to_what_vk_takes(vk: ScriptedVk, text: str) -> None:
    vk.script("messages.sendMessageEventAnswer", well(1))

    await carry(vk, Answer(to=CHAT, member=STUDENT, press="abc", text=text))

    data = vk.asked[0].params["event_data"]
    assert 900 < len(data) <= 1000
    assert json.loads(data)["text"].endswith("…")


async def test_one_delivery_is_one_attempt(vk: ScriptedVk) -> None:
    vk.script("messages.send", error(10))

    with refusal(10):
        await carry(vk, say())

    assert len(vk.asked) == 1


@pytest.mark.parametrize(
    ("act", "effects"),
    [
        (Act.SEND, [say()]),
        (Act.EDIT, [Edit(to=CHAT, ref="", text="")]),
        (Act.DELETE, [Unsend(to=CHAT, ref=""), erase(1)]),
        (
            Act.RESTRICT,
            [
                Restrict(chat=CHAT, member=STUDENT, until=NOW),
                Unrestrict(chat=CHAT, member=STUDENT),
            ],
        ),
        (Act.ANSWER, [Answer(to=CHAT, member=STUDENT, press="", text="")]),
    ],
)
def test_every_effect_is_some_act(act: Act, effects: list[Effect]) -> None:
    assert [act_of(effect) for effect in effects] == [act] * len(effects)
