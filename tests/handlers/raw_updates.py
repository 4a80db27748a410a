"""VK's updates as the dictionaries that they are."""

from typing import Any

from bot.vk.updates import VkUpdates
from rules.ids import MemberId

CHAT = 2_000_000_001
READ = VkUpdates(MemberId(-1)).read


def message(text: str = "привет", **changes: Any) -> dict[str, Any]:
    thing = {
        "peer_id": CHAT,
        "from_id": 202,
        "conversation_message_id": 5,
        "text": text,
        "date": 1_790_000_000,
        **changes,
    }
    return {"type": "message_new", "event_id": "e", "object": {"message": thing}}


def press(**changes: Any) -> dict[str, Any]:
    thing = {
        "peer_id": CHAT,
        "user_id": 202,
        "event_id": "press",
        "conversation_message_id": 5,
        "payload": {"do": "check"},
        **changes,
    }
    return {"type": "message_event", "event_id": "e", "object": thing}
