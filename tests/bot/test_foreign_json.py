"""JSON from outside is parsed, or refused like any other invalid JSON."""

import asyncio
import json
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import example, given
from hypothesis import strategies as st

from bot.callback.transport import arrived_after
from bot.vk.answers import DEEPEST, is_deep, read_json
from bot.vk.client import Manner, VkRefused
from bot.vk.faults import UNANSWERED
from bot.vk.longpoll import LongPoll
from storage.arrivals import Arrived
from storage.database import open_storage
from tests.bot.scripted_vk import ScriptedVk, client_of, well
from tests.databases import with_tables

DEEP = "[" * 5_000 + "]" * 5_000
SERVER = "groups.getLongPollServer"


@pytest.mark.parametrize(
    "body", [DEEP, '{"a":' * 5_000 + "1" + "}" * 5_000, "[" * 5_000, "{", ""], ids=len
)
def test_anything_invalid_raises_one_kind_of_error(body: str) -> None:
    for each in (body, body.encode()):
        with pytest.raises(ValueError, match=r"."):
            read_json(each)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.booleans(),
)
@example("\ud83d", True)
@example("\udc00", True)
@example("\ud83dA", True)
@example({"\ud83d": [2**70, -(2**70), 1e308]}, True)
def test_it_reads_what_the_standard_library_reads(value: Any, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    bodies: tuple[bytes | str, ...] = (text,)
    with suppress(UnicodeEncodeError):
        bodies = (text, text.encode())
    for body in bodies:
        assert repr(read_json(body)) == repr(json.loads(body))


def test_valid_json_may_be_too_deep_to_store() -> None:
    assert not is_deep([[each] for each in range(10_000)])
    assert not is_deep(read_json("[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)))
    assert is_deep(read_json("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)))
    assert is_deep(read_json('{"a":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1)))


async def test_a_call_whose_answer_is_nested_too_deep_has_no_answer(vk: ScriptedVk) -> None:
    vk.script("messages.send", f'{{"response":{DEEP}}}'.encode())

    with pytest.raises(VkRefused) as refused:
        await vk.client.call("messages.send", Manner(patience=0), peer_ids=1)

    assert refused.value.code == UNANSWERED


STRANGE: tuple[Any, ...] = (
    f'{{"ts":"2","updates":[{DEEP}]}}',
    "null",
    "[]",
    '{"failed":null}',
    '{"failed":"1"}',
    '{"failed":1,"ts":null}',
    '{"failed":1,"ts":[]}',
    '{"ts":null,"updates":[]}',
    '{"ts":"2","updates":{}}',
    '{"updates":[]}',
)


@pytest.mark.parametrize("strange", STRANGE, ids=lambda body: body[:30])
async def test_the_long_poll_asks_again_after_a_useless_answer(
    vk: ScriptedVk, strange: str
) -> None:
    good = json.dumps({"ts": "2", "updates": [{"type": "message_new"}]})
    answers = deque([strange, strange, good])

    async def poll(request: web.Request) -> web.Response:
        return web.Response(text=answers.popleft(), content_type="application/json")

    app = web.Application()
    app.router.add_get("/poll", poll)
    async with TestServer(app) as server:
        vk.script(SERVER, well({"key": "k", "server": str(server.make_url("/poll")), "ts": "1"}))
        stream = LongPoll(vk.client, 1, sleep=briefly)

        batch = await stream.after(await stream.open())

    assert (batch.place, batch.gap, len(batch.updates)) == ("2", False, 1)


@pytest.mark.parametrize(
    "strange", [None, [], {}, "x", {"key": "k", "ts": "1"}, {"key": "k", "server": "s", "ts": None}]
)
async def test_the_long_polls_server_is_asked_for_until_vk_names_it(
    vk: ScriptedVk, strange: object
) -> None:
    async with client_of(vk, rests=[]) as client:
        vk.script(SERVER, well(strange), well({"key": "k", "server": "s", "ts": 7}))

        assert await LongPoll(client, 1, sleep=briefly).open() == "7"


async def test_an_invalid_stored_event_does_not_end_the_stream(tmp_path: Path) -> None:
    async with open_storage(await with_tables(tmp_path / "bot.db")) as storage:
        for event, body in (("deep", DEEP), ("good", '{"event_id":"good"}')):
            await storage.arrivals.keep(Arrived(event=event, peer=5, body=body))

        batch = await arrived_after("", storage.arrivals)

        assert batch.updates == [{"event_id": "good"}]


async def briefly(seconds: float) -> None:
    await asyncio.sleep(0)
