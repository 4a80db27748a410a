"""Keyboards in VK's format (VK.md, 4)."""

import json

from storage.effects import Keyboard


def keyboard_json(keyboard: Keyboard) -> str:
    """Return an inline keyboard in VK's format; every button is a callback button (VK.md, 4)."""
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
    """Return JSON without spaces: VK counts its characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
