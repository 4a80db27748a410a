"""Shapes of VK's, and words that matter, for fuzzers to change."""

from typing import Any

from handlers.commands import ROWS
from tests.rights.campus import MEMBER

CHAT = 2_000_000_001

KINDS = ("message_new", "message_event", "message_edit", "message_allow", "message_deny", "")
"""The kinds of updates that are listened to; none: the whole envelope is made up."""

HOSTILE = (
    "@all",
    "@everyone",
    "[id1|Павел]",
    "[club1|@poryadok]",
    "\u202eтекст задом наперёд\u202c",
    "\u200b\u200d\ufeff",
    "'; DROP TABLE journal; --",
    "{} {0} {x} {exception} %s %(name)s %n <red>",
    "😀👩‍👩‍👧‍👦🏳️‍🌈🇷🇺\U000e0067",
    "\ud83d",
    "\x00",
    "а" * 5000,
    "٣ дня",
    "①",
)
"""Words that have broken somebody's program."""

PIECES = (
    *HOSTILE,
    *(f"/{row.russian}" for row in ROWS.values()),
    f"@id{MEMBER}",
    f"[id{MEMBER}|Иван]",
    "@id99999999999999999999",
    "3",
    "99999999",
    "3 дня",
    "до 25.11",
    "до 31.02.9999 25:61",
    "999999 мес",
    "добавить",
    "убрать",
    "отозвать",
    "тихие часы 22-7",
    "группа",
    "все",
)
"""Words that commands know, and hostile ones."""

PAYLOADS: tuple[dict[str, Any], ...] = (
    {"do": "check"},
    {"do": "ack", "version": "2024-09-20"},
    {"do": "block", "member": 611, "count": 1, "unit": "week"},
    {"do": "vote", "vote": 2, "choice": "object"},
    {"do": "sorry", "chat": CHAT},
    {"do": "journal", "member": 0, "before": 30, "chat": CHAT},
    {"do": "undo", "act": "violation", "key": 5},
    {"do": "set", "setting": "flood", "value": "off"},
    {"do": "revoke", "chat": CHAT, "invitation": 1},
    {"do": "appeal", "chat": CHAT, "violation": 5},
    {"do": "decide", "chat": CHAT, "appeal": 1, "grant": True},
    {"do": "depart", "member": 616, "plan": 1},
    {"do": "left", "chat": CHAT, "expulsion": 1},
    {"do": "settle", "chat": CHAT, "request": 1, "record": True},
    {"do": "card", "chat": CHAT, "card": 1, "act": "count"},
)


def shape_of(kind: str) -> dict[str, Any]:
    """Give the object of an update as VK sends it (VK.md, 2.2)."""
    message = {
        "date": 1_790_000_000,
        "from_id": int(MEMBER),
        "id": 0,
        "peer_id": CHAT,
        "conversation_message_id": 900_000,
        "text": "/статус",
        "attachments": [{"type": "doc", "doc": {"title": "a", "ext": "pdf"}}],
        "fwd_messages": [{"from_id": 5, "text": "привет"}],
        "is_cropped": False,
        "ref": "",
        "payload": "{}",
        "reply_message": {
            "conversation_message_id": 5,
            "from_id": 613,
            "date": 1_790_000_000,
            "text": "номер 8 917 123-45-67",
        },
        "action": {"type": "chat_invite_user", "member_id": 5},
    }
    match kind:
        case "message_new":
            return {"message": message, "client_info": {}}
        case "message_edit":
            return message
        case "message_event":
            return {
                "user_id": int(MEMBER),
                "peer_id": CHAT,
                "event_id": "press",
                "conversation_message_id": 5,
                "payload": {"do": "check"},
            }
        case _:
            return {"user_id": int(MEMBER)}
