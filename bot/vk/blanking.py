"""Removes a person's words from an event that is not handled yet."""

import json
from typing import Any

from rules.ids import MemberId

_WRITTEN = ("text", "payload", "attachments", "fwd_messages", "geo")
"""Fields of a message that hold its author's words (VK.md, 2.2)."""


def blank(body: str, member: MemberId) -> str:
    """Return an event's JSON without what `member` wrote, also where others quote it."""
    event = json.loads(body)
    return json.dumps(event, ensure_ascii=False) if _blanked(event, member) else body


def _blanked(thing: Any, member: MemberId) -> bool:
    """Blank one part of an event; True if it held the member's words."""
    match thing:
        case dict():
            mine = thing.get("from_id") == member and "text" in thing
            if mine:
                thing.update({"text": ""})
                for name in _WRITTEN[1:]:
                    thing.pop(name, None)
            within = [_blanked(value, member) for value in thing.values()]
            return mine or any(within)
        case list():
            within = [_blanked(each, member) for each in thing]
            return any(within)
        case _:
            return False
