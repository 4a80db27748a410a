"""Messages and events in the shapes that VK sends (VK.md, 2.2)."""

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


def vk_message(message: Message, longest: int | None = None) -> dict[str, Any]:
    """Return a message as VK's object, its text cropped to `longest` characters (None: whole)."""
    cropped = longest is not None and len(message.text) > longest
    shape: dict[str, Any] = {
        "date": int(message.date.timestamp()),
        "from_id": message.from_id,
        "id": message.message_id,
        "version": 10_000_000 + message.conversation_message_id,
        "out": int(message.from_id < 0),
        "fwd_messages": [_foreign(each) for each in message.forwarded],
        "important": False,
        "is_hidden": False,
        "attachments": _attachments(message),
        "conversation_message_id": message.conversation_message_id,
        "text": message.text[:longest],
        "peer_id": message.peer,
        "random_id": message.random_id,
    }
    if cropped:
        shape["is_cropped"] = True
    if message.updated is not None:
        shape["update_time"] = int(message.updated.timestamp())
    if message.reply is not None:
        shape["reply_message"] = _foreign(message.reply)
    if message.action is not None:
        shape["action"] = message.action
    if message.ref:
        shape["ref"] = message.ref
    if message.payload is not None:
        shape["payload"] = message.payload
    if message.keyboard:
        shape["keyboard"] = vk_keyboard(message.keyboard, inline=message.inline)
    return shape


def _foreign(message: Message) -> dict[str, Any]:
    """Return a message replied to or forwarded, with fewer fields."""
    shape: dict[str, Any] = {
        "date": int(message.date.timestamp()),
        "from_id": message.from_id,
        "id": message.message_id,
        "conversation_message_id": message.conversation_message_id,
        "text": message.text,
        "attachments": _attachments(message),
    }
    if message.peer:
        shape["peer_id"] = message.peer
    if message.updated is not None:
        shape["update_time"] = int(message.updated.timestamp())
    if message.forwarded:
        shape["fwd_messages"] = [_foreign(each) for each in message.forwarded]
    return shape


def _attachments(message: Message) -> list[dict[str, Any]]:
    return [{"type": each.kind, each.kind: each.as_vk("")} for each in message.attachments]


def vk_keyboard(keyboard: Keyboard, *, inline: bool) -> dict[str, Any]:
    """Return a keyboard as VK's object."""
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


def message_new(message: Message, longest: int | None = None) -> dict[str, Any]:
    """Return the object of a `message_new` event; `longest` as in `vk_message`."""
    return {"message": vk_message(message, longest), "client_info": CLIENT_INFO}
