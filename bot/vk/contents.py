"""The contents of a VK message: the length of its text, and its keyboard (VK.md, 4)."""

import json
import re
from typing import Any

from bot.vk.calls import MOST_DELETED
from handlers.messenger import Capabilities, PageNames
from storage.effects import Button, Keyboard, Menu

LONGEST = 4000
"""UTF-16 units in one message: VK says 4096 without a unit."""

LONGEST_EVENT_DATA = 1000
"""Characters of the JSON that answers the press of a button."""


def length(text: str) -> int:
    """Return the length of a text as VK may count it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def split(text: str, longest: int = LONGEST) -> list[str]:
    """Cut a text into messages of `longest` units at most, at line breaks or spaces if possible.

    Returns at least one, perhaps empty. Nothing is lost but the spaces at a cut.
    """
    parts: list[str] = []
    rest = text
    while length(rest) > longest:
        room = _fitting(rest, longest)
        blank = max(rest.rfind("\n", 1, room + 1), 0) or max(rest.rfind(" ", 1, room + 1), 0)
        parts.append(rest[: blank or room].rstrip())
        rest = rest[blank or room :].lstrip()
    parts.append(rest)
    return [part for part in parts if part] or [""]


def shorten(text: str, longest: int) -> str:
    """Cut a text to `longest` characters at most, with an ellipsis for what is cut."""
    return text if len(text) <= longest else text[: max(longest - 1, 0)].rstrip() + "…"


def _fitting(text: str, longest: int) -> int:
    """Return how many characters of a text fit; at least one."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > longest:
            return max(index, 1)
    return len(text)


LONGEST_LABEL = 40
"""Characters of a button's label."""


def keyboard_json(keyboard: Keyboard) -> str:
    """Return an inline keyboard in VK's format: callback buttons and links (VK.md, 4)."""
    rows = [[_button(button) for button in row] for row in keyboard]
    return to_json({"inline": True, "buttons": rows})


def _button(button: Button) -> dict[str, Any]:
    label = button.label[:LONGEST_LABEL]
    if button.link:
        return {"action": {"type": "open_link", "label": label, "link": button.link}}
    payload = to_json(dict(button.payload))
    return {
        "action": {"type": "callback", "label": label, "payload": payload},
        "color": button.colour.value,
    }


def menu_json(menu: Menu) -> str:
    """Return a menu as VK's ordinary keyboard, which stays under the field (VK.md, 4)."""
    return to_json(
        {
            "one_time": False,
            "inline": False,
            "buttons": [
                [
                    {
                        "action": {"type": "text", "label": label[:LONGEST_LABEL]},
                        "color": "secondary",
                    }
                    for label in row
                ]
                for row in menu
            ],
        }
    )


def to_json(value: object) -> str:
    """Return JSON without spaces: VK counts its characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


CAPABILITIES = Capabilities(
    name="VK",
    full_names={"ru": "ВКонтакте"},
    pages=PageNames(
        address=re.compile(
            r"(?:https?://)?(?:www\.|m\.)?(?:vk\.com|vk\.ru|vkontakte\.ru)"
            r"/(\w+(?:\.\w+)*)/?(?:[?#]\S*)?",
            re.IGNORECASE,
        ),
        numbered=re.compile(r"(id|club|public)(\d{1,15})", re.IGNORECASE),
    ),
    label=LONGEST_LABEL,
    rows=6,
    buttons=10,
    deleted_at_once=MOST_DELETED,
    tells_edits=False,
    declines_names=True,
    tells_sex=True,
    menus=True,
    reads_around=True,
    recovery="vk.com/restore",
)
