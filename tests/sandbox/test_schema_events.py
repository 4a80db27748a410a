"""The updates of the emulator's long poll, read by vkbottle's models and checked by VK's schema."""

from collections.abc import Mapping

import pytest
import pytest_asyncio
from pydantic import BaseModel
from vkbottle_types.events import bot_events

from tests.sandbox.play import Played, play
from tests.sandbox.reading import misread_by
from tests.sandbox.schema import vk_schema

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVENTS: Mapping[str, type[BaseModel]] = {
    "message_new": bot_events.MessageNew,
    "message_edit": bot_events.MessageEdit,
    "message_event": bot_events.MessageEvent,
    "message_allow": bot_events.MessageAllow,
    "message_deny": bot_events.MessageDeny,
}
"""What vkbottle reads each update as."""

UNREADABLE = {
    # VK.md, 2.2: VK's own client knows these two, the library does not
    f"message_new.object.message.action.type: '{way}' is read as 'NOT_SUPPORTED'"
    for way in ("chat_invite_user_by_call", "chat_invite_user_by_call_join_link")
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played() -> Played:
    return await play()


@pytest.mark.parametrize("kind", EVENTS)
async def test_vkbottle_reads_every_event(played: Played, kind: str) -> None:
    events = [event for event in played.events if event["type"] == kind]

    assert events
    for event in events:
        # the version stands in the envelope of every event, only vkbottle has no use for it
        envelope = {key: value for key, value in event.items() if key != "v"}
        assert event["v"] == "5.199"
        assert not set(misread_by(EVENTS[kind], envelope, kind)) - UNREADABLE


if vk_schema().methods:

    @pytest.mark.parametrize("kind", EVENTS)
    async def test_vks_schema_allows_every_event(played: Played, kind: str) -> None:
        for event in played.events:
            if event["type"] == kind:
                assert vk_schema().event_faults(event) == []


async def test_every_way_to_come_and_go_is_told(played: Played) -> None:
    told = {
        event["object"]["message"]["action"]["type"]
        for event in played.events
        if event["type"] == "message_new" and "action" in event["object"]["message"]
    }

    assert told >= {
        "chat_invite_user",
        "chat_invite_user_by_link",
        "chat_invite_user_by_message_request",
        "chat_invite_user_by_call",
        "chat_invite_user_by_call_join_link",
        "chat_kick_user",
    }
