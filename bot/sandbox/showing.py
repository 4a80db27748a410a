"""The world, its conversations and messages as JSON for the page."""

from dataclasses import asdict
from typing import Any

from bot.sandbox.attachments import Attachment, File, Link, Voice
from bot.sandbox.conversations import Conversation, Message, PersonId
from bot.sandbox.world import World


def clock_as_json(world: World) -> dict[str, Any]:
    """Return the clock: now in milliseconds since 1970, and its offset in seconds."""
    return {"now": world.clock.now_ms(), "offset": world.clock.offset}


def world_as_json(world: World, who: PersonId | None) -> dict[str, Any]:
    """Return the world; for a person, with their present and former conversations."""
    answer: dict[str, Any] = {
        "clock": clock_as_json(world),
        "group": {"id": world.group_id, "name": world.name},
        "zone": world.zone,
        "capabilities": asdict(world.capabilities),
        "people": [
            {
                "id": person.id,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "screen_name": person.screen_name,
                "role": person.role,
            }
            for person in world.people.values()
        ],
    }
    if who is not None:
        private = world.private(who)
        seen = [
            chat
            for chat in world.conversations.values()
            if chat.is_chat and (who in chat.members or who in chat.former)
        ]
        answer["conversations"] = [_conversation(world, who, each) for each in (*seen, private)]
    return answer


def _conversation(world: World, who: PersonId, conversation: Conversation) -> dict[str, Any]:
    shown = world.messages(conversation.peer, seen_by=who)
    read = conversation.read.get(who, 0)
    bot = conversation.members.get(world.bot_id)
    return {
        "peer": conversation.peer,
        "title": conversation.title,
        "kind": "chat" if conversation.is_chat else "private",
        "members": [
            {
                "id": member.id,
                "is_admin": member.moderates,
                "is_owner": member.is_owner,
                "restricted": member.restricted or (conversation.closed and not member.moderates),
            }
            for member in conversation.members.values()
        ],
        "in_chat": not conversation.is_chat or who in conversation.members,
        "bot": "absent" if bot is None else "admin" if bot.moderates else "member",
        "last": message_as_json(shown[-1]) if shown else None,
        "unread": sum(
            message.conversation_message_id > read and message.from_id != who for message in shown
        ),
    }


def message_as_json(message: Message) -> dict[str, Any]:
    """Return a message."""
    reply = message.reply
    return {
        "peer": message.peer,
        "conversation_message_id": message.conversation_message_id,
        "from_id": message.from_id,
        "date": int(message.date.timestamp() * 1000),
        "text": message.text,
        "reply": None
        if reply is None
        else {
            "conversation_message_id": reply.conversation_message_id,
            "from_id": reply.from_id,
            "text": reply.text,
        },
        "keyboard": None
        if message.keyboard is None
        else [
            [
                {
                    "label": button.label,
                    "color": button.color or "secondary",
                    "type": button.kind,
                    **({"link": button.link} if button.link else {}),
                }
                for button in row
            ]
            for row in message.keyboard
        ],
        "attachments": [_attachment(each) for each in message.attachments],
        "forwarded": [_forwarded(each) for each in message.forwarded],
        "inline": message.inline,
        "action": message.action,
        "edited": message.edited,
    }


def _forwarded(message: Message) -> dict[str, Any]:
    return {
        "from_id": message.from_id,
        "date": int(message.date.timestamp() * 1000),
        "text": message.text,
        "attachments": [_attachment(each) for each in message.attachments],
        "forwarded": [_forwarded(each) for each in message.forwarded],
    }


def _attachment(attachment: Attachment) -> dict[str, Any]:
    match attachment:
        case File(name=name, key=key):
            return {"kind": attachment.kind, "name": name, "url": f"file/{key}"}
        case Voice(seconds=seconds, waveform=waveform):
            return {"kind": "voice", "seconds": seconds, "waveform": waveform}
        case Link(address=address, host=host):
            return {"kind": "link", "url": address, "name": host}
        case _:
            return {"kind": "sticker", "number": attachment.number}
