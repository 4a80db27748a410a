"""Keyboards as VK reads them (VK.md, 4)."""

import json

from storage.effects import Keyboard


def keyboard_json(keyboard: Keyboard) -> str:
    """Give a keyboard as VK reads it: inline, every button asks the bot (VK.md, 4)."""
    return to_json(
        {
            "inline": True,
            "buttons": [
                [
                    {
                        "action": {
                            "type": "callback",
                            "label": button.label,
                            "payload": to_json(dict(button.payload)),
                        },
                        "color": button.colour.value,
                    }
                    for button in row
                ]
                for row in keyboard
            ],
        }
    )


def to_json(value: object) -> str:
    """Give JSON without a blank that is not needed: VK counts its characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
