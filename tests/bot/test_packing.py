"""Calls that wait for a turn go together, and each caller gets the answer it would get alone."""

import asyncio
from collections import deque
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.answering import ScriptCall, read_script
from bot.vk.calls import call_as_script, script_of
from bot.vk.client import Manner, TokenRejected, VkClient
from bot.vk.faults import UNANSWERED
from bot.vk.pace import Urgency
from tests.bot.scripted_vk import DROP, ScriptedVk, client_of, error, well

SEND, DELETE, EXECUTE = "messages.send", "messages.delete", "execute"
CHAT, OTHER = 2_000_000_001, 2_000_000_002

HOSTILE = [
    '"}); return API.messages.delete({"peer_id":1}); ({"a":"',
    "\\",
    '\\"',
    "*/ // /* <!-- \u2028 \u2029 \r\n \0",
    "' + API.users.get() + '",
    "я" * 100_000,
    "👩‍👩‍👧 \ud83d",
]


def once(urgency: Urgency = Urgency.WORDS) -> Manner:
    return Manner(urgency=urgency, patience=0)


async def say(vk: ScriptedVk, text: str, peer: int = CHAT) -> Any:
    return await vk.client.call(SEND, once(), peer_ids=peer, message=text, random_id=1)


async def delete(vk: ScriptedVk, *numbers: int, peer: int = CHAT) -> Any:
    deed = once(Urgency.MODERATION)
    return await vk.client.call(DELETE, deed, peer_id=peer, cmids=numbers, delete_for_all=True)


async def outcomes(*calls: Any) -> list[Any]:
    """Make calls at the same time; return the answers, codes of refusals and types of errors."""
    came = await asyncio.gather(*calls, return_exceptions=True)
    kinds = [type(each) if isinstance(each, BaseException) else each for each in came]
    return [getattr(each, "code", kind) for each, kind in zip(came, kinds, strict=True)]


def packed(vk: ScriptedVk) -> list[list[ScriptCall]]:
    """Return the calls of each script that was sent."""
    return [read_script(asked.params["code"]) for asked in vk.of(EXECUTE)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_stays_a_text(text: str) -> None:
    code = script_of([call_as_script(SEND, {"message": text}), call_as_script(DELETE, {})])

    assert read_script(code) == [
        ScriptCall(method=SEND, params={"message": text}),
        ScriptCall(method=DELETE, params={}),
    ]


@given(st.lists(st.dictionaries(st.text(), st.text(st.characters(codec=None))), min_size=1))
def test_any_text_stays_a_text(calls: list[dict[str, str]]) -> None:
    code = script_of(call_as_script(SEND, params) for params in calls[:25])

    code.encode()
    assert [call.params for call in read_script(code)] == calls[:25]


async def test_a_single_call_goes_unpacked(vk: ScriptedVk) -> None:
    vk.script(SEND, well([1]))

    assert await say(vk, "a") == [1]

    assert [asked.method for asked in vk.asked] == [SEND]


async def test_simultaneous_calls_go_together_and_each_gets_its_answer(vk: ScriptedVk) -> None:
    vk.script(SEND, well([1]), error(901), well([3]), error(9))

    came = await outcomes(*(say(vk, text) for text in "abcd"))

    assert came == [[1], 901, [3], 9]
    assert [asked.method for asked in vk.asked] == [EXECUTE, SEND, SEND, SEND, SEND]


async def test_at_most_25_calls_go_together(vk: ScriptedVk) -> None:
    vk.script(SEND, well([1]))

    await outcomes(*(say(vk, str(number)) for number in range(60)))

    assert [len(calls) for calls in packed(vk)] == [25, 25, 10]


async def test_long_calls_share_no_script_that_is_too_long(vk: ScriptedVk) -> None:
    vk.script(SEND, well([1]))

    await outcomes(*(say(vk, "я" * 20_000) for _ in range(3)), say(vk, "ы" * 100_000))

    assert len(vk.of(SEND)) == 4
    assert all(len(asked.params["code"].encode()) < 66_000 for asked in vk.of(EXECUTE))


@pytest.mark.slow
async def test_more_than_twenty_turns_a_second_are_never_taken(vk: ScriptedVk) -> None:
    async with client_of(vk, pace=5) as vk.client:
        vk.script(SEND, well([1]))
        vk.script("users.get", well([]))

        await outcomes(
            *(vk.client.call("users.get", once()) for _ in range(3)),
            *(say(vk, "a") for _ in range(60)),
        )

        at = [asked.at for asked in vk.asked if asked.method in {EXECUTE, "users.get"}]
        assert len(at) == 6
        # WORDS leave some of each second to what cannot wait
        assert all(later - sooner > 1.0 for sooner, later in zip(at, at[2:], strict=False))


async def test_the_urgent_goes_first_and_chats_take_turns(vk: ScriptedVk) -> None:
    vk.script(SEND, well([1]))
    vk.script(DELETE, well(1))

    await outcomes(
        *(say(vk, f"first {number}") for number in range(30)),
        *(say(vk, f"second {number}", OTHER) for number in range(2)),
        delete(vk, 7),
    )

    first, *_ = packed(vk)
    assert first[0].method == DELETE
    said = [call.params["message"] for call in first[1:6]]
    assert said == ["first 0", "second 0", "first 1", "second 1", "first 2"]


async def test_removals_of_one_chat_are_one_call_of_up_to_a_hundred(vk: ScriptedVk) -> None:
    vk.script(
        DELETE,
        well([{"conversation_message_id": n, "response": 1} for n in range(1, 101)]),
        well([{"conversation_message_id": n, "response": 1} for n in range(101, 131)]),
    )

    came = await outcomes(*(delete(vk, number) for number in range(1, 131)))

    assert [items[0]["conversation_message_id"] for items in came] == list(range(1, 131))
    assert [len(asked.params["cmids"].split(",")) for asked in vk.of(DELETE)] == [100, 30]


async def test_removals_of_several_chats_stay_apart(vk: ScriptedVk) -> None:
    vk.script(DELETE, well(1))

    await outcomes(delete(vk, 1), delete(vk, 2, peer=OTHER), delete(vk, 3))

    asked = [(each.params["peer_id"], each.params["cmids"]) for each in vk.of(DELETE)]
    assert asked == [(str(CHAT), "1,3"), (str(OTHER), "2")]


async def test_each_removal_learns_its_own_refusal(vk: ScriptedVk) -> None:
    refused = {"conversation_message_id": 2, "response": 0, "error": {"code": 924}}
    vk.script(DELETE, well([{"conversation_message_id": 1, "response": 1}, refused]))

    first, second = await outcomes(delete(vk, 1), delete(vk, 2))

    assert first == [{"conversation_message_id": 1, "response": 1}]
    assert second == [refused]


async def test_after_an_ambiguous_answer_calls_are_repeated_singly(vk: ScriptedVk) -> None:
    vk.script(DELETE, well([{"response": 1}]))

    await outcomes(delete(vk, 1), delete(vk, 2))

    assert [asked.params["cmids"] for asked in vk.of(DELETE)] == ["1,2", "1", "2"]


async def test_one_wrong_number_spoils_no_other_removal(vk: ScriptedVk) -> None:
    vk.script(DELETE, error(100), well(1), error(100))

    assert await outcomes(delete(vk, 1), delete(vk, 2)) == [1, 100]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (DROP, UNANSWERED),
        *((error(code), code) for code in (1, 6, 10)),
        *((error(code), TokenRejected) for code in (5, 1117)),
    ],
    ids=str,
)
async def test_trouble_with_the_whole_is_trouble_with_each(
    vk: ScriptedVk, answer: object, outcome: object
) -> None:
    vk.script(EXECUTE, answer)

    assert await outcomes(say(vk, "a"), say(vk, "b")) == [outcome] * 2
    assert len(vk.asked) == 1


@pytest.mark.parametrize("code", [3, 9, 12, 13, 14, 15, 27, 29, 100, 951])
async def test_where_execute_is_refused_calls_go_singly(vk: ScriptedVk, code: int) -> None:
    vk.script(EXECUTE, error(code))
    vk.script(SEND, well([1]), error(901))

    assert await outcomes(say(vk, "a"), say(vk, "b")) == [[1], 901]

    assert [asked.method for asked in vk.asked] == [EXECUTE, SEND, SEND]


@pytest.mark.parametrize(("code", "scripts"), [(29, 1), (3, 1), (27, 1), (12, 3), (13, 3)])
async def test_refused_scripts_are_not_repeated_for_ever(
    vk: ScriptedVk, code: int, scripts: int
) -> None:
    async with client_of(vk, pace=100) as vk.client:
        vk.script(EXECUTE, error(code))
        vk.script(SEND, well([1]))

        for _ in range(5):
            await outcomes(say(vk, "a"), say(vk, "b"))

        assert (len(vk.of(EXECUTE)), len(vk.of(SEND))) == (scripts, 10)


async def test_a_script_that_takes_too_long_is_halved(vk: ScriptedVk) -> None:
    vk.script(EXECUTE, error(36), well([[1], [2]]), well([[3], [4], [5]]))

    came = await outcomes(*(say(vk, text) for text in "abcde"))

    assert [len(calls) for calls in packed(vk)] == [5, 2, 3]
    assert came == [[1], [2], [3], [4], [5]]


@pytest.mark.parametrize(
    "answer",
    [
        well([[1]]),
        well(None),
        well([False, [2]]),
        {"response": [[1], False], "execute_errors": [{"method": SEND}]},
    ],
    ids=str,
)
async def test_after_a_malformed_answer_calls_are_repeated_singly(
    vk: ScriptedVk, answer: object
) -> None:
    vk.script(EXECUTE, answer)
    vk.script(SEND, well([7]))

    came = await outcomes(say(vk, "a"), say(vk, "b"))

    assert [7] in came
    assert all(isinstance(each, list) for each in came)


async def test_unpublished_methods_and_long_answers_go_alone(vk: ScriptedVk) -> None:
    mute = "messages.changeConversationMemberRestrictions"
    vk.script(mute, well({}))
    vk.script("users.get", well([]))

    await outcomes(
        *(vk.client.call(mute, once(), peer_id=CHAT) for _ in range(2)),
        *(vk.client.call("users.get", once()) for _ in range(2)),
    )

    assert sorted(asked.method for asked in vk.asked) == [mute] * 2 + ["users.get"] * 2


@pytest.mark.slow
async def test_a_cancelled_call_is_not_sent(vk: ScriptedVk) -> None:
    async with client_of(vk, pace=1) as vk.client:
        vk.script(SEND, well([1]))
        await say(vk, "before")

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await say(vk, "given up")
        await say(vk, "after")

        assert [asked.params["message"] for asked in vk.of(SEND)] == ["before", "after"]


class NoTurns:
    """A source of turns that cannot be reached."""

    def __init__(self) -> None:
        self.failures = deque([ConnectionError("nobody there")])

    async def turn(self, urgency: Urgency) -> None:
        if self.failures:
            raise self.failures.popleft()

    def hold(self, seconds: float) -> None:
        pass


async def test_without_turns_nobody_waits_for_ever(vk: ScriptedVk) -> None:
    vk.script(SEND, well([1]))
    vk.client = VkClient(vk.client.api, vk.client.http, pace=NoTurns())

    with pytest.raises(ConnectionError):
        await say(vk, "a")
    assert await say(vk, "b") == [1]
    await vk.client.close()
