"""Messages and events in the shapes in which VK sends them (VK.md, 2.2)."""

import json
from typing import Any

from bot.sandbox.conversations import Button, Keyboard, Message

CLIENT_INFO = {
    "button_actions": ["text", "open_link", "callback"],
    "keyboard": True,
    "inline_keyboard": True,
    "carousel": True,
    "lang_id": 0,
}


def vk_message(message: Message) -> dict[str, Any]:
    """Give a message as VK's object."""
    shape: dict[str, Any] = {
        "date": int(message.date.timestamp()),
        "from_id": message.from_id,
        "id": message.message_id,
        "version": 10_000_000 + message.conversation_message_id,
        "out": int(message.from_id < 0),
        "fwd_messages": [],
        "important": False,
        "is_hidden": False,
        "attachments": [
            {(kind := "photo" if each.is_photo else "doc"): each.as_vk(""), "type": kind}
            for each in message.attachments
        ],
        "conversation_message_id": message.conversation_message_id,
        "text": message.text,
        "peer_id": message.peer,
        "random_id": 0,
    }
    if message.reply is not None:
        reply = message.reply
        shape["reply_message"] = {
            "date": int(reply.date.timestamp()),
            "from_id": reply.from_id,
            "id": reply.message_id,
            "peer_id": reply.peer,
            "conversation_message_id": reply.conversation_message_id,
            "text": reply.text,
            "attachments": [],
        }
    if message.action is not None:
        shape["action"] = message.action
    if message.ref:
        shape["ref"] = message.ref
    if message.payload is not None:
        shape["payload"] = message.payload
    if message.keyboard:
        shape["keyboard"] = vk_keyboard(message.keyboard, inline=message.inline)
    return shape


def vk_keyboard(keyboard: Keyboard, *, inline: bool) -> dict[str, Any]:
    """Give a keyboard as VK's object."""
    return {
        "one_time": False,
        "inline": inline,
        "buttons": [[_vk_button(button) for button in row] for row in keyboard],
    }


def _vk_button(button: Button) -> dict[str, Any]:
    action: dict[str, Any] = {"type": button.kind, "label": button.label}
    if button.link is not None:
        action["link"] = button.link
    if button.payload is not None:
        action["payload"] = json.dumps(button.payload, ensure_ascii=False)
    shape: dict[str, Any] = {"action": action}
    if button.color is not None:
        shape["color"] = button.color
    return shape


def message_new(message: Message) -> dict[str, Any]:
    """Give the object of the event that tells of a message."""
    return {"message": vk_message(message), "client_info": CLIENT_INFO}
