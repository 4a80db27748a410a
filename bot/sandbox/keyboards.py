"""Parses a keyboard as strictly as VK does (VK.md, 4: error 911)."""

import json
from typing import Any

from bot.sandbox.conversations import Button, Keyboard
from bot.sandbox.errors import VkError

_COLORS = {"primary", "secondary", "negative", "positive"}
_KINDS = {"text", "callback", "open_link"}
_LONGEST_LABEL = 40
_LONGEST_PAYLOAD = 255


def read_keyboard(raw: str) -> tuple[Keyboard, bool]:
    """Return the rows of a keyboard, and whether it is inline.

    Raises `VkError` 911 for a keyboard that VK would not accept.
    """
    try:
        given = json.loads(raw)
    except ValueError:
        raise VkError(911, "not JSON") from None
    if not isinstance(given, dict) or set(given) - {"inline", "one_time", "buttons"}:
        raise VkError(911, "unknown fields")
    rows, inline = given.get("buttons"), bool(given.get("inline"))
    if not isinstance(rows, list) or not all(isinstance(row, list) and row for row in rows):
        raise VkError(911, "buttons should be rows of buttons")
    if inline and given.get("one_time"):
        raise VkError(911, "an inline keyboard is not one_time")
    count = sum(len(row) for row in rows)
    most_rows, most = (6, 10) if inline else (10, 40)
    if len(rows) > most_rows or count > most or any(len(row) > 5 for row in rows):
        raise VkError(911, "too many buttons")
    return tuple(tuple(_read_button(button) for button in row) for row in rows), inline


def _read_button(given: Any) -> Button:
    if not isinstance(given, dict) or set(given) - {"action", "color"}:
        raise VkError(911, "a button has an action and a color")
    action, color = given.get("action"), given.get("color")
    if not isinstance(action, dict) or action.get("type") not in _KINDS:
        raise VkError(911, "unknown kind of button")
    if set(action) - {"type", "label", "payload", "link"}:
        raise VkError(911, "unknown fields of an action")
    kind, label = action["type"], action.get("label")
    if not isinstance(label, str) or not 1 <= len(label) <= _LONGEST_LABEL:
        raise VkError(911, "label should have 1 to 40 characters")
    if (kind == "open_link") != isinstance(action.get("link"), str):
        raise VkError(911, "a link belongs to open_link, and to nothing else")
    if color is not None and (color not in _COLORS or kind == "open_link"):
        raise VkError(911, "unknown color")
    return Button(
        label=label,
        kind=kind,
        payload=_read_payload(action.get("payload")),
        color=color,
        link=action.get("link"),
    )


def _read_payload(given: Any) -> Any:
    if given is None:
        return None
    if not isinstance(given, str) or len(given) > _LONGEST_PAYLOAD:
        raise VkError(911, "payload should be a text of at most 255 characters")
    try:
        return json.loads(given)
    except ValueError:
        raise VkError(911, "payload should be JSON") from None
