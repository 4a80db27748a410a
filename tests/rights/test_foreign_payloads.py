"""A payload is the presser's own word: it leads the bot into no conversation but its chats."""

from collections.abc import Mapping
from typing import Any

import pytest

from handlers.conversation.buttons import Press, read_press
from tests.rights.campus import MEMBER, STRANGER
from tests.rights.conftest import Ground
from tests.rights.trial import pressing

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

UNKNOWN_CHAT = 2_000_000_999

PAYLOADS: tuple[Mapping[str, Any], ...] = (
    {"do": "journal", "member": 0, "before": 1},
    {"do": "revoke", "invitation": 1},
    {"do": "enter", "invitation": 1, "version": "1"},
    {"do": "appeal", "violation": 1},
    {"do": "decide", "appeal": 1, "grant": True},
    {"do": "ask", "appeal": 1, "side": "member"},
    {"do": "answer", "appeal": 1},
    {"do": "left", "expulsion": 1},
    {"do": "back", "expulsion": 1},
    {"do": "settle", "request": 1, "record": True},
    {"do": "withheld", "apology": 1, "publish": True},
    {"do": "card", "card": 1, "act": "count"},
    {"do": "reporters", "card": 1, "message": 1},
    {"do": "close_reports", "card": 1, "message": 1, "member": 1},
)


@pytest.mark.parametrize("chat", [MEMBER, UNKNOWN_CHAT, -777])
@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda each: each["do"])
async def test_nothing_is_written_to_a_conversation_that_a_payload_names(
    open_cases: Ground, payload: Mapping[str, Any], chat: int
) -> None:
    asked = {**payload, "chat": chat}
    assert isinstance(read_press(asked), Press)
    chats = len(await known_chats(open_cases))
    came = await open_cases.trial.hear(pressing(STRANGER, STRANGER, asked, None))
    assert (came.facts, came.changed, came.beside(STRANGER, STRANGER)) == ((), frozenset(), [])
    assert came.answers(STRANGER, STRANGER)
    assert len(await known_chats(open_cases)) == chats


@pytest.mark.parametrize(
    "payload",
    [
        {"do": "check"},
        {"do": "speak"},
        {"do": "adopt", "kind": "other"},
        {"do": "set", "setting": "trial", "value": "on"},
        {"do": "vote", "vote": 1, "choice": "object"},
        {"do": "no_apology", "vote": 1},
        {"do": "undo", "act": "block", "key": 1},
    ],
    ids=lambda each: str(each["do"]),
)
async def test_a_private_conversation_is_no_chat(
    open_cases: Ground, payload: Mapping[str, Any]
) -> None:
    chats = len(await known_chats(open_cases))
    came = await open_cases.trial.hear(pressing(STRANGER, STRANGER, payload, None))
    assert (came.facts, came.changed, came.beside(STRANGER, STRANGER)) == ((), frozenset(), [])
    assert came.answers(STRANGER, STRANGER)
    assert len(await known_chats(open_cases)) == chats


async def known_chats(ground: Ground) -> tuple[object, ...]:
    async with ground.campus.bot.storage.reading() as reading:
        return await reading.chats()
